"""What people do to their own account. allauth does it; its change and its audit line are kept together or not at all.

allauth's own signals come too late for that: several are sent only after its transaction.
"""

from collections.abc import Callable, Collection
from typing import Literal

from allauth.usersessions.models import UserSession
from django.db import transaction

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Do, User

type ByAllauth = Literal[
    Do.CHANGE_PASSWORD,
    Do.ADD_SECOND_FACTOR,
    Do.RENAME_SECOND_FACTOR,
    Do.REMOVE_SECOND_FACTOR,
    Do.RENEW_RECOVERY_CODES,
]


def do_with_line[Done](permit: Permit[User, ByAllauth], change: Callable[[], Done]) -> Done:
    """Run allauth's change to this person's own account and add its line, in one transaction."""
    with transaction.atomic():
        done = change()
        record(permit)
    return done


def sign_in(permit: Permit[User, Literal[Do.SIGN_IN]], change: Callable[[], None]) -> None:
    """Run allauth's signing in and add its line; of sessions that are over, what was known is forgotten."""
    with transaction.atomic():
        UserSession.objects.purge_and_list(permit.row)
        change()
        record(permit)


def end_sessions(permit: Permit[User, Literal[Do.END_SESSIONS]], sessions: Collection[UserSession]) -> None:
    """Sign this person out where these sessions are; ``Refused`` when none of them is there (any more)."""
    with transaction.atomic():
        there = [session for session in sessions if session.user_id == permit.row.pk]
        if not there:
            raise Refused("Daar was al uitgelogd.", code="stale")
        for session in there:
            session.end()
        record(permit)
