"""How often one address may come to the door: buckets that fill up again. Pure; the caller brings the time.

A school of five hundred behind one address is not kept out: each of them may open, write and look again every minute.
What one address can store is bounded all the same.
"""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``burst`` at once, and ``per_hour`` after that."""

    burst: float
    per_hour: float


@dataclass(frozen=True, slots=True)
class Level:
    """What was left in a bucket at a moment, in seconds of whatever clock the caller has."""

    left: float
    at: float


LOOK, WRITE, BEGIN, UPLOAD = "look", "write", "begin", "upload"
RATES = {
    # five hundred pages that ask for news twice a minute
    LOOK: Rate(burst=3000, per_hour=90_000),
    WRITE: Rate(burst=1000, per_hour=3000),
    # everybody after one lesson, and again the next hour
    BEGIN: Rate(burst=600, per_hour=600),
    # in megabytes
    UPLOAD: Rate(burst=1040, per_hour=2080),
}


def level_now(rate: Rate, before: Level | None, now: float) -> Level:
    """What is in the bucket by now; a clock that went back fills nothing."""
    if before is None:
        return Level(rate.burst, now)
    came = max(now - before.at, 0) * rate.per_hour / 3600
    return Level(min(rate.burst, before.left + came), now)


def draw(rate: Rate, before: Level | None, now: float, cost: float = 1) -> tuple[Level, int]:
    """The bucket after taking ``cost`` from it, and 0; or untouched, with the seconds to wait until it holds enough."""
    level = level_now(rate, before, now)
    if level.left >= cost:
        return Level(level.left - cost, now), 0
    return level, max(1, ceil((cost - level.left) * 3600 / rate.per_hour))


def is_full(rate: Rate, before: Level, now: float) -> bool:
    """Whether this bucket may be forgotten: it holds what a new one holds."""
    return level_now(rate, before, now).left >= rate.burst
