"""Functions: found with something beside them that narrows down who it was, and left alone on every other page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.functions import is_function
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from tests.architecture.sources import ROOT

KNOWN = Known(units=("Noord",), roles=("Medewerker", "Leidinggevende"))
REPLAYED = sorted((ROOT / "src" / "nabij_demo" / "reports").glob("*.json"))


def functions(text: str) -> list[str]:
    return [text[one.start : one.end] for one in lint(text, KNOWN) if one.kind is Kind.FUNCTION]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Een teamleider van 58 kwam langs.", "teamleider van 58"),
        ("De teamleider zorg van 58 jaar belde ons.", "teamleider zorg van 58 jaar"),
        ("Een 58-jarige inkoopmanager vroeg raad.", "58-jarige inkoopmanager"),
        ("De wiskundedocent uit Noord was er klaar mee.", "wiskundedocent uit Noord"),
        ("In maart kwam een vrachtwagenchauffeur.", "In maart kwam een vrachtwagenchauffeur"),
        ("Een vrouwelijke monteur hoorde grappen.", "vrouwelijke monteur"),
        ("De verpleegster durfde het niet te zeggen.", "verpleegster"),
        ("Een maatschappelijk werker van eind vijftig belde op 12 maart.", None),
        ("De bestuurder is een vrouw.", "bestuurder is een vrouw"),
    ],
)
def test_a_function_with_something_beside_it_is_found(text: str, found: str | None) -> None:
    assert len(functions(text)) == 1
    assert found is None or functions(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Een teamleider kan zelf het gesprek beginnen.",
        "Teamleiders vroegen in maart om een training.",
        "De manager van 20 mensen krijgt er tijd voor.",
        "Een docent leert van een gesprek, en een leerling ook.",
        "We spraken in mei met de bestuurder en in juni met de bedrijfsarts.",
        "Zet het in de jaarplanner van Noord.",
        "De begeleider van Noord luistert.",
        "Mannen en vrouwen spraken met hun docent.",
    ],
)
def test_a_function_alone_many_at_once_and_an_office_with_a_moment_are_left_alone(text: str) -> None:
    assert functions(text) == []


def test_an_age_that_is_told_with_a_function_asks_for_one_decision() -> None:
    kinds = [one.kind for one in lint("Een teamleider van 58 kwam langs.", KNOWN)]
    assert kinds == [Kind.FUNCTION]


def test_compounds_are_known_by_how_they_end() -> None:
    for word in ("afdelingsleider", "zorgmanager", "gymdocent", "taxichauffeur", "hr-adviseur", "kok", "loodgieter"):
        assert is_function(word), word
    for word in ("begeleider", "leidinggevende", "medewerker", "vertrouwenspersoon", "collega", "planner"):
        assert not is_function(word), word


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (one for each in value.values() for one in strings(each))
    elif isinstance(value, list):
        yield from (one for each in value for one in strings(each))


@pytest.mark.parametrize("path", REPLAYED, ids=lambda path: path.stem)
def test_reports_that_organisations_published_hold_no_false_alarm(path: Path) -> None:
    texts = [one for one in strings(json.loads(path.read_text(encoding="utf-8"))) if not one.startswith("http")]
    assert texts
    assert [found for text in texts for found in functions(text)] == []


def test_pages_of_prose_about_this_work_hold_no_false_alarm() -> None:
    assert functions((ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")) == []


def test_the_list_says_where_it_comes_from_and_stands_there_folded() -> None:
    text = (ROOT / "src" / "nabij" / "reporting" / "rules" / "functions.toml").read_text(encoding="utf-8")
    assert "# Origin: written for Nabij" in text
    assert "Licence: that of Nabij itself" in text
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert body == body.lower()
    assert body.isascii()
