"""Numbers and parts in a text that are not among the released figures.

Proof note. Before: folded text. After: every number in digits or in Dutch words is a hit, unless it was released, is a
year, points at a place in a document, or counts things that say nothing about who came. "een" is an article unless it
has an accent or begins a pair ("een van de zeven"); "één van de gesprekken" is a manner of speaking. A number that was
released about something else passes: what a number says, a reader must judge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from nabij.reporting.rules.as_numbers import COUNTED
from nabij.reporting.rules.covering import Covering
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Known, word_list
from nabij.reporting.rules.number_words import ALWAYS_BOTH, together, value_of

_TOKEN = re.compile(r"(?<![^\W_])(?<![^\W\d_]-)(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?|[^\W\d_]+)")
_ORDINAL = re.compile(r"(?:e|de|ste)(?![^\W_])")
_BETWEEN = re.compile(r"\s*/\s*|\s+(?:[a-z]+\s+)?(?:van|op|uit)\s+(?:(?:de|het|die|deze|onze|elke|alle|totaal)\s+)?")
_BARE_BETWEEN = re.compile(r"\s+(?:van|op|uit)\s+(?:(?:de|die|deze|onze|elke|alle)\s+)?")
_PERCENT = re.compile(r"\s*(?:%|procent(?![^\W_])|pct(?![^\W_]))")
_RECENT = re.compile(r"(?:afgelopen|laatste|komende|volgende)\s+$")
_SPAN_OF_TIME = re.compile(r"\s+(?:jaar|jaren|maanden|weken|kwartalen)(?![^\W_])")
_EACH = re.compile(r"(?<![^\W_])(?:elke|iedere)\s+(?:week|maand)(?![^\W_])")
_PEOPLE = re.compile(rf"\s+(?:[a-z]+e\s+)?{COUNTED}(?![^\W_])")
_SPEECH = re.compile(r"\s+(?:van\s+(?!\S*\d)|keer\b(?!\s+(?:ging|kwam|was|betrof))|of\s+meer\b|ding\b|lijn\b)")
_WITH = re.compile(r"(?<![^\W_])met\s+(?:zijn|z'n|hun|ons)\s+$")
_TIME = re.compile(r"\s+(?:minuten|uur|jaar|dagen|weken|maanden)(?![^\W_])")
_LIST_MARK = re.compile(r"[.)]\s")
_LIST = re.compile(r"(?:^|\n)[ \t]*$")
_THINGS = re.compile(
    r"\s+(?:[a-z]+e\s+)?("
    + "|".join(map(re.escape, word_list()["exempt"]["things"]))
    + r")(?![^\W_])(?!\s+(?:gingen|ging|kwamen|kwam|waren|betrof|betroffen|achtereen|achter\s+elkaar|op\s+rij)"
    + r"(?![^\W_]))"
)
# what people bring or are given: where it says to whom, from whom or about what, it counts who came
_BROUGHT = frozenset({"vragen", "adviezen", "onderdelen", "delen"})
_CAME = re.compile(r"(?<![^\W_])(?:kwam|kwamen|waren|bereikten|kregen)\s+(?:er\s+)?(?:[a-z]+\s+){0,2}$")
_ABOUT = re.compile(r"\s+(?:over|van|uit|binnen|bij|langs)(?![^\W_])")
_TO = re.compile(rf"\s+aan\s+(?:[a-z]+\s+)?{COUNTED}(?![^\W_])")
# "voor een deel 3 vrouwen" points at no part of a document
_NO_PART = re.compile(r"(?<![^\W_])(?:een|groot|grote|grootste|klein|kleine|kleinste|meeste)\s+deel\s+$")
_HAPPENED = re.compile(
    rf"(?<![^\W_])(?:kwam|kwamen|belde\w*|gebeld|meldde\w*|gebeurde\w*|iemand|een\s+ander|{'|'.join(word_list()['attributes']['natures'])})"
)
# "paragraaf 3.2.1", "tabel 2 tot en met 4": each number of it points
_PLACES = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(map(re.escape, word_list()["exempt"]["places"]))
    + r")\s+(?:\d[\d.]{0,8}\s*(?:,|en|of|tot\s+en\s+met|t/m)\s+){0,3}(?:\d+\.)*$"
)
_PARTS = {"helft": 50, "kwart": 25, "driekwart": 75, "eenderde": 33, "tweederde": 67}
_DEEL = re.compile(
    r"(?<![^\W_])(?:(drie\s*kwart|helft(?!\s+van\s+(?:het|dit|een)\s+\w*jaar)|kwart(?!\s+(?:voor|over)\b)|driekwart|eenderde|tweederde)"
    r"|(een|twee|drie|vier)\s+(derde|vierde|vijfde)(?=\s+(?:van|deel)\b))(?![^\W_])"
)
_MOST = re.compile(
    r"(?<![^\W_])(?:(?:grote\s+)?meerderheid|merendeel|de\s+meeste(?!\s+(?:tijd|aandacht))|minderheid"
    r"|verdubbel\w*|gehalveerd\w*|verdrievoudig\w*|twee\s*keer\s+zo\s*veel)(?![^\W_])"
)
_NEAR = 40
_NUMBER_SAID = "Dit getal staat niet in de gepubliceerde cijfers."
_NUMBER_INSTEAD = "Laat het getal weg, schrijf bijvoorbeeld “enkele”, of gebruik een gepubliceerd cijfer."
_PART_SAID = "Uit dit deel van een geheel volgt een cijfer dat niet gepubliceerd is."
_PART_INSTEAD = "Schrijf “een deel” of “vaker dan”, of gebruik een gepubliceerd cijfer."
_MOST_SAID = "Dit vergelijkt aantallen; daaruit kan een verborgen cijfer volgen."
_MOST_INSTEAD = "Controleer of dit uit de gepubliceerde cijfers volgt, of schrijf “vaak”."


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text; ``bare`` for "een" without an accent."""

    span: Span
    value: Decimal
    bare: bool = False
    accented: bool = False
    digits: str = ""

    @property
    def is_year(self) -> bool:
        """Whether it can be one of the years that a report speaks of."""
        return len(self.digits) == 4 and "1990" <= self.digits <= "2099"


