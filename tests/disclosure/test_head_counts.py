"""Head counts that readers had at one release are still theirs at the next; and what no table showed closes nothing."""

import json
from dataclasses import replace

from nabij_disclosure.entries import plain, released
from nabij_disclosure.grain import grain_of
from nabij_disclosure.history import Released, timeline
from nabij_disclosure.pose import Asked, pose
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import number, tell
from nabij_disclosure.table import TOTAL, Dimension, Table
from tests.disclosure.leaks import leaks, places

SETTINGS, SEED = Settings(), b"head counts, no secret at all"
REGIONS, KINDS = Dimension.flat("regio", ("A", "B", "C")), Dimension.flat("soort", ("x", "y"))
FIRST = {("A", "x"): 4, ("A", "y"): 3, ("B", "x"): 6, ("B", "y"): 2, ("C", "x"): 2, ("C", "y"): 2}
YEAR = {("A", "x"): 4, ("A", "y"): 3, ("B", "x"): 10, ("B", "y"): 5, ("C", "x"): 4, ("C", "y"): 7}
HEADS = {("A", TOTAL): 12, ("B", TOTAL): 8, ("C", TOTAL): 9}
QUARTER, HALF = frozenset({"K1"}), frozenset({"K1", "K2"})


def _table(counts: dict[tuple[str, ...], int]) -> Table:
    return Table("t", (REGIONS, KINDS), counts)


def _out(table: Table, periods: frozenset[str], history: tuple[Released, ...] = (), **more: object) -> Release:
    out = release(table, settings=SETTINGS, seed=SEED, periods=periods, history=history, seconds=1, **more)  # type: ignore[arg-type]
    assert isinstance(out, Release)
    return out


def test_head_counts_of_an_earlier_release_bound_every_later_problem() -> None:
    first = _out(_table(FIRST), QUARTER, staff=HEADS)
    assert first.entry.staff == HEADS
    second = _out(_table(YEAR), HALF, (first.entry,))
    problem = pose(_table(YEAR), SETTINGS, history=(first.entry,), periods=HALF)
    assert {one.high for one in problem.known if one.low is None} >= set(HEADS.values())
    assert leaks(problem, places(problem, second.entry.hidden)).none


def test_an_entry_keeps_its_head_counts_and_one_without_any_keeps_its_old_lines() -> None:
    entry = _out(_table(FIRST), QUARTER, staff=HEADS).entry
    assert released(json.loads(json.dumps(plain(entry)))) == entry
    bare = replace(entry, staff={})
    assert "staff" not in plain(bare)
    assert released(json.loads(json.dumps(plain(bare)))) == bare


def test_a_correction_after_a_sentence_shows_its_table() -> None:
    before = _table(dict.fromkeys(FIRST, 20))
    after = _table({cell: count + 10 * (cell == ("C", "y")) for cell, count in before.counts.items()})
    said = tell(Asked(before, QUARTER), (number(before, before.top),), settings=SETTINGS)
    assert not said.printed
    assert _out(after, QUARTER, (said,)).entry.hidden == frozenset()


def test_a_sum_of_releases_of_which_one_reaches_too_far_is_no_correction() -> None:
    quarters = [{cell: 10 * number + place for place, cell in enumerate(FIRST)} for number in range(1, 4)]
    sums = [(0,), (0, 1), (2,), (1, 2)]
    tables = [_table({cell: sum(quarters[one][cell] for one in those) for cell in FIRST}) for those in sums]
    line = timeline(grain_of(tables), [frozenset(f"K{one}" for one in those) for those in sums])
    assert not any(atom.free or atom.correction for atom in line.atoms)
    assert line.sums[3] == (1, 2)
