"""The ledger of every figure ever given out, per organisation, and the releases in it. No link to any matter."""

import secrets
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q, QuerySet

from nabij.audit.models import Entry, time_ordered_id
from nabij.audit.rules import START, first_break
from nabij.kit.permit import Actor
from nabij.people.models import Organisation, Practice, Role, User
from nabij.releases.guard import CHANGED, TAKEN
from nabij.releases.rules import Line, Shown, digest, entry_of, is_open, shown
from nabij_disclosure.errors import BrokenLedger
from nabij_disclosure.history import Released

SEED_BYTES = 32

SEVERAL = 5
"""How often the end of a ledger is read anew while others go out."""


def new_seed() -> bytes:
    """The secret from which patterns of one organisation are drawn."""
    return secrets.token_bytes(SEED_BYTES)


class Do(StrEnum):
    """What may be done to a ledger. There is no verb that takes a release back."""

    RELEASE = "release_figures"


class LedgerQuerySet(QuerySet["Ledger"]):
    def visible_to(self, actor: User) -> "LedgerQuerySet":
        """The counsellors of the pair see the ledger of their organisation; it holds true counts."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(actor))


class Ledger(models.Model):
    """The end of one organisation's chain, locked while a release is added, and its secret seed."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.PROTECT)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)
    seed = models.BinaryField(default=new_seed)

    objects = LedgerQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return (
            isinstance(actor, User)
            and actor.is_active
            and actor.practice_id == self.practice_id
            and actor.role == Role.COUNSELLOR
            and self.organisation.pair().filter(counsellor=actor).exists()
            and verb in Do
        )

    def history(self) -> tuple[Released, ...]:
        """Everything that ever went out of who came, oldest first: what the next figures are judged against.

        Raises ``BrokenLedger`` where the chain, of these and all other releases, does not hold. The end is read anew
        where lines were added since it was read, so after this ``sequence`` is the end of what is given.
        """
        releases = self._lines()
        broken = first_break((one.line(), one.hash) for one in releases)
        last = (releases[-1].sequence, releases[-1].hash) if releases else (0, START)
        if broken or last != (self.sequence, self.hash):
            raise BrokenLedger(f"the chain breaks at {broken or self.sequence}")
        return tuple(entry for entry in (entry_of(one.entry) for one in releases) if not is_open(entry))

    def _lines(self) -> "list[Release]":
        for _ in range(SEVERAL):
            releases = list(self.organisation.release_set.order_by("sequence"))
            if not releases or releases[-1].sequence <= self.sequence:
                break
            # it is no break that others went out between two readings; a line behind the end of now is one
            self.refresh_from_db()
        return releases


def everybody(receivers: "Iterable[Release.Receiver]") -> str:
    """All that something went to as a line of the ledger keeps them: the board always, each once, in one order."""
    chosen = {Release.Receiver.BOARD, *receivers}
    return ",".join(one.value for one in Release.Receiver if one in chosen)


def broken_ledgers() -> dict[str, str]:
    """By organisation what is wrong with its ledger: a chain that breaks, an end that is gone, lines that were cut off.

    Cut off: the audit tells that a line was the last one, and it is there no more.
    """
    found: dict[str, str] = {}
    named = {
        str(one.pk): one.name
        for one in Organisation.objects.filter(Q(release__isnull=False) | Q(ledger__isnull=False)).distinct()
    }
    ledgers = {str(one.pk): one for one in Ledger.objects.select_related("organisation")}
    marked = Entry.objects.filter(kind=Ledger._meta.label_lower).exclude(mark__in=("", START))
    for row, mark in marked.values_list("row", "mark"):
        if not Release.objects.filter(organisation_id=row, hash=mark).exists():
            found[named.get(row, row)] = "mist regels die volgens het logboek zijn uitgegaan"
    for row, name in named.items():
        if row not in ledgers:
            found[name] = "heeft geen einde meer"
            continue
        try:
            ledgers[row].history()
        except BrokenLedger:
            found[name] = "breekt"
    return found


class ReleaseQuerySet(QuerySet["Release"]):
    def visible_to(self, actor: User) -> "ReleaseQuerySet":
        """The pair sees all that went out of its organisation, a board contact what was given to the board."""
        same = self.filter(organisation__in=Organisation.objects.visible_to(actor))
        if actor.role == Role.COUNSELLOR and actor.is_active:
            return same
        if actor.role == Role.BOARD_CONTACT and actor.is_active:
            return same.filter(receiver__startswith=Release.Receiver.BOARD)
        return self.none()

    def update(self, **_: object) -> NoReturn:
        """No line of the ledger is ever changed, nor several at once."""
        raise TypeError(CHANGED)

    def delete(self) -> NoReturn:
        """No line of the ledger is ever taken away, nor several at once."""
        raise TypeError(TAKEN)

    def bulk_create(self, *_: object, **__: object) -> NoReturn:
        """Lines are added one behind another, each by what the one before it is."""
        raise TypeError("a line of the ledger is added behind the one before it")

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        """No line of the ledger is ever changed."""
        raise TypeError(CHANGED)


class Release(models.Model):
    """One table, or what was said of one, as it went out: when, by whom, to whom, in what, and what it restates.

    Whatever goes out goes to the board at least, so ``receiver`` begins with it.

    ``entry`` holds true counts and is for the next audit alone; whatever is drawn comes from ``shown``.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Jaarverslag"
        SIGNAL = "signal", "Signaal met een aantal"
        SENTENCE = "sentence", "Getal in een tekst"
        INTERIM = "interim", "Tussentijds overzicht"

    class Receiver(models.TextChoices):
        BOARD = "board", "Eindverantwoordelijke"
        COUNCIL = "council", "Medezeggenschap"
        STAFF = "staff", "Medewerkers"
        PUBLIC = "public", "Iedereen"

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # everybody that it went to, in the order of the choices; the chain holds it as it stands here
    receiver = models.CharField(max_length=40)
    restates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    entry = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "sequence"], name="releases_one_line_per_number"
            ),
        ]

    def save(self, *arguments: Any, **named: Any) -> None:
        """Adds a line; one that is there is never changed."""
        if not self._state.adding:
            raise TypeError(CHANGED)
        super().save(*arguments, **named)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """No line of the ledger is ever taken away."""
        raise TypeError(TAKEN)

    def line(self) -> Line:
        """This release as the chain sees it."""
        return Line(
            organisation=str(self.organisation_id),
            sequence=self.sequence,
            at=self.at.isoformat(timespec="microseconds"),
            author=str(self.author_id),
            kind=self.kind,
            receiver=self.receiver,
            restates=str(self.restates_id or ""),
            entry=digest(self.entry),
            previous=self.previous,
        )

    @property
    def receivers(self) -> "tuple[Release.Receiver, ...]":
        """To whom it went."""
        return tuple(Release.Receiver(one) for one in self.receiver.split(","))

    @property
    def shown(self) -> Shown:
        """What its readers saw."""
        return shown(entry_of(self.entry))
