"""Opening a matter, noting an encounter, revising what was sealed, attaching a file."""

from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.months import month_of
from nabij.kit.permit import Actor, Permit
from nabij.mail import actions as mail
from nabij.matters.actions.begin import locked
from nabij.matters.actions.same_visitor import check_handles
from nabij.matters.models import Do, Encounter, Matter
from nabij.matters.rules import months, telling, turn, widths
from nabij.matters.rules.register import NewEncounter, NewMatter, Note, check_involvement, check_primary
from nabij.matters.rules.turn import Step
from nabij.people.models import Organisation, Unit, User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.actions.files import Upload
from nabij.sealed.rules import Sealed, conflict


def open_matter(permit: Permit[Matter, Literal[Do.OPEN]], new: NewMatter) -> bool:
    """Open a matter at an organisation where its keeper is appointed now; True when this same opening was saved before.

    Raises ``conflict`` when the id exists with other content. The shred key comes first, in its own store.
    """
    _check_opening(permit, new)
    repeated = _repeated(permit, new)
    if repeated:
        return True
    sealed_actions.create_shred_key(permit.row.practice_id, new.id, new.shred_key)
    try:
        with transaction.atomic():
            _store(permit, new)
            # a key that was left behind long ago may have been cleaned up just now
            if not sealed_actions.has_shred_key(permit.row.practice_id, new.id, new.shred_key):
                raise Refused("Dit lukte net niet. Er is niets bewaard. Probeer het nog een keer.", code="stale")
            audit.record(permit)
    except IntegrityError:
        if _repeated(permit, new):
            return True
        raise conflict() from None
    return False


def check_free(practice_id: UUID, box: UUID) -> None:
    """Raise ``conflict`` for the id of a visitor's conversation, which is only taken on, and for that of an account.

    A visitor goes by the id of their box: it must not be that of anybody else.
    """
    if sealed_actions.has_visitor(practice_id, box) or User.objects.filter(pk=box).exists():
        raise conflict()


def _check_opening(permit: Permit[Matter, Literal[Do.OPEN]], new: NewMatter) -> None:
    actor = check_appointed(permit.actor, new.organisation)
    check_unit(new.organisation, new.unit)
    check_primary(new.codes.chosen.get("nature", ()), str(new.codes.chosen.get("primary_nature", "")))
    turn.hand_over(Step(turn.COUNSELLOR), new.step, closed=False, today=today())
    if new.encounter:
        check_encounter(actor.practice.plus_style, new.encounter)
    widths.check_handed(new.grants, widths.opening(actor.pk))


def check_appointed(actor: Actor, organisation: int) -> User:
    """The counsellor; refused at an organisation that ended or where they are not appointed now."""
    if not isinstance(actor, User):
        raise TypeError("a matter is kept by a person")
    if not Organisation.objects.visible_to(actor).filter(pk=organisation, ended=None).exists():
        raise Refused(
            "Je bent bij deze organisatie geen vertrouwenspersoon (meer). Er is niets bewaard. "
            "Kies een andere organisatie.",
            code="forbidden",
        )
    return actor


def check_unit(organisation: int, unit: int | None) -> None:
    """Refuse a unit of another organisation."""
    if unit and not Unit.objects.filter(pk=unit, organisation_id=organisation).exists():
        raise Refused(
            "Dit onderdeel hoort niet bij deze organisatie. Er is niets bewaard. "
            "Kies een onderdeel van de organisatie zelf."
        )


def check_encounter(plus_style: bool, encounter: NewEncounter) -> None:
    """Refuse an encounter in an impossible month, or in a style that the practice does not allow."""
    if encounter.month:
        months.check_encounter_month(encounter.month, today())
    check_involvement(encounter.involvement, plus_style=plus_style)


def _repeated(permit: Permit[Matter, Any], new: NewMatter) -> bool:
    """Whether this opening was saved before; raises ``conflict`` when another one has its id."""
    matter = Matter.objects.filter(pk=new.id).first()
    if matter is None:
        return False
    same = (
        matter.keeper_id == permit.actor.pk
        and (matter.organisation_id, matter.visitor_handle) == (new.organisation, new.visitor_handle)
        and sealed_actions.has_shred_key(matter.practice_id, new.id, new.shred_key)
        and sealed_actions.is_kept(permit, new.id, new.grants, new.sealed)
        and (new.encounter is None or _is_noted(matter, new.encounter))
    )
    if not same:
        raise conflict()
    sealed_actions.forget_draft(permit.actor, new.draft)
    return True


