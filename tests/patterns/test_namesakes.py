"""People who share a name: told apart by an address, and taken for one where nobody knows it."""

import pytest
from benchmarks.drawn_register import Drawn
from benchmarks.drawn_year import Telling, Year, draw_year
from benchmarks.looking import look_for_people, named_in


def telling(visitor: int, person: int, name: str, email: str = "") -> Telling:
    return Telling(visitor, 0, f"visitor {visitor}", person, {"name": name, "email": email}, 9999)


def year(*tellings: Telling) -> Year:
    return Year(5000, Drawn({}, [], ()), list(tellings), 0, len(tellings), None, ())


@pytest.mark.parametrize("known", [True, False])
def test_four_namesakes_are_one_person_only_where_no_address_is_known(known: bool) -> None:
    named = [telling(at, at, "Jan de Vries", f"jan{at}@voorbeeld.nl" if known else "") for at in range(4)]
    one = year(*named)
    assert look_for_people(one, named_in(one)).false == (set() if known else {0, 1, 2, 3})


def test_one_person_written_in_four_ways_is_found_by_the_fourth() -> None:
    ways = ("Jan de Vries", "vries, jan de", "dhr. Jan de Vries", "Jan Vries")
    one = year(*(telling(10 * at, 0, way) for at, way in enumerate(ways)))
    found = look_for_people(one, named_in(one))
    assert (found.could, found.complete, found.noticed, found.false) == (True, 30, 30, set())


def test_an_initial_finds_nobody() -> None:
    one = year(*(telling(at, 0, way) for at, way in enumerate(("Jan de Vries", "Jan Vries", "Vries, Jan", "Jan"))))
    assert look_for_people(one, named_in(one)).noticed is None


def test_a_year_is_the_same_for_the_same_seed() -> None:
    assert draw_year(3, 1).tellings == draw_year(3, 1).tellings
    assert draw_year(3, 1).tellings != draw_year(3, 2).tellings
