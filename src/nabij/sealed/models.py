"""Sealed bytes and who may fetch them. No subject: a *box* is whatever a subject keeps sealed under one id."""

import base64
import uuid
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import Q, QuerySet
from fido2.utils import websafe_encode

from nabij.kit.permit import Actor
from nabij.people.models import Practice, Role, User
from nabij.sealed.rules import StoryKeys


class Do(StrEnum):
    """What may be done to one's own vault."""

    SET_UP = "set_up_vault"
    CHANGE_SLOTS = "change_slots"
    ROTATE = "rotate_vault"
    SAVE = "save_vault"


def as_base64(sealed: bytes | memoryview) -> str:
    """Sealed bytes as they go over the wire; PostgreSQL hands them out as a memoryview."""
    return base64.b64encode(sealed).decode()


class Part(models.TextChoices):
    """The parts of a box; each has a key of its own."""

    CONVERSATION = "conversation"
    NOTES = "notes"
    PEER = "peer"
    STORY = "story"
    MATCH = "match"


class Vault(models.Model):
    """One person's sealed bundle and keyring; each, and the slots, by compare-and-set on its version."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    bundle = models.BinaryField()
    bundle_version = models.PositiveIntegerField(default=1)
    keyring = models.BinaryField()
    keyring_version = models.PositiveIntegerField(default=1)
    slots_version = models.PositiveIntegerField(default=1)

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return (
            actor.pk == self.user_id
            and isinstance(actor, User)
            and actor.is_active
            and actor.role in {Role.COUNSELLOR, Role.BOARD_CONTACT}
        )


class Slot(models.Model):
    """One way to unlock one person's vault."""

    class Kind(models.TextChoices):
        PASSKEY = "passkey"
        WORDS = "words"
        RECOVERY = "recovery"

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    credential_id = models.CharField(max_length=1400, blank=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "user"], condition=Q(kind="recovery"), name="sealed_one_recovery_slot"
            ),
            models.UniqueConstraint(
                fields=["practice", "user"], condition=Q(kind="words"), name="sealed_one_words_slot"
            ),
        ]

    def as_json(self, name: str = "") -> dict[str, Any]:
        """The shape that browsers read; ``name`` is what the owner calls the passkey."""
        return {
            "id": str(self.pk),
            "kind": self.kind,
            "name": name,
            "credential_id": self.credential_id,
            "sealed": as_base64(self.sealed),
        }


def passkey_names(user_id: uuid.UUID) -> dict[str, str]:
    """What a person calls the passkeys of their account, by credential id (base64url)."""
    passkeys = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.WEBAUTHN)
    found = ((one.authenticator_data.credential_data, one.name) for one in (row.wrap() for row in passkeys))
    return {websafe_encode(data.credential_id): name for data, name in found if data}


class KeyGrantQuerySet(QuerySet["KeyGrant"]):
    def live(self, actor: Actor) -> "KeyGrantQuerySet":
        """The grants that this person holds now."""
        return self.filter(grantee=actor.pk, practice_id=actor.practice_id, withdrawn=False)

    def to_visitor_of(self, practice_id: uuid.UUID, box: uuid.UUID) -> "KeyGrantQuerySet":
        """The grants of this box to its visitor, who is known by the id of the box."""
        return self.filter(practice_id=practice_id, box=box, grantee=box)

    def story_keys(self, practice_id: uuid.UUID, box: uuid.UUID) -> StoryKeys:
        """The newest key of the story in a box, who holds it, authors still or not, and what lies under it."""
        rows = self.filter(practice_id=practice_id, box=box, part=Part.STORY)
        held = list(rows.order_by("epoch").values_list("epoch", "grantee", "withdrawn"))
        newest = held[-1][0] if held else 0
        holders = frozenset(who for epoch, who, gone in held if epoch == newest and not gone)
        under = Record.objects.filter(practice_id=practice_id, box=box, part=Part.STORY, epoch=newest)
        return StoryKeys(newest, holders, frozenset(under.values_list("record_id", flat=True)))


