"""Numbers of people that went out, but about something else than the sentence says. Pure.

A total that this report withholds may stand in last year's, and a class of ten that it shows frees no other ten. Proof
note. Before: what this very report shows, by the words of its classes. After: a number of people in a sentence passes
only where this report shows it of all, of a class that the sentence names, or of what counts nobody who came; or where
the sentence names another year, of which it was shown. Why no more is asked: what a sentence means a reader must judge.
"""

import re
from collections.abc import Iterable, Iterator

from nabij.reporting.rules.as_numbers import COUNTED
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Told
from nabij.reporting.rules.numbers import Number

_PEOPLE = re.compile(
    rf"\s+(?:(?:[a-z]+e\s+)?{COUNTED}|(?:keer|maal)\s+(?:ging|kwam|genoemd|gemeld|gebeld|over|bij)|over)(?![^\W_])"
)
# "waren het er zes", "bij discriminatie: 6"
_SUMMED = re.compile(r"(?:(?<![^\W_])(?:waren|kwamen|zijn)\s+(?:het\s+)?er|[a-z]:)\s+$")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])")
_BEFORE = re.compile(r"(?<![^\W_])(?:vorig|eerder)\w*(?![^\W_])")
_SHORTEST = 4
_EMPTY = frozenset({"over", "andere", "anders", "iets", "niet", "ingevuld", "mensen", "mens", "gesprekken", "totaal"})
SAID = "Dit getal is wel gepubliceerd, maar niet hierover: van wat deze zin noemt, toont dit verslag het niet."
INSTEAD = "Laat het getal weg, of schrijf van welk jaar of welke groep het is."


def told_of(year: int, everything: Iterable[int], classes: Iterable[tuple[str, int]]) -> Told:
    """What a report shows, from its totals and from each class with its figure."""
    by_word: dict[str, set[int]] = {}
    for label, figure in classes:
        for word in _words(fold_word(label)):
            by_word.setdefault(word, set()).add(figure)
    return Told(year, frozenset(everything), {word: frozenset(ones) for word, ones in by_word.items()})


def misplaced_hits(
    folded: Folded, numbers: Iterable[Number], released: frozenset[int], told: Told | None
) -> Iterator[Hit]:
    """The numbers of people among ``released`` that this report does not show of what their sentence names."""
    if told is None:
        return
    sentences = list(folded.sentences())
    for one in numbers:
        if one.bare or one.value not in released or not _tells_people(folded.text, one.span):
            continue
        around = next((each for each in sentences if each.overlaps(one.span)), one.span)
        if not _is_told(int(one.value), folded.text[around.start : around.end], told):
            yield Hit(Span(one.span.start, one.span.end), Kind.NUMBER, SAID, INSTEAD)


def _tells_people(text: str, span: Span) -> bool:
    """Whether it is told of people or matters: by what follows, or as a sum."""
    behind = _PEOPLE.match(text, span.end) is not None
    is_last = re.match(r"\s*(?:[.;\n]|$)", text[span.end :]) is not None
    return behind or (is_last and _SUMMED.search(text[max(0, span.start - 30) : span.start]) is not None)


def _is_told(value: int, sentence: str, told: Told) -> bool:
    if value in told.all or _BEFORE.search(sentence):
        return True
    if any(int(year[0]) != told.year for year in _YEAR.finditer(sentence)):
        return True
    named = set(_words(sentence))
    return any(value in figures for word, figures in told.by_word.items() if _names(named, word))


def _names(words: set[str], label: str) -> bool:
    """Whether a word of a class stands there, inflected or not."""
    return any(one.startswith(label) or (len(one) > _SHORTEST and label.startswith(one)) for one in words)


def _words(text: str) -> Iterator[str]:
    yield from (one for one in _WORD.findall(text) if len(one) >= _SHORTEST and one not in _EMPTY)
