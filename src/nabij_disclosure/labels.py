"""Names of rows and columns as they may be printed: readable, the same when they look the same, and no formula.

Source for formulas: OWASP, *CSV Injection* (a field that begins with = + - @ is run by a spreadsheet).

Proof note. Before: any text. After: ``clean`` gives back a name that survives a CSV file, a spreadsheet and a terminal,
or raises; names that differ in composed or single characters or in white space only become one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nabij_disclosure.flaws import BadInput
from nabij_disclosure.table import TOTAL

TOTAL_WORDS = frozenset({"totaal", "total", "totalen", "totals", "eindtotaal", "tot", "tot.", "grand total"})
"""A subtotal is none of these: it is not the total of all."""
LONGEST = 200
_FORMULA = "=+-@\u2212"
"""What a formula begins with, once signs that only look otherwise (NFKC) are one; U+2212 is the minus sign."""
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NUMBERS = re.compile(r"([0-9]+)")


def clean(text: str, row: int | None = None) -> str:
    """The name in a field; every word for a total becomes ``TOTAL``. Raises ``BadInput``."""
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", text.strip(" \t"))).strip(" ")
    if not name:
        raise BadInput("no_label", row)
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in name):
        raise BadInput("control", row)
    if len(name) > LONGEST:
        raise BadInput("long_label", row, most=LONGEST)
    plain = unicodedata.normalize("NFKC", name)
    if plain.lstrip()[:1] in tuple(_FORMULA):
        raise BadInput("formula", row, name=name)
    return TOTAL if plain.casefold() in TOTAL_WORDS else name


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that differ in upper and lower case only, each with the first such one."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            yield other, name


def natural(name: str) -> tuple[list[str | int], str]:
    """What to sort names by, so that 9 comes before 10 and upper case beside lower."""
    pieces = _NUMBERS.split(name.casefold())
    return [int(piece) if place % 2 else piece for place, piece in enumerate(pieces)], name
