"""What a release adds to others may rest on one visitor where its figures do not: conversations of who came before."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij_disclosure.asked import Asked, Link
from nabij_disclosure.behind import Behind, behind_of, may_be_of_few
from nabij_disclosure.entries import plain, released
from nabij_disclosure.history import Released
from nabij_disclosure.release import Mark, Release, release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Cell, Dimension, Table

SETTINGS, SEED = Settings(), b"a seed of one organisation"
HALF, YEAR = frozenset({"1", "2"}), frozenset({"1", "2", "3", "4"})
CHANNEL = Dimension.flat("channel", ("phone", "on site"))
type Talks = dict[str, dict[str, dict[str, int]]]


def asked(talks: Talks, periods: frozenset[str]) -> Asked:
    """A table of conversations; ``talks``: by channel and visitor how many in each period."""
    both: dict[str, dict[str, int]] = {}
    for of_channel in talks.values():
        for who, own in of_channel.items():
            for period, count in own.items():
                both.setdefault(who, {})[period] = both.get(who, {}).get(period, 0) + count
    amounts: dict[Cell, Mapping[str, Mapping[str, int]]] = {(name,): of for name, of in talks.items()}
    amounts[CHANNEL.root,] = both
    behind = behind_of(amounts, periods)
    counts: dict[Cell, int] = {(name,): behind[name,].total for name in talks}
    return Asked(
        Table("talks", (CHANNEL,), counts, measure="talks"),
        periods,
        largest={cell: one.largest for cell, one in behind.items()},
        visitors={cell: one.visitors for cell, one in behind.items()},
        amounts=amounts,
    )


def first_half() -> Talks:
    """Thirty visitors, four conversations each, by both ways."""
    return {
        "phone": {str(who): {"1": 2, "2": 2} for who in range(15)},
        "on site": {str(who): {"1": 2, "2": 2} for who in range(15, 30)},
    }


def more(talks: Talks, channel: str, period: str, by_visitor: Mapping[str, int]) -> Talks:
    """The same with these on top."""
    found = {name: {who: dict(own) for who, own in of.items()} for name, of in talks.items()}
    for who, count in by_visitor.items():
        own = found[channel].setdefault(who, {})
        own[period] = own.get(period, 0) + count
    return found


def out(one: Asked, history: tuple[Released, ...] = ()) -> Release:
    (found,) = release_linked((one,), settings=SETTINGS, seed=SEED, history=history, links=(Link("talks", "visitors"),))
    assert isinstance(found, Release)
    return found


def differences(before: Release, now: Release) -> dict[Cell, int]:
    """What whoever keeps both subtracts."""
    return {
        cell: figure - old
        for cell, figure in now.figures.items()
        if isinstance(figure, int) and isinstance(old := before.figures.get(cell), int) and figure != old
    }


@pytest.mark.parametrize("periods", [HALF, YEAR], ids=["correction", "year after half year"])
@pytest.mark.parametrize(
    "by_visitor",
    [{"7": 14}, {"7": 5, "8": 5}, {"7": 40, **{str(who): 1 for who in range(16, 24)}}],
    ids=["one", "two", "mostly one"],
)
def test_no_difference_of_two_releases_shows_what_few_visitors_had(
    periods: frozenset[str], by_visitor: dict[str, int]
) -> None:
    first = out(asked(first_half(), HALF))
    assert first.figures[CHANNEL.root,] == 120
    period = min(periods - HALF, default="2")
    second = out(asked(more(first_half(), "on site", period, by_visitor), periods), (first.entry,))
    assert differences(first, second) == {}
    assert second.figures[CHANNEL.root,] is Mark.HIDDEN


def test_what_many_visitors_had_since_is_shown_also_of_who_came_before() -> None:
    first = out(asked(first_half(), HALF))
    again = more(first_half(), "on site", "3", {str(who): 2 for who in range(15, 30)})
    again = more(again, "phone", "4", {str(who): 2 for who in range(15)})
    second = out(asked(again, YEAR), (first.entry,))
    assert differences(first, second) == {(CHANNEL.root,): 60, ("phone",): 30, ("on site",): 30}


def test_what_was_not_shown_of_few_stays_unknown_in_a_third_release() -> None:
    first = out(asked(first_half(), HALF))
    talks = more(first_half(), "on site", "3", {"7": 14})
    second = out(asked(talks, YEAR), (first.entry,))
    third = out(asked(talks, YEAR), (first.entry, second.entry))
    assert differences(first, third) == {}
    # also where another reads the ledger from what was kept
    kept = tuple(released(plain(one.entry)) for one in (first, second))
    assert kept == (first.entry, second.entry)
    assert differences(first, out(asked(talks, YEAR), kept)) == {}


def test_the_last_of_four_quarters_is_not_shown_by_the_year_where_one_had_it() -> None:
    talks, seen = first_half(), ()
    for number, period in enumerate(("1", "2", "3")):
        talks = more(talks, "phone", period, {str(who): 2 for who in range(15)})
        talks = more(talks, "on site", period, {str(who): 2 for who in range(15, 30)})
        quarter = out(asked(talks, frozenset({period})), seen)
        seen = (*seen, quarter.entry)
        assert quarter.figures[CHANNEL.root,] == (120, 120, 60)[number]
    one = out(asked(more(talks, "on site", "4", {"7": 14}), YEAR), seen)
    assert one.figures[CHANNEL.root,] is Mark.HIDDEN
    again = more(talks, "phone", "4", {str(who): 2 for who in range(15)})
    many = out(asked(more(again, "on site", "4", {str(who): 2 for who in range(15, 30)}), YEAR), seen)
    assert many.figures[CHANNEL.root,] == 360


def test_a_line_from_before_this_was_kept_says_nothing_of_who_is_behind_it() -> None:
    first = out(asked(first_half(), HALF)).entry
    old = plain(first)
    assert old.pop("behind")
    bare = released(old)
    assert bare.behind == {}
    assert "behind" not in plain(bare)
    second = out(asked(more(first_half(), "on site", "2", {"7": 14}), HALF), (bare,))
    assert second.figures[CHANNEL.root,] is Mark.HIDDEN


TALKS_OF = st.lists(st.integers(0, 20), min_size=1, max_size=12)


@given(TALKS_OF, st.data())
def test_what_is_certain_of_a_correction_never_takes_few_for_many(before: list[int], data: st.DataObject) -> None:
    now = data.draw(st.lists(st.integers(0, 20), min_size=len(before), max_size=len(before)))
    changes = [one - old for one, old in zip(now, before, strict=True) if one != old]

    def behind(of: list[int]) -> Behind:
        adding = [one for one in of if one]
        return Behind(sum(adding), len(adding), max(adding, default=0))

    if not may_be_of_few(sum(changes), behind(now), (behind(before),), 5):
        assert len(changes) >= 5
        assert 2 * max(map(abs, changes)) <= abs(sum(changes))
