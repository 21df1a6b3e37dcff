"""Text without accents, capitals and signs that do not show, and where each letter of it stood.

Proof note. Before: any text. After: for each position of the folded text the position in the original, never falling;
so a span that was found in the folded text has a span in the original, the accents and signs in it included.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "⁄": "/", "ø": "o", "ł": "l"}
# letters of other scripts that look like ours: small ones, and capitals before they are made small
_FOREIGN = dict(zip("аеорсхіуѕјһԁԛԝɡνοακτηιկտսօհո", "aeopcxiysjhdqwgvoakthi" + "kuuohn", strict=True))
_FOREIGN |= dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıʟкмтнв", "abcdefghijklmnoprstuvwyzilkmthb", strict=True))
_CAPITALS = dict(zip("АВЕЅІЈКМНОРСТУХԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXQWABEZHIKMNOPTYX", strict=True))
_ALIKE, _TALL = str.maketrans(_SIGNS | _FOREIGN), str.maketrans(_CAPITALS)
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:mw|mevr|dhr|dr|prof|bijv|o\.a|m\.n|nr|blz|[a-z])\.$")
_END = re.compile(r"(?<![.!?])[.!?]+[\"')\]]*(?=\s)|\n+")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` up to ``end``."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a position."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is folded; ``places`` holds for each of its positions, and its end, one in ``original``."""

    original: str
    text: str
    places: tuple[int, ...]

    def unfold(self, span: Span) -> Span:
        """The span in the original."""
        return Span(self.places[span.start], self.places[span.end])

    def sentences(self) -> Iterator[Span]:
        """The sentences, as far as full stops and line ends tell."""
        start = 0
        for end in _END.finditer(self.text):
            if end[0][0] != "." or not _ABBREVIATED.search(self.text[max(start, end.end() - 8) : end.end()]):
                if self.text[start : end.end()].strip():
                    yield Span(start, end.end())
                start = end.end()
        if start < len(self.text):
            yield Span(start, len(self.text))

    def paragraphs(self) -> Iterator[Span]:
        """What stands between empty lines."""
        start = 0
        for blank in _BLANK.finditer(self.text):
            yield Span(start, blank.start())
            start = blank.end()
        yield Span(start, len(self.text))


def fold(original: str) -> Folded:
    """The text without accents, capitals and signs that do not show."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(original):
        for letter in unicodedata.normalize("NFKD", sign).translate(_TALL).casefold().translate(_ALIKE):
            if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf":
                letters.append(letter)
                places.append(place)
    return Folded(original, "".join(letters), (*places, len(original)))


def fold_word(word: str) -> str:
    """One word or name, folded."""
    return " ".join(fold(word).text.split())
