"""A number that went out about something else is no number of this sentence."""

from dataclasses import replace

import pytest

from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.whose_number import SAID, told_of

# of 2025 the total and "Werk en situatie" are withheld; 17 came in 2024, 10 came from Zuid, 23 told of manners
TOLD = told_of(2025, [35, 420], [("Zuid", 10), ("Omgang met elkaar", 23)])
KNOWN = Known(figures=frozenset({10, 17, 23, 35, 420}), told=TOLD)


def misplaced(text: str, known: Known = KNOWN) -> list[str]:
    return [text[one.start : one.end] for one in lint(text, known) if one.reason == SAID]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Er ontbrak iets. Nu zijn het 17 mensen.", "17"),
        ("Bij 10 mensen ging het over het werk.", "10"),
        ("Bij zeventien mensen ging het over omgang.", "zeventien"),
        ("In 2025 kwamen 17 mensen.", "17"),
    ],
)
def test_a_number_of_something_else_is_found(text: str, number: str) -> None:
    assert misplaced(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Uit Zuid kwamen 10 mensen.",
        "Bij 23 mensen ging het over de omgang.",
        "In 2024 kwamen 17 mensen.",
        "Vorig jaar kwamen er 17 mensen.",
        "We gaven 35 medewerkers uitleg.",
        "Er waren 10 bijeenkomsten.",
    ],
)
def test_a_number_that_is_told_of_what_is_named_passes(text: str) -> None:
    assert misplaced(text) == []


def test_without_a_report_beside_it_no_sentence_is_held_to_one() -> None:
    assert misplaced("Nu zijn het 17 mensen.", replace(KNOWN, told=None)) == []
