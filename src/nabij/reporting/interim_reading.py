"""An interim overview as it is read: from what went out in it and what its authors wrote; nothing else."""

from collections.abc import Iterable

from django.utils import timezone

from nabij.kit.clock import today
from nabij.releases.rules import Shown
from nabij.reporting import document
from nabij.reporting.assembling import About, Known, Year
from nabij.reporting.assembling.interim import interim_of
from nabij.reporting.interim import Interim


def finished(interim: Interim) -> document.Report:
    """The overview as it went out; the same for ever."""
    return drawn(interim, [one.shown for one in interim.releases()])


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A text as its paragraphs, each on one line."""
    return tuple(" ".join(one.split()) for one in text.split("\n\n") if one.strip())


def drawn(interim: Interim, seen: Iterable[Shown]) -> document.Report:
    """The overview with these figures and its own text."""
    now = Year(interim.year, tuple(seen), interim.part.until, (interim.first, interim.last))
    before = interim.before()
    about = About(
        title=interim.title,
        organisation=interim.organisation_name or interim.organisation.name,
        practice=interim.practice_name or interim.organisation.practice.name,
        year=interim.year,
        day=timezone.localdate(interim.published_at) if interim.published_at else today(),
        edition=interim.edition,
        replaces=timezone.localdate(before.published_at) if before else None,
    )
    return interim_of(Known(now, left_out=frozenset(interim.left_out)), about, paragraphs_of(interim.text))
