"""Two visitors' words never meet: by arithmetic over what is drawn, and by the constraint on what is kept."""

import uuid
from fractions import Fraction
from pathlib import Path

from nabij.contact.models import Conversation
from nabij_vault.visitor import WORDS, visitor_keys

VISITORS = 10**6
LIST = Path(__file__).parents[2] / "src" / "nabij" / "browser" / "words" / "nl.txt"
# once in this many installations of a million visitors
NEVER = 10**15


def chance(drawn: int, of: int) -> Fraction:
    """At the most, that two of these are the same: every pair once."""
    return Fraction(drawn * (drawn - 1), 2 * of)


def free_bits(ids: list[uuid.UUID]) -> int:
    """In how many places these differ."""
    ones, zeros = 0, 0
    for one in ids:
        ones |= one.int
        zeros |= ~one.int & (2**128 - 1)
    return (ones & zeros).bit_count()


def test_no_two_of_a_million_visitors_draw_the_same_words() -> None:
    words = LIST.read_text(encoding="utf-8").split()
    assert (len(set(words)), len(words), WORDS) == (7776, 7776, 7)
    assert chance(VISITORS, 7776**WORDS) < Fraction(1, NEVER)


def test_no_two_of_a_million_words_are_found_under_the_same_id() -> None:
    ids = [uuid.UUID(visitor_keys(bytes([one]) * 32).lookup) for one in range(128)]
    # 16 bytes, of which the shape of a UUIDv4 fixes six bits
    assert {one.version for one in ids} == {4}
    assert free_bits(ids) == 122
    assert len(set(ids)) == len(ids)
    assert chance(VISITORS, 2**122) < Fraction(1, NEVER)


def test_no_two_of_what_browsers_name_have_the_same_id() -> None:
    # ids of conversations, records and files are drawn, not derived: 122 bits; a thousand for each visitor
    ids = [uuid.uuid4() for _ in range(128)]
    assert free_bits(ids) == 122
    assert chance(1000 * VISITORS, 2**122) < Fraction(1, NEVER)


def test_what_met_all_the_same_would_be_refused_and_not_mixed() -> None:
    assert Conversation._meta.get_field("lookup").unique
    assert Conversation._meta.get_field("id").primary_key
