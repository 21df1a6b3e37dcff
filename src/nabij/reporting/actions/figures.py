"""A report is begun, its figures are looked at and grouped, and it goes out: once, whole, and as its authors saw it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from nabij.audit.actions import record
from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.rules import Text
from nabij.people.models import Organisation
from nabij.releases import actions as ledger
from nabij.releases.actions import Draft, Moved
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Ledger, Release
from nabij.reporting.actions.digest import digest_of_shown, digest_of_way_out
from nabij.reporting.actions.drawn import check_drawn
from nabij.reporting.actions.story import why_not_out, with_numbers
from nabij.reporting.actions.story_box import still_there
from nabij.reporting.actions.telling import tell_board
from nabij.reporting.answers import SETTINGS, judged, open_tables, would_be
from nabij.reporting.counting import dimensions_of
from nabij.reporting.earlier_years import to_propose
from nabij.reporting.models import Contained, Do, Report
from nabij.reporting.reading import as_it_would_be
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, plain, plan_of
from nabij.reporting.rules.story import story_of
from nabij.reporting.rules.tables import months_of
from nabij_disclosure.table import Table

SEVERAL = 3
"""How often the figures of a report are judged anew when others of its organisation go out meanwhile."""

LOOK = timedelta(minutes=10)
"""So long what a page asks for by itself is part of the look that was recorded last."""

_IS_OUT = "Dit verslag is al uit. Er is niets veranderd. Wil je iets rechtzetten? Begin een verbetering."
_NOT_READY = (
    "Dit verslag staat niet klaar. Er is niets uitgegaan. Zet het eerst klaar, dan zie je wat er naar buiten gaat."
)
_IS_READY = (
    "Dit verslag staat klaar, met de cijfers van toen. Er is niets veranderd. Haal het eerst terug om de cijfers "
    "anders in te delen."
)
_OTHER_FIGURES = (
    "De cijfers zijn anders dan toen dit verslag klaar werd gezet. Er is niets uitgegaan. Haal het verslag terug, "
    "kijk de cijfers na en zet het opnieuw klaar."
)


_FIRST = (
    "Dit is de eerste uitgave: er zijn nog geen cijfers uit om te laten staan. Er is niets veranderd. Kies hieronder "
    "wat er in het verslag komt."
)


_SEEN_OTHERWISE = (
    "Wie dit verslag krijgt, of de tekst die klaarstaat, is anders dan net op je scherm stond. Er is niets uitgegaan. "
    "Kijk hieronder hoe het nu uitgaat, en breng het dan uit."
)


_STAYS = (
    "In deze verbetering blijven de cijfers zoals ze uitgingen. Er is niets veranderd. Kies eerst Toch opnieuw tellen, "
    "dan kun je ze anders indelen."
)


class Stale(Refused):
    """Somebody else changed the plan after this person saw it."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Intussen is de indeling van de cijfers veranderd, door je collega of in een ander tabblad. Jouw "
            "verandering is niet doorgevoerd. Hieronder zie je hoe het nu is; kijk of je haar nog wilt.",
            code="stale",
        )


class IsOut(Refused):
    """The report went out already, by this person or the other author."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_IS_OUT, code="out")


class SeenOtherwise(Refused):
    """Who gets a report, or the text that stands ready, is another than the author saw who lets it out."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_SEEN_OTHERWISE, code="seen_otherwise")


def begin_report(permit: Permit[Report, Literal[Do.BEGIN]]) -> Report:
    """The report of a year, begun; when it was begun already, that one. ``Refused`` once one of that year is out."""
    new = permit.row
    with transaction.atomic():
        # two authors at once wait for each other here
        Organisation.objects.select_for_update().get(pk=new.organisation_id)
        known = Report.objects.filter(organisation=new.organisation, year=new.year)
        in_the_making = known.filter(published_at=None).first()
        if in_the_making is not None:
            return in_the_making
        if known.exists():
            raise Refused(f"Het jaarverslag van {new.year} is al uit. Begin een verbetering om iets recht te zetten.")
        plan = _plan_of_last(new.organisation, new.year) or planning.first_plan(dimensions_of(new.organisation))
        along = to_propose(new, SETTINGS.threshold)
        return _begin(permit, new, edition=1, plan=plain(planning.with_years(plan, along)))


