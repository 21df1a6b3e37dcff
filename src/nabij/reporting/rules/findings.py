"""What a reader of a text is pointed at, and what was decided about it.

Proof note. A finding's ``key`` follows from its kind, what was found, the three words before and after it in its
sentence, and how many findings alike stand before it. So it stays while anything else is edited, and goes when the
words around it change: "3 workshops" that may stay does not let "3 collega's" stay. The key is a digest: a name
that was taken out of a text does not live on in the decisions, although whoever guesses it can check it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from nabij.kit.errors import Refused

LEAST_REASON = 10
TELLS_ALL = (
    "Dit zegt van iedereen die kwam hetzelfde, of dat iets bij niemand voorkwam. Dat is een cijfer dat dit "
    "verslag niet geeft, dus het kan niet blijven staan. Er is niets vastgelegd en er is niets verloren. Kies Ik "
    "pas het aan, en schrijf “vaak”, “soms” of “sommige mensen”."
)
NOBODY = "niemand"
"""What a number is said to count where it counts nobody who came."""


class Kind(Enum):
    """What a finding is about."""

    NUMBER = "getal"
    SHARE = "deel"
    EVERYBODY = "iedereen of niemand"
    OWN_NAME = "eigen naam"
    COMBINATION = "combinatie"
    DATE = "datum"
    AGE = "leeftijd"
    WORD = "woord"
    CONTACT = "contactgegeven"
    PERSON = "persoon"
    FUNCTION = "functie"


COUNTING = frozenset({Kind.NUMBER, Kind.SHARE})
"""What says how many: it stays only with what it counts, so that no count goes out beside the ledger."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``start`` up to ``end`` in the text; ``reason`` and ``suggestion`` are finished Dutch.

    ``must_change``: it says the same of each who came, which is a figure: no reason keeps it.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    suggestion: str
    key: str
    must_change: bool = False


class Choice(Enum):
    """What a counsellor did about a finding."""

    KEPT = "blijft staan"
    CHANGED = "aangepast"


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice about the finding of this key; what is kept has a reason.

    ``counts``: of what says how many, what that counts: ``NOBODY`` who came, or the key of a figure.
    """

    key: str
    choice: Choice
    reason: str = ""
    counts: str = ""


def decide(finding: Finding, choice: Choice, reason: str = "", counts: str = "") -> Decision:
    """The decision about a finding; refuses to keep one without a reason, or a count without what it counts."""
    reason = " ".join(reason.split())
    if choice is Choice.KEPT and finding.must_change:
        raise Refused(TELLS_ALL)
    if choice is not Choice.KEPT or finding.kind not in COUNTING:
        counts = ""
    elif not counts:
        raise Refused("Kies eerst wat dit getal telt. Er is niets vastgelegd. Staat het er niet bij? Pas de tekst aan.")
    if choice is Choice.KEPT and len(reason) < LEAST_REASON:
        raise Refused("Schrijf in een zin waarom dit kan blijven staan.")
    return Decision(finding.key, choice, reason, counts)


def undecided(findings: Iterable[Finding], decisions: Iterable[Decision]) -> tuple[Finding, ...]:
    """The findings that nobody decided to keep; what was said to be changed and still stands is among them.

    So is a count of which nobody said what it counts.
    """
    last = {decision.key: decision for decision in decisions}
    return tuple(finding for finding in findings if not stands(finding, last.get(finding.key)))


def stands(finding: Finding, decision: Decision | None) -> bool:
    """Whether a finding may stay by this decision."""
    if decision is None or decision.choice is not Choice.KEPT or finding.must_change:
        return False
    return finding.kind not in COUNTING or bool(decision.counts)


def key_of(kind: Kind, found: str, before: Iterable[str], after: Iterable[str], number: int) -> str:
    """The key of a finding; ``number`` counts those before it that are alike."""
    said = "\0".join((kind.name, found, " ".join(before), " ".join(after), str(number)))
    return hashlib.sha256(said.encode()).hexdigest()
