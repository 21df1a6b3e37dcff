"""What a letter is held against besides its writer's vault: parts and roles of an organisation, figures that went out.

No count that was not shown is among them: they come from what readers of a release saw.
"""

from collections.abc import Iterable
from typing import Any

from nabij.kit import codes
from nabij.people.models import User
from nabij.releases.models import Release
from nabij.releases.rules import Shown, band_phrases
from nabij.signals.behind import behind
from nabij.signals.models import Signal

# A count so small may be that of anything: the same number would free a number of people by chance.
FEWEST = 5
LEAST = 2
"""Of one somebody is told, whatever the practice says."""


def beside(actor: User, signal: Signal) -> dict[str, Any]:
    """Parts and who works there, roles, what is few, figures the board saw, what they count, ways to say them."""
    organisation = signal.organisation
    out = Release.objects.visible_to(actor).filter(organisation=organisation)
    seen = [one.shown for one in out.order_by("sequence")]
    days = organisation.practice.reply_days
    rows = organisation.unit_set.order_by("pk").values_list("pk", "name", "head_count")
    parts = [{"id": pk, "name": name, "heads": heads} for pk, name, heads in rows]
    return {
        "units": sorted(part["name"] for part in parts),
        "parts": parts,
        "few": max(organisation.practice.pattern_threshold, LEAST),
        "roles": list(codes.labels("person_role").values()),
        "released": sorted(_figures(seen)),
        "behind": behind(signal),
        "counted": _counted(seen),
        "always": [f"binnen {days} werkdagen", *sorted(band_phrases(seen))],
    }


def _figures(seen: Iterable[Shown]) -> set[int]:
    """The figures that were shown: a mark is none, and neither is what was told as a band."""
    shown = (figure for one in seen for figure in one.figures.values())
    return {figure for figure in shown if isinstance(figure, int) and figure >= FEWEST}


def _counted(seen: Iterable[Shown]) -> dict[str, list[dict[str, Any]]]:
    """What each of these figures counts: its measure, and the classes of its cell; a total has none."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in seen:
        for cell, figure in one.figures.items():
            if not isinstance(figure, int) or figure < FEWEST:
                continue
            classes = [node for node, dimension in zip(cell, one.dimensions, strict=True) if node != dimension.root]
            about = {"of": one.measure, "classes": classes}
            if about not in (told := found.setdefault(str(figure), [])):
                told.append(about)
    return found
