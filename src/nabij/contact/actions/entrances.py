"""Opening, closing and renewing an entrance."""

from typing import Literal

from django.db import transaction

from nabij.audit.actions import record
from nabij.contact.entrances import door_of
from nabij.contact.models import Do, Entrance
from nabij.contact.rules.entrance import new_code
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Organisation

STALE = "De ingang is intussen veranderd. Er is niets gewijzigd. Laad de pagina opnieuw en kijk hoe het nu is."


def _alone(entrance: Entrance) -> None:
    # the lock makes two at once wait for each other, also while there is no row yet
    Organisation.objects.select_for_update().get(pk=entrance.organisation_id)


def _free_code() -> str:
    code = new_code()
    while Entrance.objects.filter(code=code).exists():
        code = new_code()
    return code


def open_entrance(permit: Permit[Entrance, Literal[Do.OPEN_ENTRANCE]]) -> None:
    """Let people in; ``Refused`` while something is missing. The first time makes the code."""
    entrance = permit.row
    with transaction.atomic():
        _alone(entrance)
        door = door_of(entrance)
        if missing := door.missing():
            raise Refused("De ingang blijft dicht. " + " ".join(missing))
        if entrance.pk:
            if not Entrance.objects.filter(pk=entrance.pk, is_open=False).update(is_open=True):
                raise Refused(STALE, code="stale")
        else:
            if Entrance.objects.filter(organisation_id=entrance.organisation_id).exists():
                raise Refused(STALE, code="stale")
            entrance.code, entrance.is_open, entrance.printed = _free_code(), True, ".".join(door.fingerprints)
            entrance.save(force_insert=True)
        record(permit)


def close_entrance(permit: Permit[Entrance, Literal[Do.CLOSE_ENTRANCE]]) -> None:
    """Let nobody new in. Conversations go on, and the code stays: opening again needs no new posters."""
    with transaction.atomic():
        if not Entrance.objects.filter(pk=permit.row.pk, is_open=True).update(is_open=False):
            raise Refused(STALE, code="stale")
        record(permit)


def renew_entrance(permit: Permit[Entrance, Literal[Do.RENEW_ENTRANCE]], *, instead_of: str) -> None:
    """Another code: every poster with the one before stops working. ``instead_of`` makes a double click one."""
    entrance = permit.row
    with transaction.atomic():
        _alone(entrance)
        same = Entrance.objects.filter(pk=entrance.pk, code=instead_of)
        if not same.update(code=_free_code(), printed=".".join(door_of(entrance).fingerprints)):
            raise Refused(STALE, code="stale")
        record(permit)


def put_up_posters(permit: Permit[Entrance, Literal[Do.PUT_UP_POSTERS]], *, showing: str) -> None:
    """Keep that posters hang with these fingerprints; ``Refused`` when keys changed after they were printed."""
    entrance = permit.row
    with transaction.atomic():
        _alone(entrance)
        if showing != ".".join(door_of(entrance).fingerprints):
            raise Refused(STALE, code="stale")
        Entrance.objects.filter(pk=entrance.pk).update(printed=showing)
        record(permit)
