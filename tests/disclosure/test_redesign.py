"""A coarser table is proposed by names alone, and judged by what would really go out."""

from collections import Counter
from dataclasses import replace

import pytest

from nabij_disclosure.pose import Asked
from nabij_disclosure.redesign import ALIKE, OFFERED, Proposal, redesign
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.random_tables import random_table

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()

FACULTIES = Dimension(
    "plek",
    {
        "bèta": "Totaal",
        "natuurkunde": "bèta",
        "wiskunde": "bèta",
        "sterrenkunde": "bèta",
        "alfa": "Totaal",
        "talen": "alfa",
    },
)
NATURES = Dimension.flat("aard", ["pesten", "intimidatie", "discriminatie"])


def shown(out: Release) -> int:
    """Distinct sums that are shown."""
    sums = {frozenset(out.table.inner(cell)): figure for cell, figure in reversed(out.figures.items())}
    return sum(isinstance(figure, int) for figure in sums.values())


def rates(table: Table, counts: tuple[int, ...]) -> Table:
    return replace(table, counts=dict(zip(table.counts, counts, strict=True)))


@pytest.fixture
def crossed() -> Table:
    cells: dict[Cell, int] = {(plek, aard): 0 for plek in FACULTIES.leaves for aard in NATURES.leaves}
    return rates(Table("kwesties", (FACULTIES, NATURES), cells), (2, 1, 3, 3, 4, 1, 1, 2, 3, 20, 15, 30))


@pytest.mark.parametrize("start", [1, 2, 3, 6])
def test_what_a_proposal_promises_is_what_a_release_of_it_shows(start: int) -> None:
    table = random_table((5, 4), 5, start)
    as_it_is = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(as_it_is, Release)
    found = redesign(Asked(table), settings=SETTINGS, seed=SEED)
    assert found
    for proposal in found:
        out = release(proposal.table, settings=SETTINGS, seed=SEED)
        assert isinstance(out, Release)
        assert shown(out) == proposal.shown
        assert proposal.gain == proposal.shown - shown(as_it_is)
        assert proposal.figures >= proposal.shown


def test_what_went_out_before_counts_in_a_proposal_as_it_does_in_a_release() -> None:
    table = random_table((5, 4), 5, 1)
    later = replace(table, counts={cell: count + 2 for cell, count in table.counts.items()})
    first, both = frozenset({"K1"}), frozenset({"K1", "K2"})
    history = (release(table, settings=SETTINGS, seed=SEED, periods=first).entry,)
    found = redesign(Asked(later, both), settings=SETTINGS, seed=SEED, history=history)
    assert found
    for proposal in found:
        out = release(proposal.table, settings=SETTINGS, seed=SEED, history=history, periods=both)
        assert isinstance(out, Release)
        assert shown(out) == proposal.shown


@pytest.fixture(scope="module")
def proposals() -> list[tuple[Proposal, ...]]:
    """What is proposed of some tables that show little."""
    return [redesign(Asked(random_table((6, 5), 4, start)), settings=SETTINGS, seed=SEED) for start in (1, 4, 5)]


def test_proposals_that_show_most_with_fewest_gaps_come_first(proposals: list[tuple[Proposal, ...]]) -> None:
    for found in proposals:
        assert len(found) > 1
        ranks = [-one.shown * one.kept for one in found]
        assert ranks == sorted(ranks)


def test_no_more_is_proposed_than_can_be_weighed_and_little_that_is_alike(
    proposals: list[tuple[Proposal, ...]],
) -> None:
    full = alike = 0
    for found in proposals:
        shapes = Counter(tuple((one.name, len(one.leaves)) for one in proposal.table.dimensions) for proposal in found)
        assert len(found) <= OFFERED
        assert max(shapes.values(), default=0) <= ALIKE
        full += len(found) == OFFERED
        alike += ALIKE in shapes.values()
    assert full
    assert alike


