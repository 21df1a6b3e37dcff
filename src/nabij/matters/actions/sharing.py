"""Consent and the keys that follow from it; new epochs; the recorded exception to confidentiality."""

from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.kit.clock import this_month
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters.actions.answers_given import history_of
from nabij.matters.actions.begin import locked
from nabij.matters.listening import standing_by
from nabij.matters.models import ConfidentialityBreak, Consent, Do, Matter, Share
from nabij.matters.rules import consent as consents
from nabij.matters.rules import widths
from nabij.matters.rules.consent import Anew, Given, NewConsent, Sharing, Withdrawal
from nabij.matters.rules.register import Break
from nabij.people.models import Role, User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import NewGrant, Place, Sealed, conflict

NOT_IN_PAIR = (
    "Deze collega werkt niet voor deze organisatie. Er is niets gedeeld. "
    "Moet dat toch? Vraag je praktijkmanager om deze collega bij de organisatie aan te stellen."
)


def share(permit: Permit[Matter, Literal[Do.SHARE]], sharing: Sharing) -> bool:
    """Record a given consent and hand out exactly the keys that its width promises; True when that was done before."""
    with transaction.atomic():
        matter = locked(permit)
        if _is_recorded(permit, matter, sharing, given=True):
            return True
        consent = _consent(matter, sharing)
        width = sharing.consent.width
        staying = _staying(matter, widths.parts_of(width))
        listeners = standing_by(matter, but=[sharing.colleague])
        promised = widths.sharing(
            width,
            sharing.from_epoch,
            _places(matter),
            staying,
            sharing.colleague,
            [*_visitor(matter), *listeners],
        )
        widths.check_handed(sharing.grants, promised, spared=[*staying[1:], *listeners])
        Share.objects.create(
            practice_id=matter.practice_id,
            matter=matter,
            colleague_id=sharing.colleague,
            consent=consent,
            width=width,
            from_epoch=sharing.from_epoch,
        )
        if width == Share.Width.EVERYTHING:
            # who stood by holds some of these already, partly by the visitor: of a matter only its keeper's count
            sealed_actions.clear_grants(permit, matter.pk, sharing.colleague)
        sealed_actions.add_grants(permit, matter.pk, sharing.grants)
        counted = (sharing.consent.record_id, "consent") if consent.heard else None
        sealed_actions.write_sealed(permit, matter.pk, sharing.sealed, counted=counted)
        audit.record(permit)
    return False


def _consent(matter: Matter, sharing: Sharing) -> Consent:
    """The consent that was heard, recorded with its signed record; or the one that the visitor gave before."""
    colleague, new = _colleague(matter, sharing.colleague), sharing.consent
    if new.heard:
        consents.check_signed_record(new, sharing.sealed)
        return _record(matter, new, colleague, given=True)
    consents.check_existing(history_of(matter), new, colleague)
    if Share.objects.filter(matter=matter, colleague_id=colleague, withdrawn=False).exists():
        raise Refused("Deze collega leest al mee. Trek dat eerst in. Er is niets gedeeld.")
    return Consent.objects.get(matter=matter, sequence=new.sequence, record_id=new.record_id, heard=False)


def withdraw(permit: Permit[Matter, Literal[Do.WITHDRAW]], withdrawal: Withdrawal) -> bool:
    """Record a withdrawn consent, start a new epoch for those who stay and stop serving the colleague's keys."""
    with transaction.atomic():
        matter = locked(permit)
        if _is_recorded(permit, matter, withdrawal, given=False):
            return True
        _record(matter, withdrawal.consent, withdrawal.colleague, given=False)
        consents.check_signed_record(withdrawal.consent, withdrawal.sealed)
        parts = widths.parts_of(withdrawal.consent.width)
        staying = [one for one in _staying(matter, parts) if one != withdrawal.colleague]
        listeners = standing_by(matter, but=[withdrawal.colleague])
        promised = widths.next_epoch(_places(matter), parts, staying, [*_visitor(matter), *listeners])
        widths.check_handed(withdrawal.grants, promised, spared=[*staying[1:], *listeners])
        sealed_actions.add_grants(permit, matter.pk, withdrawal.grants)
        sealed_actions.write_sealed(
            permit, matter.pk, withdrawal.sealed, counted=(withdrawal.consent.record_id, "consent")
        )
        sealed_actions.withdraw_grants(matter.practice_id, matter.pk, withdrawal.colleague, parts)
        Share.objects.filter(matter=matter, colleague_id=withdrawal.colleague, withdrawn=False).update(withdrawn=True)
        audit.record(permit)
    return False


def renew_keys(permit: Permit[Matter, Literal[Do.RENEW_KEYS]], grants: Collection[NewGrant], sealed: Sealed) -> bool:
    """Start a new epoch for everyone who holds a key now; True when that was done before."""
    with transaction.atomic():
        matter = locked(permit)
        if grants and sealed_actions.is_kept(permit, matter.pk, grants, sealed):
            return True
        named = {grant.part for grant in grants}
        promised: widths.Handed = frozenset()
        spared = standing_by(matter)
        listening = [*_visitor(matter), *spared]
        for parts in (widths.CONTENT, widths.PEER):
            if named & set(parts):
                staying = _staying(matter, parts)
                promised |= widths.next_epoch(_places(matter), parts, staying, listening)
                spared = [*spared, *staying[1:]]
        if not promised:
            raise Refused("Er zijn geen nieuwe sleutels meegestuurd. Er is niets bewaard. Laad de kwestie opnieuw.")
        widths.check_handed(grants, promised, spared)
        sealed_actions.add_grants(permit, matter.pk, grants)
        sealed_actions.write_sealed(permit, matter.pk, sealed)
        _stop_serving_who_was_taken_back(matter)
        audit.record(permit)
    return False


