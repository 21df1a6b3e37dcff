"""Where authors write that something is not kept, while the report gives it. A warning, never a gate. Pure.

Proof note. Before: a story, where the report answers each indicator, and which sections show a figure. After: a line
for each reason why an indicator that is answered would be left out, and for each text that says so in the words of
``NOT_KEPT``; what is said in other words is not seen.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from nabij.reporting.rules.qualities import INDICATORS
from nabij.reporting.rules.story import SECTIONS, Story

NOT_KEPT = (
    r"(?:hou|houd|houden|hield|hielden)\s+(?:\w+\s+){0,5}niet\s+bij|niet\s+bij(?:gehouden|houden|houdt|hield)"
    r"|niet\s+(?:geteld|geregistreerd)|(?:tel|tellen|telden)\s+(?:\w+\s+){0,3}niet(?!\s+(?:mee|dubbel))"
)
"""How one says that something is not kept; read by the browser too, so in what both kinds of patterns share."""

_NOT_KEPT = re.compile(rf"\b(?:{NOT_KEPT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where it is written, and the part of the report that gives it; nothing where that is the same part."""

    heading: str
    where: str

    @property
    def sentence(self) -> str:
        """For the authors."""
        place = f"het onderdeel “{self.where}”" if self.where else "dit onderdeel zelf"
        return f"Je schrijft bij “{self.heading}” dat je dit niet bijhoudt; het staat in {place}."


def contradictions(story: Story, answered: Mapping[str, str], shown: Collection[str]) -> tuple[Contradiction, ...]:
    """``answered``: by indicator the heading of what answers it; ``shown``: the sections that show a figure."""
    return tuple(_contradictions(story, answered, shown))


def _contradictions(story: Story, answered: Mapping[str, str], shown: Collection[str]) -> Iterator[Contradiction]:
    for key, heading in SECTIONS.items():
        one = story.beside.get(key)
        if one and key in shown and _NOT_KEPT.search(" ".join((*one.paragraphs, one.why_none))):
            yield Contradiction(heading, "")
    for indicator in INDICATORS:
        answer = story.qualities.get(indicator.key)
        if answer and indicator.key in answered and (answer.withheld or _NOT_KEPT.search(answer.text)):
            yield Contradiction(indicator.label, answered[indicator.key])
