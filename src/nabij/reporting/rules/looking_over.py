"""What the linter finds in a story, place by place, and what stands in the way of publishing it. Pure.

Proof note. Before: a story, what it is held against, and decisions. After: ``looked_over`` reads every text of the
story exactly once, so what it does not find, no text holds that the linter sees; a spot's key says where it stands too,
so a decision about one section decides nothing about the same words in another. ``in_the_way`` is empty only when each
section with figures is accounted for and each spot was kept by somebody.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from nabij.reporting.rules import headings
from nabij.reporting.rules.excerpt import after_it, before_it
from nabij.reporting.rules.findings import Decision, Finding, Kind, key_of, undecided
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.meeting import Agreed
from nabij.reporting.rules.qualities import INDICATORS
from nabij.reporting.rules.story import SECTIONS, Story, untold

AROUND = 90
THEIRS = frozenset({Kind.CONTACT, Kind.DATE})
"""How to reach the counsellors and on which days: found anywhere else, and meant where that is told."""
MENDED, COUNSELLORS = "corrected", "counsellors"
CORRECTED = "Wat er in deze uitgave verbeterd is"
_NAME = re.compile(r"(?<=[^\W\d_][\s(])[A-Z][^\W\d_]+(?:\s+(?:(?:van|de|der|den|ten|ter)\s+)*[A-Z][^\W\d_]+)+")
_NAME_SAID = "Dit lijkt de naam van een persoon; het is de naam van een groep in de cijfers."
_NAME_INSTEAD = "Geef de groep bij De cijfers een naam die zegt wat erin zit."
GROUPS = "Namen van groepen, bij De cijfers"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a story: what it is called in the vault, its heading, and all that is written there."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One finding where it stands, with some words before and after it."""

    place: str
    heading: str
    finding: Finding
    before: str
    found: str
    after: str

    @property
    def key(self) -> str:
        return self.finding.key


def places_of(story: Story, agreed: Iterable[Agreed] = ()) -> tuple[Place, ...]:
    """Every place with a text, in the order of the report; ``agreed``: what it tells of last year's conversation."""
    return tuple(place for place in _places(story, agreed) if place.text)


def _places(story: Story, agreed: Iterable[Agreed]) -> Iterator[Place]:
    yield Place(MENDED, CORRECTED, _joined(*story.corrected))
    yield Place("foreword", "Voorwoord", _joined(*story.foreword))
    for key, heading in SECTIONS.items():
        if (one := story.beside.get(key)) is not None:
            yield Place(f"beside.{key}", heading, _joined(*one.paragraphs, one.question, one.why_none))
    for indicator in INDICATORS:
        if (answer := story.qualities.get(indicator.key)) is not None:
            text = _joined(answer.text, answer.method, answer.withheld)
            yield Place(f"qualities.{indicator.key}", indicator.label, text)
    yield Place("followed", "Aanbevelingen uit het vorige verslag", _joined(*(one.text for one in story.followed)))
    told = [text for one in agreed for text in (one.text, one.who, one.became_text)]
    yield Place("agreed", "Afspraken uit eerdere gesprekken", _joined(*told))
    yield Place("recommendations", "Aanbevelingen", _joined(*(one.text for one in story.recommendations)))
    yield Place("happened", "Gebeurtenissen in de organisatie", _joined(*(one.text for one in story.happened)))
    yield Place(COUNSELLORS, headings.COUNSELLORS, _joined(*story.counsellors))
    yield Place("distribution", "Verspreiding", _joined(*story.distribution))


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def looked_over(
    story: Story, known: Known, agreed: Iterable[Agreed] = (), groups: Iterable[str] = ()
) -> tuple[Spot, ...]:
    """Every finding in what the report tells in words, in the order of the report.

    ``groups``: what its authors named the groups of its figures themselves.
    """
    named = Place("groups", GROUPS, _joined(*groups))
    found = [_spot(named, finding) for finding in (*lint(named.text, known), *_names_in(named.text))]
    for one in places_of(story, agreed):
        found += [_spot(one, finding) for finding in _findings(one, known)]
    return tuple(found)


def _findings(place: Place, known: Known) -> Iterator[Finding]:
    """What is found in a place; where the counsellors are told, their own names and how to reach them are meant."""
    is_theirs = place.name == COUNSELLORS
    known = replace(known, phrases=(*known.phrases, *known.counsellors)) if is_theirs else known
    for one in lint(place.text, known, corrects=place.name == MENDED):
        if not (is_theirs and one.kind in THEIRS):
            yield one


def _names_in(text: str) -> Iterator[Finding]:
    """What looks like somebody's name: a group is called by small words, after its first."""
    for number, one in enumerate(_NAME.finditer(text)):
        key = key_of(Kind.PERSON, one[0], (), (), number)
        yield Finding(one.start(), one.end(), Kind.PERSON, _NAME_SAID, _NAME_INSTEAD, key)


def _spot(place: Place, finding: Finding) -> Spot:
    text, key = place.text, hashlib.sha256(f"{place.name}\0{finding.key}".encode()).hexdigest()
    before, after = text[: finding.start].rpartition("\n\n")[2], text[finding.end :].partition("\n\n")[0]
    around = before_it(before, len(before), AROUND), text[finding.start : finding.end], after_it(after, 0, AROUND)
    return Spot(place.name, place.heading, replace(finding, key=key), *around)


def in_the_way(
    story: Story, sections: Collection[str], spots: Iterable[Spot], decisions: Iterable[Decision], *, edition: int = 1
) -> tuple[str, ...]:
    """Why this story cannot go out yet, in finished sentences; empty when nothing stands in the way."""
    mends = edition > 1 and not story.corrected
    unsaid = [f"Schrijf bij “{CORRECTED}” wat er anders is: de lezer ziet dat voorop staan."] if mends else []
    bare = ", ".join(f"“{SECTIONS[key]}”" for key in untold(story, sections))
    lacking = [f"Hier staan cijfers zonder verhaal, en zonder reden waarom niet: {bare}."] if bare else []
    lacking = [*unsaid, *lacking]
    left = undecided((spot.finding for spot in spots), decisions)
    if left:
        many = "1 plek in de tekst" if len(left) == 1 else f"{len(left)} plekken in de tekst"
        lacking.append(f"Over {many} is nog niet beslist.")
    return tuple(lacking)
