"""What visitors read: the text of each sector, and whom to call now."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import Max

from nabij.audit.actions import record
from nabij.contact import texts
from nabij.contact.help_lines import SHIPPED
from nabij.contact.languages import NAMES
from nabij.contact.models import Do, HelpLine, SectorText
from nabij.kit import clock, codes
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Practice, User

STALE = "Iemand heeft dit intussen gewijzigd. Er is niets bewaard. Open de pagina opnieuw en kijk wat er nu staat."


def confirm_text(permit: Permit[SectorText, Literal[Do.CONFIRM_TEXT]], *, body: str, based_on: str, by: User) -> None:
    """Keep that this very text was looked over today. The text that comes with the software is kept as no own one.

    ``based_on`` is the digest that was confirmed when the page was made, empty for none: somebody else's is not lost.
    """
    row = permit.row
    if row.language not in NAMES or codes.unknown("sector", [row.sector]):
        raise Refused("Deze tekst is er niet. Ga terug naar de lijst.")
    if not body:
        raise Refused("Een lege tekst kan niet: bezoekers lezen hier wat er met hun verhaal gebeurt. Vul hem in.")
    shipped = texts.shipped(row.sector, row.language)
    told = {
        "body": "" if body == shipped else body,
        "digest": texts.digest_of(body),
        "shipped_digest": texts.digest_of(shipped),
        "confirmed_by": by,
        "confirmed_on": clock.today(),
    }
    with transaction.atomic():
        Practice.objects.select_for_update().get(pk=row.practice_id)
        here = SectorText.objects.filter(practice_id=row.practice_id, sector=row.sector, language=row.language)
        known = here.first()
        if (known.digest if known else "") != based_on:
            raise Refused(STALE, code="stale")
        if known:
            here.update(**told)
            row.pk = known.pk
        else:
            for name, value in told.items():
                setattr(row, name, value)
            row.save(force_insert=True)
        record(permit)


def own_help_list(permit: Permit[HelpLine, Literal[Do.ADD_HELP]]) -> None:
    """Make the list that comes with the software the practice's own, so that it can be changed; once."""
    row = permit.row
    with transaction.atomic():
        _alone(row)
        if HelpLine.objects.of(row.practice_id).exists():
            raise Refused(STALE, code="stale")
        start = _end(row)
        HelpLine.objects.bulk_create(
            HelpLine(
                practice_id=row.practice_id,
                position=start + at,
                when=str(line.when),
                name=str(line.name),
                number=line.number,
                checked_on=line.checked_on,
            )
            for at, line in enumerate(SHIPPED)
        )
        record(permit)


def add_help_line(
    permit: Permit[HelpLine, Literal[Do.ADD_HELP]], *, when: str, name: str, number: str, checked_on: date
) -> None:
    """Add a number at the end; the same number for the same moment twice is ``Refused``."""
    row = permit.row
    with transaction.atomic():
        _alone(row)
        here = HelpLine.objects.of(row.practice_id)
        if not here.exists():
            raise Refused("Maak eerst de lijst van de praktijk. Dan kun je haar aanvullen.")
        if here.filter(when=when, number=number).exists():
            raise Refused("Dit nummer staat er al. Verander dat, of voeg een ander nummer toe.", code="conflict")
        row.position, row.when, row.name, row.number, row.checked_on = _end(row), when, name, number, checked_on
        row.save(force_insert=True)
        record(permit)


def change_help_line(
    permit: Permit[HelpLine, Literal[Do.CHANGE_HELP]], *, when: str, name: str, number: str, checked_on: date
) -> None:
    """Replace what a line says; ``Refused`` when it was removed meanwhile."""
    known = HelpLine.objects.filter(pk=permit.row.pk, removed=False)
    with transaction.atomic():
        if not known.update(when=when, name=name, number=number, checked_on=checked_on):
            raise Refused(STALE, code="stale")
        record(permit)


def move_help_line_up(permit: Permit[HelpLine, Literal[Do.MOVE_HELP]]) -> None:
    """One place up; nothing happens to the first."""
    row = permit.row
    with transaction.atomic():
        _alone(row)
        here = list(HelpLine.objects.of(row.practice_id))
        at = next((place for place, one in enumerate(here) if one.pk == row.pk), None)
        if at is None:
            raise Refused(STALE, code="stale")
        if at:
            above = here[at - 1]
            # through a free place: no two lines ever share one
            for pk, position in ((row.pk, _end(row)), (above.pk, here[at].position), (row.pk, above.position)):
                HelpLine.objects.filter(pk=pk).update(position=position)
        record(permit)


def remove_help_line(permit: Permit[HelpLine, Literal[Do.REMOVE_HELP]]) -> None:
    """Take a line off the visitors' page; the last one stays, since somebody may need it."""
    row = permit.row
    with transaction.atomic():
        _alone(row)
        here = HelpLine.objects.of(row.practice_id)
        if here.count() < 2:
            raise Refused("Er moet ten minste één nummer blijven staan. Voeg eerst een ander toe.")
        if not here.filter(pk=row.pk).update(removed=True):
            raise Refused(STALE, code="stale")
        record(permit)


def put_help_line_back(permit: Permit[HelpLine, Literal[Do.PUT_BACK_HELP]]) -> None:
    """Put a removed line back, at the end of the list."""
    row = permit.row
    with transaction.atomic():
        _alone(row)
        if not HelpLine.objects.filter(pk=row.pk, removed=True).update(removed=False, position=_end(row)):
            raise Refused(STALE, code="stale")
        record(permit)


def _alone(row: HelpLine) -> None:
    # the lock makes two at once wait for each other
    Practice.objects.select_for_update().get(pk=row.practice_id)


def _end(row: HelpLine) -> int:
    """The first free place; removed lines keep theirs."""
    found = HelpLine.objects.filter(practice_id=row.practice_id).aggregate(Max("position"))
    return (found["position__max"] or 0) + 1
