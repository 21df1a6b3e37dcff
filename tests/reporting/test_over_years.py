"""Classes beside each other over the years: what has no number, and what no field is left for, is told all the same."""

from collections.abc import Iterable
from datetime import date

from nabij.releases.rules import Shown, shown
from nabij.reporting.assembling.known import About, Known, Making, Year
from nabij.reporting.assembling.over_years import compared
from nabij.reporting.document import MOST_KINDS, Mark, Multiples, Paragraph, Statement, Table
from nabij.reporting.rules.earlier import NATURE
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import VISITORS, months_of
from nabij_disclosure.history import Released
from nabij_disclosure.table import TOTAL, Cell, Dimension
from nabij_disclosure.table import Table as Counts


def a_year(year: int, counts: dict[str, int], hidden: Iterable[str], parents: dict[str, str] | None = None) -> Shown:
    by = Dimension(NATURE, parents or dict.fromkeys(counts, TOTAL))
    cells: dict[Cell, int] = {(leaf,): count for leaf, count in counts.items()}
    table = Counts(f"{VISITORS} naar {NATURE}", (by,), cells, measure=VISITORS)
    return shown(Released(table, months_of(year), frozenset((one,) for one in hidden), {}))


def blocks(*seen: Shown) -> tuple[object, ...]:
    first = 2026 - len(seen)
    years = [Year(year, (one,)) for year, one in enumerate(seen, first)]
    about = About("Jaarverslag 2025", "De Linde", "Wilgenhof", 2025, date(2026, 2, 1))
    return tuple(compared(Making(Known(years[-1], tuple(years[:-1])), about, Story())))


def few(year: int) -> Shown:
    by = Dimension(NATURE, {"pesten": TOTAL})
    table = Counts(f"{VISITORS} naar {NATURE}", (by,), {("pesten",): 0}, measure=VISITORS)
    return shown(Released(table, months_of(year), frozenset(table.cells), {}, {table.top: (0, 4)}))


def words(found: Iterable[object]) -> str:
    return " ".join(one.text for one in found if isinstance(one, Paragraph))


def test_a_class_without_a_number_in_any_year_is_named() -> None:
    counts = {"Pesten": 20, "Intimidatie": 30, "Stalking": 2, "Discriminatie": 3}
    found = blocks(
        a_year(2024, counts, ("Stalking", "Discriminatie", "Pesten")),
        a_year(2025, counts, ("Stalking", "Discriminatie")),
    )
    (fields,) = [one for one in found if isinstance(one, Multiples)]
    assert [(row.label, row.figures) for row in fields.kinds] == [
        ("Pesten", (Mark.HIDDEN, 20)),
        ("Intimidatie", (30, 30)),
    ]
    assert "In geen van deze jaren geven we een aantal voor: Stalking; Discriminatie." in words(found)


def test_of_many_classes_without_a_number_is_said_that_they_are_there() -> None:
    counts = {"Pesten": 20, "Intimidatie": 30, **{f"Anders {n}": 1 for n in range(12)}}
    hidden = [one for one in counts if one.startswith("Anders")]
    found = blocks(a_year(2024, counts, hidden), a_year(2025, counts, hidden))
    assert "Voor de andere keuzes uit onze lijst geven we in geen van deze jaren een aantal" in words(found)


def test_where_every_class_has_a_number_nothing_is_said_of_others() -> None:
    counts = {"Pesten": 20, "Intimidatie": 30}
    found = blocks(a_year(2024, counts, ()), a_year(2025, counts, ()))
    assert "geven we" not in words(found)
    assert not any(isinstance(one, Table) for one in found)


def test_the_largest_are_drawn_and_the_others_stand_in_a_table() -> None:
    counts = {f"Soort {n}": 10 + n for n in range(MOST_KINDS + 3)}
    found = blocks(a_year(2024, counts, ()), a_year(2025, counts, ()))
    (fields,) = [one for one in found if isinstance(one, Multiples)]
    (beside,) = [one for one in found if isinstance(one, Table)]
    assert [row.label for row in fields.kinds] == list(counts)[3:]
    assert [(row.label, row.figures) for row in beside.rows] == [
        ("Soort 0", (10, 10)),
        ("Soort 1", (11, 11)),
        ("Soort 2", (12, 12)),
    ]
    assert beside.columns == ("2024", "2025")
    assert f"de {MOST_KINDS} met de grootste aantallen" in words(found)


def test_where_groups_take_the_place_of_classes_it_is_said_and_who_is_in_none_is_named() -> None:
    counts = {"Pesten": 20, "Roddel": 10, "Stalking": 2}
    parents = {"Omgang": TOTAL, "Pesten": "Omgang", "Roddel": "Omgang", "Stalking": TOTAL}
    found = blocks(a_year(2024, counts, tuple(counts), parents), a_year(2025, counts, tuple(counts), parents))
    (fields,) = [one for one in found if isinstance(one, Multiples)]
    assert [row.label for row in fields.kinds] == ["Omgang"]
    assert "een aantal voor: Stalking. Preciezer dan per groep" in words(found)


def test_of_a_year_in_which_few_came_it_is_told_between_which_ends_that_lies() -> None:
    found = blocks(few(2024), a_year(2025, {"pesten": 9}, ()))
    (told,) = (one for one in found if isinstance(one, Statement))
    assert told.text == "In 2024 kwamen er 0 tot en met 4 mensen."
    assert [one.figure for one in told.stated] == [0, 4]