def admit_visitor(
    permit: Permit[Matter, Literal[Do.RENEW_KEYS]],
    grants: Collection[NewGrant],
    sealed: Sealed,
    anew: Sequence[Anew] = (),
) -> None:
    """Start the first epoch that is the visitor's too, in the caller's transaction.

    ``anew``: what was heard before, recorded once more where the visitor reads it.
    """
    matter = locked(permit)
    staying = _staying(matter, widths.CONTENT)
    promised = widths.next_epoch(_places(matter), widths.CONTENT, staying, [matter.pk])
    widths.check_handed(grants, promised, spared=staying[1:])
    sealed_actions.add_grants(permit, matter.pk, grants, to_new_visitor=True)
    _record_anew(matter, anew)
    sealed_actions.write_sealed(permit, matter.pk, sealed, consents=[one.record_id for one in anew])
    audit.record(permit)


def _record_anew(matter: Matter, anew: Sequence[Anew]) -> None:
    kept = {one.sequence: one for one in matter.consent_set.filter(heard=True)}
    consents.check_anew(history_of(matter), anew, kept.keys())
    Consent.objects.bulk_create(
        Consent(
            practice_id=matter.practice_id,
            matter=matter,
            sequence=one.sequence,
            record_id=one.record_id,
            receiver_id=kept[one.anew].receiver_id,
            width=kept[one.anew].width,
            given=True,
            heard=True,
        )
        for one in anew
    )


def record_exception(permit: Permit[Matter, Literal[Do.RECORD_EXCEPTION]], broken: Break) -> bool:
    """Record that confidentiality was broken and on which ground; the reasons must come with it, sealed."""
    with transaction.atomic():
        matter = locked(permit)
        kept = ConfidentialityBreak.objects.filter(record_id=broken.record_id).first()
        if kept:
            same = (kept.matter_id, kept.ground) == (matter.pk, broken.ground)
            if same and sealed_actions.is_kept(permit, matter.pk, (), broken.sealed):
                return True
            raise conflict()
        if not broken.sealed.has(broken.record_id, "exception"):
            raise Refused("Leg eerst je redenen vast. Er is niets bewaard.")
        sealed_actions.write_sealed(permit, matter.pk, broken.sealed, counted=(broken.record_id, "exception"))
        ConfidentialityBreak.objects.create(
            practice_id=matter.practice_id,
            matter=matter,
            record_id=broken.record_id,
            ground=broken.ground,
            month=this_month(),
        )
        audit.record(permit)
    return False


def _stop_serving_who_was_taken_back(matter: Matter) -> None:
    """Whoever's share the visitor took back: their keys end once there are newer ones."""
    shares = Share.objects.filter(matter=matter)
    open_to = set(shares.filter(withdrawn=False).values_list("colleague_id", flat=True))
    for colleague, width in shares.filter(withdrawn=True).values_list("colleague_id", "width"):
        if colleague not in open_to:
            sealed_actions.withdraw_grants(matter.practice_id, matter.pk, colleague, widths.parts_of(width))


def _colleague(matter: Matter, colleague: UUID) -> UUID:
    able = User.objects.filter(pk=colleague, practice_id=matter.practice_id, role=Role.COUNSELLOR, is_active=True)
    if colleague == matter.keeper_id or not able.exists():
        raise Refused(
            "Met deze persoon kun je niet delen. Er is niets gedeeld. "
            "Kies een collega die nu voor deze organisatie werkt."
        )
    if colleague not in matter.others_in_pair():
        raise Refused(NOT_IN_PAIR)
    return colleague


def _places(matter: Matter) -> set[Place]:
    rows = KeyGrant.objects.filter(practice_id=matter.practice_id, box=matter.pk)
    return set(rows.values_list("part", "epoch").distinct())


def _visitor(matter: Matter) -> list[UUID]:
    """The visitor of this matter where one holds a key: their id is that of the matter."""
    return [matter.pk] if sealed_actions.has_visitor(matter.practice_id, matter.pk) else []


def _staying(matter: Matter, parts: Collection[str]) -> list[UUID]:
    """The keeper and the colleagues to whom these parts are open now, as far as they still work here."""
    shares = Share.objects.filter(matter=matter, withdrawn=False, colleague__is_active=True)
    open_to = [
        colleague
        for colleague, width in shares.values_list("colleague_id", "width")
        if widths.parts_of(width) == tuple(parts)
    ]
    return [matter.keeper_id, *open_to]


def _is_recorded(permit: Permit[Matter, Any], matter: Matter, change: Sharing | Withdrawal, *, given: bool) -> bool:
    new = change.consent
    return Consent.objects.filter(
        matter=matter,
        sequence=new.sequence,
        record_id=new.record_id,
        receiver_id=change.colleague,
        width=new.width,
        given=given,
        heard=new.heard,
    ).exists() and sealed_actions.is_kept(permit, matter.pk, change.grants, change.sealed)


def _record(matter: Matter, new: NewConsent, receiver: UUID, *, given: bool) -> Consent:
    if not new.heard:
        raise Refused("Namens de inbrenger leg je niets vast. Er is niets bewaard. Laad de kwestie opnieuw.")
    consents.follow(history_of(matter), Given(new.sequence, receiver, new.width, given))
    try:
        with transaction.atomic():
            return Consent.objects.create(
                practice_id=matter.practice_id,
                matter=matter,
                sequence=new.sequence,
                record_id=new.record_id,
                receiver_id=receiver,
                width=new.width,
                given=given,
                heard=new.heard,
            )
    except IntegrityError:
        raise conflict() from None
