"""What is told to readers holds nothing that the table does not; what is told to the maker names what was small."""

import json
from dataclasses import replace
from datetime import date
from itertools import count, islice

import pytest

from nabij_disclosure.errors import NotProven
from nabij_disclosure.explanation import (
    Exposed,
    Made,
    _how_many,
    exposures_one_by_one,
    for_counsellor,
    for_readers,
    proposed,
)
from nabij_disclosure.flaws import LANGUAGES
from nabij_disclosure.history import Released
from nabij_disclosure.open_proof import Proof, check, open_proof
from nabij_disclosure.pose import pose
from nabij_disclosure.redesign import Merge, Proposal
from nabij_disclosure.release import Mark, Release, release
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.table import Dimension, Table
from nabij_disclosure.writing import certificates_json, read_proof
from tests.disclosure.leaks import places
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
ONE = frozenset({"K1"})


def released(table: Table, history: tuple[Released, ...] = (), periods: frozenset[str] = ONE) -> Release:
    out = release(table, settings=SETTINGS, seed=SEED, history=history, periods=periods)
    assert isinstance(out, Release)
    return out


def that_hide(shape: tuple[int, ...], mean: float, number: int) -> list[Release]:
    """The first so many random tables of which something is hidden."""
    made = (released(random_table(shape, mean, seed)) for seed in count(0))
    return list(islice((out for out in made if out.entry.hidden), number))


def readers(out: Release, language: str) -> str:
    return for_readers(out, threshold=5, periods=ONE, earlier=True, language=language)


