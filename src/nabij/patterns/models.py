"""Tokens, and who asked when. A row says nothing of a matter: only a sealed record knows its handle."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from nabij.kit.clock import today
from nabij.kit.permit import Actor
from nabij.patterns import rules
from nabij.patterns.rules import Kept, counting
from nabij.people.models import Organisation, Practice, PublicKey, Role, User
from nabij.sealed.models import KeyGrant, KeyGrantQuerySet


class Do(StrEnum):
    """What the counsellors of an organisation may do with its tokens."""

    SHARE_KEY = "share_match_key"
    EVALUATE = "evaluate_blinded"
    REGISTER = "register_token"
    LOOK = "look_for_pattern"
    WITHDRAW = "withdraw_token"
    COMPARE_SIDES = "compare_sides"
    RENEW = "renew_tokens"
    FINISH = "destroy_old_tokens"
    LOOK_AT_REPETITION = "look_at_repetition"


class MatchedQuerySet(QuerySet["Matched"]):
    def visible_to(self, actor: User) -> "MatchedQuerySet":
        """The running organisations where this counsellor is appointed now; nobody else sees any."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        appointed = self.filter(appointment__counsellor=actor, appointment__ended=None)
        return appointed.filter(practice_id=actor.practice_id, ended=None).distinct()


class Matched(Organisation):
    """An organisation as those see it who compare names for it: its counsellors of now."""

    objects = MatchedQuerySet.as_manager()  # type: ignore[assignment, misc]  # a proxy is seen by others than its base

    class Meta:
        proxy = True

    def may(self, actor: Actor, verb: Any, /) -> bool:
        return (
            isinstance(actor, User)
            and isinstance(verb, Do)
            and Matched.objects.visible_to(actor).filter(pk=self.pk).exists()
        )

    def pair_ids(self) -> frozenset[uuid.UUID]:
        """Who compares names here: the counsellors of now."""
        return frozenset(self.pair().values_list("counsellor_id", flat=True))

    def with_keys(self) -> frozenset[uuid.UUID]:
        """Who of the pair has a vault, so that a key can be sealed to them."""
        made = PublicKey.objects.filter(practice_id=self.practice_id, owner__in=self.pair_ids())
        return frozenset(made.values_list("owner_id", flat=True))

    def key_grants(self) -> KeyGrantQuerySet:
        """Every grant of the match key, taken back ones as well."""
        box = rules.box_of(self.practice_id, self.pk)
        return KeyGrant.objects.filter(practice_id=self.practice_id, box=box, part=rules.PART)

    def key_state(self) -> "KeyState":
        """The newest key and who holds it, whether they still work here or not."""
        return KeyState.of(list(self.key_grants().order_by("epoch").values_list("epoch", "grantee", "withdrawn")))

    def tokens(self) -> "QuerySet[Token]":
        """The rows of this organisation."""
        return Token.objects.filter(practice_id=self.practice_id, organisation_id=self.pk)

    def others(self, asked: Sequence[rules.Named]) -> int:
        """How many different other visitors speak of the person who is asked about."""
        tokens = [one.token for named in asked for one in named.tokens]
        return counting.others(asked, [row.kept() for row in self.tokens().filter(token__in=tokens)])

    def names(self, asked: Sequence[rules.Side]) -> bool:
        """Whether any matter names the visitor who is asked about."""
        tokens = [token for side in asked for token, _ in side.tokens]
        return rules.is_named(asked, [row.kept() for row in self.tokens().filter(token__in=tokens)])

    def lacks_secret(self, locks: Mapping[uuid.UUID, str]) -> bool:
        """Whether any of these handles has rows under another lock."""
        kept = self.tokens().filter(handle__in=locks).values_list("handle", "lock").distinct()
        return any(lock != locks[handle] for handle, lock in kept)

    def versions(self) -> list[rules.Version]:
        """Every version of which there are rows, oldest first."""
        return sorted(set(self.tokens().order_by().values_list("epoch", "matcher").distinct()))

    def waiting(self, newest: rules.Version) -> set[uuid.UUID]:
        """The handles that have no row of the newest version."""
        done = self.tokens().filter(epoch=newest[0], matcher=newest[1])
        return set(self.tokens().exclude(handle__in=done.values("handle")).values_list("handle", flat=True))


@dataclass(frozen=True, slots=True)
class KeyState:
    """The newest epoch of a match key, 0 when there is none, and who holds it."""

    newest: int
    holders: frozenset[uuid.UUID]

    @classmethod
    def of(cls, grants: Sequence[tuple[int, uuid.UUID, bool]]) -> "KeyState":
        """What follows from every grant ``(epoch, grantee, taken back)``, in the order of epochs."""
        newest = grants[-1][0] if grants else 0
        return cls(newest, frozenset(who for epoch, who, gone in grants if epoch == newest and not gone))


class Token(models.Model):
    """One way in which one matter names a person. Its id and handle are random, its time a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    handle = models.UUIDField()
    lock = models.CharField(max_length=64)
    epoch = models.PositiveIntegerField()
    matcher = models.PositiveIntegerField()
    token = models.UUIDField()
    visitor = models.UUIDField()
    by_email = models.BooleanField()
    has_email = models.BooleanField()
    known = models.CharField(max_length=5, blank=True)
    whose = models.UUIDField()
    # the visitor by other things that they are known by, as text in order
    also = models.JSONField(default=list)
    day = models.DateField(default=today)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "handle", "epoch", "matcher", "token"], name="patterns_token_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "token"], name="patterns_same_person")]

    def kept(self) -> Kept:
        """The row as the rules see it."""
        version = (self.epoch, self.matcher)
        also = frozenset(map(uuid.UUID, self.also))
        return Kept(
            self.handle, version, self.token, self.visitor, self.by_email, self.has_email, self.known, self.whose, also
        )


class Asked(models.Model):
    """That somebody asked, on which day and how much: what is counted for a day's limit and shown to the pair."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT)
    verb = models.CharField(max_length=20)
    points = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["counsellor", "verb", "at"], name="patterns_asked_today"),
            models.Index(fields=["organisation", "-at"], name="patterns_log_of_pair"),
        ]

    @classmethod
    def spent_today(cls, counsellor: uuid.UUID, verb: Do) -> tuple[int, int]:
        """How often this was asked today, at whichever organisation, and with how many points or tokens in all."""
        today_s = cls.objects.filter(counsellor_id=counsellor, verb=verb, at__gte=midnight())
        found = today_s.aggregate(times=Count("pk"), points=Sum("points"))
        return found["times"], found["points"] or 0


def midnight() -> datetime:
    """When the day began, where the practice is."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
