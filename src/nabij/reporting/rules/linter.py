"""What in a text might betray somebody. A linter, never a gate by itself: each finding is for a person to decide.

Proof note. Before: a text and what it is held against. After: findings in the order of the text, each with its span in
that text; the same text and the same facts give the same findings with the same keys. Why no finding means little: a
linter sees words, not what they mean to somebody who was there.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from nabij.reporting.rules.as_numbers import counting_hits
from nabij.reporting.rules.combinations import combination_hits, own_hits, spans_of
from nabij.reporting.rules.covering import Apart, Covering
from nabij.reporting.rules.everybodys_answer import tells_everybodys_answer
from nabij.reporting.rules.findings import Finding, Kind, key_of
from nabij.reporting.rules.folding import Folded, Span, fold
from nabij.reporting.rules.functions import function_hits
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.in_disguise import disguised_hits
from nabij.reporting.rules.known import Known, phrase_spans, word_list
from nabij.reporting.rules.no_more import no_more_hits
from nabij.reporting.rules.none_of_them import none_hits
from nabij.reporting.rules.numbers import number_hits, read_numbers
from nabij.reporting.rules.one_of_them import one_hits
from nabij.reporting.rules.one_place import placed_hits
from nabij.reporting.rules.pointed_at import pointed_hits
from nabij.reporting.rules.traits import trait_hits
from nabij.reporting.rules.watched import everybody_hits, refused_hits, watched_hits
from nabij.reporting.rules.whose_number import misplaced_hits

_WORD = re.compile(r"[^\W_]+")
_AROUND, _NEAR = 3, 150


def lint(text: str, known: Known, *, corrects: bool = False) -> tuple[Finding, ...]:
    """Everything in a text that a counsellor should look at before it goes out, in the order of the text.

    ``corrects``: the text tells what a later edition mends.
    """
    folded = fold(text)
    hits = sorted(
        _hits(folded, known, corrects=corrects), key=lambda hit: (hit.span.start, -hit.span.end, hit.kind.value)
    )
    return tuple(_findings(folded, hits, known))


def _hits(folded: Folded, known: Known, *, corrects: bool) -> Iterator[Hit]:
    free = phrase_spans(folded.text, known.phrases)
    watched = _outside(free, _widest(watched_hits(folded, known.roles)))
    yield from combination_hits(folded, known, _of(Kind.AGE, watched))
    functions = list(_functions(folded, known, watched))
    yield from functions
    # an age that is told with a function asks for one decision, not for two
    told = Covering(hit.span for hit in functions)
    yield from (hit for hit in watched if hit.kind is not Kind.AGE or not told.holds(hit.span))
    exempt = phrase_spans(folded.text, tuple(word_list()["exempt"]["phrases"]))
    taken = [*free, *exempt, *(hit.span for hit in watched)]
    disguised = [*disguised_hits(folded), *counting_hits(folded), *no_more_hits(folded)]
    disguised = _outside(taken, _widest(disguised))
    numbers = list(number_hits(folded, known, taken))
    read = (one for one in read_numbers(folded) if not any(one.span.overlaps(span) for span in taken))
    numbers += misplaced_hits(folded, read, known.figures, known.told)
    everybody = list(everybody_hits(folded, known.phrases))
    found = [*numbers, *everybody]
    yield from found
    hidden = _outside((hit.span for hit in found), disguised)
    yield from hidden
    yield from _outside((hit.span for hit in (*found, *hidden)), one_hits(folded, corrects=corrects))
    yield from none_hits(folded, known)
    yield from _outside([*taken, *(hit.span for hit in functions)], pointed_hits(folded, known))
    yield from _outside([*taken, *(hit.span for hit in functions)], placed_hits(folded, known))
    yield from trait_hits(folded)
    yield from refused_hits(folded, known.phrases)
    yield from own_hits(folded, known)


def _functions(folded: Folded, known: Known, watched: list[Hit]) -> Iterator[Hit]:
    """Functions with something beside them."""
    units = [span for name in known.units if name.strip() for span in spans_of(folded, name)]
    roles = [span for name in known.roles if name.strip() for span in spans_of(folded, name)]
    yield from function_hits(folded, [*units, *_of(Kind.AGE, watched)], _of(Kind.DATE, watched), roles)


def _of(kind: Kind, hits: Iterable[Hit]) -> list[Span]:
    return [hit.span for hit in hits if hit.kind is kind]


def _outside(spans: Iterable[Span], hits: Iterable[Hit]) -> list[Hit]:
    """The hits that overlap none of these."""
    taken = Covering(spans)
    return [hit for hit in hits if not taken.meets(hit.span)]


def _widest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap, the widest; of equal ones the first."""
    apart = Apart()
    return [hit for hit in sorted(hits, key=lambda one: one.span.start - one.span.end) if apart.take(hit.span)]


def _findings(folded: Folded, hits: Iterable[Hit], known: Known) -> Iterator[Finding]:
    sentences = list(folded.sentences())
    alike: Counter[tuple[Kind, str, tuple[str, ...], tuple[str, ...]]] = Counter()
    for hit in hits:
        before, after = ((), ()) if hit.subject else _around(folded.text, hit.span, sentences)
        subject = hit.subject or folded.text[hit.span.start : hit.span.end]
        same = (hit.kind, " ".join(subject.split()), before, after)
        real = folded.unfold(hit.span)
        tells = tells_everybodys_answer(folded, hit, _sentence(hit.span, sentences), known.told)
        key = key_of(*same, alike[same])
        yield Finding(real.start, real.end, hit.kind, hit.reason, hit.suggestion, key, must_change=tells)
        alike[same] += 1


def _around(text: str, span: Span, sentences: list[Span]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words just before and just after, within the sentence."""
    sentence = _sentence(span, sentences)
    start, end = max(sentence.start, span.start - _NEAR), min(sentence.end, span.end + _NEAR)
    before = _WORD.findall(text[start : span.start])[-_AROUND:]
    after = _WORD.findall(text[span.end : max(end, span.end)])[:_AROUND]
    return tuple(before), tuple(after)


def _sentence(span: Span, sentences: list[Span]) -> Span:
    """The sentence in which it begins."""
    return sentences[bisect_right(sentences, span.start, key=lambda one: one.start) - 1]
