"""Counts of people that a text says without a number: in words for few or for both, spelled out, or compared. Pure.

Proof note. Before: folded text. After: each place where one of these ways of counting stands, whatever was released: a
reader cannot see in words whether the figure behind them went out. Why these and no others: they are those that people
who tried to get past the linter used; the list grows.
"""

import re
from collections.abc import Iterator

from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.folding import Folded, Span
from nabij.reporting.rules.hits import Hit
from nabij.reporting.rules.number_words import value_of

_WHO = (
    r"(?:mens(?:en)?|medewerk(?:er|ster)s?|collega(?:'?s)?|perso(?:on|nen)|inbreng(?:er|ster)s?|kwesties?|gesprek(?:ken)?"
    r"|iemand|leerling(?:en)?|student(?:en)?|vrouw(?:en)?|man(?:nen)?)"
)
_ORDINALS = (
    r"(?:tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|laatste|enige|\d+(?:e|de|ste))"
)
_FEW = re.compile(
    rf"(?<![^\W_])(?:beide\s+{_WHO}|beiden|allebei|(?:een\s+)?enkeling|een\s+(?:duo|stel(?!l)|koppel|kwartet|kwintet|paar)|hand(?:je)?vol|eentje"
    rf"|een\s+enkele?\s+{_WHO}|(?:de|het)\s+ene\s+{_WHO}"
    rf"|(?:slechts|maar|precies|alleen|hooguit|hoogstens|exact)\s+een\s+(?:enkele?\s+)?{_WHO}"
    rf"|{_ORDINALS}\s+(?:inbreng(?:er|ster)|medewerk(?:er|ster)|persoon|mens|kwestie)"
    rf"|(?=[ivxlc]{{2}})c{{0,3}}(?:xc|xl|l?x{{0,3}})(?:ix|iv|v?i{{0,3}})\s+{_WHO})(?![^\W_])"
)
_NOBODY = re.compile(
    rf"(?<![^\W_])(?:geen\s+(?:enkele?\s+)?{_WHO}|(?:geen|nul)\s+(?:enkele?\s+)?(?:tussentijdse?\s+)?(?:\S+\s+met\s+een\s+)?signa(?:al|len)|(?:iedere?|elke?)\s+{_WHO}(?:\s+die)?(?![^\W_])(?!\s+(?:mag|kan|moet|hoeft|wil|verdient))|(?:ieder|elk)\s+van\s+(?:hen|hun|de|die|deze))"
    r"(?![^\W_])"
)
_COMPARED = re.compile(
    r"(?<![^\W_])(?:anderhal(?:f|ve)\s+(?:keer|maal)|(?:het|een)\s+(?:dubbele|drievoudige|veelvoud)|(?:even|net\s*zo|net\s+zo)\s*veel"
    r"|een\s+(?:zesde|zevende|achtste|negende|tiende|twaalfde)(?:\s+(?:deel|van))?|(?:meer|minder)\s+dan\s+(?:de\s+helft|een\s+(?:kwart|derde)))"
    r"(?![^\W_])"
)
_SPELLED = re.compile(r"(?<![^\W_])[a-z](?:[ .\-_][a-z]){2,9}(?![^\W_])")
_MIXED = re.compile(r"(?<![^\W_])(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-z0-9]{3,14}(?![^\W_])")
# strokes and other marks that count: "||||", "• • •", "*****"; a line of nothing but stars parts two texts
_TALLY = re.compile(r"\|{2,}|(?:[•●◦○▪■✓✔✗✘][ \t]?){2,}|(?<=\S[ \t])(?:\*{3,}|(?:\*[ \t]){2,}\*)")
_LOOKS_LIKE = str.maketrans("013457", "oieast")
_SAID = "Dit zegt om hoeveel mensen het gaat, ook zonder getal."
_INSTEAD = "Schrijf “soms” of “enkele mensen”, of gebruik een gepubliceerd cijfer."
_EVERYBODY_SAID = "Dit zegt iets over iedereen in een groep, of over niemand."
_EVERYBODY_INSTEAD = "Schrijf “vaak”, “soms” of “sommige mensen”."
_COMPARED_SAID = "Dit vergelijkt aantallen; daaruit kan een verborgen cijfer volgen."
_COMPARED_INSTEAD = "Controleer of dit uit de gepubliceerde cijfers volgt, of schrijf “vaak”."


def disguised_hits(folded: Folded) -> Iterator[Hit]:
    """Counts without a number, of few, of nobody or everybody, as a part, and numbers in broken or mixed letters."""
    for found in _FEW.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.NUMBER, _SAID, _INSTEAD)
    for found in _NOBODY.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.EVERYBODY, _EVERYBODY_SAID, _EVERYBODY_INSTEAD)
    for found in _COMPARED.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.SHARE, _COMPARED_SAID, _COMPARED_INSTEAD)
    for found in _TALLY.finditer(folded.text):
        yield Hit(Span(*found.span()), Kind.NUMBER, _SAID, _INSTEAD)
    for place, sign in enumerate(folded.text):
        # 三 and other signs for a number that are no digits of ours
        if not sign.isascii() and sign.isnumeric() and not sign.isdecimal():
            yield Hit(Span(place, place + 1), Kind.NUMBER, _SAID, _INSTEAD)
    for pattern in (_SPELLED, _MIXED):
        for found in pattern.finditer(folded.text):
            word = re.sub(r"[ .\-_]", "", found[0]).translate(_LOOKS_LIKE)
            if value_of(word) is not None:
                yield Hit(Span(*found.span()), Kind.NUMBER, _SAID, _INSTEAD)
