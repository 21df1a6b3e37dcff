"""What is counted from the register adds up, counts each visitor once, and knows who is behind each figure."""

import random
from datetime import date

import pytest

from nabij.people.rules import Part
from nabij.reporting.rules.head_counts import people_behind
from nabij.reporting.rules.tables import (
    LINKS,
    NOT_FILLED_IN,
    PLACE,
    QUARTERS,
    TALKS,
    VISITORS,
    YES,
    Matter,
    Talk,
    first_of_the_year,
    grouped,
    months_of,
    tables_of,
    talks_by,
    talks_with,
    to_be_told,
    visitors_by,
)
from nabij_disclosure.pose import pose_all
from nabij_disclosure.redesign import redesign
from nabij_disclosure.release import Release, TooFew, release_linked
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.table import TOTAL, Dimension

NATURE = grouped(
    "aard",
    {"bullying": "Pesten", "discrimination": "Discriminatie", "fraud": "Fraude", "none": "Geen"},
    {"Omgang": ["bullying", "discrimination"], "Integriteit": ["fraud"], "": ["none"]},
)
ROLE = Dimension.flat("rol", ["Medewerker", "Leidinggevende"])
CHANNEL = Dimension.flat("kanaal", ["Telefoon", "Op locatie"])
YEAR, FIRST, REST = months_of(2025), months_of(2025, 1, 3), months_of(2025, 4, 12)


def a_matter(visitor: str, month: int, nature: str = "Pesten", year: int = 2025, number: int = 1) -> Matter:
    return Matter(f"{visitor}-{number}", visitor, date(year, month, 1), {"aard": nature, "rol": "Medewerker"})


def a_talk(visitor: str, month: int, channel: str = "Telefoon", minutes: int = 60, involved: str = "Nazorg") -> Talk:
    return Talk(visitor, date(2025, month, 1), channel, minutes, frozenset({involved}))


def a_register(seed: int, people: int) -> tuple[list[Matter], list[Talk]]:
    draw = random.Random(seed)
    matters, talks = [], []
    for person in range(people):
        for number in range(draw.choice((1, 1, 2))):
            month = draw.randint(1, 12)
            natures = ("Pesten", "Discriminatie", "Fraude", "Geen", "")
            matters.append(a_matter(str(person), month, draw.choice(natures), number=number))
            for _ in range(draw.randint(1, 4)):
                channel, minutes = draw.choice(("Telefoon", "Op locatie", "")), draw.choice((15, 30, 60, 120))
                talks.append(a_talk(str(person), month, channel, minutes, draw.choice(("Nazorg", "Sparren"))))
    return matters, talks


def test_who_came_with_two_matters_is_counted_once_at_the_first() -> None:
    matters = [a_matter("x", 5, "Fraude", number=2), a_matter("x", 2, "Pesten"), a_matter("y", 2, "Pesten")]
    assert {one.labels["aard"] for one in first_of_the_year(matters)} == {"Pesten"}
    table = visitors_by(NATURE, matters, YEAR).table
    assert (table.values["Pesten",], table.values["Fraude",], table.values[TOTAL,]) == (2, 0, 2)
    assert table.measure == VISITORS


def test_who_comes_again_in_another_year_is_counted_again() -> None:
    matters = [a_matter("x", 11, year=2024), a_matter("x", 1)]
    assert visitors_by(NATURE, matters, months_of(2024)).table.values[TOTAL,] == 1
    assert visitors_by(NATURE, matters, YEAR).table.values[TOTAL,] == 1


@pytest.mark.parametrize("seed", range(5))
def test_parts_of_a_year_add_up_to_it(seed: int) -> None:
    matters, talks = a_register(seed, 40)
    counted = [
        tables_of(matters, talks, months, classifications=(NATURE, ROLE), channels=CHANNEL, involvements=("Nazorg",))
        for months in (FIRST, REST, YEAR)
    ]
    for first, rest, year in zip(*counted, strict=True):
        for cell, count in year.table.values.items():
            assert first.table.values[cell] + rest.table.values[cell] == count


