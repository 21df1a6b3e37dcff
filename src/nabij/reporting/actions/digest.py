"""What a report is held to between the moment it is set ready and the moment it goes out."""

import hashlib
import json
from collections.abc import Iterable
from itertools import chain

from nabij.releases.actions import Draft
from nabij.releases.models import Release, everybody
from nabij.releases.rules import Shown
from nabij.reporting.actions.telling import readers_of
from nabij.reporting.answers import would_be
from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.known import Making
from nabij.reporting.models import Report, agreements_of
from nabij.reporting.reading import about_of, known_of
from nabij.reporting.rules.story import Story, story_of

LEANING = ("trend", "silence")
"""The sections that lean on other reports, which may come out meanwhile."""


def digest_of(report: Report, draft: Draft) -> str:
    """SHA-256 (hex) of all that would be told by figures: the same where a reader could not tell the difference."""
    return digest_of_shown(report, would_be(report, draft))


def digest_of_shown(report: Report, seen: Iterable[Shown]) -> str:
    """SHA-256 (hex) of what is told by figures: those, what they say beside other reports, and what was agreed."""
    seen = tuple(seen)
    agreed = [
        [one.text, one.who, one.by_when.isoformat() if one.by_when else "", one.became, one.became_text]
        for one in agreements_of(report.organisation, report.year)
    ]
    making = Making(known_of(report, seen), about_of(report), Story())
    leaning = [repr(one) for one in chain.from_iterable(FIGURES[key](making) for key in LEANING)]
    return _digest([[_plain(one) for one in seen], agreed, leaning])


def digest_of_told(seen: Iterable[Shown], text: str, receivers: Iterable[Release.Receiver]) -> str:
    """SHA-256 (hex) of figures, the words beside them and for whom they are: what an author saw before it goes out."""
    return _digest([[_plain(one) for one in seen], text, everybody(receivers)])


def digest_of_way_out(report: Report) -> str:
    """SHA-256 (hex) of what an author saw of a report before it goes out: which text stands ready, and who gets it."""
    ready = report.ready_at.isoformat() if report.ready_at else ""
    to = [everybody(report.receivers_before()) if report.keeps_figures else "", *story_of(report.text).distribution]
    return _digest([ready, to, sorted(str(one.pk) for one in readers_of(report))])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _plain(one: Shown) -> list[object]:
    names = [[[each.name, each.root], *map(list, each.parents.items())] for each in one.dimensions]
    figures = [[*cell, figure if isinstance(figure, int) else figure.value] for cell, figure in one.figures.items()]
    return [one.name, one.measure, sorted(one.periods), names, list(one.band or ()), figures, list(one.words)]
