"""When a counsellor is there, and by what they can be reached."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.db import transaction

from nabij.audit.actions import record
from nabij.contact.models import Absence, Do, Reachability
from nabij.contact.rules.availability import WHOLE_WEEK, check_absence
from nabij.contact.rules.reaching import ALWAYS
from nabij.kit import clock, codes
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import User

STALE = "Deze dagen zijn intussen veranderd. Er is niets gewijzigd. Laad de pagina opnieuw en kijk wat er nu staat."
THERE_ALREADY = "Deze dagen staan er al. Kies andere dagen, of laat ze zo staan."


def set_reachability(
    permit: Permit[Reachability, Literal[Do.SET_REACHABILITY]], *, weekdays: Sequence[int], channels: Sequence[str]
) -> None:
    """Keep on which days somebody works (at least one) and by what they can be reached; writing here always is."""
    days = sorted(set(weekdays))
    if not days or not set(days) <= set(WHOLE_WEEK):
        raise Refused("Kies ten minste één dag. Ben je er een tijd niet? Zet dat bij je afwezigheid.")
    if codes.unknown("channel", channels):
        raise Refused("Er is niets bewaard: kies hoe je te bereiken bent uit de lijst.")
    row = permit.row
    ways = [ALWAYS, *(key for key in codes.labels("channel") if key in channels and key != ALWAYS)]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=row.counsellor_id)
        known = Reachability.objects.filter(counsellor_id=row.counsellor_id)
        if known.update(weekdays=days, channels=ways):
            row.pk = known.get().pk
        else:
            row.weekdays, row.channels = days, ways
            row.save(force_insert=True)
        record(permit)


def add_absence(permit: Permit[Absence, Literal[Do.ADD_ABSENCE]], *, first: date, last: date | None) -> None:
    """Keep that somebody is away; the same days twice are ``Refused``."""
    check_absence(first, last, today=clock.today())
    row = permit.row
    with transaction.atomic():
        User.objects.select_for_update().get(pk=row.counsellor_id)
        if Absence.objects.filter(counsellor_id=row.counsellor_id, first=first, last=last, withdrawn=False).exists():
            raise Refused(THERE_ALREADY, code="conflict")
        row.first, row.last = first, last
        row.save(force_insert=True)
        record(permit)


def end_absence(permit: Permit[Absence, Literal[Do.END_ABSENCE]], *, last: date | None) -> None:
    """Another last day, or none yet."""
    row, today = permit.row, clock.today()
    if last is not None and last < row.first:
        raise Refused("De laatste dag ligt voor de eerste dag. Ben je toch niet weg? Trek deze dagen dan in.")
    if last is None or last >= today:
        check_absence(max(row.first, today), last, today=today)
    with transaction.atomic():
        if not Absence.objects.filter(pk=row.pk, last=row.last, withdrawn=False).update(last=last):
            raise Refused(STALE, code="stale")
        record(permit)


def withdraw_absence(permit: Permit[Absence, Literal[Do.WITHDRAW_ABSENCE]]) -> None:
    """Take an absence back: it counts nowhere; ``put_absence_back`` undoes this."""
    _mark(permit, withdrawn=True)


def put_absence_back(permit: Permit[Absence, Literal[Do.PUT_BACK_ABSENCE]]) -> None:
    """Let a withdrawn absence count again."""
    _mark(permit, withdrawn=False)


def _mark(
    permit: Permit[Absence, Literal[Do.WITHDRAW_ABSENCE]] | Permit[Absence, Literal[Do.PUT_BACK_ABSENCE]],
    *,
    withdrawn: bool,
) -> None:
    with transaction.atomic():
        if not Absence.objects.filter(pk=permit.row.pk, withdrawn=not withdrawn).update(withdrawn=withdrawn):
            raise Refused(STALE, code="stale")
        record(permit)