@pytest.mark.parametrize("nature", ["", "Onbekende code"])
def test_what_is_not_filled_in_or_unknown_has_a_place_of_its_own(nature: str) -> None:
    table = visitors_by(NATURE, [a_matter("x", 1, nature)], YEAR).table
    assert table.values[NOT_FILLED_IN,] == 1
    assert table.values[TOTAL,] == 1


def test_groups_sum_their_codes() -> None:
    matters = [a_matter(str(place), 1, nature) for place, nature in enumerate(("Pesten", "Discriminatie", "Fraude"))]
    values = visitors_by(NATURE, matters, YEAR).table.values
    assert (values["Omgang",], values["Integriteit",], values["Geen",]) == (2, 1, 0)


def test_eight_conversations_of_one_visitor_need_protection_and_five_of_five_do_not() -> None:
    talks = [a_talk("x", 1) for _ in range(8)] + [a_talk(str(place), 1, "Op locatie") for place in range(5)]
    asked = talks_by(CHANNEL, talks, YEAR)
    assert asked.largest["Telefoon",] == 8
    assert asked.visitors["Op locatie",] == 5
    needed = asked.needed(Settings())
    assert needed["Telefoon",] == Reason.FEW_VISITORS
    assert ("Op locatie",) not in needed


def test_six_conversations_of_three_visitors_are_few_visitors() -> None:
    asked = talks_by(CHANNEL, [a_talk(str(place % 3), 1) for place in range(6)], YEAR)
    assert asked.table.values["Telefoon",] == 6
    assert asked.needed(Settings())["Telefoon",] == Reason.FEW_VISITORS


def test_time_is_counted_in_quarters_of_an_hour() -> None:
    asked = talks_by(CHANNEL, [a_talk("x", 1, minutes=60), a_talk("y", 1, minutes=15)], YEAR, QUARTERS)
    assert asked.table.values["Telefoon",] == 5
    assert asked.largest["Telefoon",] == 4


def test_each_way_of_involvement_is_a_table_with_all_conversations_as_its_total() -> None:
    talks = [a_talk("x", 1), a_talk("x", 2, involved="Sparren"), a_talk("y", 2)]
    asked = talks_with("Nazorg", talks, YEAR)
    assert asked.table.values[YES,] == 2
    assert asked.table.values[TOTAL,] == talks_by(CHANNEL, talks, YEAR).table.values[TOTAL,]
    assert asked.visitors[YES,] == 2


@pytest.mark.parametrize("people", [0, 3, 30, 90])
def test_all_tables_of_a_year_go_out_together_or_as_one_sentence(people: int) -> None:
    matters, talks = a_register(people, people)
    asked = tables_of(
        matters, talks, YEAR, classifications=(NATURE, ROLE), channels=CHANNEL, involvements=("Nazorg", "Sparren")
    )
    assert {one.table.measure for one in asked} == {VISITORS, TALKS, QUARTERS}
    pose_all(asked, Settings(), links=LINKS)
    outs = release_linked(asked, settings=Settings(), seed=b"sixteen bytes or", links=LINKS)
    for one, out in zip(asked, outs, strict=True):
        assert isinstance(out, TooFew if one.table.values[TOTAL,] < 5 else Release)


def test_a_coarser_classification_that_was_proposed_counts_the_same_people() -> None:
    matters, _ = a_register(4, 60)
    asked = visitors_by(NATURE, matters, YEAR)
    proposals = redesign(asked, settings=Settings(threshold=10), seed=b"sixteen bytes or")
    assert proposals
    for proposal in proposals:
        (dimension,) = proposal.table.dimensions
        again = visitors_by(dimension, matters, YEAR)
        assert again.table.counts == proposal.table.counts
        assert again.table.dimensions == proposal.table.dimensions


