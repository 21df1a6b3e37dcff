"""A report that is out, as everybody reads it: from what went out in it and what its authors wrote, nothing else."""

from nabij.reporting import document
from nabij.reporting.assembling import About, report_of
from nabij.reporting.models import Report
from nabij.reporting.rules.story import story_of


def finished(report: Report) -> document.Report:
    """The report as it went out; the same for ever, because releases and the text of a report do not change."""
    releases = tuple(report.releases())
    return report_of(tuple(one.shown for one in releases), about_of(report), story_of(report.text))


def about_of(report: Report) -> About:
    """What stands around the figures of a report. Before it is out its day is the one on which it was set ready."""
    organisation = report.organisation
    when = report.published_at or report.ready_at or report.begun_at
    return About(
        title=report.title,
        organisation=organisation.name,
        practice=organisation.practice.name,
        year=report.year,
        day=when.date(),
        edition=report.edition,
    )