class KeyGrant(models.Model):
    """A part's key of one epoch, sealed to one person.

    ``grantee`` and ``granter`` are the ids of accounts; or that of the box, for its visitor, who has no account.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    box = models.UUIDField()
    part = models.CharField(max_length=12, choices=Part.choices)
    epoch = models.PositiveIntegerField()
    grantee = models.UUIDField()
    granter = models.UUIDField()
    withdrawn = models.BooleanField(default=False)
    sealed = models.BinaryField()

    objects = KeyGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "box", "part", "epoch", "grantee"],
                condition=Q(withdrawn=False),
                name="sealed_one_grant_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["grantee", "box"], name="sealed_grants_of_person"),
            models.Index(fields=["box", "part", "epoch"], name="sealed_grants_of_box"),
        ]

    def as_json(self) -> dict[str, Any]:
        """The shape that browsers read."""
        return {
            "part": self.part,
            "epoch": self.epoch,
            "grantee": str(self.grantee),
            "granter": str(self.granter),
            "sealed": as_base64(self.sealed),
        }


def _held_by(actor: Actor) -> models.Exists:
    """Whether this person holds a live grant for the part and epoch of a row."""
    return models.Exists(
        KeyGrant.objects.live(actor).filter(
            box=models.OuterRef("box"), part=models.OuterRef("part"), epoch=models.OuterRef("epoch")
        )
    )


class RecordQuerySet(QuerySet["Record"]):
    def readable_by(self, actor: Actor) -> "RecordQuerySet":
        """Records whose part and epoch this person holds a live grant for."""
        return self.filter(_held_by(actor), practice_id=actor.practice_id)


class ManifestQuerySet(QuerySet["Manifest"]):
    def readable_by(self, actor: Actor) -> "ManifestQuerySet":
        """Manifests of parts and epochs that this person holds a live grant for."""
        return self.filter(_held_by(actor), practice_id=actor.practice_id)

    def newest(self) -> "ManifestQuerySet":
        """The last link of each chain."""
        later = Manifest.objects.filter(
            practice=models.OuterRef("practice"),
            box=models.OuterRef("box"),
            part=models.OuterRef("part"),
            epoch=models.OuterRef("epoch"),
            counter__gt=models.OuterRef("counter"),
        )
        return self.filter(~models.Exists(later))


class Record(models.Model):
    """One revision of one sealed record. Rows are added and destroyed, never changed."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    box = models.UUIDField()
    part = models.CharField(max_length=12, choices=Part.choices)
    epoch = models.PositiveIntegerField()
    record_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=44)
    sealed = models.BinaryField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "record_id", "revision"], name="sealed_revision_once"),
        ]
        indexes = [
            models.Index(fields=["box", "part", "epoch"], name="sealed_records_of_part"),
            models.Index(fields=["box"], condition=Q(kind="card"), name="sealed_cards"),
        ]

    def as_json(self) -> dict[str, Any]:
        """The shape that browsers read."""
        return {
            "id": str(self.record_id),
            "part": self.part,
            "epoch": self.epoch,
            "kind": self.kind,
            "revision": self.revision,
            "sealed": as_base64(self.sealed),
        }


class Manifest(models.Model):
    """One link of a part's chain; writing a counter twice is refused by the constraint."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    box = models.UUIDField()
    part = models.CharField(max_length=12, choices=Part.choices)
    epoch = models.PositiveIntegerField()
    counter = models.PositiveIntegerField()
    digest = models.CharField(max_length=44)
    sealed = models.BinaryField()

    objects = ManifestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "box", "part", "epoch", "counter"], name="sealed_manifest_counter_once"
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """The shape that browsers read."""
        return {
            "part": self.part,
            "epoch": self.epoch,
            "counter": self.counter,
            "sealed": as_base64(self.sealed),
        }


class File(models.Model):
    """A sealed attachment; its name, type and key lie in its sealed record. Bytes lie in chunks."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    box = models.UUIDField(db_index=True)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=44)

    def chunks(self) -> Iterator[bytes]:
        """The sealed bytes, one query per chunk: a slow download must not hold a read lock on SQLite."""
        position = 0
        while (chunk := self.filechunk_set.filter(position=position).first()) is not None:
            yield bytes(chunk.sealed)
            position += 1


class FileChunk(models.Model):
    """A megabyte of a sealed file, so that a large file never lies in memory whole."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    file = models.ForeignKey(File, on_delete=models.CASCADE)
    position = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "file", "position"], name="sealed_chunk_once"),
        ]


class DraftQuerySet(QuerySet["Draft"]):
    def visible_to(self, actor: User) -> "DraftQuerySet":
        """One's own drafts: nobody sees another's."""
        return self.filter(user=actor)


class Draft(models.Model):
    """What someone was typing, sealed under their own vault; no revision, no audit line."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    sealed = models.BinaryField()

    objects = DraftQuerySet.as_manager()


class ShredKey(models.Model):
    """The server's half of a box's keys, in a store of its own; destroying it destroys the box."""

    box = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    key = models.BinaryField()
