"""What has to be looked at again once somebody's yes is gone: what was written while it stood counts no more. Pure.

Nothing that was written goes. A section is kept with the revision in which it stood then, and counts as written once it
has a later one: somebody looked at it since, and kept it as it is or changed it.
"""

from collections.abc import Collection, Mapping

from nabij.kit.errors import Refused
from nabij.signals.rules import sections

type Before = frozenset[tuple[str, int]]

NOTHING: Before = frozenset()
# how it was weighed, and with whom; what the colleague wrote is of this weighing by ``State.seconded``
WEIGHING = (*sections.aspects(), sections.CARD, sections.COMPANION)
# the letter, and how the colleague read it: no step asks for that, so pages alone tell that it is of before
WORDING = (sections.LETTER, sections.READING)


def fallen(before: Before, revisions: Mapping[str, int], *names: str) -> Before:
    """The same, and these sections as they stand now, where they have a text at all."""
    return seen(before, *names) | {(name, revisions[name]) for name in names if revisions.get(name)}


def seen(before: Before, *names: str) -> Before:
    """The same without these sections: they were looked at."""
    return frozenset(one for one in before if one[0] not in names)


def counted(before: Before, revisions: Mapping[str, int]) -> dict[str, int]:
    """The sections that count as written."""
    last = dict(before)
    return {name: revision for name, revision in revisions.items() if revision > last.get(name, 0)}


def check_weighed_anew(before: Before, revisions: Mapping[str, int], needed: Collection[str]) -> None:
    """Refuse a weighing that was made while somebody stood behind it who does so no more; with code ``reweigh``."""
    if set(needed) & set(revisions) - set(counted(before, revisions)):
        raise Refused(
            "Een inbrenger staat er niet meer achter, of het signaal is om iets anders teruggelegd. Wat je schreef is "
            "bewaard. Lees de weging opnieuw en bewaar haar: inhoud, herhaling, impact en context rusten misschien op "
            "minder.",
            code="reweigh",
        )


def check_read_anew(before: Before, revisions: Mapping[str, int]) -> None:
    """Refuse a letter that was checked while somebody stood behind it who does so no more; with code ``reread``."""
    if sections.LETTER in revisions and sections.LETTER not in counted(before, revisions):
        raise Refused(
            "Sinds je de brief schreef, nam een inbrenger iets terug of is het signaal opnieuw gewogen. De tekst is "
            "bewaard; er is niets verstuurd. Lees de brief opnieuw, en kijk hem dan na.",
            code="reread",
        )
