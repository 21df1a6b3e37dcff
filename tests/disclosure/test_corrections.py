"""A difference between two versions may be negative; the counts of neither may."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest

from nabij_disclosure.errors import TellsTooMuch
from nabij_disclosure.pose import Asked, pose
from nabij_disclosure.release import Mark, Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import number, tell
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.guessing import guessed
from tests.disclosure.leaks import leaks, places
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"


def test_no_witness_of_a_corrected_table_counts_fewer_than_nobody() -> None:
    judged = 0
    for seed in range(12):
        first = random_table((3, 3), 5, seed)
        moved = {cell: max(0, count + (place % 3) - 1) for place, (cell, count) in enumerate(first.counts.items())}
        before = release(first, settings=Settings(), seed=SEED)
        out = release(replace(first, counts=moved), settings=Settings(), seed=SEED, history=(before.entry,))
        if not isinstance(out, Release):
            continue
        problem = pose(out.table, Settings(), history=(before.entry,))
        for figure in problem.figures:
            assert all(figure.form.at(world) >= 0 for world in out.certificate.worlds), figure.name
            judged += len(out.certificate.worlds)
    assert judged > 100


def test_a_correction_shows_nothing_that_was_hidden_because_most_cells_did_not_change() -> None:
    hidden = 0
    for seed in range(12):
        first = random_table((4, 4), 9, seed)
        before = release(first, settings=Settings(), seed=SEED)
        cell = max(first.counts, key=lambda one: first.counts[one])
        corrected = replace(first, counts=first.counts | {cell: first.counts[cell] + 9})
        # another seed draws another pattern: without the rule the two together give hidden counts away
        out = release(corrected, settings=Settings(), seed=SEED[::-1], history=(before.entry,))
        assert isinstance(out, Release)
        assert before.entry.hidden <= out.entry.hidden
        hidden += len(before.entry.hidden)
    assert hidden > 50


YEAR = frozenset({"K1", "K2"})


def quarters_and_corrected_year(seed: int, change: int) -> list[Release]:
    """Two quarters, each on its own, and their year, in which one cell was corrected."""
    first, second = random_table((4, 3), 14, seed), random_table((4, 3), 14, seed + 1000)
    year = {cell: count + second.counts[cell] for cell, count in first.counts.items()}
    cell = max(year, key=lambda one: year[one])
    found: list[Release] = []
    for counts, periods in (
        (first.counts, frozenset({"K1"})),
        (second.counts, frozenset({"K2"})),
        (year | {cell: year[cell] + change}, YEAR),
    ):
        history = tuple(one.entry for one in found)
        table, secret = replace(first, counts=counts), seed.to_bytes(16)
        out = release(table, settings=Settings(), seed=secret, history=history, periods=periods)
        assert isinstance(out, Release)
        found.append(out)
    return found


@pytest.mark.parametrize("change", [1, -1, 9])
def test_a_year_in_which_one_cell_was_corrected_gives_nobody_away_when_its_quarters_are_subtracted(change: int) -> None:
    small = 0
    for seed in range(3, 9):
        releases = quarters_and_corrected_year(seed, change)
        assert guessed(releases, 5) == []
        small += sum(count < 5 for one in releases for count in one.table.values.values())
    assert small > 10


def test_a_correction_that_joins_two_units_gives_neither_away() -> None:
    kinds = Dimension.flat("kind", ["f", "b"])
    counts = {("A", "f"): 30, ("A", "b"): 25, ("B", "f"): 4, ("B", "b"): 31, ("C", "f"): 17, ("C", "b"): 22}
    more = {("D", "f"): 28, ("D", "b"): 19}
    first = Table("t", (Dimension.flat("unit", ["A", "B", "C", "D"]), kinds), counts | more)
    joined = Dimension("unit", {"A": "Totaal", "B+C": "Totaal", "D": "Totaal"}, "Totaal", {"B+C": ("B", "C")})
    less = {("A", "f"): 30, ("A", "b"): 25, ("B+C", "f"): 21, ("B+C", "b"): 53, ("D", "f"): 28, ("D", "b"): 20}
    for place in range(12):
        seed = place.to_bytes(16)
        before = release(first, settings=Settings(), seed=seed)
        now = release(Table("t", (joined, kinds), less), settings=Settings(), seed=seed, history=(before.entry,))
        assert isinstance(before, Release)
        assert isinstance(now, Release)
        for one, other in (("B", "C"), ("C", "B")):
            shown = {before.figures[other, "f"], now.figures["B+C", "f"]}
            assert before.figures[one, "f"] is not Mark.HIDDEN or Mark.HIDDEN in shown


def test_a_lower_threshold_shows_no_difference_that_a_higher_one_protected() -> None:
    protected = 0
    for seed in range(6):
        first, second = random_table((3, 3), 9, seed), random_table((3, 3), 7, seed + 1000)
        year = replace(first, counts={cell: count + second.counts[cell] for cell, count in first.counts.items()})
        high, low = Settings(threshold=10), Settings(threshold=5)
        one = release(first, settings=high, seed=SEED, periods=frozenset({"K1"}))
        other = release(year, settings=low, seed=SEED, history=(one.entry,), periods=YEAR)
        problem = pose(year, low, history=(one.entry,), periods=YEAR)
        assert isinstance(other, Release)
        attack = SecondAttack(problem, places(problem, other.entry.hidden))
        for cell, count in second.values.items():
            if 5 <= count < 10:
                key = next(target for target in problem.targets if target.name == ("0-1", *cell))
                least, most = attack.interval(key.form)
                assert least <= 0
                assert most >= 10
                protected += 1
    assert protected > 10


def released(versions: Sequence[tuple[Table, frozenset[str]]], seed: int) -> list[Release]:
    """Tables that go out one after the other."""
    found: list[Release] = []
    for table, periods in versions:
        history = tuple(one.entry for one in found)
        out = release(table, settings=Settings(), seed=seed.to_bytes(16), history=history, periods=periods)
        assert isinstance(out, Release)
        found.append(out)
    return found


ONE = frozenset({"K1"})
CELL = ("0.0", "1.0")


@pytest.mark.parametrize(("first", "half", "last", "over"), [(32, 38, 32, YEAR), (32, 41, 41, ONE), (41, 50, 48, ONE)])
def test_of_two_periods_every_version_is_subtracted_from_every_version(
    first: int, half: int, last: int, over: frozenset[str]
) -> None:
    hidden = 0
    for seed in range(6):
        one = random_table((3, 3), 60, seed)
        two = replace(one, counts={cell: 2 * count for cell, count in one.counts.items()})
        before = two if over == YEAR else one
        versions = (
            (replace(one, counts=one.counts | {CELL: first}), ONE),
            (replace(two, counts=two.counts | {CELL: half}), YEAR),
            (replace(before, counts=before.counts | {CELL: last}), over),
        )
        quarter, year, corrected = released(versions, seed)
        subtracted = (quarter, corrected) if over == YEAR else (corrected, year)
        assert Mark.HIDDEN in {out.figures[CELL] for out in subtracted}
        hidden += subtracted[0].figures[CELL] is not Mark.HIDDEN or subtracted[1].figures[CELL] is not Mark.HIDDEN
    assert hidden


def test_a_shown_figure_that_is_corrected_to_a_small_one_is_not_read_off_what_its_margins_fell_by() -> None:
    judged = 0
    for seed in range(30):
        first = random_table((3, 3), 12, seed)
        (out,) = released(((first, ONE),), seed)
        shown = [cell for cell in first.counts if out.figures[cell] is not Mark.HIDDEN and 6 <= first.counts[cell] < 15]
        for cell in shown[:1]:
            mended = replace(first, counts=first.counts | {cell: seed % 5})
            assert guessed(released(((first, ONE), (mended, ONE)), seed), 5) == []
            judged += 1
    assert judged > 10


def test_what_is_said_after_a_correction_gives_nothing_away_to_whoever_knows_what_was_corrected() -> None:
    told = 0
    for seed in range(8):
        first = random_table((3, 3), 9, seed)
        cell = max(first.counts, key=lambda one: first.counts[one])
        mended = replace(first, counts=first.counts | {cell: first.counts[cell] + 2})
        outs = released(((first, ONE), (mended, ONE)), seed)
        history = tuple(one.entry for one in outs)
        for said in mended.cells:
            with suppress(TellsTooMuch):
                entry = tell(Asked(mended, ONE), (number(mended, said),), settings=Settings(), history=history)
                problem = pose(mended, Settings(), history=(*history, entry), periods=ONE)
                without = pose(mended, Settings(), history=(*history, replace(entry, told=())), periods=ONE)
                everything = frozenset(range(len(problem.figures)))
                for now, before in zip(problem.supposed, without.supposed, strict=True):
                    assert leaks(now, everything, before.targets).narrow == 0
                told += 1
    assert told > 10
