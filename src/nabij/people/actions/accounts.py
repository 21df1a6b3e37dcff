"""Switching accounts off and on, the practice's settings, one's own profile."""

from collections.abc import Sequence
from typing import Literal

from django.db import transaction
from django.db.models import F

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Counsellor, Do, Invitation, Practice, User


def disable(permit: Permit[User, Literal[Do.DISABLE]]) -> None:
    """Switch the account off: every session ends at once and open links to it stop working. Nothing is deleted."""
    with transaction.atomic():
        on = User.objects.filter(pk=permit.row.pk, is_active=True)
        if not on.update(is_active=False, sessions_ended=F("sessions_ended") + 1):
            raise Refused("Dit account staat al uit.", code="stale")
        Invitation.objects.unused().filter(account=permit.row).update(withdrawn=True)
        record(permit)


def enable(permit: Permit[User, Literal[Do.ENABLE]]) -> None:
    """Switch the account on again, with the same password, passkeys and vault."""
    with transaction.atomic():
        if not User.objects.filter(pk=permit.row.pk, is_active=False).update(is_active=True):
            raise Refused("Dit account staat al aan.", code="stale")
        record(permit)


def change_practice(
    permit: Permit[Practice, Literal[Do.CHANGE]],
    *,
    name: str,
    reply_days: int,
    aftercare_weeks: int,
    pattern_threshold: int,
    signal_days: int,
    plus_style: bool,
) -> None:
    """Keep the practice's settings."""
    with transaction.atomic():
        Practice.objects.filter(pk=permit.row.pk).update(
            name=name,
            reply_days=reply_days,
            aftercare_weeks=aftercare_weeks,
            pattern_threshold=pattern_threshold,
            signal_days=signal_days,
            plus_style=plus_style,
            settings_chosen=True,
        )
        record(permit)


def change_own_profile(
    permit: Permit[User, Literal[Do.CHANGE_OWN_PROFILE]],
    *,
    name: str,
    languages: Sequence[str],
    expertise: Sequence[str],
) -> None:
    """Keep one's name, languages and sectors of expertise; the name of somebody else in the practice is ``Refused``."""
    user = permit.row
    with transaction.atomic():
        Practice.objects.select_for_update().get(pk=user.practice_id)
        User.objects.check_name_is_free(user.practice_id, name, user.email)
        User.objects.filter(pk=user.pk).update(name=name)
        Counsellor.objects.filter(user=user).update(languages=list(languages), expertise=list(expertise))
        record(permit)
