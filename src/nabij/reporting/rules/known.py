"""What a text is held against: the figures that went out, and what the organisation is known by."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from nabij.reporting.rules.folding import Span, fold_word

_FILE = Path(__file__).parent / "words.toml"
_ENDINGS = ("s", "'s", "'", "e", "en", "n", "er", "ers", "es", "ste", "ster", "sters")
LOOSE_FROM = 6
# digits and signs that stand for a letter
_DIGITS = {
    "o": "[o0]",
    "i": "[i1!|]",
    "l": "[l1|]",
    "e": "[e3]",
    "s": "[s5$]",
    "a": "[a4@]",
    "t": "[t7]",
    "b": "[b8]",
    "g": "[g9]",
}
_JOINED = r"(?:s?(?:afdeling|team|groep|medewerker|collega|locatie)[a-z']*)?"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that narrows down who a person is: ``what`` is unit, role, sex or age."""

    what: str
    word: str


MAN, WOMAN = Attribute("sex", "man"), Attribute("sex", "woman")


def unit(name: str) -> Attribute:
    """Working in a unit."""
    return Attribute("unit", fold_word(name))


def role(name: str) -> Attribute:
    """Having a role."""
    return Attribute("role", fold_word(name))


@dataclass(frozen=True, slots=True)
class Told:
    """What one report shows: ``all`` of everybody or of nobody who came, ``by_word`` of a class with that word."""

    year: int
    all: frozenset[int]
    by_word: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Known:
    """The released figures, percentages and pairs ("3 van de 7" is 3, 7), the organisation's own names, and how many
    staff have certain attributes together. ``labels`` and ``groups``: what tables count by, beside roles and units.
    ``common_roles``: those of the roles that every organisation has, so that they are no name of this one.
    ``phrases``: what this practice may always say ("binnen 2 dagen"). ``told``: what the report itself shows.
    ``counsellors``: names that may stand where a report says who the counsellors are, and nowhere else unasked.
    """

    figures: frozenset[int] = frozenset()
    percentages: frozenset[Decimal] = frozenset()
    ratios: frozenset[tuple[int, int]] = frozenset()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    common_roles: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    staff: Mapping[frozenset[Attribute], int] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    threshold: int = 5
    told: Told | None = None
    counsellors: tuple[str, ...] = ()

    def staff_at_least(self, attributes: frozenset[Attribute]) -> int | None:
        """As many staff as certainly have these attributes; None where no head count says.

        Whoever has more attributes has these as well, so the head count of more is a floor.
        """
        return max((count for those, count in self.staff.items() if those >= attributes), default=None)

    def staff_at_most(self, attributes: frozenset[Attribute]) -> int | None:
        """As many staff as can have these attributes: the head count of fewer is a ceiling."""
        return min((count for those, count in self.staff.items() if those and those <= attributes), default=None)


@cache
def word_list() -> dict[str, Any]:
    """The list beside this module."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """A name in folded text: whole, inflected or joined to a word for a group of people."""
    *before, last = re.split(r"[\s-]+", fold_word(name))
    head = "".join(_loose(word) + (r"[\s-]*" if len(word) >= LOOSE_FROM else r"[\s-]+") for word in before)
    forms = "|".join(_loose(form) for form in sorted(_forms(last), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_]){head}(?:{forms}){_JOINED}(?![^\W_])")


def _loose(word: str) -> str:
    """A word as written, a long one also with a blank or hyphen somewhere in it and with digits: "thuis-z0rg"."""
    if len(word) < LOOSE_FROM:
        return re.escape(word)
    return r"[\s-]?".join(_DIGITS.get(letter, re.escape(letter)) for letter in word)


def _forms(word: str) -> set[str]:
    """A word with its simple inflections, by ending alone: more than exist, never fewer than these rules give."""
    stems = {word}
    stems |= {word[: -len(ending)] for ending in ("en", "n", "s") if word.endswith(ending) and len(word) > 5}
    forms = {stem + ending for stem in stems for ending in ("", *_ENDINGS)}
    if long := re.fullmatch(r"(.*)(aa|ee|oo|uu)([a-z])", word):
        softer = {"f": "v", "s": "z"}.get(long[3], long[3])
        forms |= {long[1] + long[2][0] + consonant + "en" for consonant in {long[3], softer}}
        forms.add(long[1] + long[2][0] + long[3] + "es")
    if re.search(r"[^aeiou][aeiou][bdfgklmnprst]$", word):
        vowels = ("e", "en", "er", "ers", "es")
        if re.fullmatch(r"[^aeiou]+[aeiou][a-z]", word):  # "kok": "kokken", and "koken" is another word
            forms -= {word + ending for ending in vowels}
        forms |= {word + word[-1] + ending for ending in vowels}
    if word.endswith("er"):
        forms |= {word[:-2] + ending for ending in ("ster", "sters")}
    return forms


def phrase_spans(text: str, phrases: tuple[str, ...]) -> list[Span]:
    """Where these phrases stand in folded text."""
    return [Span(*hit.span()) for phrase in phrases for hit in _phrase(phrase).finditer(text)]


@cache
def _phrase(phrase: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in fold_word(phrase).split()]
    return re.compile(r"(?<![^\W_])" + r"\s+".join(words) + r"(?![^\W_])")
