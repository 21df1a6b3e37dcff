"""Acts of a function, a shift, a street, a town: what a small group reads as one person. Pure.

Proof note. Before: folded text, the text as written, and the organisation's own names. After: a hit for each function
with an act right behind it ("de bestuurder werd bedreigd"), each function of one shift or room, each woman or man of
one room, each street, and each town of the list behind "in", "te" or "uit". Why acts alone: reports thank a director,
and ask one something. Acts and towns that the lists lack are not seen; a town in the organisation's own name is free.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span, fold_word
from nabij.reporting.rules.functions import function_spans
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Known, word_list
from nabij.reporting.rules.watched import refold

_ONE = re.compile(r"(?<![^\W_])(?:de|onze|hun|haar|die|deze|een)\s+(?:[^\W\d_]+e\s+)?$")
_BEFORE = 30
_ROOM = (
    r"(?:magazijn|keuken|kantine|balie|receptie|werkplaats|administratie|loods|spoelkeuken|postkamer|bedrijfsbureau)"
)
_SHIFT = r"(?:nacht|avond|dag|ochtend|middag|weekend|vroege?|late?)[\s-]?(?:dienst|ploeg)"
_OF = rf"\s+(?:van|in|uit|bij)\s+(?:de|het|onze|ons)\s+(?:{_ROOM}|{_SHIFT})"
_OF_ONE_PLACE = re.compile(rf"{_OF}(?![^\W_])")
_DOES = re.compile(
    rf"(?:{_OF})?\s+(?:(?:werd|wordt|is|was)\s+(?:[^\W\d_]+\s+){{0,3}}?(?:bedreigd|geintimideerd|gepest|uitgescholden|geslagen|"
    r"aangerand|gestalkt|vernederd|buitengesloten|genegeerd|uitgelachen|geschorst|ontslagen|ziek\s+thuis)"
    r"|schreeuwde|schold|vloekte|dreigde|sloeg|pestte|kleineerde|intimideerde|huilde|lachte"
    r"|kwam\s+(?:[^\W\d_]+\s+){0,2}?met\s+(?:een|haar|zijn)\s+(?:kwestie|verhaal|vraag|zorg))(?![^\W_])"
)
_OF_A_SEX = re.compile(rf"(?<![^\W_])(?:mannen|vrouwen|jongens|meisjes|dames|heren|man|vrouw){_OF}(?![^\W_])")
_STREET = re.compile(
    r"(?<![^\W_])(?:[Oo]p|[Aa]an|[Ii]n|[Bb]ij)\s+(?:de|het)\s+"
    r"[A-Z][a-zà-ÿ]+(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef|markt)(?:\s+\d+)?(?![^\W_])"
)

_OFFICE = (
    "Dit vertelt wat één persoon deed of meemaakte. Wie dit leest, weet over wie het gaat.",
    "Schrijf “een leidinggevende” of “een medewerker”, of laat weg wie het was.",
)
_PLACE = ("Een plaats of straat wijst vaak één team aan.", "Schrijf ruimer waar het speelt, of laat de plek weg.")
_GROUP = ("Een geslacht en een plek samen wijzen een klein aantal mensen aan.", "Laat een van de twee weg.")


@cache
def _town() -> re.Pattern[str]:
    towns = "|".join(re.escape(one) for one in word_list()["towns"]["names"])
    return re.compile(rf"(?<![^\W_])(?:in|te|uit|vanuit)\s+({towns})(?![^\W_])")


def placed_hits(folded: Folded, known: Known) -> Iterator[Hit]:
    """All of these, in no order."""
    for one in function_spans(folded.text):
        if not _ONE.search(folded.text[max(0, one.start - _BEFORE) : one.start]):
            continue
        found = _DOES.match(folded.text, one.end) or _OF_ONE_PLACE.match(folded.text, one.end)
        if found:
            yield Hit(Span(one.start, found.end()), Kind.FUNCTION, *_OFFICE)
    for found in _OF_A_SEX.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.COMBINATION, *_GROUP)
    for found in _STREET.finditer(folded.original):
        yield Hit(refold(folded, Span(*found.span())), Kind.OWN_NAME, *_PLACE)
    own = [fold_word(name) for name in (*known.names, *known.units)]
    for found in _town().finditer(folded.text):
        if not _is_in(found[1], own) and folded.original[folded.places[found.start(1)]].isupper():
            yield Hit(Span(*found.span()), Kind.OWN_NAME, *_PLACE)


def _is_in(town: str, names: Iterable[str]) -> bool:
    """Whether a town stands whole in one of these names: "den haag" in "gemeente den haag"."""
    whole = re.compile(rf"(?<![^\W_]){re.escape(town)}(?![^\W_])")
    return any(map(whole.search, names))
