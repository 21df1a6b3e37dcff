"""What people do to their own account: allauth says most of it by signals; ending sessions is done here."""

from collections.abc import Collection
from typing import Any, Literal

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.dispatch import Signal

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import Do, User

SAYS: dict[Do, Signal] = {
    Do.SIGN_IN: user_logged_in,
    Do.CHANGE_PASSWORD: password_changed,
    Do.ADD_SECOND_FACTOR: authenticator_added,
    Do.REMOVE_SECOND_FACTOR: authenticator_removed,
    Do.RENEW_RECOVERY_CODES: authenticator_reset,
}


def listen() -> None:
    """Connect once, when the app is ready."""
    for verb, signal in SAYS.items():
        signal.connect(_line_for(verb), weak=False, dispatch_uid=f"nabij.people.{verb}")


def _line_for(verb: Do) -> Any:
    def write(sender: Any, user: User, **kwargs: Any) -> None:
        with transaction.atomic():
            record(permit(user, verb, user))

    return write


def end_sessions(permit: Permit[User, Literal[Do.END_SESSIONS]], sessions: Collection[UserSession]) -> None:
    """Sign this person out where these sessions are; ``Refused`` when none of them is there (any more)."""
    with transaction.atomic():
        there = [session for session in sessions if session.user_id == permit.row.pk]
        if not there:
            raise Refused("Daar ben je al uitgelogd.", code="stale")
        for session in there:
            session.end()
        record(permit)