def _plan_of_last(organisation: Organisation, year: int) -> Plan | None:
    """How the figures of the latest earlier year went out: kept for the years that follow, so that they compare."""
    last = (
        Report.objects.filter(organisation=organisation, year__lt=year)
        .exclude(published_at=None)
        .order_by("-year", "-edition")
        .first()
    )
    return planning.still_there(plan_of(last.plan), dimensions_of(organisation)) if last else None


def _begin(permit: Permit[Report, Any], of: Report, *, edition: int, plan: dict[str, Any]) -> Report:
    begun = Report(
        practice_id=of.organisation.practice_id,
        organisation=of.organisation,
        year=of.year,
        edition=edition,
        begun_by_id=permit.actor.pk,
        begun_at=timezone.now(),
        plan=plan,
    )
    begun.save(force_insert=True)
    record(permit)
    return begun


def look(permit: Permit[Report, Literal[Do.LOOK]]) -> None:
    """An author is about to see the raw counts."""
    with transaction.atomic():
        record(permit)


def look_on(permit: Permit[Report, Literal[Do.LOOK]]) -> None:
    """An author is about to see what follows from the raw counts; one line for all that a page asks for by itself."""
    since = timezone.now() - LOOK
    lines = Entry.objects.filter(practice_id=permit.row.practice_id, actor_id=permit.actor.pk, verb=Do.LOOK)
    if not lines.filter(row=str(permit.row.pk), at__gte=since).exists():
        look(permit)


def plan_figures(permit: Permit[Report, Literal[Do.PLAN]], change: Callable[[Report], Plan], *, based_on: int) -> None:
    """Group the figures as ``change`` says, as long as the plan is still the one of this version.

    Raises ``Stale`` when it is not, unless it says the same already; ``Refused`` for what cannot be.
    """
    _check_version(permit.row, based_on)
    now, plan = plan_of(permit.row.plan), change(permit.row)
    if now.as_before and plan.as_before and plan != now:
        raise Refused(_STAYS)
    planning.check(plan, dimensions_of(permit.row.organisation))
    if plan.as_before:
        plan = _as_it_went_out(permit.row)
    if plan != now:
        _replan(permit, planning.kept(plan, permit.row.plan), based_on)


def _as_it_went_out(report: Report) -> Plan:
    """The plan of the edition before, so that what it left out is left out here; ``Refused`` where there is none."""
    before = report.before()
    if before is None:
        raise Refused(_FIRST)
    return planning.as_before(plan_of(before.plan), as_before=True)


def undo_plan(permit: Permit[Report, Literal[Do.PLAN]], *, based_on: int) -> None:
    """Bring the plan before this one back. Raises as ``plan_figures`` does."""
    _check_version(permit.row, based_on)
    before = planning.brought_back(permit.row.plan)
    if before is None:
        raise Refused("Er is geen eerdere indeling om terug te halen. Er is niets veranderd. Laad de pagina opnieuw.")
    _replan(permit, before, based_on)


def _check_version(report: Report, based_on: int) -> None:
    if report.published_at is not None:
        raise IsOut
    if report.ready_at is not None:
        raise Refused(_IS_READY)
    if report.plan_version != based_on:
        raise Stale


def _replan(permit: Permit[Report, Literal[Do.PLAN]], plan: dict[str, Any], based_on: int) -> None:
    with transaction.atomic():
        same = Report.objects.filter(pk=permit.row.pk, plan_version=based_on, ready_at=None, published_at=None)
        if not same.update(plan=plan, plan_version=based_on + 1):
            _check_version(still_there(permit.row), based_on)
            raise Stale
        record(permit)


