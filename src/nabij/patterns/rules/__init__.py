"""When several visitors speak of one person: what counts, and how little is said about it. Pure."""

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.sealed.rules import NewGrant, stale

PART = "match"
LEAST, MOST, USUAL = 2, 20, 3
"""How many other visitors are said to be there: at least two, or one answer would point at one."""
LOOKS_A_DAY = 20
REGISTERED_A_DAY = 60
"""How many persons a counsellor registers in a day: who invents visitors to lower the threshold is slow, and seen."""
SIDES_A_DAY = 20
"""How often a counsellor asks whether a visitor is named: each answer is about one, so they are few and seen."""
MOST_NAMES = 6
"""In how many ways the browser writes one name: whole and two shorter, each with and without marks written out."""
MOST_TOKENS = MOST_NAMES + 1
"""An address, and every way to write a name."""
SIDE_TOKENS_A_DAY = 40
"""How many ways of writing a counsellor asks about as a visitor's in a day: a name has one or two, seven at most.

Who puts several people into one question gets no further than this many of them.
"""
LOOK_TOKENS_A_DAY = 60
"""The same of looks: who registers several people as one looks at no more of them than this."""
MOST_ALSO = 6
"""By how many things more a visitor is known than the one they count by: names, addresses, numbers."""
POINTS_A_DAY = LOOK_TOKENS_A_DAY * (2 + MOST_ALSO)
"""What a counsellor may have evaluated in a day: 480, all that may be looked at in a day even when it is all new.

Of each way of writing one for the person, one for the visitor, and one for each thing more that the visitor is known
by. That is eight persons who are named and known in as many ways as there are, four while keys are renewed, and sixty
who are named in one way.
"""
MOST_ROWS_AT_ONCE = 50

BY_EMAIL, BY_NAME, UNKNOWN = "email", "name", ""
"""By what a visitor is known to whoever keeps their matter, and so counted once."""

type Version = tuple[int, int]
"""The epoch of the organisation's key, and the version of the matcher's."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """One way in which a person was named, and the same of the visitor with that person.

    ``whose``: the same for all that one counsellor registers of this person, and nothing beyond it. ``also``: the
    visitor with that person by each other thing that they are known by: who has one of them in common is one visitor.
    """

    token: UUID
    visitor: UUID
    by_email: bool
    whose: UUID
    also: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """All tokens of one version of the person whom one matter names, under the handle that only its notes know.

    ``known``: by what the visitor is known.
    """

    handle: UUID
    epoch: int
    matcher: int
    known: str
    tokens: tuple[NewToken, ...]

    @property
    def version(self) -> Version:
        return self.epoch, self.matcher

    @property
    def has_email(self) -> bool:
        return any(one.by_email for one in self.tokens)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it is kept. ``has_email`` says whether the same handle has a token by address as well."""

    handle: UUID
    version: Version
    token: UUID
    visitor: UUID
    by_email: bool
    has_email: bool
    known: str
    whose: UUID
    also: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """A visitor as others may have named them, in one version: ``(token, whether by address)``. Asked, never kept."""

    epoch: int
    matcher: int
    tokens: tuple[tuple[UUID, bool], ...]


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The key of an epoch, sealed to each of these."""

    epoch: int
    grants: tuple[NewGrant, ...]


def box_of(practice: UUID, organisation: int) -> UUID:
    """The id under which an organisation's match key is granted: every browser computes the same."""
    about = json.dumps([str(practice), organisation], separators=(",", ":"))
    return UUID(bytes=hashlib.sha256(b"nabij/match/1\0" + about.encode()).digest()[:16], version=4)


def lock_of(secret: bytes) -> str:
    """What is kept of the secret of a handle: only who read the sealed record renews or withdraws it."""
    return hashlib.sha256(b"nabij/handle/1\0" + secret).hexdigest()


def name_of_waiting(handle: UUID) -> str:
    """By what a handle that waits is told to the pair: only who has it recognises it, nobody can register under it."""
    return base64.b64encode(hashlib.sha256(b"nabij/waiting/1\0" + str(handle).encode()).digest()).decode()


def not_yours() -> Refused:
    """Without its secret a handle stays as it is."""
    return Refused(
        "Deze aanmelding is niet van jou. Er is niets veranderd. Laad de kwestie opnieuw: dan maakt je browser een "
        "eigen aanmelding.",
        code="forbidden",
    )


def check_keys(new: NewKeys, newest: int, holders: Collection[UUID], actor: UUID, pair: Collection[UUID]) -> None:
    """Refuse anything but the next key for oneself and others of the pair, or the newest one handed on to them."""
    grantees = [grant.grantee for grant in new.grants]
    proper = {(grant.part, grant.epoch) for grant in new.grants} == {(PART, new.epoch)}
    if not proper or len(set(grantees)) != len(grantees) or not set(grantees) <= set(pair):
        raise Refused(
            "Deze sleutel is alleen voor de vertrouwenspersonen van deze organisatie. Er is niets bewaard. Laad "
            "opnieuw en kijk wie er nu bij horen."
        )
    if new.epoch == newest + 1:
        if actor not in grantees:
            raise Refused(
                "Een nieuwe sleutel is altijd ook voor jezelf. Er is niets bewaard. Laad opnieuw en maak de sleutel "
                "nog een keer."
            )
        if set(holders) & set(pair) - set(grantees):
            raise Refused(
                "Een nieuwe sleutel is ook voor je collega die de vorige had. Er is niets bewaard. Vergelijk eerst de"
                " cijfers met je collega, en maak de sleutel dan."
            )
    elif new.epoch != newest or actor not in holders:
        raise stale()


