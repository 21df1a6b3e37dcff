"""Dates, ages, contact details, people, words for everybody, and words that judge.

Proof note. Before: folded text. After: a hit for each place that one of the patterns below describes; nothing else is
promised. Names are seen only behind a title or as initials: a name by itself is for the lists that ``Known`` holds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from nabij.reporting.rules.covering import Covering
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.functions import aged_spans
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import pattern_of, phrase_spans, word_list
from nabij.reporting.rules.number_words import value_of

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|febr|mrt|apr|aug|sep|sept|okt|nov|dec)(?![^\W_])\.?"
)
_DAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|morgen|middag|avond|nacht)?"
_NEAR = r"(?:vorige|vorig|afgelopen|volgende|komende|deze|die)"
_DATES = re.compile(
    rf"(?<![^\W_])(?:\d{{1,2}}(?:e|ste|de)?\s+{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+(?:19|20)\d\d"
    rf"|(?:begin|half|eind|medio)\s+{_MONTH}|(?:in|sinds|vanaf|rond)\s+{_MONTH}(?!\s+(?:19|20)\d\d)"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    rf"|{_NEAR}\s+week(?:\s+{_DAY})?|(?:{_NEAR}\s+)?{_DAY}|vorige\s+maand|week\s+\d{{1,2}}"
    r"|(?:sinds|vanaf|na)\s+(?:de|het)\s+(?:afgelopen\s+|vorige\s+)?(?:zomer|herfst|winter|lente|voorjaar|najaar)|(?:eer)?gisteren|vanochtend|vanmorgen|vanmiddag|vanavond|kerst\w*|pasen|pinksteren|koningsdag|sinterklaas\w*"
    r"|\d{1,2}[.:]\d\d\s*uur|om\s+[\w.:]+\s+uur)(?![^\W_])"
)
_WORDED_DAY = re.compile(rf"(?<![^\W_])([a-z]+)\s+{_MONTH}")
_ORDINALS = {"eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"}
_RANGE = re.compile(rf"(?:{_DAY}|{_MONTH})\s+(?:tot\s+en\s+met|t/m)\s+(?:{_DAY}|{_MONTH})(?:\s+\d{{4}})?")
_SOMEBODY = (
    r"(?:man|vrouw|jongen|meisje|medewerker|medewerkster|collega|student|studente|stagiair|stagiaire|leerling"
    r"|inbrenger|iemand|persoon|leidinggevende|moeder|vader)"
)
_ABOUT = r"(?:(?:circa|ongeveer|rond de|bijna|ruim|net)\s+)?"
_DECADE = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig)"
_AGES = re.compile(
    rf"(?<![^\W_])(?:\d{{1,3}}[\s-]?jarigen?|{_SOMEBODY}\s+van\s+{_ABOUT}\d{{1,2}}(?:\s+jaar(?:\s+oud)?)?(?!\s*(?:%|procent))"
    rf"|van\s+{_ABOUT}\d{{1,2}}\s+jaar(?:\s+oud)?|\d{{1,2}}\s+jaar\s+(?:oud|jong)|{_DECADE}ers?|{_DECADE}[\s-]?plussers?"
    rf"|\d\d[\s-]?plussers?|(?:begin|midden|eind|in)\s+(?:de\s+)?{_DECADE}|geboren\s+in\s+\d{{4}})(?![^\W_])"
)
_WORDED_AGE = re.compile(
    rf"(?<![^\W_])(?:([a-z]+)[\s-]?jarigen?|{_SOMEBODY}\s+van\s+{_ABOUT}([a-z]+)|([a-z]+)\s+jaar\s+oud)\b"
)
_AGE_BEHIND = re.compile(rf"\s+van\s+{_ABOUT}(\d{{1,2}}|[a-z]+)(?![^\W_])(?!\s*(?:%|procent))")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w,.])(?:(?:\+|00)\s?31[\s-]?(?:\(0\)[\s-]?)?|0)(?:\d[\s-]?){8}\d(?!\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_LINK = r"(?:(?:van|de|der|den|ten|ter|el|al|'t|[Vv]an|De|Den|Der|Ten|Ter|El|Al)\s+)*"
_INITIALS = r"[^\W\d_]\.(?:\s?[^\W\d_]\.)*"
_CAPITAL = r"[^\W\d_a-z][\w\u0300-\u036f'’-]*"
_TITLED = re.compile(
    r"(?<!\w)(?:(?i:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|heer|collega|juf|meester|dr\.?|prof\.?|tante|oom))(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
    rf"({_INITIALS}(?:\s*{_LINK}{_CAPITAL})?|{_LINK}{_CAPITAL})"
)
_INITIALLED = re.compile(
    r"(?<![\w.])[A-Z]\.(?:\s?[A-Z]\.)*(?![\w])(?:\s+(?:van|de|der|den|ten|ter|el|al))*(?:\s+[A-Z][\w'’-]+)?"
)
_NO_INITIALS = re.compile(r"(?:[BN]\.\s?V\.|O\.\s?R\.|M\.\s?T\.|R\.\s?I\.)|(?<=bijlage )[A-Z]\.|(?<=deel )[A-Z]\.")
_EVERYBODY = re.compile(
    r"(?<![^\W_])(?:alle|allen|allemaal|iedereen|(?:als|de|het|een)\s+enige|enige|geen\s+enkele?|niemand|geen\s+van"
    r"|(?:het|de)\s+(?:hele|voltallige|volledige)\s+(?:team|afdeling|groep|directie|school))(?![^\W_])"
)


def _hit(span: Span, kind: Kind) -> Hit:
    return Hit(span, kind, *_SAID[kind])


def watched_hits(folded: Folded, roles: Iterable[str] = ()) -> Iterator[Hit]:
    """Contact details, people, dates and ages: what holds digits first, so that no number in it is found again."""
    for pattern in (_EMAIL, _PHONE):
        yield from (_hit(Span(*found.span()), Kind.CONTACT) for found in pattern.finditer(folded.text))
    yield from _people(folded)
    ranges = Covering(Span(*found.span()) for found in _RANGE.finditer(folded.text))
    dates = [Span(*found.span()) for found in _DATES.finditer(folded.text)]
    dates += [Span(*found.span()) for found in _WORDED_DAY.finditer(folded.text) if _is_day(found[1])]
    yield from (_hit(span, Kind.DATE) for span in dates if not ranges.meets(span))
    yield from (_hit(Span(*found.span()), Kind.AGE) for found in _AGES.finditer(folded.text))
    for found in _WORDED_AGE.finditer(folded.text):
        word = found[1] or found[2] or found[3]
        if (value_of(word) or 0) > 1:
            yield _hit(Span(*found.span()), Kind.AGE)
    yield from _ages_of(folded.text, roles)
    yield from (_hit(span, Kind.AGE) for span in aged_spans(folded.text))


def _ages_of(text: str, roles: Iterable[str]) -> Iterator[Hit]:
    """A role with an age: "de kok van 34"."""
    for found in (one for role in roles if role.strip() for one in pattern_of(role).finditer(text)):
        age = _AGE_BEHIND.match(text, found.end())
        if age and (age[1].isdigit() or (value_of(age[1]) or 0) > 1):
            yield _hit(Span(found.start(), age.end()), Kind.AGE)


def _is_day(word: str) -> bool:
    return word in _ORDINALS or 1 < (value_of(word) or 0) <= 31


def _people(folded: Folded) -> Iterator[Hit]:
    """Names behind a title, initials and postal codes: by their capitals, so in the text itself."""
    none = Covering(Span(*found.span()) for found in _NO_INITIALS.finditer(folded.original))
    for found in _TITLED.finditer(folded.original):
        if any(word[:1].isupper() for word in found[1].split()):
            yield _hit(refold(folded, Span(*found.span())), Kind.PERSON)
    for found in _INITIALLED.finditer(folded.original):
        span = Span(*found.span())
        if not none.meets(span):
            yield _hit(refold(folded, span), Kind.PERSON)
    for found in _POSTCODE.finditer(folded.original):
        yield _hit(refold(folded, Span(*found.span())), Kind.CONTACT)


def refold(folded: Folded, span: Span) -> Span:
    """The span of the folded text that comes from this one of the original."""
    return Span(bisect_left(folded.places, span.start), bisect_left(folded.places, span.end))


def everybody_hits(folded: Folded, phrases: tuple[str, ...]) -> Iterator[Hit]:
    """Words that say something of everybody, or of one."""
    free = Covering(phrase_spans(folded.text, (*word_list()["exempt"]["phrases"], *phrases)))
    for found in _EVERYBODY.finditer(folded.text):
        span = Span(*found.span())
        if not free.meets(span):
            yield _hit(span, Kind.EVERYBODY)


def refused_hits(folded: Folded, phrases: tuple[str, ...]) -> Iterator[Hit]:
    """Words that judge, with what to say instead."""
    for entry in word_list()["refused"]:
        free = Covering(phrase_spans(folded.text, (*entry["unless"], *phrases)))
        for span in phrase_spans(folded.text, tuple(entry["words"])):
            if not free.meets(span):
                yield Hit(span, Kind.WORD, entry["why"], f"Schrijf liever: {entry['use']}.")


_SAID = {
    Kind.CONTACT: (
        "Hiermee is iemand te bereiken of te vinden.",
        "Laat dit weg, of noem alleen het algemene adres van de vertrouwenspersonen.",
    ),
    Kind.PERSON: ("Dit lijkt de naam van een persoon.", "Schrijf “een medewerker” of “de inbrenger”."),
    Kind.DATE: (
        "Een moment wijst aan wie het was, voor wie erbij was.",
        "Laat het moment weg, of schrijf “in het verslagjaar”.",
    ),
    Kind.AGE: ("Een leeftijd wijst in een kleine groep één persoon aan.", "Laat de leeftijd weg."),
    Kind.EVERYBODY: (
        "Dit zegt iets over iedereen in een groep, of over één persoon.",
        "Schrijf “vaak”, “soms” of “sommige mensen”.",
    ),
}