def publish_report(
    permit: Permit[Report, Literal[Do.PUBLISH]],
    releasing: Permit[Ledger, Literal[DoRelease.RELEASE]],
    receivers: tuple[Release.Receiver, ...] = (),
    seen: str | None = None,
) -> None:
    """Let the report go out to the board and these others, as it was set ready; judged anew when others go out.

    One transaction: the report, every figure in the ledger, their places in the report and the lines of the audit.
    Raises ``Refused`` when it is out, not ready, or has other figures than when it was set ready; ``Moved``;
    ``SeenOtherwise`` where ``seen``, the digest of what was on the screen, is not that of now.
    """
    for _ in range(SEVERAL):
        report = still_there(permit.row)
        _check_ready(report)
        draft = judged(report)
        beside = open_tables(report)
        if digest_of_shown(report, would_be(report, draft, beside)) != report.figures:
            raise Refused(_OTHER_FIGURES, code="other_figures")
        lacking = why_not_out(report, draft)
        if lacking:
            raise Refused(f"Dit verslag kan nog niet uit. {' '.join(lacking)} Er is niets uitgegaan.", code="lacking")
        if seen is not None and seen != digest_of_way_out(report):
            raise SeenOtherwise
        check_drawn(as_it_would_be(report, would_be(report, draft, beside), story_of(report.text)))
        try:
            _let_out(permit, releasing, report, with_numbers(report, draft), beside, _to(report, receivers))
        except Moved:
            continue
        return
    raise Moved


def _to(report: Report, receivers: tuple[Release.Receiver, ...]) -> tuple[Release.Receiver, ...]:
    """To whom it goes: figures that it shows again were recorded for who had them, and go to nobody else."""
    return report.receivers_before() if report.keeps_figures else receivers


def _check_ready(report: Report) -> None:
    if report.published_at is not None:
        raise IsOut
    if report.ready_at is None:
        raise Refused(_NOT_READY, code="not_ready")


def _let_out(
    permit: Permit[Report, Literal[Do.PUBLISH]],
    releasing: Permit[Ledger, Literal[DoRelease.RELEASE]],
    report: Report,
    draft: Draft,
    beside: tuple[Table, ...],
    receiver: tuple[Release.Receiver, ...],
) -> None:
    now = timezone.now()
    with transaction.atomic():
        # what was judged is what goes out: neither text, nor plan, nor who set it ready changed meanwhile
        same = Report.objects.filter(
            pk=report.pk,
            published_at=None,
            ready_at=report.ready_at,
            plan_version=report.plan_version,
            figures=report.figures,
        )
        names = {"organisation_name": report.organisation.name, "practice_name": report.organisation.practice.name}
        if not same.update(published_at=now, published_by=permit.actor.pk, **names):
            _check_ready(still_there(report))
            raise Refused(_OTHER_FIGURES, code="other_figures")
        kind, old = Release.Kind.REPORT, _restated(report)
        out = ledger.publish(releasing, draft, kind=kind, receiver=receiver, restates=old)
        if beside:
            months = months_of(report.year)
            out += ledger.record_open(releasing, beside, months, kind=kind, receiver=receiver, restates=old)
        Contained.objects.bulk_create(
            Contained(practice_id=report.practice_id, report=report, release=one, position=place)
            for place, one in enumerate((*report.kept_releases(), *out))
        )
        tell_board(permit, report, Text.REPORT, report.pk)
        record(permit)


def _restated(report: Report) -> dict[tuple[str, frozenset[str]], Release]:
    """For the name and periods of each table the release that it corrects: that of the edition before this one."""
    before = Report.objects.filter(
        organisation=report.organisation, year=report.year, edition=report.edition - 1
    ).first()
    return {(one.shown.name, one.shown.periods): one for one in before.releases()} if before else {}


def correct_report(permit: Permit[Report, Literal[Do.CORRECT]]) -> Report:
    """The next edition of a report that is out, begun with its plan; when it was begun already, that one.

    Raises ``Refused`` for an edition that was corrected before: the latest is the one to correct.
    """
    old = permit.row
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=old.organisation_id)
        of_year = Report.objects.filter(organisation=old.organisation, year=old.year).order_by("-edition")
        latest = of_year[0]
        if latest.published_at is None:
            return latest
        if latest.pk != old.pk:
            raise Refused("Van dit verslag is al een verbetering uit. Er is niets veranderd. Verbeter de laatste.")
        plan = plain(planning.as_before(plan_of(old.plan), as_before=False))
        return _begin(permit, old, edition=latest.edition + 1, plan=plan)