def check_nobody_left(holders: Collection[UUID], pair: Collection[UUID]) -> None:
    """Refuse to register anybody under a key that somebody who left holds too."""
    if set(holders) - set(pair):
        raise Refused(
            "Wie hier vertrok, heeft de sleutel nog. Er is niets aangemeld, en wat je noteerde is bewaard. Open "
            "Vandaag: dan maakt je browser een nieuwe sleutel. Daarna gaat dit vanzelf verder.",
            code="renew",
        )


def check_named(named: Named) -> None:
    """Refuse tokens that no browser of ours makes."""
    check_ways([(one.token, one.by_email) for one in named.tokens])


def check_ways(ways: Sequence[tuple[UUID, bool]]) -> None:
    """Refuse more ways to write one person than there are: one address and ``MOST_NAMES``, each once."""
    by_email = sum(flag for _, flag in ways)
    distinct = len({token for token, _ in ways}) == len(ways)
    if not ways or not distinct or by_email > 1 or len(ways) - by_email > MOST_NAMES:
        raise Refused(
            "Zonder naam of adres van één persoon valt er niets te vergelijken. Er is niets aangemeld, en wat je "
            "noteerde is bewaard. Schrijf een voornaam en achternaam op, of het werkadres."
        )


def is_named(asked: Sequence[Side], rows: Iterable[Kept]) -> bool:
    """Whether any matter names this visitor. With an address on both sides only the address counts."""
    kept = list(rows)
    for side in asked:
        by_token = dict(side.tokens)
        with_email = any(by_token.values())
        for row in kept:
            if row.version != (side.epoch, side.matcher) or row.token not in by_token:
                continue
            if row.by_email or not (row.has_email and with_email):
                return True
    return False


def is_enough(found: int, threshold: int) -> bool:
    """Whether anything is said at all; below the threshold the answer is that of nothing."""
    return found >= max(threshold, LEAST)


def check_looks(before: int, tokens: int, more: int) -> None:
    """Refuse one more look today, or one at more ways of writing than are left. ``tokens``: those of today's looks."""
    if tokens + more > LOOK_TOKENS_A_DAY:
        raise Refused(
            "Je hebt vandaag al naar te veel namen gekeken. Alles wat je noteerde is bewaard. Kijk morgen weer.",
            code="limit",
        )
    if before >= LOOKS_A_DAY:
        raise Refused(
            f"Je hebt vandaag al {LOOKS_A_DAY} keer gekeken. Alles wat je noteerde is bewaard. Kijk morgen weer.",
            code="limit",
        )


def check_sides(before: int, tokens: int, more: int) -> None:
    """Refuse to ask once more today whether a visitor is named. ``tokens``: the ways of writing asked before today."""
    if before >= SIDES_A_DAY or tokens + more > SIDE_TOKENS_A_DAY:
        raise Refused(
            "Er is vandaag te vaak nagegaan of een inbrenger genoemd is. Alles wat je noteerde is bewaard. Open de "
            "kwestie morgen weer: dan gaat het verder.",
            code="limit",
        )


def may_ask_again(before: int, tokens: int, points: int) -> bool:
    """Whether a browser asks again today what it asked about visitors before: half of the day is for who begin.

    ``before``, ``tokens``: the questions of today and their ways of writing; ``points``: what was evaluated.
    """
    spent = (before + 1, SIDES_A_DAY), (tokens + MOST_TOKENS, SIDE_TOKENS_A_DAY), (points + MOST_TOKENS, POINTS_A_DAY)
    return all(2 * used <= most for used, most in spent)


def check_registered(before: int) -> None:
    """Refuse to register one more person today."""
    if before >= REGISTERED_A_DAY:
        raise Refused(
            "Er zijn vandaag te veel personen aangemeld. Alles wat je noteerde is bewaard. Open de kwestie morgen "
            "weer: dan gaat het verder.",
            code="limit",
        )


def check_all_hold(with_keys: Collection[UUID], holders: Collection[UUID]) -> None:
    """Refuse to give up what is not renewed while somebody of the pair lacks the key to renew it with."""
    if set(with_keys) - set(holders):
        raise Refused(
            "Je collega heeft de nieuwe sleutel nog niet, en kan eigen kwesties dus nog niet vernieuwen. "
            "Geef eerst de sleutel. Er is niets gewist.",
        )


def check_points(before: int, more: int) -> None:
    """Refuse to have more evaluated today."""
    if before + more > POINTS_A_DAY:
        raise Refused(
            "Er zijn vandaag te veel namen vergeleken. Alles wat je noteerde is bewaard. Open de kwestie morgen weer:"
            " dan gaat het verder.",
            code="limit",
        )
