"""A half year and its year, a year and its correction: nobody reads off how often one visitor talked."""

import random
from datetime import date

import pytest

from nabij.reporting.rules.tables import CHANNEL, LINKS, QUARTERS, TALKS, Talk, months_of, talks_by
from nabij_disclosure.history import Released
from nabij_disclosure.release import Release, release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension

CHANNELS = Dimension.flat(CHANNEL, ("Telefoon", "Op locatie", "Video", "Mail"))
HALF, YEAR = months_of(2026, 1, 6), months_of(2026)
EVERY_WAY = ("Telefoon", "Op locatie", "Video", "Mail", "")
SEEDS = range(3)


def talks(since: dict[str, int], seed: int) -> list[Talk]:
    """Thirty visitors with four conversations each in the first half; ``since``: how many more in August, on site."""
    drawn = random.Random(seed)
    first = [
        Talk(str(who), date(2026, 1 + who % 6, 1), drawn.choice(EVERY_WAY), 30, frozenset())
        for who in range(30)
        for _ in range(4)
    ]
    later = [
        Talk(who, date(2026, 8, 1), "Op locatie", 30, frozenset()) for who, count in since.items() for _ in range(count)
    ]
    return [*first, *later]


def out(found: list[Talk], months: frozenset[str], history: tuple[Released, ...] = ()) -> tuple[Release, ...]:
    asked = tuple(talks_by(CHANNELS, found, months, measure) for measure in (TALKS, QUARTERS))
    outs = release_linked(asked, settings=Settings(), seed=b"x" * 32, history=history, links=LINKS)
    assert all(isinstance(one, Release) for one in outs)
    return tuple(one for one in outs if isinstance(one, Release))


def differences(before: tuple[Release, ...], now: tuple[Release, ...]) -> dict[tuple[str, str], int]:
    """What whoever keeps both papers subtracts; nothing where nothing changed."""
    return {
        (later.table.measure, *cell): figure - old
        for first, later in zip(before, now, strict=True)
        for cell, figure in later.figures.items()
        if isinstance(figure, int) and isinstance(old := first.figures[cell], int) and old != figure
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("months", [HALF, YEAR], ids=["half year and year", "year and correction"])
def test_what_one_visitor_had_since_is_in_no_difference(months: frozenset[str], seed: int) -> None:
    before = out(talks({}, seed), months)
    assert any(isinstance(figure, int) for one in before for figure in one.figures.values())
    now = out(talks({"7": 7}, seed), YEAR, tuple(one.entry for one in before))
    assert differences(before, now) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_many_visitors_had_since_is_shown(seed: int) -> None:
    before = out(talks({}, seed), HALF)
    now = out(talks({str(who): 2 for who in range(20)}, seed), YEAR, tuple(one.entry for one in before))
    assert differences(before, now)[TALKS, CHANNELS.root] == 40