def number_hits(folded: Folded, known: Known, taken: Sequence[Span]) -> Iterator[Hit]:
    """The numbers and parts that were not released, outside of what is ``taken``."""
    parts = list(_parts(folded.text, known))
    before, used = Covering(taken), Covering([*taken, *(span for span, _ in parts)])
    yield from (hit for _, hit in parts if hit and not before.meets(hit.span))
    numbers = [one for one in read_numbers(folded) if not used.meets(one.span)]
    paired: set[Span] = set()
    for first, second in pairwise(numbers):
        if first.span not in paired and not _points(folded.text, first) and _is_pair(folded.text, first, second):
            paired |= {first.span, second.span}
            if (int(first.value), int(second.value)) not in known.ratios:
                yield Hit(Span(first.span.start, second.span.end), Kind.SHARE, _PART_SAID, _PART_INSTEAD)
    for one in numbers:
        if one.span not in paired and (hit := _judge(folded.text, one, known)):
            yield hit


def read_numbers(folded: Folded) -> Iterator[Number]:
    """Every number, "een" included; "honderd vijf" and "honderd en vijf" are one."""
    last: Number | None = None
    for token in _TOKEN.finditer(folded.text):
        if (one := _read(folded, token)) is None:
            continue
        if last and (value := _sum(folded.text[last.span.end : one.span.start], last, one)) is not None:
            last = Number(Span(last.span.start, one.span.end), value)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _read(folded: Folded, token: re.Match[str]) -> Number | None:
    word, span = token[0], Span(*token.span())
    if word[0].isdigit():
        if _ORDINAL.match(folded.text, span.end):
            return None
        plain = re.sub(r"\.(?=\d{3})", "", word).replace(",", ".")
        return Number(span, Decimal(plain), digits=word)
    value = value_of(word)
    if value is None and (both := together(word)) and _are_together(folded.text, span):
        value = both
    if value is None:
        return None
    real = folded.unfold(span)
    accented = word == "een" and not folded.original[real.start : real.end].isascii()
    return Number(span, Decimal(value), bare=word == "een" and not accented, accented=accented)


def _are_together(text: str, span: Span) -> bool:
    """Whether "vieren" is a number here: who can be celebrated as well must be "met zijn vieren"."""
    before = text[max(0, span.start - 20) : span.start]
    return _WITH.search(before) is not None or (
        text[span.start : span.end] in ALWAYS_BOTH and not before.endswith("in ")
    )


