"""A signal that is begun, and its sealed bundle: keys for the pair, and sections. Nothing here can be opened."""

from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters.models import Matter
from nabij.people.models import Organisation, User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant, ShredKey
from nabij.sealed.rules import NewStoryKeys, Sealed, conflict
from nabij.signals.actions.changing import locked, pair_of
from nabij.signals.models import Do, Signal
from nabij.signals.rules import sections, steps
from nabij.signals.rules.writing import check_writable


def begin(permit: Permit[Signal, Literal[Do.BEGIN]]) -> bool:
    """Begin the signal of this row; True when it was begun before; ``conflict`` for another one under this id."""
    new = permit.row
    steps.begin(new.reason, steps.Path(new.path))
    try:
        with transaction.atomic():
            # held: no signal is begun of an organisation that ends meanwhile
            running = Organisation.objects.select_for_update().filter(pk=new.organisation_id, ended=None)
            if not running.exists():
                raise Refused(
                    "Het werk voor deze organisatie is beëindigd. Er is niets bewaard. Kies een andere organisatie, "
                    "of vraag je praktijkmanager als dit niet klopt."
                )
            new.number = Signal.objects.filter(organisation_id=new.organisation_id).next_number("number")
            new.save(force_insert=True)
            check_free(new.pk)
            audit.record(permit)
    except IntegrityError:
        same = Signal.objects.filter(pk=new.pk, practice_id=new.practice_id, organisation_id=new.organisation_id)
        if same.filter(begun_by_id=permit.actor.pk, reason=new.reason, path=new.path).exists():
            return True
        raise conflict() from None
    return False


def check_free(box: UUID) -> None:
    """Raises ``conflict`` for an id that anything else has: its half of a key would be handed out here."""
    taken = (
        User.objects.filter(pk=box),
        Matter.objects.filter(pk=box),
        KeyGrant.objects.filter(box=box),
        ShredKey.objects.filter(box=box),
    )
    if any(rows.exists() for rows in taken):
        raise conflict()


def share(permit: Permit[Signal, Literal[Do.SHARE]], keys: NewStoryKeys) -> bool:
    """Keep the next key of the bundle for the pair, or hand the last one to one of them; True when it was there."""
    row = permit.row
    if keys.shred_key is not None:
        sealed_actions.create_shred_key(row.practice_id, row.pk, keys.shred_key)
    with transaction.atomic():
        signal = locked(permit)
        already = sealed_actions.hand_story_keys(permit, signal.pk, keys, pair_of(signal))
        if not already:
            audit.record(permit)
    return already


def write(permit: Permit[Signal, Literal[Do.WRITE]], sealed: Sealed, draft: UUID | None) -> bool:
    """Keep sections that this step still takes; True when they were there.

    Raises ``Refused`` with code ``step`` for a section on which a later step rests, and ``stale`` when one was
    overtaken.
    """
    with transaction.atomic():
        signal = locked(permit)
        if sealed_actions.is_kept(permit, signal.pk, (), sealed):
            sealed_actions.forget_draft(permit.actor, draft)
            return True
        names = [sections.name_of(signal.pk, record.id) for record in sealed.records]
        check_writable(signal.state(), names, permit.actor.pk)
        already = sealed_actions.write_sections(permit, signal.pk, sealed, draft, pair_of(signal))
        if not already:
            audit.record(permit)
    return already
