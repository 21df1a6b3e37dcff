"""Whom or where a text points at without a list: who holds an office and is spoken of, a full name, a floor. Pure.

Proof note. Before: folded text, the text as written, and the organisation's own names. After: a hit for each function
that something is told about ("over de directeur", "de penningmeester werd genoemd"), for two words with capitals that
read as a first and a last name, for a floor that is told by its number, and for words that say that few came where the
total is not shown. Why only what is told about: reports are written with a director, and thank one. A first name by
itself, and a name in small letters, are not seen.
"""

import re
from collections.abc import Iterator

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.functions import function_spans
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Known, word_list
from nabij.reporting.rules.watched import refold

_THE = r"(?:de|onze|hun|haar|zijn|die|deze)"
_ABOUT = re.compile(rf"(?<![^\W_])(?:over|tegen|jegens|onder|vanwege)\s+{_THE}\s+(?:[^\W\d_]+e\s+)?$")
_THE_ONE = re.compile(rf"(?<![^\W_]){_THE}\s+(?:[^\W\d_]+e\s+)?$")
_NAMED = re.compile(
    r"\s+(?:werd|wordt|is|was|werden|kwam)\s+(?:[^\W\d_]+\s+){0,3}?"
    r"(?:genoemd|beschuldigd|aangesproken|bekritiseerd|aangewezen|ter\s+sprake)(?![^\W_])"
)
_BEFORE = 30
_FLOOR = re.compile(
    r"(?<![^\W_])op\s+de\s+(?:\d+e|eerste|tweede|derde|vierde|vijfde|zesde|bovenste|onderste)\s+(?:verdieping|etage)(?![^\W_])"
)
_FEW = re.compile(
    r"(?<![^\W_])(?:(?:kwam(?:en)?|waren|spraken|zagen|belden)\s+(?:[^\W\d_]+\s+){0,4}?"
    r"(?:weinig|nauwelijks|amper|niet\s+veel|maar\s+(?:enkele|weinig))\s+(?:mensen|medewerkers|collega's|inbrengers|bezoekers)"
    r"|(?:weinig|nauwelijks|amper|niet\s+veel)\s+(?:mensen|medewerkers|collega's|inbrengers|bezoekers)\s+(?:[^\W\d_]+\s+){0,3}?"
    r"(?:kwam(?:en)?|klopten|belden|spraken|zochten|vonden))(?![^\W_])"
)
_LINK = r"(?:(?:van|de|der|den|ten|ter|el|al|'t)\s+){0,3}"
_CAPITAL = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
_TWO = re.compile(rf"(?<![^\W_])({_CAPITAL})\s+({_LINK})({_CAPITAL})(?![^\W_])")
_UNDER_WAY = re.compile(r"[^\W\d_,]['’\")]?[ \t]+$|,[ \t]+$")

_OF_ONE = "Deze functie heeft vaak maar één persoon. Wie dit leest, weet over wie het gaat."
_OF_ONE_INSTEAD = "Schrijf “een leidinggevende” of “de leiding”, of laat weg over wie het ging."
_NAME = "Dit lijkt de voor- en achternaam van een persoon."
_NAME_INSTEAD = "Schrijf “een medewerker” of “de inbrenger”."
_PLACE = "Een verdieping wijst vaak één team aan."
_PLACE_INSTEAD = "Schrijf ruimer waar het speelt, of laat de plek weg."
_FEW_SAID = "Hoeveel mensen er kwamen, staat niet in dit verslag. Dit zegt dat het er weinig waren, en niet nul."
_FEW_INSTEAD = "Laat dit weg, of schrijf dat het aantal te klein is om te tonen; nul kan ook."


def pointed_hits(folded: Folded, known: Known) -> Iterator[Hit]:
    """All of these, in no order."""
    yield from _offices(folded.text)
    yield from _full_names(folded, known)
    for found in _FLOOR.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.OWN_NAME, _PLACE, _PLACE_INSTEAD)
    if known.told is None or not any(figure >= known.threshold for figure in known.told.all):
        for found in _FEW.finditer(folded.text):
            yield Hit(Span(*found.span()), Kind.EVERYBODY, _FEW_SAID, _FEW_INSTEAD)


def _offices(text: str) -> Iterator[Hit]:
    for one in function_spans(text):
        before = text[max(0, one.start - _BEFORE) : one.start]
        about = _ABOUT.search(before)
        if about or (_THE_ONE.search(before) and _NAMED.match(text, one.end)):
            yield Hit(one, Kind.FUNCTION, _OF_ONE, _OF_ONE_INSTEAD)


def _full_names(folded: Folded, known: Known) -> Iterator[Hit]:
    """By their capitals, so in the text itself; two words alone only where a sentence is under way."""
    names = (*known.names, *known.units, *known.labels, *known.groups)
    free = {fold_word(word) for name in names for word in name.split()}.union(word_list()["exempt"]["capitals"])
    for found in _TWO.finditer(folded.original):
        first, link, last = found[1], found[2], found[3]
        if {fold_word(first), fold_word(last)} & free:
            continue
        if link.strip() or _UNDER_WAY.search(folded.original[max(0, found.start() - 3) : found.start()]):
            yield Hit(refold(folded, Span(*found.span())), Kind.PERSON, _NAME, _NAME_INSTEAD)