def another_table_that_prints_the_same(table: Table, out: Release) -> Table:
    problem = pose(table, SETTINGS, periods=ONE)
    proof = open_proof(problem, table, out.entry.hidden, 5)
    other = next(world for world in proof.worlds if world != tuple(table.counts.values()))
    return replace(table, counts=dict(zip(table.counts, other, strict=True)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_tables_that_print_the_same_are_explained_the_same(language: str) -> None:
    for out in that_hide((3, 3), 5, 4):
        other = another_table_that_prints_the_same(out.table, out)
        figures = {
            cell: figure if figure is Mark.HIDDEN else other.values[cell] for cell, figure in out.figures.items()
        }
        assert figures == out.figures
        assert readers(out, language) == readers(_with_table(out, other), language)


def _with_table(out: Release, table: Table) -> Release:
    """A release of another table, made past its lock: only to compare what would be said."""
    forged: Release = object.__new__(Release)
    for name in ("figures", "certificate", "entry", "bound", "extra"):
        object.__setattr__(forged, name, getattr(out, name))
    object.__setattr__(forged, "table", table)
    object.__setattr__(forged, "reasons", {})
    return forged


def test_the_proof_for_everybody_is_the_same_whatever_the_hidden_counts_are() -> None:
    for out in that_hide((4, 3), 6, 8):
        table = out.table
        other = another_table_that_prints_the_same(table, out)
        assert other.counts != table.counts
        proofs = {
            certificates_json(
                one, out.figures, open_proof(pose(one, SETTINGS, periods=ONE), one, out.entry.hidden, 5), 5
            )
            for one in (table, other)
        }
        assert len(proofs) == 1


def test_the_proof_gives_each_hidden_figure_two_tables_and_each_small_one_both_ends() -> None:
    for seed in range(6):
        first = released(random_table((3, 3), 4, seed))
        more = random_table((3, 3), 4, seed + 50)
        total = {cell: added + first.table.counts[cell] for cell, added in more.counts.items()}
        both = frozenset({"K1", "K2"})
        table = replace(more, counts=total)
        out = released(table, (first.entry,), both)
        problem = pose(table, SETTINGS, history=(first.entry,), periods=both)
        proof = open_proof(problem, table, out.entry.hidden, 5)
        assert set(proof.figures) == out.entry.hidden
        worlds = [replace(table, counts=dict(zip(table.counts, world, strict=True))) for world in proof.worlds]
        for cell in out.reasons:
            low, high = (worlds[place].values[cell] for place in proof.figures[cell])
            assert low <= 0
            assert high >= 5


def test_where_the_total_is_hidden_no_world_of_the_proof_counts_fewer_than_a_table_that_goes_out() -> None:
    table = Table("t", (Dimension.flat("soort", ("a", "b", "c")),), {("a",): 3, ("b",): 2, ("c",): 1})
    out = released(table)
    assert out.figures[table.top] is Mark.HIDDEN
    proof = open_proof(pose(table, SETTINGS, periods=ONE), table, out.entry.hidden, 5)
    assert min(map(sum, proof.worlds)) >= 5
    shown = {cell: figure for cell, figure in out.figures.items() if isinstance(figure, int)}
    check(table, shown, proof, 5)
    with pytest.raises(NotProven, match="a table that goes out"):
        check(table, shown, replace(proof, worlds=((1, 0, 0), *proof.worlds[1:])), 5)


def test_a_proof_with_another_number_is_refused_by_addition() -> None:
    out = that_hide((3, 3), 5, 1)[0]
    table = out.table
    text = certificates_json(
        table, out.figures, open_proof(pose(table, SETTINGS, periods=ONE), table, out.entry.hidden, 5), 5
    ).decode()
    shown = {cell: figure for cell, figure in out.figures.items() if isinstance(figure, int)}
    check(table, shown, read_proof(text), 5)
    content = json.loads(text)
    content["worlds"][0] = [number + 1 for number in content["worlds"][0]]
    with pytest.raises(NotProven):
        check(table, shown, read_proof(json.dumps(content)), 5)
    content = json.loads(text)
    content["hidden"][0]["high"] = content["hidden"][0]["low"]
    with pytest.raises(NotProven):
        check(table, shown, read_proof(json.dumps(content)), 5)
    with pytest.raises(NotProven):
        certificates_json(table, out.figures, replace(read_proof(text), figures={}), 5)


def test_a_proof_in_which_fewer_than_nobody_came_is_refused() -> None:
    table = Table("units", (Dimension.flat("plek", ["a", "b", "c"]),), {("a",): 2, ("b",): 8, ("c",): 20})
    shown = {table.top: 30, ("c",): 20}
    possible = Proof(((0, 10, 20), (5, 5, 20)), {("a",): (0, 1), ("b",): (1, 0)})
    check(table, shown, possible, 5)
    with pytest.raises(NotProven, match="fewer than nobody"):
        check(table, shown, replace(possible, worlds=((-1, 11, 20), (5, 5, 20))), 5)


def test_what_would_give_a_figure_away_does_so_by_a_second_solver() -> None:
    told = 0
    for out in that_hide((4, 3), 9, 5):
        table = out.table
        problem = pose(table, SETTINGS, periods=ONE)
        for one in exposures_one_by_one(problem, table, out.entry.hidden, set(out.reasons)):
            hidden = places(problem, out.entry.hidden - {one.shown})
            target = next(target for target in problem.targets if target.name == one.other)
            low, high = SecondAttack(problem, hidden).interval(target.form)
            assert (round(low), round(high)) == (one.low, one.high)
            assert low > target.low or high < target.high
            told += 1
    assert told > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maker_hears_every_small_figure_and_the_bound(language: str) -> None:
    out = released(random_table((3, 3), 6, 3))
    said = "\n".join(for_counsellor(out, exposed=(), missing=(("a", "b"), ("c", "d")), language=language))
    assert all(f"{' | '.join(cell)}: {out.table.values[cell]}" in said for cell in out.reasons)
    assert f" {out.bound} " in said
    assert f"{' | '.join(next(iter(out.reasons)))}: " not in readers(out, language)


def test_proposals_say_what_to_merge_and_what_it_brings() -> None:
    table = random_table((2, 2), 9, 0)
    merges = (Merge("regio", ("Noord", "Oost"), "Noord + Oost"), Merge("rol", ("a", "b"), None))
    title, said = proposed((Proposal(table, merges, 9, 0, 9),), "nl", of=20)
    assert title == "Zo laat je meer zien:"
    assert said.endswith(
        "voeg Noord en Oost samen en laat de kolom rol weg. Dan staan alle 9 cijfers er (nu 9 van 20)."
    )
    title, said = proposed((Proposal(table, merges, 9, 6, 12),), "nl", of=20, late=True)
    assert title == "Voor een volgende tabel:"
    assert said.endswith("Dan staan 9 van 12 cijfers er (nu 3 van 20).")
    assert list(proposed((), "nl", of=20)) == ["Geen grovere tabel gevonden die meer laat zien."]


@pytest.mark.parametrize(
    ("hidden", "bound", "extra", "says"),
    [
        (6, 4, 2, "6 cijfers zijn verborgen. Met minder dan 4 kon het niet; 2 zijn door het lot gekozen."),
        (1, 1, 0, "1 cijfer is verborgen. Met minder dan 1 kon het niet."),
        (5, 4, 1, "5 cijfers zijn verborgen. Met minder dan 4 kon het niet; 1 is door het lot gekozen."),
        (0, 0, 0, "Er hoefde niets verborgen te worden."),
    ],
)
def test_how_many_are_hidden_is_said_in_good_dutch(hidden: int, bound: int, extra: int, says: str) -> None:
    assert _how_many(hidden, bound, extra, "nl") == says


def test_rows_that_count_as_zero_are_named() -> None:
    out = released(random_table((3, 3), 6, 3))
    missing = tuple(("rij", str(number)) for number in range(5))
    said = list(for_counsellor(out, exposed=(), missing=missing, language="nl"))
    assert said[2] == "5 combinaties hadden geen rij en tellen als nul: rij | 0, rij | 1, rij | 2, …."


def test_one_figure_is_spoken_of_as_one() -> None:
    out = that_hide((3, 3), 5, 1)[0]
    cells = list(out.table.cells)
    for shown, says in ((1, "staat 1 cijfer er en 15 niet."), (15, "staan 15 cijfers er en 1 niet.")):
        forged = _with_table(out, out.table)
        figures = {cell: 9 if place < shown else Mark.HIDDEN for place, cell in enumerate(cells)}
        object.__setattr__(forged, "figures", figures)
        assert says in readers(forged, "nl")


def test_the_file_and_the_day_are_named() -> None:
    out = released(random_table((2, 2), 500, 0))
    made = Made("tabel.csv", date(2026, 11, 28))
    text = for_readers(out, threshold=5, periods=ONE, earlier=False, language="nl", made=made)
    assert text.endswith("Gemaakt op 2026-11-28 uit tabel.csv.\n")


def test_where_nothing_is_hidden_or_no_history_is_known_readers_hear_of_neither() -> None:
    out = released(random_table((2, 2), 500, 0))
    assert not out.entry.hidden
    text = for_readers(out, threshold=5, periods=ONE, earlier=False, language="nl")
    assert not any(word in text for word in (" x ", "loting", "geschiedenis", "verborgen"))


def test_an_earlier_figure_is_named_with_its_periods() -> None:
    out = release(random_table((3, 3), 9, 1), settings=Settings(), seed=b"a secret of sixteen bytes and more")
    assert isinstance(out, Release)
    cell = out.table.cells[0]
    given_away = (Exposed(cell, ("0", *cell), Reason.EARLIER, 2, 2),)
    history = (frozenset({"K1", "K2"}),)
    said = "\n".join(for_counsellor(out, exposed=given_away, missing=(), language="nl", history=history))
    assert "dat een eerder cijfer (K1, K2): Totaal | Totaal precies 2 is" in said
