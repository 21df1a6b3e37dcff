"""Decisions about a text that a later edition repeats: carried over where sentence and finding are the same. Pure.

Proof note. Before: what the linter finds in the text of now, the text of the edition before, and what was kept there.
After: a finding is carried only where the same finding was kept in the same place, and each sentence that it stands in
was there word for word. Why the sentence as well: a key looks three words around, and the fourth may turn what is said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from nabij.reporting.rules.folding import Span, fold
from nabij.reporting.rules.looking_over import Place, Spot


def carried(
    spots: Iterable[Spot], now: Iterable[Place], before: Iterable[Place], kept: Collection[str]
) -> tuple[str, ...]:
    """The keys of the findings that need no new decision; ``kept``: those that were kept in the edition before."""
    texts = {place.name: place.text for place in now}
    said = {place.name: frozenset(_sentences(place.text).values()) for place in before}
    return tuple(spot.key for spot in spots if spot.key in kept and _is_unchanged(spot, texts, said))


def _is_unchanged(spot: Spot, texts: Mapping[str, str], said: Mapping[str, frozenset[str]]) -> bool:
    own = Span(spot.finding.start, spot.finding.end)
    around = {text for span, text in _sentences(texts.get(spot.place, "")).items() if span.overlaps(own)}
    return bool(around) and around <= said.get(spot.place, frozenset())


def _sentences(text: str) -> dict[Span, str]:
    """The sentences of a text by where they stand in it."""
    folded = fold(text)
    return dict(_unfolded(text, (folded.unfold(span) for span in folded.sentences())))


def _unfolded(text: str, spans: Iterable[Span]) -> Iterator[tuple[Span, str]]:
    for span in spans:
        yield span, " ".join(text[span.start : span.end].split())
