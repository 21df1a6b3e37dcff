"""How many different other visitors speak of one person: never more than there surely are. Pure.

Two visitors are surely two where the same counsellor keeps both their matters, who knows them apart, or where both are
known by an address, or both by a name, and have nothing in common that either is known by: no name, no address, no
number. Anybody else of one counsellor may be somebody of the
other: who is known by an address here and by a name there, or came to one of them without saying who they are. So what
is told is the largest number of whom each is surely another than all the rest: those of one counsellor, those known by
an address, or those known by a name. Of those the one who asks about their own visitor leaves out one, unless that
visitor is surely none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from nabij.patterns.rules import Kept, Named

type Mark = UUID | str
"""What makes two who both have it surely two: whose matter it is, or by what the visitor is known."""


@dataclass(slots=True)
class _Visitor:
    """One visitor as far as is known: the handles and tokens that belong together, and what tells them from others."""

    handles: set[UUID]
    tokens: set[UUID]
    marks: set[Mark] = field(default_factory=set)

    def takes(self, other: "_Visitor") -> None:
        self.handles |= other.handles
        self.tokens |= other.tokens
        self.marks |= other.marks

    def is_with(self, other: "_Visitor") -> bool:
        return bool(self.handles & other.handles or self.tokens & other.tokens)


def others(asked: Sequence[Named], rows: Iterable[Kept]) -> int:
    """How many different other visitors surely speak of this person, by the version that knows most of them.

    Rows of the asker's own matter do not count, nor do other matters of its visitor. With an address on both sides
    only the address counts: two people may share a name.
    """
    kept = list(rows)
    return max((_others_in(named, kept) for named in asked), default=0)


def _others_in(named: Named, rows: list[Kept]) -> int:
    by_token = {one.token for one in named.tokens}
    alike = [
        row for row in rows if row.version == named.version and row.handle != named.handle and row.token in by_token
    ]
    same = {row.handle for row in alike if row.by_email or not (row.has_email and named.has_email)}
    # one visitor goes by several tokens where a name was written in several ways: those of one handle belong together,
    # also the name that does not count beside an address, or who gave the address only once would count twice
    matching = [row for row in alike if row.handle in same]
    seen = {token for one in named.tokens for token in (one.visitor, *one.also)}
    mine = _Visitor({named.handle}, seen, {one.whose for one in named.tokens})
    mine.marks |= _known(named.known)
    return _surely(mine, _visitors(matching))


def _known(known: str) -> set[Mark]:
    return {known} if known else set()


def _visitors(rows: Iterable[Kept]) -> list[_Visitor]:
    """Rows that belong to one visitor, together."""
    found: list[_Visitor] = []
    for row in rows:
        visitor = _Visitor({row.handle}, {row.visitor, *row.also}, {row.whose, *_known(row.known)})
        apart = []
        for one in found:
            if one.is_with(visitor):
                visitor.takes(one)
            else:
                apart.append(one)
        found = [*apart, visitor]
    return found


def _surely(mine: _Visitor, found: Iterable[_Visitor]) -> int:
    """Of how many it is sure that each is another than all the rest, and than the visitor of who asks."""
    there = []
    for one in found:
        if mine.tokens & one.tokens:
            mine.marks |= one.marks
        else:
            there.append(one)
    marks = {mark for one in there for mark in one.marks}
    return max((sum(mark in one.marks for one in there) - (mark not in mine.marks) for mark in marks), default=0)
