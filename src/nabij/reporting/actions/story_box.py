"""The sealed story of a report: its keys for the authors, and its sections. Nothing here can be opened."""

from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.reporting.models import Do, Report
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import NewStoryKeys, Sealed, StoryKeys


class Gone(Refused):
    """The report was thrown away meanwhile, by the other author or in another tab."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Dit verslag is intussen weggegooid, door je collega of in een ander tabblad. Er is niets bewaard en niets "
            "uitgegaan. Wat je typte, staat nog op deze pagina. Wil je het houden, kopieer het dan en begin opnieuw.",
            code="gone",
        )


def still_there(report: Report) -> Report:
    """The report as it is now. Raises ``Gone``."""
    row = Report.objects.select_related("organisation__practice").filter(pk=report.pk).first()
    if row is None:
        raise Gone
    return row


def locked(permit: Permit[Report, Any]) -> Report:
    """The report as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("organisation")
    report = rows.filter(pk=permit.row.pk).first()
    if report is None:
        raise Gone
    if not report.may(permit.actor, permit.verb):
        raise Refused(
            "Dit kun je bij dit verslag niet (meer) doen. Er is niets bewaard. Laad de pagina opnieuw.",
            code="forbidden",
        )
    return report


def authors_of(report: Report) -> frozenset[UUID]:
    """Who writes the report: the pair of now."""
    return frozenset(report.organisation.pair().values_list("counsellor_id", flat=True))


def kept_keys(report: Report) -> StoryKeys:
    """The newest key of the story and who holds it, whether they still are authors or not."""
    return KeyGrant.objects.story_keys(report.practice_id, report.pk)


def share_story(permit: Permit[Report, Literal[Do.SHARE_STORY]], keys: NewStoryKeys) -> bool:
    """Keep the next key of the story for its authors, or hand the last one to an author; True when it was there.

    A new key takes the old ones from who left the pair. Where no author holds the last one, nobody can read what was
    written: it is destroyed. Raises ``stale`` when another key came first.
    """
    report = permit.row
    if keys.shred_key is not None:
        sealed_actions.create_shred_key(report.practice_id, report.pk, keys.shred_key)
    with transaction.atomic():
        report = locked(permit)
        already = sealed_actions.hand_story_keys(permit, report.pk, keys, authors_of(report))
        if not already:
            audit.record(permit)
    return already


def write_story(permit: Permit[Report, Literal[Do.WRITE]], sealed: Sealed, draft: UUID | None) -> bool:
    """Keep sections of the story under its newest key; True when they were there. The draft that it names is gone then.

    Raises ``stale`` when a section was overtaken, when the key is not the newest, or when somebody who left holds it;
    ``Refused`` while the text is set ready.
    """
    with transaction.atomic():
        report = locked(permit)
        if report.ready_at:
            raise Refused(
                "Het verslag staat klaar. Er is niets bewaard; wat je typte blijft staan. "
                "Kies eerst Terug naar schrijven.",
                code="ready",
            )
        already = sealed_actions.write_sections(permit, report.pk, sealed, draft, authors_of(report))
        if not already:
            audit.record(permit)
    return already
