"""Which keys a share, a withdrawal and a renewal must hand out: no fewer and no more."""

from collections.abc import Collection, Iterable
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.sealed.rules import VISITORS_PART, NewGrant, Place

CONTENT = ("conversation", "notes")
PEER = ("peer",)

# the visitor made the first epoch of the conversation
TAKEN_ON = 2

type Handed = frozenset[tuple[str, int, UUID]]


def parts_of(width: str) -> tuple[str, ...]:
    """The parts that a share of this width opens."""
    return PEER if width == "peer_card" else CONTENT


def newest_epoch(places: Iterable[Place], parts: Collection[str]) -> int:
    """The newest epoch of these parts, which move together; 0 when there is none."""
    return max((epoch for part, epoch in places if part in parts), default=0)


def opening(keeper: UUID) -> Handed:
    """The keys that a new matter starts with: its keeper's."""
    return frozenset((part, 1, keeper) for part in CONTENT)


def taking_on(keeper: UUID, visitor: UUID, standing_by: Iterable[UUID]) -> Handed:
    """The keys with which a counsellor takes a visitor's conversation on."""
    listening = frozenset((VISITORS_PART, TAKEN_ON, person) for person in (visitor, *standing_by))
    return listening | frozenset((part, TAKEN_ON, keeper) for part in CONTENT)


def next_epoch(
    places: Collection[Place], parts: Collection[str], staying: Iterable[UUID], listening: Iterable[UUID] = ()
) -> Handed:
    """The keys of a new epoch of these parts, for everyone who stays; of the conversation for who listens there too."""
    epoch = newest_epoch(places, parts) + 1
    handed = frozenset((part, epoch, person) for part in parts for person in staying)
    return handed | {(VISITORS_PART, epoch, one) for one in listening if VISITORS_PART in parts}


def sharing(
    width: str,
    from_epoch: int,
    places: Collection[Place],
    staying: Collection[UUID],
    colleague: UUID,
    listening: Collection[UUID] = (),
) -> Handed:
    """The keys that a share of this width promises.

    *From now* starts a new epoch for everyone who stays and the colleague; *everything* is every part and epoch there
    is; a *peer card* is a key of its own, the current one or a new one. ``staying`` are the holders of those parts now,
    keeper included; ``listening`` are the visitor and who stands by, to whom each new epoch of the conversation goes.
    Raises ``Refused`` when ``from_epoch`` does not fit.
    """
    parts = parts_of(width)
    newest = newest_epoch(places, parts)
    if width == "everything" and from_epoch == 1:
        return frozenset((part, epoch, colleague) for part, epoch in places if part in parts)
    if width != "everything" and from_epoch == newest + 1:
        return next_epoch(places, parts, [*staying, colleague], listening)
    if width == "peer_card" and from_epoch == newest:
        return frozenset({("peer", newest, colleague)})
    raise Refused("De sleutels zijn intussen vernieuwd. Laad de kwestie opnieuw en deel dan.", code="stale")


def check_handed(grants: Collection[NewGrant], promised: Handed, spared: Collection[UUID] = ()) -> None:
    """Refuse unless the grants are those promised; only people in ``spared`` may be left out.

    A browser leaves out who has no standing consent that it can verify: someone whose consent ran out gets no new key,
    and must not keep the others from theirs.
    """
    handed = [(grant.part, grant.epoch, grant.grantee) for grant in grants]
    missing = promised - frozenset(handed)
    if len(handed) != len(set(handed)) or not frozenset(handed) <= promised or missing_of_others(missing, spared):
        raise Refused("De sleutels passen niet bij wat er gedeeld wordt. Er is niets bewaard. Laad de kwestie opnieuw.")


def missing_of_others(missing: Handed, spared: Collection[UUID]) -> Handed:
    """The keys that are missing although their holder may not be left out."""
    return frozenset(one for one in missing if one[2] not in spared)
