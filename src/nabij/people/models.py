"""Practices, the people in them, organisations with their units and pair, and public keys."""

import uuid
from enum import StrEnum
from itertools import chain
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from nabij.kit import codes
from nabij.kit.permit import Actor
from nabij.people import rules


class Role(models.TextChoices):
    COUNSELLOR = "counsellor", "Vertrouwenspersoon"
    PRACTICE_MANAGER = "practice_manager", "Praktijkmanager"
    BOARD_CONTACT = "board_contact", "Eindverantwoordelijke"


class Do(StrEnum):
    """What may be done to people and organisations."""

    INVITE = "invite"
    ACCEPT_INVITATION = "accept_invitation"
    WITHDRAW_INVITATION = "withdraw_invitation"
    CHANGE = "change"
    ADD_ORGANISATION = "add_organisation"
    END_ORGANISATION = "end_organisation"
    REOPEN_ORGANISATION = "reopen_organisation"
    ADD_UNIT = "add_unit"
    CHANGE_UNIT = "change_unit"
    REMOVE_UNIT = "remove_unit"
    APPOINT = "appoint"
    END_APPOINTMENT = "end_appointment"
    CHOOSE_ACCOUNT_HOLDER = "choose_account_holder"
    DISABLE = "disable"
    ENABLE = "enable"
    GIVE_SIGN_IN_LINK = "give_sign_in_link"
    GIVE_SIGN_IN_LINK_CLEARING_SECOND_FACTOR = "give_sign_in_link_clearing_second_factor"
    READ_SIGN_IN_LINK = "read_sign_in_link"
    CHANGE_OWN_PROFILE = "change_own_profile"
    SIGN_IN = "sign_in"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a verb, not a password
    ADD_SECOND_FACTOR = "add_second_factor"
    RENAME_SECOND_FACTOR = "rename_second_factor"
    REMOVE_SECOND_FACTOR = "remove_second_factor"
    RENEW_RECOVERY_CODES = "renew_recovery_codes"
    END_SESSIONS = "end_sessions"
    SWITCH_ROLE = "switch_role"


OWN_ACCOUNT = {
    Do.CHANGE_OWN_PROFILE,
    Do.SIGN_IN,
    Do.CHANGE_PASSWORD,
    Do.ADD_SECOND_FACTOR,
    Do.RENAME_SECOND_FACTOR,
    Do.REMOVE_SECOND_FACTOR,
    Do.RENEW_RECOVERY_CODES,
    Do.END_SESSIONS,
    Do.SWITCH_ROLE,
}


