"""A job function with something beside it that narrows down who it was: "een teamleider van 58". Pure.

Proof note. Before: folded text, and where ages, moments and the organisation's own names stand in it. After: a hit for
each sentence that names a function of the list beside this module, in the singular, and an age, a part of the
organisation, a moment, a sex, or that this person came to us. Why never a function alone: reports speak of functions
on every page, and by itself one points at nobody; of whoever has an office a moment says nothing either, nor of who
gave a training to many, where nothing is told of what was done to them. A function that the list lacks is not seen.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from nabij.reporting.rules.covering import Covering, within
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import phrase_spans, word_list

_FILE = Path(__file__).parent / "functions.toml"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_YOUNGEST, _OLDEST = 15, 79
# behind an age a sentence goes on about the person; "van 20 mensen" counts something else
_GOES_ON = r"(?=\s*(?:[.,;:!?)\n]|$)|\s+(?:jaar|die|en|was|is|had|kwam|belde|vroeg|zei|met|bij|op|in|uit)(?![^\W_]))"
_AGED = re.compile(
    r"(?:\s+[^\W\d_]+){0,3}?\s+van\s+(?:(?:circa|ongeveer|rond de|bijna|ruim|net)\s+)?"
    rf"(\d\d)(?:\s+jaar(?:\s+oud)?)?{_GOES_ON}"
)
# whoever came to us is told of, whatever the office
_CAME = re.compile(
    r"(?<![^\W_])(?:(?:kwam|klopte)\s+(?:[^\W\d_]+\s+){0,3}?(?:(?:bij|naar)\s+ons|langs|aan)|kwam(?=\s*[.,;!?]|$)"
    r"|belde(?:\s+ons)?|mailde(?:\s+ons)?|(?:zocht|vertelde|benaderde)\s+ons|deed\s+(?:een|haar|zijn|hun)\s+verhaal)(?![^\W_])"
)
# who gave a training in March came for nothing: the month then says when something was done for everybody
_PREVENTS = re.compile(
    r"(?<![^\W_])(?:gaf|geeft|verzorgde|organiseerde|leidde|hield|presenteerde|opende|schreef)\s+(?:[^.!?\n]{0,40}\s)?"
    r"(?:training|workshop|voorlichting|lezing|presentatie|themaweek|week|scholing|column|bijeenkomst)(?:en|s)?(?![^\W_])"
)
_SUFFERS = re.compile(r"(?<![^\W_])(?:werd|wordt|voelde|ervoer|ervaart|inbreng(?:er|ster)|over\s+ons|ons)(?![^\W_])")
_MANY = frozenset({"vrouwen", "mannen", "meisjes", "moeders", "dames", "jongens", "vaders", "heren"})
_SAID = "Een functie met een leeftijd, onderdeel, moment of geslacht erbij wijst vaak één persoon aan."
_INSTEAD = "Schrijf “een medewerker” of “iemand die leidinggeeft”, of laat het andere weg."


@cache
def _list() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _phrases() -> tuple[str, ...]:
    """The functions of more than one word."""
    return tuple(sorted(word for word in _list()["words"] if " " in word))


def is_function(word: str) -> bool:
    """Whether a folded word names a function, by itself or by how it ends."""
    # never cached: words of what somebody wrote would stay in the server's memory
    known = _list()
    if word in known["none"]:
        return False
    return word in known["words"] or any(_ends(word, ending) for ending in known["endings"])


def _ends(word: str, ending: str) -> bool:
    return word == ending or (word.endswith(ending) and len(word) - len(ending) > 1)


def function_spans(text: str) -> list[Span]:
    """Where functions stand in folded text."""
    words = [Span(*found.span()) for found in _WORD.finditer(text) if is_function(found[0])]
    longer = phrase_spans(text, _phrases())
    taken = Covering(longer)
    return [*longer, *(one for one in words if not taken.meets(one))]


def aged_spans(text: str) -> list[Span]:
    """Functions with an age: "de teamleider zorg van 58"."""
    found = []
    for one in function_spans(text):
        age = _AGED.match(text, one.end)
        if age and _YOUNGEST <= int(age[1]) <= _OLDEST:
            found.append(Span(one.start, age.end()))
    return found


def function_hits(
    folded: Folded, narrow: Sequence[Span], moments: Sequence[Span], own: Sequence[Span]
) -> Iterator[Hit]:
    """One hit for each sentence, from the first function in it to the last thing beside it.

    ``narrow``: ages and parts of the organisation; ``own``: roles of the organisation, which make combinations.
    """
    roles = Covering(own)
    functions = _In([one for one in function_spans(folded.text) if not roles.meets(one)])
    narrower, when = _In([*narrow, *phrase_spans(folded.text, _one_of_a_sex())]), _In(moments)
    came = _In([Span(*found.span()) for found in _CAME.finditer(folded.text)])
    for sentence in folded.sentences():
        named = functions.of(sentence)
        if not named:
            continue
        beside = narrower.of(sentence)
        beside += [one for one in named if folded.text[one.start : one.end] in _list()["sexed"]]
        if not all(_is_office(folded, one) for one in named) and not _is_prevention(folded.text, sentence):
            beside += when.of(sentence)
        beside = beside or came.of(sentence)
        if beside:
            told = [*named, *beside]
            span = Span(min(one.start for one in told), max(one.end for one in told))
            words = " ".join(sorted({fold_word(folded.text[one.start : one.end]) for one in told}))
            yield Hit(span, Kind.FUNCTION, _SAID, _INSTEAD, subject=words)


class _In:
    """Spans, asked for sentence by sentence."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=lambda one: one.start)
        self._longest = max((one.end - one.start for one in spans), default=0)

    def of(self, sentence: Span) -> list[Span]:
        """Those that overlap it."""
        return within(sentence, self._spans, self._spans, self._longest)


@cache
def _one_of_a_sex() -> tuple[str, ...]:
    words = word_list()["attributes"]
    return tuple(word for word in (*words["woman"], *words["man"]) if word not in _MANY)


def _is_prevention(text: str, sentence: Span) -> bool:
    """Whether it tells what somebody gave to many, and nothing of what was done to them."""
    said = text[sentence.start : sentence.end]
    return bool(_PREVENTS.search(said)) and not _SUFFERS.search(said)


def _is_office(folded: Folded, span: Span) -> bool:
    return folded.text[span.start : span.end] in _list()["offices"]
