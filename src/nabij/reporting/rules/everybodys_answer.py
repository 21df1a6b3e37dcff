"""Whether words for everybody or nobody tell what each of those who came answered: no reason keeps such a figure. Pure.

Proof note. Before: folded text, a place in it that the linter calls "iedereen of niemand", and what the report shows.
After: true where the words stand for those who came ("alle inbrengers waren", "niemand noemde", "iedereen die kwam")
and something is told of them in the past, and where a class is said not to have happened that the report does not
show as nought. Elsewhere false: "niet alle", "voor alle medewerkers", what is or ought to be. Then a reason is
enough, since a reader learns of no one what they brought. Other words for those who came are not seen.
"""

import re

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import Told

_CAME = r"(?:kwam(?:en)?|belden?|mailden?|meldden?|zochten?|schre(?:ef|ven)|sprak(?:en)?)"
_WHO_CAME = re.compile(
    r"(?:\s*(?:van\s+)?(?:de|deze|die|onze)?\s*(?:[a-z]+e\s+)?(?:inbreng(?:er|ster)s?|bezoekers?|kwesties?|gesprek(?:ken)?)(?![^\W_])"
    r"|\s+van\s+(?:hen|hun|deze\s+mensen|wie)(?![^\W_])"
    rf"|(?:\s+[a-z]+)?(?:\s+(?:die|wie))?\s+(?:[a-z]+\s+){{0,3}}?{_CAME}(?![^\W_]))"
)
_WITHIN = re.compile(
    r"(?<![^\W_])(?:inbreng(?:er|ster)s?|bezoekers?|kwesties?|gesprek(?:ken)?|van\s+(?:hen|hun))(?![^\W_])"
)
_DID = re.compile(
    r"(?:[^\W_]+\s+(?:noemden?|vertelden?|koo?[sz](?:en)?|wilden?|vertrok(?:ken)?|durfden?|dienden?|vroeg(?:en)?"
    rf"|{_CAME})|allen\s+(?:was|waren|hadden|voelden))(?![^\W_])"
)
_PAST = re.compile(
    r"(?<![^\W_])(?:was|waren|werd(?:en)?|ging(?:en)?|had(?:den)?|bleef|bleven|zei(?:den)?|wilden?|koos|kozen|vond(?:en)?"
    r"|noemden?|vertelden?|deed|deden|kre(?:eg|gen)|vertrok(?:ken)?|durfden?|voelden?|gaf|gaven|na(?:m|men)|lie(?:t|ten)"
    r"|kon(?:den)?|moest(?:en)?|hoorden?|betrof(?:fen)?|speelden?|eindigden?|liep(?:en)?|hield(?:en)?|vroeg(?:en)?"
    rf"|(?:is|zijn|heeft|hebben)\s+(?:[^\s.!?]+\s+){{0,6}}?(?:ge|ver|be|ont)[a-z]+|(?:is|zijn)\s+weg|{_CAME})(?![^\W_])"
)
# what stands before them: then it is a part, or not they who did something
_NOT_ALL = re.compile(
    r"(?<![^\W_])(?:niet|bijna|haast|vrijwel|nagenoeg|lang\s+niet|voor|aan|met|tussen|naar|onder)\s+$"
)
_SINGLE = re.compile(r"enige")


def tells_everybodys_answer(folded: Folded, hit: Hit, sentence: Span, told: Told | None) -> bool:
    """Whether this place says the same of each who came; ``sentence``: the one that it stands in."""
    if hit.kind is not Kind.EVERYBODY:
        return False
    text, span = folded.text, hit.span
    if hit.subject:
        return not _is_shown_as_nought(hit.subject, told)
    before, found, after = text[sentence.start : span.start], text[span.start : span.end], text[span.end : sentence.end]
    if _NOT_ALL.search(before) or _SINGLE.search(found) or not _PAST.search(text, sentence.start, sentence.end):
        return False
    return bool(_WITHIN.search(found) or _WHO_CAME.match(after) or _DID.match(found + after))


def _is_shown_as_nought(subject: str, told: Told | None) -> bool:
    """Whether the report itself shows nought of a class that is named."""
    words = subject.split()
    shown = {} if told is None else told.by_word
    return any(0 in figures and any(word.startswith(one) for word in words) for one, figures in shown.items())