class Practice(models.Model):
    """The tenant: a practice of counsellors. Its id is part of every sealed record's context."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("naam", max_length=120)
    reply_days = models.PositiveSmallIntegerField("eerste antwoord binnen (werkdagen)", default=2)
    aftercare_weeks = models.PositiveSmallIntegerField("nazorg na (weken)", default=12)
    pattern_threshold = models.PositiveSmallIntegerField("andere inbrengers voor een patroon", default=3, db_default=3)
    signal_days = models.PositiveSmallIntegerField("antwoord op een signaal binnen (dagen)", default=28, db_default=28)
    plus_style = models.BooleanField("PLUS-stijl toegestaan", default=False)
    settings_chosen = models.BooleanField(default=False)

    @property
    def practice_id(self) -> uuid.UUID:
        return self.id

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.id) and verb in {Do.INVITE, Do.ADD_ORGANISATION, Do.CHANGE}


def is_manager_of(actor: Actor, practice_id: uuid.UUID) -> bool:
    """Whether somebody is a practice manager of this practice, and may sign in."""
    return (
        isinstance(actor, User)
        and actor.is_active
        and actor.role == Role.PRACTICE_MANAGER
        and actor.practice_id == practice_id
    )


class Users(BaseUserManager["User"]):
    def check_name_is_free(self, practice_id: uuid.UUID, name: str, email: str) -> None:
        """Raises ``Refused`` when somebody else in the practice goes by this name.

        Those with an open link and those switched off count. Whoever shared a name before this was looked at keeps it.
        """
        same = self.filter(practice_id=practice_id)
        if rules.name_key(name) not in map(rules.name_key, same.filter(email=email).values_list("name", flat=True)):
            invited = Invitation.objects.open().filter(practice_id=practice_id)
            names = [rows.exclude(email=email).values_list("name", flat=True) for rows in (same, invited)]
            rules.check_name_is_free(name, chain.from_iterable(names))

    def visible_to(self, actor: "User") -> QuerySet["User"]:
        """Practice managers see everyone in the practice, others only themselves and fellow counsellors."""
        same = self.get_queryset().filter(practice_id=actor.practice_id)
        if actor.role == Role.PRACTICE_MANAGER:
            return same
        if actor.role == Role.COUNSELLOR:
            return same.filter(Q(pk=actor.pk) | Q(role=Role.COUNSELLOR, is_active=True))
        return same.filter(pk=actor.pk)


class User(AbstractBaseUser):
    """Someone with an account. The id is part of the context of their vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    role = models.CharField("rol", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Users()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.BOARD_CONTACT, organisation__isnull=False)
                | (~Q(role=Role.BOARD_CONTACT) & Q(organisation__isnull=True)),
                name="people_board_contact_has_organisation",
            ),
        ]

    @property
    def is_counsellor(self) -> bool:
        return self.role == Role.COUNSELLOR

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What every session of this person carries: a new password or one more ended round makes all of them void."""
        return salted_hmac(
            "people.User.sessions", f"{self.password}:{self.sessions_ended}", algorithm="sha256"
        ).hexdigest()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if actor.pk == self.pk:
            return verb in OWN_ACCOUNT
        return is_manager_of(actor, self.practice_id) and verb in {
            Do.DISABLE,
            Do.ENABLE,
            Do.GIVE_SIGN_IN_LINK,
            Do.GIVE_SIGN_IN_LINK_CLEARING_SECOND_FACTOR,
        }


class Counsellor(models.Model):
    """What a counsellor brings: internal or external, languages, sectors of expertise."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", "Intern"
        EXTERNAL = "external", "Extern"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    kind = models.CharField("soort", max_length=10, choices=Kind.choices, default=Kind.EXTERNAL)
    languages = models.JSONField("talen", default=list)
    expertise = models.JSONField("ervaring in sectoren", default=list)

    @property
    def language_names(self) -> list[str]:
        return [rules.LANGUAGES.get(code, code) for code in self.languages]

    @property
    def expertise_names(self) -> list[str]:
        return [codes.labels("sector").get(code, code) for code in self.expertise]


class OrganisationQuerySet(QuerySet["Organisation"]):
    def visible_to(self, actor: User) -> "OrganisationQuerySet":
        """The practice manager sees all of the practice, a counsellor where appointed, a board contact its own."""
        same = self.filter(practice_id=actor.practice_id)
        if actor.role == Role.PRACTICE_MANAGER:
            return same
        if actor.role == Role.COUNSELLOR:
            return same.filter(appointment__counsellor=actor, appointment__ended=None).distinct()
        return same.filter(pk=actor.organisation_id or 0)


