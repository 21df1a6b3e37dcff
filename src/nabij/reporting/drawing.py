"""A sheet of SVG to draw on: text, lines, bars and hatching, with presentation attributes only.

No style, script, pattern or reference stands in it, so it may lie in a page under a strict policy, twice if need be,
and typst draws it as it is. Colours are those of the pages; none carries a meaning alone.
"""

import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

INK, SOFT, LINE, EDGE = "#1f2a2e", "#5b666a", "#d8cfbf", "#7a8488"
PETROL, CLAY = "#0f5257", "#8a4b2a"
FACE = "'Source Sans 3', 'Source Sans 3 Ext', system-ui, sans-serif"
SIZE, SMALL, LEADING = 15, 13, 19

# advance widths of Source Sans 3 SemiBold in em, rounded up: the regular face is narrower
WIDTHS = {
    sign: em
    for signs, em in {
        " ": 0.21, "ijl.,:;’'|()": 0.29, "fI-": 0.33, "tr": 0.38, "sczx": 0.48, "vyJ": 0.5, "aeLY0123456789Fgk": 0.53,
        "oSTXZEVhuA": 0.56, "bdnpqCP": 0.59, "BKRDG": 0.63, "NUHOQ": 0.68, "wM": 0.75, "mW%—@": 0.87,
    }.items()
    for sign in signs
}  # fmt: skip
UNLISTED = 0.6
BETWEEN_SYLLABLES = re.compile(r"[aeiouyëïé](?!ch)[^\Waeiouy\d]{2}[aeiouyëïé]")
FEWEST_LETTERS = 2


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    return size * sum(WIDTHS.get(sign, UNLISTED) for sign in text)


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines of at most this width; a word that is wider stands alone, cut by hyphens where needed."""
    lines: list[str] = []
    for word in text.split():
        for part in _parts(word, width, size):
            if lines and width_of(f"{lines[-1]} {part}", size) <= width:
                lines[-1] = f"{lines[-1]} {part}"
            else:
                lines.append(part)
    return lines or [""]


def _parts(word: str, width: float, size: float) -> list[str]:
    """The word whole where it fits; else cut between two consonants that have vowels around them, or where it must."""
    parts = []
    while width_of(word, size) > width and len(word) > FEWEST_LETTERS:
        fitting = [end for end in range(1, len(word)) if width_of(word[:end] + "-", size) <= width] or [1]
        good = [end for end in fitting if BETWEEN_SYLLABLES.match(word[end - 2 : end + 2].lower())]
        cut = good[-1] if good else fitting[-1]
        parts.append(word[:cut] + "-")
        word = word[cut:]
    return [*parts, word]


def number(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass
class Sheet:
    """What is drawn so far. ``width`` is fixed, the height grows with what asks for room."""

    width: int
    height: float = 0
    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, **look: str | int | float) -> None:
        """Text whose baseline stands at ``y``; looks: ``anchor``, ``size``, ``fill``, ``weight``."""
        extra = ""
        if look.get("anchor", "start") != "start":
            extra += f' text-anchor="{look["anchor"]}"'
        if look.get("size", SIZE) != SIZE:
            extra += f' font-size="{look["size"]}"'
        if look.get("fill", INK) != INK:
            extra += f' fill="{look["fill"]}"'
        if "weight" in look:
            extra += f' font-weight="{look["weight"]}"'
        self.marks.append(f'<text x="{number(x)}" y="{number(y)}"{extra}>{escape(text, quote=False)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, **look: str | float) -> None:
        """A straight line; looks: ``width``, ``dashes``."""
        dashes = f' stroke-dasharray="{look["dashes"]}"' if "dashes" in look else ""
        place = " ".join(
            f'{name}="{number(value)}"' for name, value in zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
        )
        self.marks.append(f'<line {place} stroke="{colour}" stroke-width="{look.get("width", 1)}"{dashes}/>')

    def through(self, points: list[tuple[float, float]]) -> None:
        """The line of a trend through these points."""
        for (x1, y1), (x2, y2) in pairwise(points):
            self.line(x1, y1, x2, y2, PETROL, width=2.5)

    def dot(self, x: float, y: float, radius: float = 4.5) -> None:
        """A point of a trend."""
        self.marks.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="{PETROL}"/>')

    def ring(self, x: float, y: float, *, filled: bool) -> None:
        """The ring of silence: of one size, open or filled."""
        look = f'fill="{PETROL}" stroke="{PETROL}"' if filled else f'fill="none" stroke="{CLAY}"'
        self.marks.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="8" {look} stroke-width="2.6"/>')

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A full bar; nothing for nought."""
        if width > 0 and height > 0:
            self.marks.append(_box(x, y, width, height, f'fill="{PETROL}"'))

    def hatched(self, x: float, y: float, width: float, height: float) -> None:
        """A hatched field for what is not shown. Its size is given by the drawing, never by a figure."""
        gap, strokes = 7, []
        start = -height
        while start < width:
            left, right = max(start, 0), min(start + height, width)
            if right - left > 1:
                strokes.append(
                    f"M{number(x + left)} {number(y + height - (left - start))}"
                    f"L{number(x + right)} {number(y + height - (right - start))}"
                )
            start += gap
        self.marks.append(f'<path d="{"".join(strokes)}" fill="none" stroke="{EDGE}" stroke-width="1.4"/>')
        self.marks.append(_box(x, y, width, height, f'fill="none" stroke="{EDGE}"'))

    def finished(self, name: str, title: str, description: str) -> str:
        """The whole picture. ``name`` makes its ids, so each picture of a page has its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {number(self.height)}" role="img"'
            f' aria-labelledby="{name}-title" aria-describedby="{name}-desc" xml:lang="nl" lang="nl"'
            f' font-family="{FACE}" font-size="{SIZE}" font-weight="400" fill="{INK}">'
            f'<title id="{name}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{name}-desc">{escape(description, quote=False)}</desc>' + "".join(self.marks) + "</svg>"
        )


def _box(x: float, y: float, width: float, height: float, look: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<rect x="{number(x)}" y="{number(y)}" {size} {look}/>'