def _is_noted(matter: Matter, encounter: NewEncounter) -> bool:
    kept = Encounter.objects.filter(
        pk=encounter.id, matter=matter, channel=encounter.channel, duration=encounter.duration
    ).first()
    return (
        kept is not None and kept.involvement == list(encounter.involvement) and encounter.month in (None, kept.month)
    )


def _store(permit: Permit[Matter, Literal[Do.OPEN]], new: NewMatter) -> None:
    matter = Matter(
        id=new.id,
        practice_id=permit.actor.practice_id,
        organisation_id=new.organisation,
        unit_id=new.unit,
        keeper_id=permit.actor.pk,
        visitor_handle=new.visitor_handle,
        opened_month=months.opened_in(new.encounter.month if new.encounter else None, today()),
        turn=new.step.turn,
        due=new.step.due,
        aftercare_month=new.step.aftercare_month,
        **as_columns(new.codes.chosen),
    )
    check_free(permit.actor.practice_id, new.id)
    check_handles(permit.actor, [(new.visitor_handle, new.organisation)])
    matter.save(force_insert=True)
    if new.encounter:
        _add_encounter(matter, new.encounter)
    sealed_actions.add_grants(permit, new.id, new.grants)
    sealed_actions.write_sealed(permit, new.id, new.sealed)
    sealed_actions.forget_draft(permit.actor, new.draft)


def as_columns(chosen: dict[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Codes as the columns of the register hold them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()}


def _add_encounter(matter: Matter, encounter: NewEncounter) -> None:
    Encounter(
        id=encounter.id,
        practice_id=matter.practice_id,
        matter=matter,
        month=encounter.month or month_of(today()),
        channel=encounter.channel,
        duration=encounter.duration,
        involvement=list(encounter.involvement),
    ).save(force_insert=True)


def note_encounter(permit: Permit[Matter, Literal[Do.NOTE]], note: Note) -> bool:
    """Add an encounter, what was sealed about it and whose turn it is now; True when it was noted before.

    A closed matter takes encounters too (aftercare), as long as nobody is aan zet.
    """
    with transaction.atomic():
        matter = locked(permit)
        if Encounter.objects.filter(pk=note.encounter.id).exists():
            if not (_is_noted(matter, note.encounter) and sealed_actions.is_kept(permit, matter.pk, (), note.sealed)):
                raise conflict()
            sealed_actions.forget_draft(permit.actor, note.draft)
            return True
        check_encounter(matter.practice.plus_style, note.encounter)
        take_step(matter, note.step)
        sealed_actions.write_sealed(permit, matter.pk, note.sealed)
        tell_visitor(permit, matter.pk, note.sealed)
        try:
            with transaction.atomic():
                _add_encounter(matter, note.encounter)
        except IntegrityError:
            raise conflict() from None
        sealed_actions.forget_draft(permit.actor, note.draft)
        audit.record(permit)
    return False


def take_step(matter: Matter, to: Step) -> None:
    """Put the turn, its date and the aftercare month where this step says, from where they stand now."""
    was = Step(matter.turn, matter.due, matter.aftercare_month)
    step = turn.hand_over(was, to, closed=matter.closed_month is not None, today=today())
    Matter.objects.filter(pk=matter.pk).update(turn=step.turn, due=step.due, aftercare_month=step.aftercare_month)


def tell_visitor(permit: Permit[Any, Any], box: UUID, sealed: Sealed) -> None:
    """Put out a mail to the visitor when this holds something for them to read, if they asked for mail."""
    for_them = telling.first_for_visitor(sealed)
    if for_them:
        mail.tell_visitor(permit, box, for_them)


def revise(permit: Permit[Matter, Literal[Do.REVISE]], sealed: Sealed, draft: UUID | None) -> bool:
    """Add new or corrected records; True when they were saved before; ``stale`` when a revision was overtaken.

    The keeper also sends manifests alone: they make a part whole again where somebody's do not verify.
    """
    with transaction.atomic():
        matter = locked(permit)
        mending = matter.keeper_id == permit.actor.pk
        already = sealed_actions.write_sealed(permit, matter.pk, sealed, mending=mending)
        sealed_actions.forget_draft(permit.actor, draft)
        if not already:
            tell_visitor(permit, matter.pk, sealed)
            audit.record(permit)
    return already


def attach(permit: Permit[Matter, Literal[Do.ATTACH]], file_id: UUID, upload: Upload, length: int) -> bool:
    """Keep a sealed file; True when it was kept before. A cut or unsealed upload leaves nothing."""
    with sealed_actions.scratch_file() as scratch:
        digest = sealed_actions.receive(upload, length, scratch)
        with transaction.atomic():
            matter = locked(permit)
            already = sealed_actions.keep_file(permit, matter.pk, file_id, scratch, length, digest)
            if not already:
                audit.record(permit)
    return already
