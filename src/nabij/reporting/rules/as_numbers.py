"""Words that count as well as a number does: ordinals, Roman and English numbers, multiples, how often. Pure.

Proof note. Before: folded text, the text as written. After: a hit for each of these ways of counting, whatever was
released: a reader cannot see in a word whether the figure behind it went out. Why an ordinal needs somebody beside it,
or nothing at all: "het tweede verslag" and "de derde partij" count nobody, "de vierde" alone counts whoever came.
"""

import re
from collections.abc import Iterable, Iterator

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import word_list
from nabij.reporting.rules.number_words import rank_of
from nabij.reporting.rules.watched import refold

_NOBODY = {"gesprek", "gesprekken", "regel", "rij", "verhaal", "verhalen", "contact", "bezoek", "dossier", "dossiers"}
_WORDS = {*word_list()["counted"]["many"], *word_list()["counted"]["one"], *word_list()["people"]["words"]}


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


COUNTED = _any_of(_WORDS)
"""Whom and what a report counts, in the singular and the plural."""
_WHO = _any_of(_WORDS - _NOBODY)

_CAME = r"(?:kwam|kwamen|belde|belden|mailde|meldde|volgde|vertrok|noemde|sprak|stopte)"
_RANKED = re.compile(
    r"(?<![^\W_])(\d{1,4}(?:e|de|ste)|[a-z]+(?:de|ste))\s+(?:en\s+laatste\s+)?(?:[a-z]+e\s+)?"
    rf"(?:{_WHO}|(?:keer|maal)(?!\s+dat\s+(?:wij|we|dit\s+verslag)))(?![^\W_])"
)
_RANK_ALONE = re.compile(
    r"(?<![^\W_])(?:de|een)\s+(\d{1,4}(?:e|de|ste)|[a-z]+(?:de|ste))"
    rf"(?=\s*(?:[.,;:)!?]|$)|\s+(?:{_CAME}|en\s+laatste|erbij)(?![^\W_]))"
)
# a capital before it: "Deel II", "Willem III"; and two letters at least, for "I" and "V" are initials
_ROMAN = re.compile(r"(?<![\w.-])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![\w-])")
_NAMED = re.compile(r"(?:[A-Z][\w'’-]*|deel|hoofdstuk|bijlage|tabel|figuur|type|fase|artikel|boek|noot)\s+$")
_ENGLISH = re.compile(r"(?<![^\W_])(?:two|three|four|five|six|seven|eight|nine|eleven|twelve|twice)(?![^\W_])")
_TIMES = re.compile(
    r"(?<![^\W_])(?:(?:dubbel|driedubbel|half|halve|(?:een|nog\s+een)\s+keer|nog\s+eens)\s+zo\s*(?:veel|vaak)"
    r"|halver(?:ing|en)\w*|halveer\w*|(?:keer|maal)\s+zo\s*(?:veel|vaak)"
    r"|een\s+(?:minder|meer)\s+dan\s+(?:vorig|verleden|in|het|\d{4}))(?![^\W_])"
)
_FEW = re.compile(
    rf"(?<![^\W_])(?:beide\s+(?:[a-z]+e\s+)?{_WHO}|anderhal(?:f|ve)\s+{_WHO}|een\s+stuk\s+of\s+wat|een\s+man\s+of\s+[a-z]+"
    rf"|vingers\s+(?:van|aan)\s+(?:een|de)\s+hand|een\s+keer\s+(?:ging|kwam|betrof|meldde|belde|was\s+er)"
    r"|er\s+(?:nog\s+)?een\s+(?:van|uit|bij)\s+(?:de|het|onze))(?![^\W_])"
)
_OFTEN = re.compile(
    rf"(?<![^\W_])(?:elke|iedere|per)\s+(?:dag|week|maand|kwartaal)(?:\s+[\w']+){{0,4}}?\s+(?:iemand|een\s+(?:ander|nieuwe?)|een\s+{_WHO})"
    r"(?!\s+(?:van\s+ons|bereikbaar|aanwezig))(?![^\W_])"
    rf"|(?<![^\W_])(?:kwam|kwamen|belde|meldde)\s+(?:[\w']+\s+){{0,3}}?(?:dagelijks|wekelijks|maandelijks)(?![^\W_])"
)
_SAID = "Dit zegt om hoeveel mensen het gaat, ook zonder getal."
_INSTEAD = "Schrijf “soms” of “sommige mensen”, of gebruik een gepubliceerd cijfer."
_TIMES_SAID = "Dit vergelijkt aantallen; daaruit kan een verborgen cijfer volgen."
_TIMES_INSTEAD = "Controleer of dit uit de gepubliceerde cijfers volgt, of schrijf “vaak”."


def counting_hits(folded: Folded) -> Iterator[Hit]:
    """All of these, in no order; two of them may overlap."""
    for pattern in (_RANKED, _RANK_ALONE):
        for found in pattern.finditer(folded.text):
            if rank_of(found[1]):
                yield Hit(Span(*found.span()), Kind.NUMBER, _SAID, _INSTEAD)
    for pattern in (_ENGLISH, _FEW, _OFTEN):
        yield from (Hit(Span(*one.span()), Kind.NUMBER, _SAID, _INSTEAD) for one in pattern.finditer(folded.text))
    yield from (Hit(Span(*one.span()), Kind.SHARE, _TIMES_SAID, _TIMES_INSTEAD) for one in _TIMES.finditer(folded.text))
    for found in _ROMAN.finditer(folded.original):
        if not _NAMED.search(folded.original[max(0, found.start() - 20) : found.start()]):
            yield Hit(refold(folded, Span(*found.span())), Kind.NUMBER, _SAID, _INSTEAD)
