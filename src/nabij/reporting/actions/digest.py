"""What a report is held to between the moment it is set ready and the moment it goes out."""

import hashlib
import json
from collections.abc import Iterable
from itertools import chain

from nabij.releases.actions import Draft
from nabij.releases.rules import Shown
from nabij.reporting.answers import would_be
from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.known import Making
from nabij.reporting.models import Report, agreements_of
from nabij.reporting.reading import about_of, known_of
from nabij.reporting.rules.story import Story

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
    text = json.dumps([[_plain(one) for one in seen], agreed, leaning], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_told(seen: Iterable[Shown], text: str) -> str:
    """SHA-256 (hex) of figures and of the words beside them: what an author saw before it goes out."""
    told = json.dumps([[_plain(one) for one in seen], text], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(one: Shown) -> list[object]:
    names = [[[each.name, each.root], *map(list, each.parents.items())] for each in one.dimensions]
    figures = [[*cell, figure if isinstance(figure, int) else figure.value] for cell, figure in one.figures.items()]
    return [one.name, one.measure, sorted(one.periods), names, list(one.band or ()), figures, list(one.words)]
