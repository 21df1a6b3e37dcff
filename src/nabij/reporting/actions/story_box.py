"""The sealed story of a report: its keys for the authors, and its sections. Nothing here can be opened."""

from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.story_box import PART, Kept, NewKeys, check_keys, check_only_story
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant, Manifest, Record
from nabij.sealed.rules import Sealed, stale


def locked(permit: Permit[Report, Any]) -> Report:
    """The report as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    report = Report.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=permit.row.pk)
    if not report.may(permit.actor, permit.verb):
        raise Refused("Dit kun je bij dit verslag niet (meer) doen. Er is niets bewaard.", code="forbidden")
    return report


def authors_of(report: Report) -> frozenset[UUID]:
    """Who writes the report: the pair of now."""
    return frozenset(report.organisation.pair().values_list("counsellor_id", flat=True))


def kept_keys(report: Report) -> Kept:
    """The newest key of the story and who holds it, whether they still are authors or not."""
    rows = KeyGrant.objects.filter(practice_id=report.practice_id, box=report.pk, part=PART)
    held = list(rows.order_by("epoch").values_list("epoch", "grantee", "withdrawn"))
    newest = held[-1][0] if held else 0
    return Kept(newest, frozenset(who for epoch, who, gone in held if epoch == newest and not gone))


def share_story(permit: Permit[Report, Literal[Do.SHARE_STORY]], keys: NewKeys) -> bool:
    """Keep the next key of the story for its authors, or hand the last one to an author; True when it was there.

    A new key takes the old ones from who left the pair. Where no author holds the last one, nobody can read what was
    written: it is destroyed. Raises ``stale`` when another key came first.
    """
    report = permit.row
    if keys.shred_key is not None:
        sealed_actions.create_shred_key(report.practice_id, report.pk, keys.shred_key)
    with transaction.atomic():
        report = locked(permit)
        if sealed_actions.is_kept(permit, report.pk, keys.grants, keys.sealed):
            return True
        authors, kept = authors_of(report), kept_keys(report)
        check_keys(keys, kept, permit.actor.pk, authors)
        check_only_story(keys.sealed, keys.epoch)
        if keys.epoch > kept.epoch:
            _part_with(report, kept, authors)
        sealed_actions.add_grants(permit, report.pk, keys.grants)
        sealed_actions.write_sealed(permit, report.pk, keys.sealed)
        audit.record(permit)
    return False


def _part_with(report: Report, kept: Kept, authors: frozenset[UUID]) -> None:
    for left in kept.holders - authors:
        sealed_actions.withdraw_grants(report.practice_id, report.pk, left, (PART,))
    if kept.is_lost_to(authors):
        for model in (Record, Manifest):
            model.objects.filter(practice_id=report.practice_id, box=report.pk, part=PART).delete()


def write_story(permit: Permit[Report, Literal[Do.WRITE]], sealed: Sealed, draft: UUID | None) -> bool:
    """Keep sections of the story under its newest key; True when they were there. The draft that it names is gone then.

    Raises ``stale`` when a section was overtaken, when the key is not the newest, or when somebody who left holds it;
    ``Refused`` while the text is set ready.
    """
    with transaction.atomic():
        report = locked(permit)
        kept = kept_keys(report)
        if report.ready_at:
            raise Refused(
                "Het verslag staat klaar. Er is niets bewaard; wat je typte blijft staan. "
                "Kies eerst Terug naar schrijven.",
                code="ready",
            )
        if kept.is_held_by_others_than(authors_of(report)):
            raise stale()
        check_only_story(sealed, kept.epoch)
        already = sealed_actions.write_sealed(permit, report.pk, sealed)
        sealed_actions.forget_draft(permit.actor, draft)
        if not already:
            audit.record(permit)
    return already
