"""What groups of classes are called: all that lies in them in a table, a short name in a drawing; which to look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.kit import codes
from nabij.reporting.charts import draw
from nabij.reporting.document import Bars, Count
from nabij.reporting.rules import planning
from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.group_names import LONGEST, name_of, named_by_authors
from nabij.reporting.rules.plan import Plan, plain, plan_of
from nabij.reporting.rules.short_names import short_name, short_names
from nabij_disclosure.table import Dimension

PLACES = ("Noord", "Oost", "Zuid", "West", "Centrum")
UNITS = Dimension.flat("onderdeel", PLACES)
LONG = tuple(f"Cluster {letter} voor bedrijfsvoering, huisvesting en informatie" for letter in "ABCDEFGH")


def test_places_that_were_joined_are_no_names_that_somebody_typed() -> None:
    plan = planning.together(Plan(), UNITS, ("Noord", "Oost"))
    assert named_by_authors(plan) == ()
    more = planning.together(plan, UNITS, ("Noord en Oost", "Zuid"))
    assert list(more.groups["onderdeel"]) == ["Noord, Oost en Zuid"]
    assert named_by_authors(more) == ()
    typed = planning.together(plan, UNITS, ("Noord en Oost", "Zuid"), "Bij Jan")
    assert named_by_authors(typed) == ("Bij Jan",)


def test_a_part_with_parts_of_its_own_names_them_together() -> None:
    parents = {"Regio": "totaal", "Noord": "Regio", "Oost": "Regio", "Zuid": "totaal"}
    plan = planning.together(Plan(), Dimension("onderdeel", parents, "totaal"), ("Noord", "Oost"))
    assert list(plan.groups["onderdeel"]) == ["Regio"]
    assert named_by_authors(plan, ["Regio", "Noord"]) == ()
    assert named_by_authors(plan) == ("Regio",)


def test_groups_that_a_report_begins_with_keep_their_names_when_they_are_joined() -> None:
    first, second, *_ = FIRST_GROUPS["rol"]
    parts = [part for one in FIRST_GROUPS["rol"].values() for part in one]
    begun = Plan(groups={"rol": FIRST_GROUPS["rol"]})
    plan = planning.together(begun, Dimension.flat("rol", parts), (first, second))
    joined = next(iter(set(plan.groups["rol"]) - set(FIRST_GROUPS["rol"])))
    assert joined == name_of((first, second))
    assert named_by_authors(plan) == ()


@given(st.permutations(PLACES), st.integers(2, 5))
def test_the_same_places_are_called_the_same_however_they_were_chosen(order: list[str], many: int) -> None:
    chosen = order[:many]
    (name,) = planning.together(Plan(), UNITS, chosen).groups["onderdeel"]
    assert name == name_of([one for one in PLACES if one in chosen], proper=True)


def test_a_plan_with_many_long_names_joined_can_be_read_again() -> None:
    units = Dimension.flat("onderdeel", LONG)
    plan = planning.together(Plan(), units, LONG)
    (name,) = plan.groups["onderdeel"]
    assert len(name) <= LONGEST
    assert name.endswith("andere")
    assert plan_of(plain(plan)) == plan
    assert named_by_authors(plan) == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Noord en Oost", "Noord en Oost"),
        ("Noord, Oost en Zuid", "Noord, Oost en Zuid"),
        ("Noord, Oost, Zuid en West", "Noord, Oost en 2 andere"),
        ("Noord, Oost, Zuid, West en Centrum", "Noord, Oost en 3 andere"),
        ("Collega of team + leiding + bestuur, of iemand anders + hulp", "Collega of team + leiding en 2 andere"),
        ("Noord, Oost, Zuid en 4 andere", "Noord, Oost en 5 andere"),
        ("Zorg of hulp + Noord + Oost en 4 andere", "Zorg of hulp + Noord en 5 andere"),
        ("Cliënt, leerling of iemand van buiten", "Cliënt, leerling of iemand van buiten"),
    ],
)
def test_a_drawing_says_two_names_and_how_many_others(name: str, short: str) -> None:
    assert short_name(name) == short


def test_no_two_names_in_a_drawing_are_the_same() -> None:
    found = short_names(["A, B, C en D", "A, B, E en F", "A, B, C, G en H"])
    assert len(set(found.values())) == 3
    # and one that nothing is like stays short
    assert short_names(["K, L, M en N", "O"])["K, L, M en N"] == "K, L en 2 andere"


def test_no_class_of_a_code_list_and_no_first_group_is_shortened() -> None:
    names = [
        label
        for one in ("matter_nature", "person_role", "subject_relation", "outcome")
        for label in codes.labels(one).values()
    ]
    names += [group for one in FIRST_GROUPS.values() for group in one]
    assert [name for name in names if short_name(name) != name] == []


@pytest.mark.parametrize("width", [320, 640])
def test_a_bar_has_a_short_name_and_its_table_the_whole(width: int) -> None:
    whole = "Noord, Oost, Zuid, West en Centrum"
    bars = Bars("Waar mensen werken", "mensen", "Onderdeel", (Count(whole, 12), Count("Haven", 7)))
    assert "en 3 andere" in draw(bars, name="bars", width=width)
    assert whole in [row.label for row in bars.table().rows]
