"""A correction shows every figure again that its readers have, or none of that table."""

import pytest

from nabij.releases.rules import Shown, shown
from nabij.reporting.rules.vanished import Paper, by_key, vanished, why_not
from nabij_disclosure.history import Released
from nabij_disclosure.table import Dimension, Table


def table(counts: dict[str, int], hidden: set[str]) -> Shown:
    dimension = Dimension.flat("aard", counts)
    cells = {(leaf,): count for leaf, count in counts.items()}
    made = Table("inbrengers naar aard", (dimension,), cells, measure="inbrengers")
    marks = frozenset((made.top if leaf == "Totaal" else (leaf,)) for leaf in hidden)
    return shown(Released(made, frozenset({"2025-01"}), marks, {}))


WAS = table({"Pesten": 9, "Werkdruk": 12, "Discriminatie": 2, "Rest": 3}, {"Discriminatie", "Rest"})
MORE = {"Pesten": 10, "Werkdruk": 12, "Discriminatie": 2, "Rest": 3}


@pytest.mark.parametrize(
    ("counts", "hidden", "lost"),
    [
        ({"Pesten": 9, "Werkdruk": 12, "Discriminatie": 3, "Rest": 3}, {"Discriminatie", "Rest"}, 0),
        (MORE, {"Discriminatie", "Rest", "Pesten"}, 1),
        (
            {"Pesten": 10, "Werkdruk": 12, "Discriminatie": 2, "Rest": 3},
            {"Discriminatie", "Rest", "Pesten", "Totaal"},
            2,
        ),
        # what was merged since is another cell
        ({"Pesten en werkdruk": 22, "Discriminatie": 2, "Rest": 3}, {"Pesten en werkdruk", "Discriminatie", "Rest"}, 0),
        # what is shown now and was not tells more, and is judged elsewhere
        ({"Pesten": 19, "Werkdruk": 22, "Discriminatie": 12, "Rest": 13}, set(), 0),
    ],
)
def test_figures_that_were_out_are_counted_that_would_vanish(
    counts: dict[str, int], hidden: set[str], lost: int
) -> None:
    found = vanished(by_key([WAS]), by_key([table(counts, hidden)]))
    assert sum(found.values()) == lost


def test_a_table_that_is_not_told_again_loses_nothing() -> None:
    assert vanished(by_key([WAS]), {}) == {}
    assert vanished({}, by_key([WAS])) == {}


def test_it_says_which_tables_may_be_left_out_while_those_are_few() -> None:
    assert "laat weg waarin dit gebeurt: mensen, naar rol" in why_not({("a", "b"): 1}, ["mensen, naar rol"])
    assert why_not({("a", "b"): 1}, ["x"] * 9).endswith("Laat de cijfers zoals ze uitgingen.")


def test_only_what_can_be_chosen_is_offered() -> None:
    lost = {("a", "b", frozenset[str]()): 1}
    first, many = why_not(lost, ["mensen, naar rol"], Paper.FIRST), why_not(lost, ["x"] * 9, Paper.FIRST)
    assert first.endswith("Er is niets uitgegaan. Laat weg waarin dit gebeurt: mensen, naar rol.")
    assert many.endswith("Neem klassen samen, of laat de indelingen weg waarin dit gebeurt.")
    interim = why_not(lost, ["mensen, naar rol"], Paper.INTERIM)
    assert interim.endswith("Wat uit is, blijft staan. Kies een langere periode, of wacht op het jaarverslag.")
    assert all("Laat de cijfers zoals ze uitgingen" not in one for one in (first, many, interim))
