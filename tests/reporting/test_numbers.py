"""Numbers as a text holds them, their values, and which parts of a whole were released."""

from decimal import Decimal

import pytest

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import fold
from nabij.reporting.rules.known import Known, pattern_of
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.numbers import read_numbers

EVERYTHING = Known(percentages=frozenset(map(Decimal, (20, 25, 33, 40, 50, 60, 67, 75, 80))))


def found(text: str, known: Known = Known()) -> list[tuple[Kind, str]]:  # noqa: B008  # frozen
    return [(one.kind, text[one.start : one.end]) for one in lint(text, known)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("honderd en vijf", [105]),
        ("honderd vijf", [105]),
        ("tweehonderd vijftig", [250]),
        ("twee honderd", [200]),
        ("drie duizend", [3000]),
        ("twee duizend drie", [2003]),
        ("twee en honderd", [2, 100]),
        ("twintig vijf", [20, 5]),
        ("honderd honderd", [100, 100]),
        ("honderd twintig", [120]),
        ("honderdvijf drie", [105, 3]),
        ("100 drie", [100, 3]),
        ("honderd 3", [100, 3]),
        ("tweehonderd en een leerling", [200, 1]),
        ("tweehonderd en één leerling", [201]),
        ("een honderd", [1, 100]),
        ("honderd, vijf", [100, 5]),
        ("nul vijf", [0, 5]),
        ("1.234,5 en 12.5 en 1.234.567", [Decimal("1234.5"), Decimal("12.5"), 1_234_567]),
        ("de 2e, 3de en 1ste", []),
        ("met z'n vieren en met hun zessen, vieren maar", [4, 6]),
        ("covid-19 en P3", []),
    ],
)
def test_numbers_are_read_with_their_values(text: str, values: list[int]) -> None:
    assert [one.value for one in read_numbers(fold(text))] == values


@pytest.mark.parametrize(
    ("text", "is_year"),
    [
        ("1989", False),
        ("1990", True),
        ("2099", True),
        ("2100", False),
        ("2.025", False),
        ("199", False),
        ("20250", False),
    ],
)
def test_a_year_is_one_of_the_years_of_a_report(text: str, is_year: bool) -> None:
    (number,) = read_numbers(fold(text))
    assert number.is_year is is_year
    assert found(f"Dat was {text}.") == ([] if is_year else [(Kind.NUMBER, text)])


@pytest.mark.parametrize(
    ("text", "percentage"),
    [
        ("de helft", 50),
        ("een kwart", 25),
        ("driekwart", 75),
        ("drie kwart", 75),
        ("eenderde", 33),
        ("tweederde", 67),
        ("een derde van hen", 33),
        ("twee derde deel", 67),
        ("drie vierde van hen", 75),
        ("een vierde van hen", 25),
        ("twee vijfde van hen", 40),
        ("vier vijfde van hen", 80),
    ],
)
def test_a_part_needs_its_percentage_to_be_released(text: str, percentage: int) -> None:
    text = f"Dat was {text}."
    only = Known(percentages=frozenset({Decimal(percentage)}))
    others = Known(percentages=EVERYTHING.percentages - only.percentages)
    assert found(text, only) == []
    assert [kind for kind, _ in found(text, others)] == [Kind.SHARE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén medewerker van de zeven bleef.", [(Kind.SHARE, "Eén medewerker van de zeven")]),
        ("Een gesprek van 30 minuten.", []),
        ("Een gesprek van zeven mensen.", [(Kind.NUMBER, "zeven")]),
        ("Drie gesprekken van een uur.", [(Kind.NUMBER, "Drie")]),
        ("Drie van de zeven weken.", [(Kind.NUMBER, "Drie"), (Kind.NUMBER, "zeven")]),
        ("Zij deden 1 op 1 hun verhaal.", []),
        ("Twee op de drie.", [(Kind.SHARE, "Twee op de drie")]),
        ("Vijf uit acht.", [(Kind.SHARE, "Vijf uit acht")]),
        ("In 2024/2025 en 2025 van 2024.", []),
        ("Zes van 2024 af.", [(Kind.SHARE, "Zes van 2024")]),
        ("2 van de 3 van de 4.", [(Kind.SHARE, "2 van de 3"), (Kind.NUMBER, "4")]),
        ("30% van de 7.", [(Kind.SHARE, "30%"), (Kind.NUMBER, "7")]),
        ("De laatste vijf jaar, en vijf jaar geleden.", [(Kind.NUMBER, "vijf")]),
        ("De laatste vijf mensen.", [(Kind.NUMBER, "vijf")]),
        ("1) Eerst dit.\n 2. Dan dat.\nEn 3. Klaar.", [(Kind.NUMBER, "3")]),
        ("Eén keer, één of meer keren, één ding.", []),
        ("Eén van de 7.", [(Kind.SHARE, "Eén van de 7")]),
    ],
)
def test_pairs_times_and_lists_are_told_apart(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert found(text) == expected


def test_only_the_released_pair_passes() -> None:
    known = Known(figures=frozenset({3, 7}), ratios=frozenset({(3, 7)}))
    assert found("3 van de 7", known) == []
    assert found("Zeven van de drie", known) == [(Kind.SHARE, "Zeven van de drie")]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("kok", ["kok", "koks", "kokken", "kok's"]),
        ("leraar", ["leraar", "leraars", "leraren", "lerares"]),
        ("Baas", ["baas", "bazen"]),
        ("docent", ["docent", "docenten", "docente", "docentes"]),
        ("Verpleegkundigen", ["verpleegkundige", "verpleegkundigen"]),
        ("teamleider", ["teamleider", "teamleiders", "teamleidster", "teamleidsters"]),
        ("Noord Oost", ["noord-oost", "noord  oost", "noord oosters"]),
        ("Beheer", ["beheer", "beheerteam", "beheersgroep", "beheerafdelingen"]),
        ("HR", ["hr", "hr-adviseur"]),
        ("P&O", ["p&o"]),
        ("koks", ["koks"]),
    ],
)
def test_a_name_is_known_with_its_inflections(name: str, forms: list[str]) -> None:
    assert [form for form in forms if not pattern_of(name).search(f"de {form}, zo")] == []


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("kok", ["koken", "kokend", "meesterkok", "kokos"]),
        ("leraar", ["leraarschap", "lering"]),
        ("Noord Oost", ["noordoost", "oost", "noord"]),
        ("HR", ["chr", "hrm"]),
        ("arts", ["artsenij", "smarts"]),
        ("beheer", ["beheersen", "beheerd"]),
        ("koks", ["kok"]),
    ],
)
def test_other_words_are_not_the_name(name: str, others: list[str]) -> None:
    assert [other for other in others if pattern_of(name).search(f"de {other}, zo")] == []
