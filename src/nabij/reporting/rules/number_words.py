"""Whole numbers as Dutch writes them out: "drieëntwintig", "honderdvijf", "tweeduizend", "een drietal".

Proof note. Before: one folded word. After: its value, or None for a word that is no number. "een" is a number here; who
reads a text decides whether it is an article.
"""

import re
from functools import cache

_SMALL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_BOTH = {"tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7, "achten": 8, "negenen": 9}
_GROUPS = {"trio": 3, "dozijn": 12}
_ENDINGS = (
    "tal",
    "tallen",
    "tallig",
    "tallige",
    "maal",
    "keer",
    "koppig",
    "koppige",
    "voud",
    "voudig",
    "voudige",
    "ling",
    "lingen",
)
_RANKS = {"tweede": 2, "derde": 3, "achtste": 8}
# "vieren" is also to celebrate and "achten" to deem; these are nothing else
ALWAYS_BOTH = frozenset({"drieen", "zessen", "zevenen", "negenen"})


def value_of(word: str) -> int | None:
    """The value of a folded word, up to a million."""
    if word in _GROUPS:
        return _GROUPS[word]
    if (plain := _plain(word)) is not None:
        return plain
    for ending in _ENDINGS:
        if word.endswith(ending) and (value := _plain(word.removesuffix(ending))) not in {None, 1}:
            return value
    return None


def together(word: str) -> int | None:
    """The value of "vieren" in "met zijn vieren"; elsewhere such a word is no number."""
    return _BOTH.get(word)


def rank_of(word: str) -> int | None:
    """The value of an ordinal from the second on: "vierde", "4e", "twintigste"; "eerste" counts nobody."""
    if found := re.fullmatch(r"(\d+)(?:e|de|ste)", word):
        value: int | None = int(found[1])
    else:
        value = _RANKS.get(word) or _plain(
            word.removesuffix("ste") if word.endswith("ste") else word.removesuffix("de")
        )
    return value if value is not None and value > 1 else None


def _plain(word: str) -> int | None:
    known = _below_thousand()
    if word in known:
        return known[word]
    left, middle, right = word.partition("duizend")
    if not middle:
        return None
    thousands, rest = known.get(left, 1 if not left else None), 0 if not right else known.get(right.removeprefix("en"))
    return None if thousands is None or rest is None else 1000 * thousands + rest


@cache
def _below_thousand() -> dict[str, int]:
    found = {word: value for value, word in enumerate(_SMALL)}
    for ten, name in enumerate(_TENS, start=2):
        found[name] = 10 * ten
        found |= {f"{_SMALL[unit]}en{name}": 10 * ten + unit for unit in range(1, 10)}
    below_hundred = dict(found)
    for hundreds in range(1, 20):
        name = "honderd" if hundreds == 1 else f"{_SMALL[hundreds]}honderd"
        found[name] = 100 * hundreds
        for word, value in below_hundred.items():
            if value:
                found |= dict.fromkeys((f"{name}{word}", f"{name}en{word}"), 100 * hundreds + value)
    return found
