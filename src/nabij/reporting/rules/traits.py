"""Health, faith, orientation or origin beside one person: "een collega in de rolstoel". Pure.

Proof note. Before: folded text. After: a hit where somebody in the singular stands beside one of ``traits`` in the list
of words: right behind it, or with at most three words between. A trait alone, or of many ("collega's met een
beperking"), is what a report may speak of; a trait that the list lacks is not seen.
"""

import re
from collections.abc import Iterator
from functools import cache

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import word_list

_SOMEBODY = (
    r"(?:man|vrouw|mede?werk(?:er|ster)|collega|student|studente|stagiaire?|leerling|inbreng(?:er|ster)|iemand|persoon"
    r"|leidinggevende|moeder|vader|docente?|leraar|lerares|teamleider|vrijwilliger|promovend(?:us|a))"
)
_SAID = "Gezondheid, geloof, geaardheid of afkomst van één persoon wijst vaak aan wie het was."
_INSTEAD = "Schrijf “een medewerker”, en laat dit weg."


@cache
def _pattern() -> re.Pattern[str]:
    words = word_list()["traits"]
    adjectives, things, places = ("|".join(map(re.escape, words[key])) for key in ("adjectives", "things", "places"))
    linked = r"(?:met|in|zonder|die|is|heeft|was|had|en|op)"
    people = "|".join(map(re.escape, word_list()["rare"]["people"]))
    behind = rf"(?:{linked}\s+(?:[^\W\d_]+\s+){{0,2}}?(?:{things}|{adjectives})|uit\s+(?:{places}))"
    return re.compile(
        rf"(?<![^\W_])(?:(?:{adjectives})\s+{_SOMEBODY}|{_SOMEBODY}\s+(?:[^\W\d_]+\s+)?{behind}|(?:een|de|die)\s+(?:{people}))(?![^\W_])"
    )


_OF_EACH = re.compile(r"(?<![^\W_])(?:elke?|iedere?|geen(?:\s+enkele?)?)\s+$")


def trait_hits(folded: Folded) -> Iterator[Hit]:
    """Somebody with what is seen, believed or suffered by few."""
    for found in _pattern().finditer(folded.text):
        if not _OF_EACH.search(folded.text[max(0, found.start() - 20) : found.start()]):
            yield Hit(Span(*found.span()), Kind.PERSON, _SAID, _INSTEAD)
