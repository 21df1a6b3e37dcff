"""What the authors write in a report, and what it still lacks. Pure.

The same plain value lies sealed in the box of the report while they write, and on the server once they set it ready.

Proof note. Before: anything that came in as JSON. After: ``story_of`` gives a story whose texts can stand on paper,
or refuses; ``plain`` gives back exactly what it was made from. ``untold`` names each section that has figures and
neither a paragraph nor a reason, and nothing else.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nabij.kit.errors import Refused
from nabij.reporting.rules.on_paper import check_text
from nabij.reporting.rules.qualities import INDICATORS, Answer

MOST_SIGNS = 20_000
# some eighty pages: what is looked over at once
MOST_SIGNS_IN_ALL = 200_000
MOST_PARTS = 60
_GAP = re.compile(r"[ \t]*[\n\r\t]+[ \t\n\r]*")
_KEY = re.compile(r"[a-z0-9_-]{1,40}")

SECTIONS = {
    "people": "Hoeveel mensen kwamen",
    "talks": "Hoeveel gesprekken we voerden",
    "nature": "Waar het over ging",
    "subject": "Op wie het betrekking had",
    "role": "Wie er kwamen",
    "position": "Hoe mensen erbij betrokken waren",
    "unit": "Waar mensen werken",
    "channel": "Hoe mensen ons bereikten",
    "involvement": "Wat we deden",
    "integrity": "Op welk niveau het speelde",
    "outcome": "Hoe het eindigde",
    "durability": "Of het standhield",
    "hours": "Hoeveel tijd het vroeg",
    "outside": "Wat niet bij ons hoorde",
    "trend": "De jaren naast elkaar",
    "signals": "Wat we signaleerden",
    "prevention": "Wat we deden om te voorkomen",
    "silence": "Waar het stil was",
}
"""The sections that a story stands beside, with their headings, in the order of the report."""


class Became(StrEnum):
    """What became of a recommendation."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_TAKEN_UP = "not_taken_up"
    LAPSED = "lapsed"


BECAME = {
    Became.DONE: "gedaan",
    Became.UNDER_WAY: "loopt",
    Became.NOT_TAKEN_UP: "niet opgepakt",
    Became.LAPSED: "niet meer nodig",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the figures of one section; ``why_none``: why there is no story, as a reader gets it."""

    paragraphs: tuple[str, ...] = ()
    question: str = ""
    why_none: str = ""

    @property
    def is_told(self) -> bool:
        return bool(self.paragraphs or self.why_none)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation; ``key`` stays the same when next year's report says what became of it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of an earlier recommendation."""

    key: str
    became: Became
    text: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something in the organisation that a trend is read beside."""

    year: int
    month: int
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that the authors wrote: words only; a figure stands in it only as the linter lets it.

    ``counsellors``: who the counsellors are and how to reach them, one a line, by name or by what they do.
    ``corrected``: what a later edition mends of the one before; a first edition has none.
    """

    corrected: tuple[str, ...] = ()
    foreword: tuple[str, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    qualities: Mapping[str, Answer] = field(default_factory=dict)
    followed: tuple[Followed, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    happened: tuple[Happened, ...] = ()
    distribution: tuple[str, ...] = ()
    counsellors: tuple[str, ...] = ()


def untold(story: Story, sections: Collection[str]) -> tuple[str, ...]:
    """The sections with figures that have neither a story nor a reason, in the order of the report."""
    return tuple(key for key in SECTIONS if key in sections and not story.beside.get(key, Beside()).is_told)


def shared_reasons(story: Story, sections: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The reasons for no story that several of these sections give, each with those, in the order of the report."""
    found: dict[str, list[str]] = {}
    for key in (key for key in SECTIONS if key in sections):
        one = story.beside.get(key, Beside())
        if one.why_none and not one.paragraphs:
            found.setdefault(f"{one.why_none.rstrip('. ')}.", []).append(key)
    return {why: tuple(keys) for why, keys in found.items() if len(keys) > 1}


def plain(story: Story) -> dict[str, Any]:
    """The story as JSON holds it."""
    return {
        "corrected": list(story.corrected),
        "foreword": list(story.foreword),
        "beside": {
            key: {"paragraphs": list(one.paragraphs), "question": one.question, "why_none": one.why_none}
            for key, one in story.beside.items()
        },
        "qualities": {
            key: {"text": one.text, "method": one.method, "withheld": one.withheld}
            for key, one in story.qualities.items()
        },
        "followed": [{"key": one.key, "became": one.became.value, "text": one.text} for one in story.followed],
        "recommendations": [{"key": one.key, "text": one.text} for one in story.recommendations],
        "happened": [{"year": one.year, "month": one.month, "text": one.text} for one in story.happened],
        "distribution": list(story.distribution),
        "counsellors": list(story.counsellors),
    }


def story_of(value: Any) -> Story:
    """A story from its JSON. Raises ``Refused`` for what is no story."""
    try:
        found = _story(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused("Deze tekst is niet te lezen. Er is niets veranderd. Laad de pagina opnieuw.") from None
    if set(found.beside) - set(SECTIONS) or set(found.qualities) - {one.key for one in INDICATORS}:
        raise Refused("Deze tekst hoort bij een onderdeel dat dit verslag niet heeft. Laad de pagina opnieuw.")
    return found


def _story(value: Any) -> Story:
    return Story(
        corrected=_texts(value.get("corrected", [])),
        foreword=_texts(value.get("foreword", [])),
        beside={
            key: Beside(_texts(one["paragraphs"]), _question(one["question"]), _text(one["why_none"]))
            for key, one in value.get("beside", {}).items()
        },
        qualities={
            key: Answer(_text(one["text"]), _text(one["method"]), _text(one["withheld"]))
            for key, one in value.get("qualities", {}).items()
        },
        followed=tuple(
            Followed(_key(one["key"]), Became(one["became"]), _text(one["text"]))
            for one in _list(value.get("followed", []))
        ),
        recommendations=tuple(
            Recommendation(_key(one["key"]), _text(one["text"])) for one in _list(value.get("recommendations", []))
        ),
        happened=tuple(
            Happened(_whole(one["year"]), _whole(one["month"], 12), _text(one["text"]))
            for one in _list(value.get("happened", []))
        ),
        distribution=_texts(value.get("distribution", [])),
        counsellors=_texts(value.get("counsellors", [])),
    )


def _question(value: Any) -> str:
    text = _text(value)
    if text and not text.endswith("?"):
        raise Refused("Een vraag voor het gesprek eindigt op een vraagteken. Zet dat erachter.")
    return text


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for text in map(_text, _list(value)) if text)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    if len(value) > MOST_PARTS:
        raise Refused(f"Dit zijn er te veel: in een verslag passen er {MOST_PARTS}. Voeg stukken samen.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if len(value) > MOST_SIGNS:
        raise Refused(f"Een stuk tekst is te lang: er passen {MOST_SIGNS:,} tekens in. Knip het op.".replace(",", "."))
    # one Enter, or a tab, starts nothing new on paper
    text = _GAP.sub(" ", value.strip())
    check_text(text)
    return text


def _key(value: Any) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError
    return str(value)


def _whole(value: Any, most: int = 9999) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError
    return value
