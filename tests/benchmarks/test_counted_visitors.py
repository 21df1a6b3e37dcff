"""The drawn year tells visitors apart as the browser and the server do: by a thing in common, and else not."""

from benchmarks.counted_visitors import count_visitors
from benchmarks.drawn_register import Drawn
from benchmarks.drawn_visitors import Held
from benchmarks.drawn_year import Telling, Year
from benchmarks.looking import named_in

PIET = {"name": "Piet Jansen", "email": ""}


def telling(visitor: str, counsellor: int, held: Held) -> Telling:
    return Telling(1, counsellor, visitor, 0, PIET, 9999, held)


def counted(*tellings: Telling) -> tuple[int, int]:
    """Who came again, to one counsellor or both; and how many of those count as two."""
    year = Year(500, Drawn({}, [], ()), list(tellings), 0, len(tellings), None, ())
    seen = count_visitors([year], [named_in(year)])
    return seen.again_here + seen.again_both, seen.twice_here + seen.twice_both


BOTH = Held("Noor Bosman", phone="0612345678", same=False)
NUMBER = Held(phone="0612345678", same=False)
NAME = Held("Noor Bosman", same=False)
FALSE = Held("Roos Linden", same=False)


def test_a_matter_that_holds_only_the_second_thing_is_joined_by_it() -> None:
    for counsellor in (0, 1):
        assert counted(telling("noor", 0, BOTH), telling("noor", counsellor, NUMBER)) == (1, 0)
        assert counted(telling("noor", 0, BOTH), telling("noor", counsellor, NAME)) == (1, 0)


def test_nothing_in_common_makes_two_at_one_counsellor_who_does_not_say_so_and_no_sum_between_two() -> None:
    assert counted(telling("noor", 0, NAME), telling("noor", 0, NUMBER)) == (1, 1)
    assert counted(telling("noor", 0, NAME), telling("noor", 0, Held(phone="0612345678"))) == (1, 0)
    assert counted(telling("noor", 0, NAME), telling("noor", 1, NUMBER)) == (1, 0)


def test_a_false_name_at_the_other_counsellor_is_two_until_something_joins_them() -> None:
    assert counted(telling("noor", 0, NAME), telling("noor", 1, FALSE)) == (1, 1)
    joined = Held("Roos Linden", phone="0612345678", same=False)
    assert counted(telling("noor", 0, BOTH), telling("noor", 1, joined)) == (1, 0)
