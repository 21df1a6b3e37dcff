"""What the door decides, without a database."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.contact.rules import conversation as rules
from nabij.contact.rules.conversation import NewConversation, Words
from nabij.contact.rules.rates import BEGIN, LOOK, RATES, UPLOAD, WRITE, Level, Rate, draw, is_full
from nabij.contact.rules.standing_in import stands_in, working_days_late
from nabij.contact.stores import Buckets
from nabij.kit.errors import Refused
from nabij.sealed.rules import NewGrant, NewKey, NewRecord, Sealed

# a Monday without a public holiday near it
MONDAY = date(2026, 6, 8)
A, B, C, ME = (uuid4() for _ in range(4))


def _beginning(chosen: Iterable[UUID], standby: Iterable[UUID] = (), grants: Iterable[UUID] = ()) -> NewConversation:
    return NewConversation(
        entrance="x",
        id=ME,
        words=Words(uuid4(), "t"),
        public_key=NewKey("", ""),
        shred_key=b"",
        language="nl",
        chosen=tuple(chosen),
        standby=tuple(standby),
        grants=tuple(NewGrant("conversation", 1, one, None, b"") for one in grants),
        sealed=Sealed(),
        keepsake=b"",
    )


@pytest.mark.parametrize(
    ("days", "late"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (-3, 0)], ids=lambda value: str(value)
)
def test_lateness_counts_working_days(days: int, late: int) -> None:
    assert working_days_late(MONDAY, MONDAY + timedelta(days=days)) == late


def test_a_weekend_makes_nothing_later() -> None:
    friday = MONDAY + timedelta(days=4)
    assert [working_days_late(friday, friday + timedelta(days=days)) for days in range(6)] == [0, 0, 0, 1, 2, 3]


@pytest.mark.parametrize(
    ("there", "days", "may"), [(True, 0, False), (False, 0, True), (True, 2, False), (True, 3, True)]
)
def test_who_stands_by_may_answer_when_nobody_is_there_or_it_is_late(there: bool, days: int, may: bool) -> None:
    assert stands_in(MONDAY, MONDAY + timedelta(days=days), somebody_is_there=there) is may


@pytest.mark.parametrize(
    ("chosen", "standby"), [([], []), ([], [A]), ([A, A], []), ([A], [A]), ([A, B], [C]), ([C], []), ([A], [C])]
)
def test_only_the_pair_can_be_chosen(chosen: list[UUID], standby: list[UUID]) -> None:
    with pytest.raises(Refused):
        rules.check_choice(_beginning(chosen, standby), {A, B})


@pytest.mark.parametrize(("chosen", "standby"), [([A], []), ([A], [B]), ([A, B], [])])
def test_one_both_or_one_with_the_other_standing_by(chosen: list[UUID], standby: list[UUID]) -> None:
    rules.check_choice(_beginning(chosen, standby), {A, B})


@pytest.mark.parametrize("grants", [[], [ME], [A, B], [ME, A], [ME, A, B, C], [ME, A, B, B]])
def test_the_first_keys_are_for_oneself_and_whom_one_chose(grants: list[UUID]) -> None:
    rules.check_first_keys(_beginning([A], [B], [ME, A, B]))
    with pytest.raises(Refused):
        rules.check_first_keys(_beginning([A], [B], grants))


@pytest.mark.parametrize("place", [("notes", 1), ("conversation", 2), ("peer", 1)])
def test_no_other_key_is_ever_a_first_one(place: tuple[str, int]) -> None:
    new = _beginning([A], (), [ME])
    other = NewGrant(*place, A, None, b"")
    with pytest.raises(Refused):
        rules.check_first_keys(NewConversation(**{**_fields(new), "grants": (*new.grants, other)}))


def _fields(new: NewConversation) -> dict[str, object]:
    return {name: getattr(new, name) for name in NewConversation.__slots__}


def test_a_token_opens_its_own_conversation_only() -> None:
    kept = rules.hash_of("right")
    assert rules.opens("right", kept)
    assert not rules.opens("wrong", kept)
    assert not rules.opens("right", None)
    assert not rules.opens("nabij: the token of no conversation", None)


def test_all_but_who_they_are_calls() -> None:
    def written(kind: str) -> Sealed:
        return Sealed((NewRecord(A, "conversation", 1, kind, 1, b""),))

    assert [kind for kind in ("message", "contact", "wish", "file") if rules.calls(written(kind))] == [
        "message",
        "wish",
        "file",
    ]


# rates


def test_a_bucket_gives_its_burst_and_then_its_pace() -> None:
    rate, level = Rate(burst=3, per_hour=3600), None
    for _ in range(3):
        level, wait = draw(rate, level, now=100.0)
        assert wait == 0
    level, wait = draw(rate, level, now=100.0)
    assert wait == 1
    level, wait = draw(rate, level, now=101.0)
    assert wait == 0
    assert draw(rate, level, now=101.0)[1] == 1


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 5)), max_size=60))
def test_whatever_the_order_no_more_leaves_a_bucket_than_came_into_it(asked: list[tuple[float, float]]) -> None:
    rate, level, now, taken = Rate(burst=10, per_hour=7200), None, 0.0, 0.0
    for pause, cost in asked:
        now += pause
        level, wait = draw(rate, level, now, cost)
        taken += 0 if wait else cost
        assert 0 <= level.left <= rate.burst
    assert taken <= rate.burst + now * rate.per_hour / 3600 + 1e-6


def test_the_wait_that_is_told_is_long_enough_and_a_clock_that_goes_back_fills_nothing() -> None:
    rate = Rate(burst=10, per_hour=100)
    level, wait = draw(rate, Level(0, 50.0), now=50.0, cost=4)
    assert draw(rate, level, now=50.0 + wait, cost=4)[1] == 0
    assert draw(rate, Level(0, 50.0), now=10.0)[1] > 0
    assert not is_full(rate, Level(0, 50.0), 10.0)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_school_of_five_hundred_behind_one_address_gets_in() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    for _ in range(500):
        assert buckets.take("203.0.113.5", LOOK) == 0  # who is there
        assert buckets.take("203.0.113.5", BEGIN) == 0
    for _ in range(60):
        clock.now += 60
        # each of them asks for news every minute, and some write
        assert not any(buckets.take("203.0.113.5", LOOK) for _ in range(500))
        assert not any(buckets.take("203.0.113.5", WRITE) for _ in range(20))


def test_one_address_cannot_flood_and_keeps_nobody_else_out() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    let_in = 0
    for _ in range(20_000):
        clock.now += 0.1
        let_in += buckets.take("203.0.113.5", BEGIN) == 0
    assert let_in <= RATES[BEGIN].burst + 2000 * RATES[BEGIN].per_hour / 3600 + 1
    assert buckets.take("203.0.113.6", BEGIN) == 0
    assert buckets.take("203.0.113.5", LOOK) == 0
    assert sum(buckets.take("203.0.113.5", UPLOAD, 27) == 0 for _ in range(200)) <= 40


def test_one_household_of_version_six_is_one_address() -> None:
    buckets = Buckets(Clock())
    assert all(buckets.take(f"2001:db8:1:2::{number:x}", BEGIN) == 0 for number in range(600))
    assert buckets.take("2001:db8:1:2:ffff::1", BEGIN) > 0
    assert buckets.take("2001:db8:1:3::1", BEGIN) == 0
    assert buckets.take("no address", BEGIN) == 0


def test_memory_stays_bounded_and_holds_no_address() -> None:
    clock = Clock()
    buckets = Buckets(clock, most=100)
    for number in range(1000):
        clock.now += 0.001
        buckets.take(f"203.0.113.{number % 256}.{number}", BEGIN)
    assert len(buckets._levels) <= 101
    assert "203.0.113" not in repr(buckets.__dict__)
    assert Buckets()._salt != Buckets()._salt


def test_until_when_somebody_is_away_is_said_only_when_it_is_known() -> None:
    tuesday, friday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
    assert rules.last_day_away(MONDAY, [(MONDAY, tuesday), (MONDAY, friday), (friday, None)]) == friday
    assert rules.last_day_away(MONDAY, [(MONDAY, tuesday), (MONDAY, None)]) is None
    assert rules.last_day_away(MONDAY, [(tuesday, friday)]) is None
