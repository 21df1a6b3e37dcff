"""Counsellors who look: for one person by blind tokens, and at the page of repetition, over a drawn year."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.alarms import year_of
from benchmarks.drawn_names import as_the_browser_reads
from benchmarks.drawn_register import OF_THE_YEAR, month
from benchmarks.drawn_visitors import Held, Read, as_the_browser_counts
from benchmarks.drawn_year import YEAR, Telling, Year
from nabij.kit.errors import Refused
from nabij.patterns.rules import USUAL, Kept, Named, NewToken, check_looks, is_enough
from nabij.patterns.rules.counting import others

AGAIN = (0, 30, 60, 90)
"""Days after noting somebody on which a counsellor looks: at once, and while the matter runs."""
KEY = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


@dataclass(slots=True)
class People:
    """What looking for persons came to. ``waited``: days from the visitor who made it a pattern to the first answer."""

    could: bool = False
    complete: int | None = None
    noticed: int | None = None
    looks: int = 0
    refused: int = 0
    false: set[int] = field(default_factory=set)

    @property
    def waited(self) -> int | None:
        return None if self.noticed is None or self.complete is None else max(0, self.noticed - self.complete)


@dataclass(frozen=True, slots=True)
class Places:
    """What the twelve looks came to: days from the third visitor to the look that told, and whether it told wrongly."""

    waited: int | None
    false: bool


def named_in(
    year: Year, *, with_addresses: bool = True, held: Callable[[Telling], Held] = lambda one: one.held
) -> list[Named | None]:
    """The tokens of each telling, None where a name could be anybody's; one for one with ``tellings``.

    ``held``: what is held of the visitor, where that is to be otherwise than it was drawn.
    """
    written = [one.written if with_addresses else {**one.written, "email": ""} for one in year.tellings]
    found: list[Named | None] = []
    persons = as_the_browser_reads(written)
    for one, read, who in zip(year.tellings, persons, _visitors(year.tellings, held), strict=True):
        email, names = str(read["email"]), [str(name) for name in read["names"]]  # type: ignore[attr-defined]
        ways = ([("email", email)] if email else []) + [("name", name) for name in names]
        tokens = tuple(
            NewToken(
                _token("person", *way),
                _token("visitor", who.visitor, *way),
                way[0] == "email",
                _token("whose", str(one.counsellor), *way),
                frozenset(_token("visitor", thing, *way) for thing in who.also),
            )
            for way in ways
        )
        found.append(Named(uuid.uuid5(KEY, f"handle {len(found)}"), 1, 1, who.known, tokens) if tokens else None)
    return found


def _visitors(tellings: Sequence[Telling], held: Callable[[Telling], Held]) -> list[Read]:
    """By what each visitor counts; the first matter at a counsellor is that of whom they say it is."""
    first: dict[tuple[str, int], int] = {}
    matters = []
    for at, one in enumerate(tellings):
        before = first.setdefault((one.visitor, one.counsellor), at)
        matters.append((held(one), before if before != at and held(one).same else None))
    return as_the_browser_counts(matters, [str(uuid.uuid5(KEY, f"matter {at}")) for at in range(len(tellings))])


def look_for_people(year: Year, named: Sequence[Named | None]) -> People:
    """Every look of the year, by the very rules of the server."""
    people = People()
    complete = _days_of_others(year.tellings, year.person)
    people.could = len(complete) > USUAL
    people.complete = complete[USUAL] if people.could else None
    looked: dict[tuple[int, int], tuple[int, int]] = {}
    for day, at in sorted((one.day + wait, at) for at, one in enumerate(year.tellings) for wait in AGAIN):
        one, asked = year.tellings[at], named[at]
        if asked is None or not day < min(YEAR, one.gone):
            continue
        times, tokens = looked.get((day, one.counsellor), (0, 0))
        try:
            check_looks(times, tokens, len(asked.tokens))
        except Refused:
            people.refused += 1
            continue
        looked[day, one.counsellor] = times + 1, tokens + len(asked.tokens)
        people.looks += 1
        if is_enough(others([asked], _rows(year, named, day)), USUAL):
            _judge(people, year, one, day)
    return people


def _judge(people: People, year: Year, one: Telling, day: int) -> None:
    true = {
        other.visitor
        for other in year.tellings
        if other.person == one.person and other.day <= day < other.gone and other.visitor != one.visitor
    }
    if len(true) < USUAL:
        people.false.add(one.person)
    elif one.person == year.person and people.noticed is None:
        people.noticed = day


def _days_of_others(tellings: Sequence[Telling], person: int | None) -> list[int]:
    """On which days a new visitor named this person, those who withdrew apart."""
    first: dict[str, int] = {}
    for one in tellings:
        if one.person == person and one.gone > YEAR:
            first.setdefault(one.visitor, one.day)
    return sorted(first.values())


def _rows(year: Year, named: Sequence[Named | None], day: int) -> Iterator[Kept]:
    for one, asked in zip(year.tellings, named, strict=True):
        if asked is not None and one.day <= day < one.gone:
            yield from rows_of(asked)


def rows_of(asked: Named) -> Iterator[Kept]:
    """What the server keeps of one matter."""
    for token in asked.tokens:
        rest = (token.by_email, asked.has_email, asked.known, token.whose, token.also)
        yield Kept(asked.handle, asked.version, token.token, token.visitor, *rest)


def _token(*about: str) -> uuid.UUID:
    return uuid.uuid5(KEY, "\n".join(about))


def look_at_places(year: Year) -> Places:
    """The twelve looks; true is what was put there, its place by itself or its theme by itself."""
    own = {year.cell, (year.cell[0], ""), ("", year.cell[1])} if year.cell else set()
    third = _first_of_next(year.cell_months[2]) if year.cell else date.max
    waited, false = None, False
    for over, seen in zip(OF_THE_YEAR, year_of(year.register), strict=True):
        found = {(one.place, one.theme) for one in seen.found}
        false |= bool(found - own)
        if found & own and waited is None and month(over) >= third:
            # a visitor came halfway the month, on average
            waited = (month(over) - third).days + 15
    return Places(waited, false)


def _first_of_next(number: int) -> date:
    return month(number + 1)
