"""The first step of an installation: a practice and the account of its manager."""

import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.actions.invitations import SECRET_BYTES, hash_of
from nabij.people.models import Do, Invitation, Practice, Role, User
from nabij.people.rules import INVITATION_WORKS_FOR, check_name_reads_as_written


@dataclass(frozen=True, slots=True)
class Founder:
    """Who becomes the practice manager."""

    name: str
    email: str


def found_practice(name: str, founder: Founder) -> str:
    """Make a practice with one manager who has no password yet, and give the secret of the link to one, once.

    Only the operator's command calls this: nobody can hold a permit yet. ``Refused`` when the address is in use.
    """
    check_name_reads_as_written(name)
    check_name_reads_as_written(founder.name)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    email = founder.email.lower()
    try:
        with transaction.atomic():
            practice = Practice.objects.create(name=name)
            manager = User(practice=practice, email=email, name=founder.name, role=Role.PRACTICE_MANAGER)
            manager.set_unusable_password()
            manager.save(force_insert=True)
            Invitation.objects.create(
                practice=practice,
                email=email,
                name=founder.name,
                role=Role.PRACTICE_MANAGER,
                account=manager,
                secret_hash=hash_of(secret),
                expires=timezone.now() + INVITATION_WORKS_FOR,
                invited_by=manager,
            )
            record(permit(manager, Do.INVITE, practice))
    except IntegrityError as error:
        raise Refused("Dit e-mailadres is al in gebruik. Geef een ander adres.") from error
    return secret