def _sum(between: str, first: Number, second: Number) -> Decimal | None:
    """The value of two words that are one number."""
    if first.digits or second.digits or first.bare or second.bare or not re.fullmatch(r"\s+(?:en\s+)?", between):
        return None
    if second.value in {100, 1000} and first.value < 20 and "en" not in between:
        return first.value * second.value
    adds = first.value >= 100 and first.value % 100 == 0 and second.value < 100
    return first.value + second.value if adds else None


def _is_pair(text: str, first: Number, second: Number) -> bool:
    if second.bare or (first.is_year and second.is_year):
        return False
    between = _BARE_BETWEEN if first.bare else _BETWEEN
    whole = all(one.value == one.value.to_integral_value() for one in (first, second))
    is_linked = between.fullmatch(text, first.span.end, second.span.start) is not None
    return whole and is_linked and not _measures_time(text, second) and not _PERCENT.match(text, first.span.end)


def _measures_time(text: str, one: Number) -> bool:
    """Whether it measures a talk or an hour: "een gesprek van 30 minuten"."""
    return _TIME.match(text, one.span.end) is not None


def _points(text: str, one: Number) -> bool:
    """Whether it only says which place, edition or recommendation is meant."""
    before = text[max(0, one.span.start - _NEAR) : one.span.start]
    if _PEOPLE.match(text, one.span.end) or _NO_PART.search(before):
        return False
    return _PLACES.search(before) is not None


def _counts_things(text: str, one: Number) -> bool:
    """Whether it counts what says nothing about who came, and is not told of what they brought or how often."""
    if (found := _THINGS.match(text, one.span.end)) is None:
        return False
    before, after = text[max(0, one.span.start - _NEAR) : one.span.start], text[found.end() : found.end() + 2 * _NEAR]
    if found[1] in _BROUGHT:
        return not (_CAME.search(before) or _ABOUT.match(after) or _TO.match(after))
    often = found[1].startswith("keer per") or found[1] in {"werkdagen", "maanden"}
    return not (often and _happened(before, after))


def _happened(before: str, after: str) -> bool:
    """Whether the sentence around it says that somebody came, or what they went through."""
    last, first = re.split(r"[.!?\n]", before)[-1], re.split(r"[.!?\n]", after)[0]
    return _HAPPENED.search(last) is not None or _HAPPENED.search(first) is not None


def _is_recent(text: str, one: Number) -> bool:
    """Whether it says since when: "de afgelopen drie jaar"; not where a person came in each of them."""
    before, after = text[max(0, one.span.start - _NEAR) : one.span.start], text[one.span.end : one.span.end + 2 * _NEAR]
    if not _RECENT.search(before) or not (span := _SPAN_OF_TIME.match(text, one.span.end)):
        return False
    return span[0].split()[0].startswith("jaar") or not _EACH.search(after)


def _judge(text: str, one: Number, known: Known) -> Hit | None:
    start, end = one.span.start, one.span.end
    before = text[max(0, start - _NEAR) : start]
    if percent := _PERCENT.match(text, end):
        whole = Span(start, percent.end())
        return None if one.value in known.percentages else Hit(whole, Kind.SHARE, _PART_SAID, _PART_INSTEAD)
    is_speech = one.bare or (one.accented and _SPEECH.match(text, end))
    is_year = one.is_year and not _PEOPLE.match(text, end)
    points = _points(text, one) or (_LIST.search(before) and _LIST_MARK.match(text, end))
    recent = _is_recent(text, one)
    if is_speech or is_year or points or recent or _counts_things(text, one) or one.value in known.figures:
        return None
    return Hit(one.span, Kind.NUMBER, _NUMBER_SAID, _NUMBER_INSTEAD)


def _parts(text: str, known: Known) -> Iterator[tuple[Span, Hit | None]]:
    """Halves, quarters and thirds, each with its hit unless its percentage was released; comparisons always."""
    for found in _DEEL.finditer(text):
        span = Span(*found.span())
        percentage = _percentage(found)
        yield span, None if percentage in known.percentages else Hit(span, Kind.SHARE, _PART_SAID, _PART_INSTEAD)
    for found in _MOST.finditer(text):
        yield Span(*found.span()), Hit(Span(*found.span()), Kind.SHARE, _MOST_SAID, _MOST_INSTEAD)


def _percentage(found: re.Match[str]) -> Decimal:
    if found[1]:
        return Decimal(_PARTS[fold_word(found[1]).replace(" ", "")])
    above, below = value_of(found[2]), {"derde": 3, "vierde": 4, "vijfde": 5}[found[3]]
    return Decimal(round(100 * (above or 0) / below))
