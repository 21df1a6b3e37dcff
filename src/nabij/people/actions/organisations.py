"""Organisations, their units, and who is appointed to them."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit.actions import record
from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people import rules
from nabij.people.models import Appointment, Counsellor, Do, Organisation, Practice, Role, Unit, User

NAME_TAKEN = "Deze organisatie heeft al een onderdeel met deze naam."


def add_organisation(
    permit: Permit[Practice, Literal[Do.ADD_ORGANISATION]],
    *,
    name: str,
    sector: str,
    head_count: int,
    languages: Sequence[str],
) -> Organisation:
    """Add an organisation; a name that the practice has already is ``Refused``, so a repeated form adds nothing."""
    rules.check_name_reads_as_written(name)
    with transaction.atomic():
        Practice.objects.select_for_update().get(pk=permit.row.pk)
        if Organisation.objects.filter(practice=permit.row, name=name, ended=None).exists():
            raise Refused(f"{name} staat al in de lijst.", code="conflict")
        organisation = Organisation.objects.create(
            practice=permit.row, name=name, sector=sector, head_count=head_count, languages=list(languages)
        )
        record(permit)
    return organisation


def change_organisation(
    permit: Permit[Organisation, Literal[Do.CHANGE]],
    *,
    name: str,
    sector: str,
    head_count: int,
    languages: Sequence[str],
) -> None:
    """Keep what is known of the organisation; ``Refused`` when its name does not read as written."""
    rules.check_name_reads_as_written(name)
    with transaction.atomic():
        Organisation.objects.filter(pk=permit.row.pk).update(
            name=name, sector=sector, head_count=head_count, languages=list(languages)
        )
        record(permit)


def end_organisation(permit: Permit[Organisation, Literal[Do.END_ORGANISATION]]) -> None:
    """End the work for an organisation today: nothing new begins there. What runs goes on, and nothing is deleted."""
    with transaction.atomic():
        if not Organisation.objects.filter(pk=permit.row.pk, ended=None).update(ended=clock.today()):
            raise Refused("Het werk voor deze organisatie is al beëindigd. Laad de pagina opnieuw.", code="stale")
        record(permit)


def reopen_organisation(permit: Permit[Organisation, Literal[Do.REOPEN_ORGANISATION]]) -> None:
    """Take the work up again, with the same counsellors; ``Refused`` while another one has its name."""
    organisation = permit.row
    with transaction.atomic():
        Practice.objects.select_for_update().get(pk=organisation.practice_id)
        running = Organisation.objects.filter(practice_id=organisation.practice_id, ended=None)
        if running.filter(name=organisation.name).exclude(pk=organisation.pk).exists():
            raise Refused(
                f"Er staat al een andere {organisation.name} in de lijst. Geef die eerst een andere naam.",
                code="conflict",
            )
        if not Organisation.objects.filter(pk=organisation.pk).exclude(ended=None).update(ended=None):
            raise Refused("Deze organisatie staat al in de lijst. Laad de pagina opnieuw.", code="stale")
        record(permit)


def add_unit(
    permit: Permit[Organisation, Literal[Do.ADD_UNIT]], *, name: str, head_count: int, parent: Unit | None
) -> Unit:
    """Add a part of the organisation, under another part or at the top."""
    try:
        with transaction.atomic():
            unit = Unit.objects.create(
                practice_id=permit.row.practice_id,
                organisation=permit.row,
                name=name,
                head_count=head_count,
                parent=parent,
            )
            record(permit)
    except IntegrityError as error:
        raise Refused(NAME_TAKEN, code="conflict") from error
    return unit


def change_unit(
    permit: Permit[Unit, Literal[Do.CHANGE_UNIT]], *, name: str, head_count: int, parent: Unit | None
) -> None:
    """Rename, count or move a part; moving it into itself or into another organisation is ``Refused``."""
    unit = permit.row
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=unit.organisation_id)
            parents = dict(Unit.objects.filter(organisation_id=unit.organisation_id).values_list("pk", "parent_id"))
            if parent and (parent.pk not in parents or rules.would_loop(parents, unit.pk, parent.pk)):
                raise Refused("Een onderdeel kan niet onder zichzelf hangen.")
            Unit.objects.filter(pk=unit.pk).update(name=name, head_count=head_count, parent=parent)
            record(permit)
    except IntegrityError as error:
        raise Refused(NAME_TAKEN, code="conflict") from error


def remove_unit(permit: Permit[Unit, Literal[Do.REMOVE_UNIT]]) -> None:
    """Remove a part that nothing refers to; otherwise ``Refused``: what was counted there must stay countable."""
    with transaction.atomic():
        if permit.row.is_used():
            raise Refused("Dit onderdeel is in gebruik. Geef het een andere naam of verplaats het.", code="conflict")
        record(permit)
        Unit.objects.filter(pk=permit.row.pk).delete()


def _running(organisation_id: int) -> list[rules.Appointed]:
    # the lock makes two appointments at once wait for each other
    Organisation.objects.select_for_update().get(pk=organisation_id)
    running = Appointment.objects.filter(organisation_id=organisation_id, ended=None)
    return [
        rules.Appointed(counsellor, kind == Counsellor.Kind.EXTERNAL, holder)
        for counsellor, kind, holder in running.values_list(
            "counsellor_id", "counsellor__counsellor__kind", "account_holder"
        )
    ]


def appoint(permit: Permit[Organisation, Literal[Do.APPOINT]], counsellor_id: UUID) -> Appointment:
    """Appoint a counsellor of the practice; the first external one becomes account holder."""
    organisation = permit.row
    with transaction.atomic():
        running = _running(organisation.pk)
        person = (
            User.objects.select_related("counsellor")
            .filter(pk=counsellor_id, practice_id=organisation.practice_id, role=Role.COUNSELLOR, is_active=True)
            .first()
        )
        if person is None:
            raise Refused("Deze vertrouwenspersoon werkt niet (meer) in je praktijk.", code="stale")
        added = rules.appoint(running, person.pk, external=person.counsellor.kind == Counsellor.Kind.EXTERNAL)
        appointment = Appointment.objects.create(
            practice_id=organisation.practice_id,
            organisation=organisation,
            counsellor=person,
            account_holder=added.account_holder,
        )
        record(permit)
    return appointment


def end_appointment(permit: Permit[Appointment, Literal[Do.END_APPOINTMENT]]) -> None:
    """End an appointment today. Running matters stay with their counsellor; appointing again undoes this."""
    with transaction.atomic():
        running = Appointment.objects.filter(pk=permit.row.pk, ended=None)
        if not running.update(ended=clock.today(), account_holder=False):
            raise Refused("Deze aanstelling is al beëindigd.", code="stale")
        record(permit)


def choose_account_holder(permit: Permit[Appointment, Literal[Do.CHOOSE_ACCOUNT_HOLDER]]) -> None:
    """Make this counsellor the one who keeps the relation with the organisation; the other one no longer is."""
    appointment = permit.row
    with transaction.atomic():
        rules.check_account_holder(_running(appointment.organisation_id), appointment.counsellor_id)
        running = Appointment.objects.filter(organisation_id=appointment.organisation_id, ended=None)
        running.filter(account_holder=True).update(account_holder=False)
        running.filter(pk=appointment.pk).update(account_holder=True)
        record(permit)
