"""Inviting people, new sign-in links, and the one time that a link works."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Counsellor, Do, Invitation, Organisation, Practice, Role, User
from nabij.people.rules import INVITATION_WORKS_FOR

SECRET_BYTES = 24
type GivingLink = (
    Permit[User, Literal[Do.GIVE_SIGN_IN_LINK]] | Permit[User, Literal[Do.GIVE_SIGN_IN_LINK_CLEARING_SECOND_FACTOR]]
)
NO_LONGER = "Deze link werkt niet meer: hij is gebruikt, ingetrokken of verlopen. Heb je al een wachtwoord, log dan in."


def hash_of(secret: str) -> str:
    """SHA-256 (hex): the secret has 192 random bits, so a slow hash adds nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_invitation(secret: str) -> Invitation:
    """The invitation that this secret opens now; raises ``Refused`` with the same sentence whatever is wrong."""
    found = Invitation.objects.open().filter(secret_hash=hash_of(secret)).select_related("practice", "account").first()
    if found is None:
        raise Refused(NO_LONGER, code="stale")
    return found


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite, and as what; ``organisation`` for a board contact only."""

    name: str
    email: str
    role: str
    kind: str = Counsellor.Kind.EXTERNAL
    organisation: Organisation | None = None


def _add(permit: Permit[Practice, Literal[Do.INVITE]] | GivingLink, row: Invitation) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row.secret_hash = hash_of(secret)
    row.expires = timezone.now() + INVITATION_WORKS_FOR
    row.invited_by_id = permit.actor.pk
    row.practice_id = permit.actor.practice_id
    try:
        with transaction.atomic():
            # of two invitations at once the second sees the first
            Practice.objects.select_for_update().get(pk=row.practice_id)
            if row.account_id is None:
                User.objects.check_name_is_free(row.practice_id, row.name, row.email)
            Invitation.objects.unused().filter(practice_id=row.practice_id, email=row.email).update(withdrawn=True)
            row.save(force_insert=True)
            record(permit)
    except IntegrityError as error:
        raise Refused("Er werd net al een link gemaakt voor dit adres. Probeer het nog een keer.") from error
    return secret


def invite(permit: Permit[Practice, Literal[Do.INVITE]], invited: Invited) -> str:
    """Make a link for a new account and give its secret, once; an earlier open link to this address stops working."""
    email = invited.email.lower()
    if User.objects.filter(practice=permit.row, email=email).exists():
        raise Refused("Deze persoon heeft al een account. Geef een nieuwe inloglink als het wachtwoord kwijt is.")
    return _add(
        permit,
        Invitation(
            email=email,
            name=invited.name,
            role=invited.role,
            kind=invited.kind,
            organisation=invited.organisation if invited.role == Role.BOARD_CONTACT else None,
        ),
    )


def give_sign_in_link(permit: Permit[User, Literal[Do.GIVE_SIGN_IN_LINK]]) -> str:
    """Make a link to a new password for this account and give its secret, once. The vault stays as it is."""
    return _link_for(permit, clears_second_factor=False)


def give_sign_in_link_clearing_second_factor(
    permit: Permit[User, Literal[Do.GIVE_SIGN_IN_LINK_CLEARING_SECOND_FACTOR]],
) -> str:
    """The same link, which also takes passkeys, app and recovery codes away: a verb of its own in the audit."""
    return _link_for(permit, clears_second_factor=True)


def _link_for(permit: GivingLink, *, clears_second_factor: bool) -> str:
    account = permit.row
    if not account.is_active:
        raise Refused("Dit account staat uit. Zet het eerst weer aan.")
    return _add(
        permit,
        Invitation(
            email=account.email,
            name=account.name,
            role=account.role,
            organisation_id=account.organisation_id,
            account=account,
            clears_second_factor=clears_second_factor,
        ),
    )


def withdraw_invitation(permit: Permit[Invitation, Literal[Do.WITHDRAW_INVITATION]]) -> None:
    """Make the link worthless; ``Refused`` when it was used just before."""
    with transaction.atomic():
        if not Invitation.objects.unused().filter(pk=permit.row.pk).update(withdrawn=True):
            raise Refused("Deze link is al gebruikt of ingetrokken.", code="stale")
        record(permit)


def read_sign_in_link(permit: Permit[Invitation, Literal[Do.READ_SIGN_IN_LINK]]) -> None:
    """Keep that the owner of the account read that this link was made; reading it twice changes nothing."""
    with transaction.atomic():
        if Invitation.objects.filter(pk=permit.row.pk, read=False).update(read=True):
            record(permit)


def person_of(invitation: Invitation) -> User:
    """The account behind this link, or the one that accepting it would make (not saved)."""
    return invitation.account or User(
        practice_id=invitation.practice_id,
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        organisation_id=invitation.organisation_id,
    )


def accept_invitation(permit: Permit[Invitation, Literal[Do.ACCEPT_INVITATION]], account: User, password: str) -> User:
    """Use the link up and give the account this password; of two uses at once one wins, the other is ``Refused``."""
    invitation = permit.row
    account.set_password(password)
    try:
        with transaction.atomic():
            if not Invitation.objects.open().filter(pk=invitation.pk).update(used=timezone.now()):
                raise Refused(NO_LONGER, code="stale")
            _set_up(invitation, account)
            record(permit)
    except IntegrityError as error:
        raise Refused("Dit e-mailadres is al in gebruik. Vraag je praktijkmanager om een ander adres.") from error
    return account


def _set_up(invitation: Invitation, account: User) -> None:
    if invitation.account_id:
        if not User.objects.filter(pk=account.pk, is_active=True).update(password=account.password):
            raise Refused(NO_LONGER, code="stale")
        if invitation.clears_second_factor:
            Authenticator.objects.filter(user_id=account.pk).delete()
        return
    Practice.objects.select_for_update().get(pk=account.practice_id)
    User.objects.check_name_is_free(account.practice_id, account.name, account.email)
    account.save(force_insert=True)
    if account.role == Role.COUNSELLOR:
        Counsellor.objects.create(practice_id=account.practice_id, user=account, kind=invitation.kind, languages=["nl"])
