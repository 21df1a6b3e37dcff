"""A report as it is read: from what went out, in it and before it, and what its authors wrote; nothing else."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.releases.rules import OPEN_MEASURES, Shown
from nabij.reporting import document
from nabij.reporting.assembling import About, Known, Year, report_of
from nabij.reporting.assembling.known import years_of
from nabij.reporting.models import Report, WordTemplate, agreements_of
from nabij.reporting.rules.edition import counted_to
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.story import Recommendation, Story, story_of
from nabij.reporting.word import word_of

BACK = 5
"""So many years of other organisations are looked at for what one would expect."""


def finished(report: Report) -> document.Report:
    """The report as it went out; the same for ever, because releases and the text of a report do not change."""
    return as_it_would_be(report, [one.shown for one in report.releases()], story_of(report.text))


def template_of(practice_id: UUID) -> bytes | None:
    """The Word file in which this practice lays its reports; None for the one that comes with Nabij."""
    kept = WordTemplate.objects.filter(practice_id=practice_id).first()
    return bytes(kept.content) if kept else None


def word_file(report: Report) -> bytes:
    """The report that is out, as .docx in the practice's own template.

    Where that turns out not to hold this report, in the one that comes with Nabij: who reads it can mend nothing.
    """
    told = finished(report)
    try:
        return word_of(told, template_of(report.practice_id))
    except Refused:
        return word_of(told)


def as_it_would_be(report: Report, seen: Iterable[Shown], story: Story) -> document.Report:
    """The report with these figures and this story: for its authors, before anything of it is out."""
    return report_of(known_of(report, seen), about_of(report), story)


def known_of(report: Report, seen: Iterable[Shown]) -> Known:
    """What readers know beside its story. Only what was out before this report counts, so it never changes after."""
    out = _out_before(report)
    own = {one.year: one for one in out.filter(organisation=report.organisation, year__lt=report.year)}
    others = {
        (one.organisation_id, one.year): one
        for one in out.exclude(organisation=report.organisation).filter(year__gt=report.year - BACK)
    }
    before = report.before()
    *along, now = years_of(report.year, seen, counted_until(report))
    return Known(
        now,
        earlier=_each_once((*chain.from_iterable(map(_years, own.values())), *along)),
        elsewhere=tuple(chain.from_iterable(map(_years, others.values()))),
        recommended=_recommended(own[max(own)]) if own else (),
        agreed=agreements_of(report.organisation, report.year),
        left_out=plan_of(report.plan).left_out,
        before=_years(before)[-1] if before else None,
    )


def _each_once(years: Iterable[Year]) -> tuple[Year, ...]:
    """Each year as its own report told it, or else as it was told along last."""
    found: dict[int, Year] = {}
    for one in years:
        if one.told_in is None or found.get(one.year, one).told_in is not None:
            found[one.year] = one
    return tuple(found[year] for year in sorted(found))


def counted_until(report: Report) -> date:
    """The last day that its figures can hold: while the year runs that of their going out, and of today before that.

    An edition may show what went out with one before it: then it was counted on that day.
    """
    shown = report.releases() if report.published_at else report.kept_releases()
    days = [timezone.localdate(one.at) for one in shown if one.shown.measure not in OPEN_MEASURES]
    last = timezone.localdate(report.published_at) if report.published_at else today()
    return counted_to(report.year, min(last, max(days, default=date.max)))


def _out_before(report: Report) -> QuerySet[Report]:
    """Reports of the practice that were out before this one, by year and then edition: a later one replaces it."""
    out = Report.objects.filter(practice_id=report.practice_id).exclude(published_at=None).exclude(pk=report.pk)
    if report.published_at:
        out = out.filter(published_at__lt=report.published_at)
    return out.select_related("organisation").order_by("year", "edition")


def _years(report: Report) -> tuple[Year, ...]:
    return years_of(report.year, (one.shown for one in report.releases()), counted_until(report))


def _recommended(report: Report) -> tuple[Recommendation, ...]:
    return story_of(report.text).recommendations


def about_of(report: Report) -> About:
    """What stands around the figures of a report. Before it is out its day is the one on which it was set ready."""
    organisation = report.organisation
    when = report.published_at or report.ready_at or report.begun_at
    before = report.before()
    return About(
        title=report.title,
        organisation=report.organisation_name or organisation.name,
        practice=report.practice_name or organisation.practice.name,
        year=report.year,
        day=timezone.localdate(when),
        edition=report.edition,
        replaces=timezone.localdate(before.published_at) if before and before.published_at else None,
        same_figures=report.keeps_figures,
    )