def test_every_proposal_adds_up_to_the_table_that_it_came_from(crossed: Table) -> None:
    found = redesign(Asked(crossed), settings=SETTINGS, seed=SEED)
    assert found
    for proposal in found:
        assert proposal.table.values[proposal.table.top] == crossed.values[crossed.top]
        for merge in proposal.merges:
            if merge.into is None:
                assert merge.dimension not in {dimension.name for dimension in proposal.table.dimensions}
                continue
            place = next(p for p, one in enumerate(proposal.table.dimensions) if one.name == merge.dimension)
            cell = tuple(
                merge.into if number == place else one.root for number, one in enumerate(proposal.table.dimensions)
            )
            old = next(p for p, one in enumerate(crossed.dimensions) if one.name == merge.dimension)
            total = sum(count for leaf, count in crossed.counts.items() if leaf[old] in merge.nodes)
            assert proposal.table.values[cell] == total


def test_a_group_whose_leaves_are_merged_keeps_its_own_name(crossed: Table) -> None:
    found = redesign(Asked(crossed), settings=SETTINGS, seed=SEED)
    merges = {merge for proposal in found for merge in proposal.merges}
    assert any(merge.into == "bèta" and merge.nodes == ("natuurkunde", "wiskunde", "sterrenkunde") for merge in merges)


def test_at_most_two_dimensions_stay_crossed() -> None:
    found = redesign(Asked(random_table((4, 4, 3), 3, 1)), settings=SETTINGS, seed=SEED)
    assert found
    assert all(len(proposal.table.dimensions) <= 2 for proposal in found)


def test_tables_with_the_same_figures_to_show_get_the_same_proposals_whatever_the_hidden_counts_are() -> None:
    """Two worlds that a reader cannot tell apart and in which the same cells are small."""
    table = random_table((4, 1), 9, 0)
    counts = dict.fromkeys(table.counts, 20)
    first, second, *_ = counts
    one = replace(table, counts=counts | {first: 1, second: 3})
    other = replace(table, counts=counts | {first: 3, second: 1})

    def designs(found: tuple[Proposal, ...]) -> list[object]:
        return [(proposal.merges, proposal.shown) for proposal in found]

    assert designs(redesign(Asked(one), settings=SETTINGS, seed=SEED)) == designs(
        redesign(Asked(other), settings=SETTINGS, seed=SEED)
    )


def test_a_table_that_shows_everything_gets_no_proposal() -> None:
    table = random_table((3, 3), 9, 0)
    full = replace(table, counts=dict.fromkeys(table.counts, 30))
    assert redesign(Asked(full), settings=SETTINGS, seed=SEED) == ()


def test_a_table_with_too_few_people_cannot_be_mended_by_a_coarser_one() -> None:
    table = random_table((3, 3), 9, 0)
    few = replace(table, counts=dict.fromkeys(table.counts, 0))
    assert redesign(Asked(few), settings=SETTINGS, seed=SEED) == ()


def test_a_merged_cell_that_nobody_can_be_in_stays_impossible() -> None:
    table = random_table((5, 4), 5, 6)
    nobody = frozenset(cell for cell in table.counts if cell[0] == "0.0" and cell[1] in ("1.0", "1.1"))
    table = replace(table, counts=table.counts | dict.fromkeys(nobody, 0), impossible=nobody)
    judged = 0
    for proposal in redesign(Asked(table), settings=SETTINGS, seed=SEED):
        for cell in proposal.table.counts:
            olds = [{cell[0]}, {cell[1]}] if len(cell) == 2 else []
            for merge in proposal.merges:
                olds = [set(merge.nodes) if merge.into in names else names for names in olds]
            if olds:
                parts = {(a, b) for a in olds[0] for b in olds[1]}
                assert (cell in proposal.table.impossible) == (parts <= nobody)
                judged += parts <= nobody
    assert judged


def test_small_units_count_as_small_in_a_proposal_too() -> None:
    table = random_table((4, 2), 9, 0)
    table = replace(table, counts=dict.fromkeys(table.counts, 30))
    staff = {(f"0.{unit}", "Totaal"): 70 if unit else 65 for unit in range(4)}
    assert redesign(Asked(table, staff=staff), settings=SETTINGS, seed=SEED) == ()
    settings = Settings(least_staff=68)
    found = redesign(Asked(table, staff=staff), settings=settings, seed=SEED)
    full = [proposal for proposal in found if proposal.kept == 1]
    assert full
    assert all("0.0" in {node for merge in proposal.merges for node in merge.nodes} for proposal in full)
