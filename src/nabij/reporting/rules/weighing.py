"""What a text tells that its writer has to decide about before it is given out: the same of every text. Pure.

Proof note. Before: texts, what they are held against, the tables whose figures they may say, and what was chosen.
After: a ``Weighed`` for each finding; it is decided only by the rule of the story (``findings.decide``): what stays has
a reason, and what says how many stays only as nobody who came, or as one figure of these tables that says just that.
``said_of`` gives every such figure, so that it is judged and goes through the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nabij.kit.errors import Refused
from nabij.reporting.rules.counted import Counted, counted_by, counts_who_came, said_in
from nabij.reporting.rules.excerpt import after_it, before_it
from nabij.reporting.rules.findings import COUNTING, NOBODY, Choice, Decision, Finding, decide
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij_disclosure.history import Told
from nabij_disclosure.pose import Asked

AROUND = 60
_WHO_CAME = (
    "Hier staat zelf dat dit mensen telt die kwamen. Er is niets bewaard. Kies welk cijfer dit is, of pas de tekst aan "
    "en laat het getal weg."
)
_NO_SUCH = "Dit getal is niet het cijfer dat je koos. Er is niets bewaard. Kies opnieuw, of pas de tekst aan."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose about one finding: what it counts, if anything, and why it may stay."""

    counts: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One finding with the words around it, the figures that it may count, and what was decided or is in the way."""

    before: str
    found: str
    after: str
    finding: Finding
    options: tuple[Counted, ...]
    chosen: Chosen
    decision: Decision | None
    trouble: str = ""

    @property
    def key(self) -> str:
        return self.finding.key

    @property
    def is_count(self) -> bool:
        """Whether it says how many."""
        return self.finding.kind in COUNTING

    @property
    def figure(self) -> Counted | None:
        """The figure that it was decided to be."""
        counts = self.decision.counts if self.decision else ""
        return next((one for one in self.options if one.key == counts), None)


def weighed(
    texts: Iterable[str],
    known: Known,
    tables: Iterable[Asked],
    chosen: Mapping[str, Chosen],
    *,
    corrects: bool = False,
) -> tuple[Weighed, ...]:
    """Every finding in these texts, with what was decided about it."""
    own = tuple(tables)
    return tuple(
        _weighed(text, one, own, chosen.get(one.key, Chosen()))
        for text in texts
        for one in lint(text, known, corrects=corrects)
    )


def _weighed(text: str, one: Finding, tables: tuple[Asked, ...], chosen: Chosen) -> Weighed:
    start, end = max(0, one.start - AROUND), one.end + AROUND
    before, found, after = text[start : one.start], text[one.start : one.end], text[one.end : end]
    options = counted_by(said_in(found), tables) if one.kind in COUNTING else ()
    decision, trouble = None, ""
    if chosen != Chosen():
        try:
            decision = _decided(one, options, chosen, (before, found, after))
        except Refused as refused:
            trouble = refused.sentence
    shown = before_it(text, one.start, AROUND), found, after_it(text, one.end, AROUND)
    return Weighed(*shown, one, options, chosen, decision, trouble)


def _decided(one: Finding, options: tuple[Counted, ...], chosen: Chosen, words: tuple[str, str, str]) -> Decision:
    reason = chosen.reason
    if one.kind in COUNTING and chosen.counts == NOBODY and counts_who_came(*words):
        raise Refused(_WHO_CAME)
    if one.kind in COUNTING and chosen.counts not in {"", NOBODY}:
        figure = next((each for each in options if each.key == chosen.counts), None)
        if figure is None:
            raise Refused(_NO_SUCH, code="stale")
        reason = f"Dit is een cijfer dat uitgaat: {figure.label}."
    return decide(one, Choice.KEPT, reason, chosen.counts)


def said_of(found: Iterable[Weighed]) -> tuple[tuple[Asked, tuple[Told, ...]], ...]:
    """What the figures among these say of each table, once."""
    by_table: dict[tuple[str, str, frozenset[str]], tuple[Asked, tuple[Told, ...]]] = {}
    for one in _figures(found):
        key = (one.asked.table.measure, one.asked.table.name, one.asked.periods)
        asked, told = by_table.get(key, (one.asked, ()))
        by_table[key] = asked, (*told, *(each for each in one.told if each not in told))
    return tuple(by_table.values())


def _figures(found: Iterable[Weighed]) -> Iterator[Counted]:
    for one in found:
        if one.figure is not None:
            yield one.figure


def lines_of(found: Iterable[Weighed]) -> list[dict[str, str]]:
    """What was decided, to be kept beside the text; the words that were found are not in it."""
    decisions = (one.decision for one in found)
    return [{"key": one.key, "reason": one.reason, "counts": one.counts} for one in decisions if one is not None]


def chosen_before(lines: Iterable[object]) -> dict[str, Chosen]:
    """What was decided about a text the last time, by key; of older texts only the key was kept."""
    return {one["key"]: Chosen(one.get("counts", ""), one.get("reason", "")) for one in lines if isinstance(one, dict)}
