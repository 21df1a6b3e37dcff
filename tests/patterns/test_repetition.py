"""Repetition around places and themes: rarely said wrongly, said where it is, and the same visitor once."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from benchmarks.alarms import HELD, simulate
from benchmarks.drawn_register import Scene

from nabij.kit.months import add_months
from nabij.patterns.rules.repetition import A_LOOK, Outlook, Visit, look, window
from nabij.patterns.rules.urn import SHAPES, ordinary, share_as_before, shares

TODAY = date(2026, 11, 29)
PLACES = {f"plek {number}": 100 for number in range(8)}
BULLYING = "bullying"
THEMES = (BULLYING, "work_pressure", "work_conflict", "gossip_exclusion", *(f"thema {number}" for number in range(14)))


def visit(visitor: str, place: str, back: int, *themes: str) -> Visit:
    return Visit(visitor, place, frozenset(themes or ("work_pressure",)), add_months(date(2026, 11, 1), -back))


def usual(places: Mapping[str, int] = PLACES, first: int = 1, last: int = 36) -> list[Visit]:
    """In each place somebody every four months, about one thing or another."""
    themes = ("work_pressure", "work_conflict", "gossip_exclusion")
    return [
        visit(f"{place} {back}", place, back, themes[back % 3])
        for place, back in product(places, range(first, last + 1))
        if back % 4 == 0
    ]


def pattern(size: int, place: str = "plek 3", theme: str = BULLYING) -> list[Visit]:
    return [visit(f"patroon {number}", place, 1 + number % 6, theme) for number in range(size)]


def places_found(visits: list[Visit], heads: Mapping[str, int] = PLACES) -> list[tuple[str, str]]:
    return [(one.place, one.theme) for one in look(visits, heads, THEMES, TODAY).found]


def by_the_book(number: int, drawn: int, alpha: float, beta: float) -> float:
    ways = math.comb(drawn, number)
    top = math.gamma(number + alpha) * math.gamma(drawn - number + beta) * math.gamma(alpha + beta)
    return ways * top / (math.gamma(drawn + alpha + beta) * math.gamma(alpha) * math.gamma(beta))


def test_the_tail_is_that_of_the_beta_binomial() -> None:
    (alone,) = shares({"a": 1}, {}, (2.0,)).values()
    assert alone.parts[0][1] == 1.0
    share = shares({"a": 1, "b": 3}, {}, (2.0,))["a"]
    ((_, mean, width),) = share.parts
    assert mean == 0.25
    expected = [sum(by_the_book(k, 9, width * mean, width * (1 - mean)) for k in range(n, 10)) for n in range(10)]
    assert share.tail(9) == pytest.approx(expected)
    assert share.tail(0) == pytest.approx((1.0,))


def test_places_that_were_alike_before_are_taken_to_be_alike() -> None:
    sizes = dict.fromkeys("abcd", 1.0)
    alike, apart = shares(sizes, dict.fromkeys("abcd", 20)), shares(sizes, {"a": 70, "b": 4, "c": 3, "d": 3})
    assert [weight for weight, _, _ in alike["a"].parts][-1] > 0.5
    assert next(weight for weight, _, _ in apart["a"].parts) > 0.5
    assert sum(weight for weight, _, _ in alike["a"].parts) == pytest.approx(1)
    assert len(alike["a"].parts) == len(SHAPES)


def test_a_place_is_never_held_to_less_than_its_size() -> None:
    share = shares({"new": 100, "old": 100}, {"old": 90})["new"]
    assert all(mean >= 0.5 for _, mean, _ in share.parts)


def test_the_ordinary_ends_hold_nine_in_ten() -> None:
    tail = share_as_before(10, 100, 12).tail(20)
    low, high = ordinary(tail)
    assert tail[low] >= 0.95 > tail[low + 1]
    assert tail[high] > 0.05 >= tail[high + 1]


def test_the_running_month_does_not_count_yet() -> None:
    assert window(TODAY) == (date(2025, 11, 1), date(2026, 10, 1))
    running = [replace(one, month=date(2026, 11, 1)) for one in pattern(9)]
    assert places_found(usual() + running) == []


def test_many_with_the_same_from_one_place_stand_out() -> None:
    seen = look(usual() + pattern(6), PLACES, THEMES, TODAY)
    assert seen.outlook is Outlook.SOMETHING
    found = seen.found[0]
    assert (found.place, found.theme, found.came) == ("plek 3", BULLYING, 6)
    assert found.high < 6


def test_nothing_stands_out_where_nothing_does() -> None:
    assert look(usual(), PLACES, THEMES, TODAY).outlook is Outlook.NOTHING
    assert look(usual() + pattern(2), PLACES, THEMES, TODAY).outlook is Outlook.NOTHING


def test_the_same_visitor_counts_once() -> None:
    often = [replace(one, visitor="steeds dezelfde") for one in pattern(12)]
    assert places_found(usual() + often) == []
    assert look(usual() + pattern(6) * 3, PLACES, THEMES, TODAY).found[0].came == 6


def test_a_theme_that_everybody_brings_is_none_of_one_place() -> None:
    busy = [one for place in PLACES for one in pattern(5, place)]
    apart = [replace(one, visitor=f"{one.visitor} {one.place}") for one in busy]
    assert places_found(usual() + apart) == [("", BULLYING)]


def test_a_busy_year_for_the_whole_organisation_is_no_pattern() -> None:
    busy = [replace(one, visitor=f"{one.visitor} nog {again}") for one in usual(last=12) for again in range(4)]
    assert places_found(usual() + busy) == []


def test_a_busy_place_stands_out_by_itself() -> None:
    themes = [f"thema {number}" for number in range(14)]
    many = [visit(f"druk {theme}", "plek 5", 3, theme) for theme in themes]
    assert ("plek 5", "") in places_found(usual() + many)


def test_one_theme_at_one_place_is_not_told_again_as_a_place_or_a_theme() -> None:
    assert places_found(usual() + pattern(12)) == [("plek 3", BULLYING)]
    elsewhere = [visit(f"ook {number}", f"plek {number % 8}", 2, BULLYING) for number in range(16)]
    assert set(places_found(usual() + pattern(12) + elsewhere)) == {("plek 3", BULLYING), ("", BULLYING)}


def test_a_place_without_a_head_count_is_left_out_and_the_others_stay() -> None:
    heads = {**PLACES, "plek 3": 0}
    assert ("plek 3", BULLYING) not in places_found(usual() + pattern(9), heads)
    assert ("plek 4", BULLYING) in places_found(usual() + pattern(6, "plek 4"), heads)


@pytest.mark.parametrize("heads", [{}, {"plek 1": 50}, PLACES])
def test_few_people_are_too_few_to_tell(heads: dict[str, int]) -> None:
    assert look([], heads, THEMES, TODAY).outlook is Outlook.TOO_SMALL
    assert look(pattern(2), heads, THEMES, TODAY).outlook is Outlook.TOO_SMALL


def test_what_a_look_can_say_wrongly_adds_up_to_no_more_than_its_level() -> None:
    """Every way in which twelve people can come from three places about one theme, weighed by its chance."""
    heads = {"a": 100, "b": 60, "c": 40}
    share = shares(heads, {})
    wrong = 0.0
    for place, size in (("a", 12), ("b", 12), ("c", 12)):
        tail = share[place].tail(size)
        said = [number for number in range(13) if _told(heads, place, number)]
        wrong += tail[min(said)] if said else 0.0
    assert 0 < wrong <= A_LOOK


def _told(heads: Mapping[str, int], place: str, number: int) -> bool:
    elsewhere = next(other for other in heads if other != place)
    visits = [visit(f"{one}", place if one < number else elsewhere, 2, BULLYING) for one in range(12)]
    return any(one.place == place for one in look(visits, heads, THEMES, TODAY).found)


@pytest.mark.parametrize("scene", [HELD[0], HELD[2], HELD[4], HELD[6]], ids=lambda scene: scene.name)
def test_at_most_one_in_twenty_organisations_hears_it_wrongly_in_a_year(scene: Scene) -> None:
    found = simulate(scene, 40, seed=7)
    assert found.alarmed <= 2
    assert found.looks_that_tell > 0
