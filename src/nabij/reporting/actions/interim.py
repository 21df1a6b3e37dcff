"""An interim overview goes out: once, as its authors saw it, judged beside everything that is out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.rules import Text
from nabij.people.models import Organisation
from nabij.releases import actions as ledger
from nabij.releases.actions import Draft
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Ledger, Release
from nabij.releases.rules import Shown
from nabij.reporting.actions.drawn import check_drawn
from nabij.reporting.actions.telling import tell_board
from nabij.reporting.interim import DoInterim, InInterim, Interim
from nabij.reporting.interim_figures import as_it_would_be, check_part
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.rules.edition import own_phrases, period_said
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.weighing import Weighed, lines_of, said_of
from nabij.reporting.surroundings import known_around, told_by
from nabij.reporting.table_file import csv_of

FORMS = (page_of, csv_of, pdf_of)

_UNDECIDED = "Over {many} in de tekst is nog niet beslist. Er is niets uitgegaan. Beslis erover, of pas de tekst aan."
_MENDS = (
    "Schrijf erbij wat er anders is dan in de eerdere uitgave. Er is niets uitgegaan: de lezer ziet dat voorop staan."
)
_NUMBERS = (
    "Met de getallen in de tekst, naast de cijfers, kan iemand uitrekenen wat verborgen moet blijven. Er is niets "
    "uitgegaan. Laat een van de getallen weg."
)


class OutAlready(Refused):
    """The other author, or this one in another tab, let an overview of these months out meanwhile."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Intussen ging er al een overzicht van deze maanden uit. Dit is niet uitgegaan. Lees eerst wat er uit is; "
            "klopt het niet, begin dan een verbetering.",
            code="out",
        )


def look(permit: Permit[Interim, Literal[DoInterim.LOOK]]) -> None:
    """An author is about to see the raw counts."""
    with transaction.atomic():
        record(permit)


def known_beside(interim: Interim, judged: Draft, seen: Sequence[Shown]) -> Known:
    """What its words are held against: what would be shown, what the board was shown before, head counts."""
    found = known_around(interim.organisation, judged.settings.threshold, seen)
    part = interim.part
    own = (*own_phrases(interim.title, part.until, ()), part.name, period_said(part.until, part.first))
    return replace(found, phrases=(*found.phrases, *own), told=told_by(interim.year, seen, interim.part.months))


def check_words(interim: Interim, found: Iterable[Weighed]) -> None:
    """Raises ``Refused`` while something in the words is undecided, or a correction does not say what it mends."""
    left = sum(one.decision is None for one in found)
    if left:
        raise Refused(_UNDECIDED.format(many="1 plek" if left == 1 else f"{left} plekken"), code="undecided")
    if interim.edition > 1 and not interim.text.strip():
        raise Refused(_MENDS)


def with_numbers(interim: Interim, judged: Draft, found: Iterable[Weighed]) -> Draft:
    """The draft with every number that its words say of who came, judged with its figures. Raises ``Refused``."""
    said = said_of(found)
    if not said:
        return judged
    try:
        return ledger.with_told(ledger.open_ledger(interim.organisation), judged, said)
    except Refused as refused:
        if refused.code != "not_released":
            raise
        raise Refused(_NUMBERS, code="not_released") from None


def let_out(
    permit: Permit[Interim, Literal[DoInterim.LET_OUT]],
    releasing: Permit[Ledger, Literal[DoRelease.RELEASE]],
    judged: Draft,
    plan: Plan,
    seen: Sequence[Shown],
    found: Sequence[Weighed],
    receivers: tuple[Release.Receiver, ...] = (),
) -> Interim:
    """Let an overview go out to the board and these others, with what was decided about its words.

    One transaction: the row, every figure and every number of its words in the ledger, and the lines of the audit.
    Raises ``Refused``, ``OutAlready`` where one of these months went out since, ``Moved`` where other figures did.
    """
    interim = permit.row
    check_part(interim)
    check_words(interim, found)
    check_drawn(as_it_would_be(interim, seen, plan), FORMS)
    draft = with_numbers(interim, judged, found)
    with transaction.atomic():
        # two authors at once wait for each other here
        organisation = Organisation.objects.select_for_update().get(pk=interim.organisation_id)
        if next_edition(interim) != interim.edition:
            raise OutAlready
        kind, before = Release.Kind.INTERIM, interim.before()
        old = {(one.shown.name, one.shown.periods): one for one in before.releases()} if before else None
        out = ledger.publish(releasing, draft, kind=kind, receiver=receivers, restates=old)
        interim.findings = lines_of(found)
        interim.published_by_id, interim.published_at = permit.actor.pk, timezone.now()
        interim.organisation_name, interim.practice_name = organisation.name, organisation.practice.name
        interim.save(force_insert=True)
        InInterim.objects.bulk_create(
            InInterim(practice_id=interim.practice_id, interim=interim, release=one, position=place)
            for place, one in enumerate(out)
        )
        tell_board(permit, interim, Text.BOARD, interim.pk)
        record(permit)
    return interim


def next_edition(interim: Interim) -> int:
    """Which edition of these months comes next."""
    last = _same_months(interim).order_by("-edition").values_list("edition", flat=True).first()
    return (last or 0) + 1


def out_of(interim: Interim, edition: int) -> Interim | None:
    """What is out of these months in this edition."""
    return _same_months(interim).filter(edition=edition).first()


def _same_months(interim: Interim) -> QuerySet[Interim]:
    return Interim.objects.filter(
        organisation_id=interim.organisation_id, year=interim.year, first=interim.first, last=interim.last
    )
