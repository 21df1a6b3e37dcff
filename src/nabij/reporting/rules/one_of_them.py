"""What a correction says of one person or one talk: beside a class whose figure is hidden it tells "at least 1". Pure.

Proof note. Before: folded text, and whether it is what a later edition corrects. After: in that text a hit for each
person, talk or matter in the singular; in any other text only where the same sentence speaks of a mistake in counting.
Why in the singular alone: "er ontbraken gesprekken" gives no number, and a number by itself is found elsewhere.
"""

import re
from collections.abc import Iterator

from nabij.reporting.rules.covering import within
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.known import word_list

_ONE, _MANY = ("(?:" + "|".join(map(re.escape, word_list()["counted"][key])) + ")" for key in ("one", "many"))
_SINGULAR = re.compile(
    rf"(?<![^\W_])(?:(?:nog\s+)?(?:een|1|die|dat|deze|dit|de|het|elk|ene)\s+(?:[^\W\d_]+\s+){{0,2}}?{_ONE}"
    rf"|een\s+(?:van\s+)?(?:de|die|onze)\s+(?:[^\W\d_]+\s+)?{_MANY}"
    r"|(?:nog\s+|er\s+)?iemand|eentje|nog\s+een|er\s+een)(?![^\W_])"
)
_MISTAKE = re.compile(
    r"(?<![^\W_])(?:ontbrak|ontbroken|weggevallen|meegeteld|meetelden|meetellen|dubbel\s+(?:geteld|mee|telde|in)|vergeten|vergaten|vergat"
    r"|misgeteld|verkeerd(?:e)?\s+(?:geteld|opgeteld|ingedeeld|aard|rij|plek|regel)|(?:bij|onder)\s+de\s+verkeerde)(?![^\W_])"
)
_SAID = "Dit zegt dat het om één persoon of gesprek gaat; naast een verborgen cijfer is dat een getal."
_INSTEAD = "Zeg niet hoeveel en niet bij welke groep: “Een aantal was verkeerd opgeteld; nu klopt het.”"


def one_hits(folded: Folded, *, corrects: bool) -> Iterator[Hit]:
    """One person or talk where it is told what was counted wrongly."""
    found = [Span(*one.span()) for one in _SINGULAR.finditer(folded.text)]
    if not corrects:
        wrong = [Span(*one.span()) for one in _MISTAKE.finditer(folded.text)]
        found = [
            one
            for said in folded.sentences()
            if within(said, wrong, wrong, 60)
            for one in within(said, found, found, 80)
        ]
    for span in found:
        yield Hit(span, Kind.NUMBER, _SAID, _INSTEAD)