def test_what_is_not_filled_in_is_counted_where_it_was_joined() -> None:
    joined = Dimension("aard", {"Omgang": TOTAL, "Overig": TOTAL}, TOTAL, {"Overig": ("Fraude", NOT_FILLED_IN)})
    matters = [a_matter("a", 1, "Fraude"), a_matter("b", 1, ""), a_matter("c", 1, "Iets anders")]
    assert visitors_by(joined, matters, YEAR).table.counts == {("Omgang",): 0, ("Overig",): 3}


@pytest.mark.parametrize(("people", "talking"), [(0, 0), (4, 4), (4, 9), (30, 0), (30, 4)])
def test_of_few_people_no_conversation_and_no_hour_is_told(people: int, talking: int) -> None:
    matters = [a_matter(str(place), 1) for place in range(people)]
    talks = [a_talk(str(place), 1) for place in range(talking) for _ in range(3)]
    asked = tables_of(matters, talks, YEAR, classifications=(ROLE,), channels=CHANNEL, involvements=("Nazorg",))
    assert {one.table.measure for one in to_be_told(asked, 5)} == {VISITORS}


def test_of_enough_people_conversations_and_hours_are_told() -> None:
    matters, talks = [a_matter(str(place), 1) for place in range(5)], [a_talk(str(place), 1) for place in range(5)]
    asked = tables_of(matters, talks, YEAR, classifications=(ROLE,), channels=CHANNEL, involvements=("Nazorg",))
    assert to_be_told(asked, 5) == asked


def test_more_may_have_come_than_work_there_and_the_head_count_stays_what_it_is() -> None:
    places = Dimension.flat(PLACE, ("Noord", "Zuid"))
    matters = [Matter(str(n), str(n), date(2025, 1, 1), {PLACE: "Noord"}) for n in range(12)]
    asked = visitors_by(places, matters, YEAR, {"Noord": {"Noord": 6}, "Zuid": {"Zuid": 40}})
    assert asked.staff == {("Noord",): 6, ("Zuid",): 40}
    assert asked.at_most == {("Noord",): 12, ("Zuid",): 40}
    assert asked.needed(Settings())["Noord",] == Reason.FEW_STAFF


ZORG, NACHT, DAG, KEUKEN = 1, 2, 3, 4


def parts(zorg: int, nacht: int = 50, dag: int = 38) -> list[Part]:
    """A part of the organisation with two parts of its own, and one beside it."""
    return [
        Part(ZORG, None, "Zorg", zorg),
        Part(NACHT, ZORG, "Nacht", nacht),
        Part(DAG, ZORG, "Dag", dag),
        Part(KEUKEN, None, "Keuken", 20),
    ]


@pytest.mark.parametrize(
    ("listed", "heads"),
    [
        (parts(100), {"Zorg": 12, "Nacht": 50, "Dag": 38}),
        # nobody works at it alone: who is noted there works in one of its parts
        (parts(88), {"Zorg": 88, "Nacht": 50, "Dag": 38}),
        (parts(80), {"Zorg": 88, "Nacht": 50, "Dag": 38}),
        # of a part of it nobody knows how many: at most so many work at itself
        (parts(100, dag=0), {"Zorg": 50, "Nacht": 50}),
        (parts(0), {"Nacht": 50, "Dag": 38}),
    ],
)
def test_behind_a_part_that_has_parts_stand_those_who_work_there_alone(
    listed: list[Part], heads: dict[str, int]
) -> None:
    places = Dimension.flat(PLACE, [one.name for one in listed])
    asked = visitors_by(places, [], YEAR, people_behind(listed))
    assert asked.staff == {(name,): count for name, count in {**heads, "Keuken": 20}.items()}


@pytest.mark.parametrize("zorg", [100, 88])
def test_parts_that_are_put_together_count_nobody_twice(zorg: int) -> None:
    joined = {"Hele zorg": ("Zorg", "Nacht", "Dag")}
    places = Dimension(PLACE, {"Hele zorg": TOTAL, "Keuken": TOTAL}, TOTAL, joined)
    asked = visitors_by(places, [], YEAR, people_behind(parts(zorg)))
    assert asked.staff == {("Hele zorg",): zorg, ("Keuken",): 20}
