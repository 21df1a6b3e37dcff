"""What the authors left out of a report as a whole: said to be withheld, and why, where its figures would stand.

Proof note. Before: what went out, and which parts the plan leaves out. After: each part that is left out says so once,
under its own heading, and where an edition before showed it, that it did. Why this reason and no other: nobody says why
they leave a part out, and this one holds of every part.
"""

from collections.abc import Iterator

from nabij.releases.rules import Shown
from nabij.reporting.assembling.known import Making, Year, is_shown
from nabij.reporting.document import Block, Statement
from nabij.reporting.rules.edition import day_said
from nabij.reporting.rules.planning import LATER, LEVELS, WAYS
from nabij.reporting.rules.tables import HOLDS, LEVEL, PLACE, TALKS, VISITORS, YES

PARTS = {
    "nature": "aard",
    "subject": "op wie",
    "role": "rol",
    "position": "positie",
    "unit": PLACE,
    "involvement": WAYS,
    "integrity": LEVELS,
    "outcome": "afloop",
    "durability": LATER,
}
"""By section: what a plan calls the part that it stands for."""

LEFT_OUT = "Dit laten we in dit {paper} weg"
WHY = (
    "hiervan staat er geen enkel aantal in. Hoe meer aantallen er naast elkaar staan, hoe eerder iemand kan uitrekenen "
    "om wie het gaat."
)


def is_left_out(made: Making, key: str) -> bool:
    """Whether the authors left the figures of this section out."""
    return PARTS.get(key, "") in made.known.left_out


def left_out(made: Making, key: str) -> Iterator[Block]:
    """That the figures of a section are withheld and why, or are gone since the edition before; else nothing."""
    if is_left_out(made, key):
        yield Statement(f"{LEFT_OUT.format(paper=made.paper)}: {WHY}{_until_now(made, key)}")
    elif key in PARTS and not _is_told(made.now, key) and (gone := _until_now(made, key)):
        yield Statement(f"Hierover staan in deze uitgave geen aantallen.{gone}")


def _until_now(made: Making, key: str) -> str:
    """That the edition before told of it, where it did."""
    before, day = made.known.before, made.about.replaces
    if before is None or day is None or not _is_told(before, key):
        return ""
    return f" In de uitgave van {day_said(day)} stonden hierover wel aantallen; die blijven gezegd."


def _is_told(year: Year, key: str) -> bool:
    """Whether a report showed a number of this part."""
    return any(one.band is None and is_shown(one, one.dimensions[0].leaves) for one in _tables(year, PARTS[key]))


def _tables(year: Year, part: str) -> Iterator[Shown]:
    """The tables of one part."""
    begins = {LEVELS: f"{LEVEL} ", LATER: f"{HOLDS} "}.get(part)
    for one in year.seen:
        name, is_one_thing = one.dimensions[0].name, one.dimensions[0].leaves[0] == YES
        if part == WAYS:
            is_it = one.measure == TALKS and is_one_thing
        else:
            is_it = one.measure == VISITORS and (name.startswith(begins) if begins else name == part)
        if is_it:
            yield one