class Organisation(models.Model):
    """An organisation that the practice works for."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    name = models.CharField("naam", max_length=120)
    sector = models.CharField("sector", max_length=30, choices=codes.choices("sector"))
    head_count = models.PositiveIntegerField("aantal mensen", default=0)
    languages = models.JSONField("talen", default=list)
    ended = models.DateField("beëindigd", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and (
            verb in {Do.END_ORGANISATION, Do.REOPEN_ORGANISATION}
            or (self.ended is None and verb in {Do.CHANGE, Do.ADD_UNIT, Do.APPOINT})
        )

    def pair(self) -> QuerySet["Appointment"]:
        """The counsellors appointed now, account holder first."""
        return self.appointment_set.filter(ended=None).order_by("-account_holder", "pk")

    @property
    def language_names(self) -> list[str]:
        return [rules.LANGUAGES.get(code, code) for code in self.languages]


class UnitQuerySet(QuerySet["Unit"]):
    def visible_to(self, actor: User) -> "UnitQuerySet":
        """Units of the organisations that this person sees."""
        return self.filter(organisation__in=Organisation.objects.visible_to(actor))


class Unit(models.Model):
    """A part of an organisation with its head count; parts may have parts.

    ``code``: what figures that went out know it by, whatever it is called since; never given to another part, also not
    after an older copy of the database was put back.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField("naam", max_length=120)
    head_count = models.PositiveIntegerField("aantal mensen", default=0)
    code = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation", "name"], name="people_unit_name_once"),
        ]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb in {Do.CHANGE_UNIT, Do.REMOVE_UNIT}

    def is_used(self) -> bool:
        """Whether any row of any subject refers to this unit, parts of it included."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self}).exists()
            for relation in self._meta.related_objects
            if not isinstance(relation.related_model, str)
        )


class AppointmentQuerySet(QuerySet["Appointment"]):
    def visible_to(self, actor: User) -> "AppointmentQuerySet":
        """The appointments that run now, at the organisations that this person sees."""
        return self.filter(ended=None, organisation__in=Organisation.objects.visible_to(actor))


class Appointment(models.Model):
    """A counsellor appointed to an organisation; the pair is the two external ones, internal ones stand beside it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT)
    account_holder = models.BooleanField("accounthouder", default=False)
    ended = models.DateField("beëindigd", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "counsellor"], condition=Q(ended=None), name="people_appointed_once"
            ),
            models.UniqueConstraint(
                fields=["practice", "organisation"],
                condition=Q(ended=None, account_holder=True),
                name="people_one_account_holder",
            ),
        ]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb in {Do.END_APPOINTMENT, Do.CHOOSE_ACCOUNT_HOLDER}


class InvitationQuerySet(QuerySet["Invitation"]):
    def visible_to(self, actor: User) -> "InvitationQuerySet":
        """Practice managers see those of their practice; everybody else only the links that were made for them."""
        same = self.filter(practice_id=actor.practice_id)
        return same if actor.role == Role.PRACTICE_MANAGER else same.filter(account=actor)

    def made_for(self, person: User) -> "InvitationQuerySet":
        """The sign-in links to this account that somebody else made, newest first."""
        return self.filter(account=person).exclude(invited_by=person).select_related("invited_by").order_by("-made")

    def unused(self) -> "InvitationQuerySet":
        """Neither used nor withdrawn; perhaps expired."""
        return self.filter(used=None, withdrawn=False)

    def open(self) -> "InvitationQuerySet":
        """Those that still work now."""
        return self.unused().filter(expires__gt=timezone.now())


class Invitation(models.Model):
    """A single-use link, to a new account or, with ``account``, to a new password; only its secret's hash is kept."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120)
    role = models.CharField("rol", max_length=20, choices=Role.choices)
    kind = models.CharField("soort", max_length=10, choices=Counsellor.Kind.choices, default=Counsellor.Kind.EXTERNAL)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    account = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_in_links")
    clears_second_factor = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    made = models.DateTimeField(default=timezone.now)
    # whether the owner of the account has read that this link was made
    read = models.BooleanField(default=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "email"],
                condition=Q(used=None, withdrawn=False),
                name="people_one_open_invitation",
            ),
        ]

    @property
    def expired(self) -> bool:
        return self.expires <= timezone.now()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if verb == Do.READ_SIGN_IN_LINK:
            return actor.pk == self.account_id
        if verb == Do.ACCEPT_INVITATION:
            return isinstance(actor, User) and (actor.email, actor.practice_id) == (self.email, self.practice_id)
        return is_manager_of(actor, self.practice_id) and verb == Do.WITHDRAW_INVITATION


class PublicKey(models.Model):
    """The public half of a person's vault; a new version replaces the one before it, none is changed."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    version = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    sign = models.CharField(max_length=44)
    # by the signing key of the version before, over this one; empty where nobody had that key any more
    succession = models.CharField(max_length=88, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "owner", "version"], name="people_key_version_once"),
        ]

    def as_json(self) -> dict[str, Any]:
        """The shape that browsers read."""
        return {"owner": str(self.owner_id), "version": self.version, "recipient": self.recipient, "sign": self.sign}
