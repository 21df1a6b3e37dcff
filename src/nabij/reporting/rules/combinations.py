"""The organisation's own names in a text, and combinations of attributes that fit too few of its staff.

Proof note. Before: folded text and what is known of the organisation. After: a hit for each own name, and for each
sentence or paragraph that combines two attributes or more (role, unit, sex, age, nature) unless the head counts show
that at least T staff fit. What happened narrows nobody down by itself, so a nature asks for a head count of the others.
An age is in no head count, so it always makes a combination unknown. Head counts of fewer attributes prove nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from nabij.reporting.rules.covering import Apart, within
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import MAN, WOMAN, Attribute, Known, pattern_of, phrase_spans, role, unit, word_list

type Place = tuple[Span, Attribute]

_NATURE = "nature"
_FEW = ("Bij deze combinatie passen te weinig mensen.", "Laat een van deze kenmerken weg, of schrijf ruimer.")
_UNKNOWN = (
    "Bij hoeveel mensen deze combinatie past, is niet bekend.",
    "Laat een van deze kenmerken weg, of geef eerst op hoeveel mensen het zijn.",
)


def own_hits(folded: Folded, known: Known) -> Iterator[Hit]:
    """Own names and units, each once where they overlap.

    A role that every organisation has is no name: only what it is combined with narrows it down.
    """
    apart = Apart()
    for names, said, instead in (
        (known.names, "Dit is een naam van deze organisatie.", "Schrijf “de organisatie”."),
        (known.units, "Dit is een onderdeel van deze organisatie.", "Schrijf “een afdeling”."),
        (
            [one for one in known.roles if one not in known.common_roles],
            "Dit is een functie in deze organisatie.",
            "Schrijf ruimer: “een medewerker”, “mensen die leidinggeven”.",
        ),
    ):
        for span in sorted(_spans(folded, names), key=lambda one: one.start - one.end):
            if apart.take(span):
                yield Hit(span, Kind.OWN_NAME, said, instead)


def _spans(folded: Folded, names: Sequence[str]) -> list[Span]:
    return [span for name in names if name.strip() for span in spans_of(folded, name)]


def spans_of(folded: Folded, name: str) -> list[Span]:
    """Where a name of the organisation stands."""
    return [Span(*hit.span()) for hit in pattern_of(name).finditer(folded.text)]


def combination_hits(folded: Folded, known: Known, ages: Sequence[Span]) -> Iterator[Hit]:
    """Combinations in a sentence, and those that only a whole paragraph makes."""
    places = sorted(_places(folded, known, ages), key=lambda place: place[0].start)
    spans = [span for span, _ in places]
    longest = max((span.end - span.start for span in spans), default=0)
    sentences = list(folded.sentences())
    widest = max((one.end - one.start for one in sentences), default=0)
    for paragraph in folded.paragraphs():
        inside = within(paragraph, places, spans, longest)
        told: set[frozenset[Attribute]] = set()
        for sentence in within(paragraph, sentences, sentences, widest):
            part = within(sentence, places, spans, longest)
            told.add(frozenset(attribute for _, attribute in part))
            yield from _judge(part, known)
        if frozenset(attribute for _, attribute in inside) not in told:
            yield from _judge(inside, known)


def _places(folded: Folded, known: Known, ages: Sequence[Span]) -> Iterator[Place]:
    words = word_list()["attributes"]
    for names, make in ((known.units, unit), (known.roles, role)):
        for name in names:
            yield from ((span, make(name)) for span in _spans(folded, (name,)))
    for attribute, key in ((WOMAN, "woman"), (MAN, "man")):
        yield from ((span, attribute) for span in phrase_spans(folded.text, tuple(words[key])))
    yield from ((span, Attribute("age", folded.text[span.start : span.end])) for span in ages)
    for start in words["natures"]:
        for span in _begun(folded.text, start):
            yield span, Attribute(_NATURE, start)


def _begun(text: str, start: str) -> Iterator[Span]:
    place = text.find(start)
    while place >= 0:
        if place == 0 or not text[place - 1].isalnum():
            yield Span(place, place + len(start))
        place = text.find(start, place + 1)


def _judge(places: Sequence[Place], known: Known) -> Iterator[Hit]:
    """One hit for the narrowest combination of these, if too few staff fit it or nobody knows how many do."""
    by_what: dict[str, dict[Attribute, None]] = {}
    for _, attribute in places:
        by_what.setdefault(attribute.what, {})[attribute] = None
    natures = by_what.pop(_NATURE, {})
    if len(by_what) + bool(natures) < 2:
        return
    combined = [frozenset(one) for one in product(*by_what.values())]
    bad = [one for one in combined if (known.staff_at_least(one) or 0) < known.threshold]
    if bad:
        few = any(
            (known.staff_at_most(one) or 0) < known.threshold for one in bad if known.staff_at_most(one) is not None
        )
        subject = " ".join(sorted({f"{one.what}:{fold_word(one.word)}" for _, one in places}))
        span = Span(min(span.start for span, _ in places), max(span.end for span, _ in places))
        yield Hit(span, Kind.COMBINATION, *(_FEW if few else _UNKNOWN), subject=subject)
