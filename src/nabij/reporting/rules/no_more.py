"""Sentences that tell a count by what they leave unsaid: it stayed at that, the same one again, she alone. Pure.

Proof note. Before: folded text. After: each place where one of these turns of phrase stands, whatever was released.
Why turns of phrase and no grammar: each is one that somebody wrote to get past the linter, and says nothing else in a
report; the list grows. Not seen: that it was quiet after something, one and another who wanted different things, and
any sentence of which only who was there knows that it counts.
"""

import re
from collections.abc import Iterator

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit

_ONE = (
    r"(?:mens|medewerk(?:er|ster)|collega|persoon|inbreng(?:er|ster)|kwestie|gesprek|iemand|leerling|student(?:e)?|vrouw"
    r"|man|jongen|meisje|keer|maal|(?:meld|ontmoet)ing|bezoek|telefoontje|mail(?:tje)?|bericht|verhaal|geval|incident)"
)
_MANY = r"(?:mensen|medewerk(?:er|ster)s|collega's|personen|inbreng(?:er|ster)s|leerlingen|studenten)"
_END = r"(?=\s*(?:[.,;:!?)\n]|$))"
_STAYED = r"(?:bleef|blijft|bleven|gebleven)"
_KIN = r"(?:broer|zus(?:ter)?|vader|moeder|zoon|dochter|partner|echtgeno(?:ot|te))"

_COUNTED = (
    # it stayed at that, at one, at that one time
    rf"{_STAYED}\s+(?:het\s+|dit\s+|dat\s+)?(?:toen\s+|ook\s+|verder\s+)?(?:daarbij|hierbij){_END}",
    rf"(?:daarbij|hierbij)\s+(?:is\s+)?(?:het\s+|dit\s+)?(?:ook\s+|toen\s+)?(?:gebleven|bleef|blijft){_END}",
    rf"{_STAYED}\s+(?:het\s+)?(?:ook\s+|toen\s+|verder\s+)?bij\s+(?:een|die|dat|deze|dit)\s+(?:ene\s+|enkele?\s+)?{_ONE}",
    r"meer\s+(?:was|waren|werden|kwamen|hadden\s+we|zagen\s+we)\s+(?:het\s+)?er\s+(?:ook\s+)?niet",
    rf"(?:er\s+(?:kwamen|waren|belden|volgden)|kwamen|volgden)\s+(?:er\s+)?(?:ook\s+|daarna\s+|verder\s+)*geen\s+(?:andere|nieuwe){_END}",
    rf"(?:was|waren|kwam|kwamen|hadden\s+(?:we|wij)|zagen\s+(?:we|wij)|spraken\s+(?:we|wij))\s+er\s+(?:[^\W\d_]+\s+){{0,2}}?(?:geen|een){_END}",
    rf"(?:was|werd|bleef)\s+(?:[^\W\d_]+\s+){{0,2}}?de\s+(?:eerste|laatste|tweede|derde){_END}",
    rf"(?:dit\s+jaar|ditmaal|deze\s+keer|toen|daarna)\s+geen{_END}|sindsdien\s+(?:niet|geen|niemand)\s+meer{_END}",
    r"(?:precies\s+)?een\s+te\s+(?:veel|weinig)|op\s+een\s+hand\s+te\s+tellen",
    # that one, she alone, the same as last year
    r"(?:die|dat|deze|dit)\s+ene",
    r"alleen\s+(?:hij|zij)|(?:hij|zij)\s+als\s+enige|(?:voor|van|bij|met)\s+(?:haar|hem)\s+alleen",
    r"(?:staat|stond)\s+(?:hij|zij)\s+(?:[^\W\d_]+\s+){0,2}?alleen|(?:hij|zij)\s+(?:staat|stond)\s+(?:niet\s+|daarin\s+)*alleen",
    rf"dezelfde\s+(?:{_ONE}|{_MANY})|hetzelfde\s+(?:meisje|mens)|(?:weer|opnieuw|ook)\s+dezelfde(?=\s+(?:die|als)|\s*[.,;!?\n]|$)",
    r"(?:vorig\s+jaar|(?:het\s+)?jaar\s+(?:er)?voor)\s+(?:kwam|belde|mailde|was|sprak)\s+(?:hij|zij|ze)",
    rf"(?:kwam|belde|mailde|schreef)\s+(?:er\s+)?(?:ook|nog)\s+(?:nog\s+)?een\s+{_ONE}",
    # two, by who they are
    r"zowel\s+hij\s+als\s+zij|zowel\s+zij\s+als\s+hij|hij\s+(?:en|noch)\s+zij|zij\s+(?:en|noch)\s+hij",
    rf"(?:een\s+|de\s+)?{_KIN}\s+en\s+(?:een\s+|de\s+|zijn\s+|haar\s+)?{_KIN}",
)
_SHARED = (
    r"op\s+een\s+na|de\s+overige\s+(?:inbrengers|gesprekken|kwesties|mensen)",
    r"de\s+(?:rest|anderen|overigen)\s+(?:van\s+(?:hen|de\s+inbrengers)\s+)?"
    r"(?:koos|kozen|wilden?|bleef|bleven|ging(?:en)?|kwam(?:en)?|zweeg|zwegen|vertrok(?:ken)?|durfden?)",
)
_RELATED = rf"(?:zijn|haar|diens)\s+(?:opvolg(?:er|ster)|voorgang(?:er|ster)|baas|chef|{_KIN})"


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])")


_COUNT_SAID = "Dit zegt om hoeveel mensen of gesprekken het gaat, of dat het steeds dezelfde was, ook zonder getal."
_SHARE_SAID = "Dit verdeelt wie er kwamen; daaruit kan een verborgen cijfer volgen."
_RELATED_SAID = "Dit zegt wie iemand is voor een ander, en dat is er vaak één."
_INSTEAD = "Laat dit weg, of noem wat er speelde zonder te zeggen hoe vaak of door wie."
_KINDS = (
    (_any(*_COUNTED), Kind.NUMBER, _COUNT_SAID),
    (_any(*_SHARED), Kind.SHARE, _SHARE_SAID),
    (_any(_RELATED), Kind.PERSON, _RELATED_SAID),
)


def no_more_hits(folded: Folded) -> Iterator[Hit]:
    """One for each such turn of phrase."""
    for pattern, kind, why in _KINDS:
        for found in pattern.finditer(folded.text):
            yield Hit(Span(*found.span()), kind, why, _INSTEAD)
