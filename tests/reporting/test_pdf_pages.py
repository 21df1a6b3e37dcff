"""Every page of the PDF as it is looked at: drawn by another program, with something on it, and nothing runs off it."""

import re
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nabij.kit.paper import set_on_paper
from nabij.reporting.document import (
    MOST_BARS,
    MOST_KINDS,
    MOST_PLACES,
    MOST_RUNGS,
    MOST_YEARS,
    Bars,
    Count,
    Ladder,
    Mark,
    Multiples,
    Paragraph,
    Place,
    Report,
    Ring,
    Row,
    Section,
    Table,
    Trend,
)
from nabij.reporting.pdf import pdf_of
from tests.reporting.fictional import SILENCE, fictional_report

DOTS, INCH, POINTS = 60, 25.4, 72
WIDTH, HEIGHT = 210, 297
SIDE, TOP, BOTTOM, FOOT = 30, 26, 28, 6
"""Millimetres that ``report.typ`` leaves free; under the foot of a page as many as every printer reaches."""
NEAR = 1.0
"""Millimetres that a letter may stand out, and that a dot is wide."""


@dataclass(frozen=True)
class Sheet:
    """One page: how dark each dot is that was drawn, and where its words stand, in millimetres."""

    ink: NDArray[np.bool_]
    words: tuple[tuple[str, float, float, float, float], ...]

    def body(self) -> int:
        """How many dots are dark between the margins."""
        rows, columns = self.ink.shape
        top, bottom = round(TOP / HEIGHT * rows), round((HEIGHT - BOTTOM) / HEIGHT * rows)
        return int(self.ink[top:bottom, :columns].sum())

    def beside(self) -> int:
        """How many dots are dark outside the margins, those at the foot of the page apart."""
        rows, columns = self.ink.shape
        inside = np.zeros_like(self.ink)
        left, right = _dots(SIDE - NEAR, WIDTH, columns), _dots(WIDTH - SIDE + NEAR, WIDTH, columns)
        inside[_dots(TOP - NEAR, HEIGHT, rows) : _dots(HEIGHT - FOOT, HEIGHT, rows), left:right] = True
        return int((self.ink & ~inside).sum())

    def out(self) -> list[str]:
        """The words that do not stand between the margins."""
        low, high, end = SIDE - NEAR, WIDTH - SIDE + NEAR, HEIGHT - FOOT
        return [w for w, x, y, right, foot in self.words if x < low or right > high or y < TOP - 5 or foot > end]


def _dots(millimetres: float, whole: int, dots: int) -> int:
    return round(millimetres / whole * dots)


def sheets_of(made: bytes, place: Path) -> list[Sheet]:
    """The pages as poppler draws and reads them."""
    file = place / "report.pdf"
    file.write_bytes(made)
    drawn = subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), str(file)], capture_output=True, check=True)
    assert not drawn.stderr
    read = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout.decode()
    texts = [_words(page) for page in re.findall(r"<page .*?</page>", read, re.DOTALL)]
    return [Sheet(ink, words) for ink, words in zip(_pages(drawn.stdout), texts, strict=True)]


def _pages(maps: bytes) -> list[NDArray[np.bool_]]:
    """Each grey map of a stream of them, dark or not."""
    found = []
    while maps:
        head = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", maps)
        assert head
        width, height = int(head[1]), int(head[2])
        assert abs(width / DOTS * INCH - WIDTH) < NEAR
        assert abs(height / DOTS * INCH - HEIGHT) < NEAR
        body, maps = maps[head.end() : head.end() + width * height], maps[head.end() + width * height :]
        found.append(np.frombuffer(body, dtype=np.uint8).reshape(height, width) < 245)
    return found


def _words(page: str) -> tuple[tuple[str, float, float, float, float], ...]:
    boxes = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
    return tuple((text, *(float(one) / POINTS * INCH for one in box)) for *box, text in boxes)


def full_report() -> Report:
    """As much as each part of a report holds, with names as long as somebody may give."""
    long = "Seksuele intimidatie of ander seksueel grensoverschrijdend gedrag op de werkvloer van afdeling"
    years = tuple(range(2026 - MOST_YEARS, 2026))
    counts = tuple(Count(f"{long} {n}", Mark.HIDDEN if n % 3 else 1000 + n) for n in range(MOST_BARS))
    kinds = tuple(Row(f"{long} {n}", tuple(100 + y for y in range(MOST_YEARS))) for n in range(MOST_KINDS))
    rings = (Ring.OPEN, Ring.FILLED, Ring.UNTOLD)
    places = tuple(Place(f"Onderdeel met een lange naam {n}", rings[n % 3]) for n in range(MOST_PLACES))
    rows = tuple(Row(f"{long} {n}", (n, Mark.HIDDEN, 1240 * n, 5 * n)) for n in range(40))
    return replace(
        fictional_report(),
        organisation="Stichting Samenwerkende Zorginstellingen Noordoost-Nederland en Omstreken",
        sections=(
            Section("Over de jaren", (Trend("Er kwamen meer mensen", "mensen", years, (Mark.HIDDEN,) * MOST_YEARS),)),
            Section("Waar het over ging", (Bars("Dit kwam het vaakst voor", "mensen", "Aard", counts),)),
            Section("Soorten", (Multiples("Over leidinggeven kwamen meer mensen", "mensen", years, kinds),)),
            Section("Einde", (Ladder("Voor de meesten was praten genoeg", "mensen", counts[:MOST_RUNGS]),)),
            Section("Stilte", (replace(SILENCE, places=places),)),
            Section("Tabel", (Table("Alles bij elkaar", "Aard", ("dit jaar", "vorig jaar", "samen", "rest"), rows),)),
            Section("Woorden", (Paragraph("Arbeidsongeschiktheidsverzekeringsmaatschappij " * 120),)),
        ),
    )


REPORTS = {"of every kind": fictional_report, "as full as can be": full_report}


@cache
def _made(name: str) -> bytes:
    return pdf_of(REPORTS[name]())


@pytest.mark.parametrize("name", REPORTS)
def test_every_page_is_drawn_with_something_on_it_and_nothing_runs_off_it(name: str, tmp_path: Path) -> None:
    sheets = sheets_of(_made(name), tmp_path)
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, 1):
        assert sheet.body() > 200, f"page {number} is blank"
        assert sheet.beside() == 0, f"page {number} has ink in its margins"
        assert sheet.out() == [], f"page {number} has words in its margins"
        assert sheet.words, f"page {number} has no words"


PAPER = b'#set page(paper: "a4", margin: 40mm)\n'


@pytest.mark.parametrize(
    ("source", "blank", "beside", "words"),
    [
        (b"#h(0pt)", True, False, False),
        (b"#lorem(60)", False, False, False),
        (b"#lorem(60) #place(dx: -30mm)[hier]", False, True, True),
        (b"#lorem(60) #place(dx: 165mm)[afgesneden]", False, True, True),
        (b"#rect(width: 160mm, height: 40mm)", False, True, False),
        (b"#block(breakable: false, lorem(2400))", False, True, True),
    ],
)
def test_a_blank_page_and_what_runs_off_it_would_be_seen(
    source: bytes, blank: bool, beside: bool, words: bool, tmp_path: Path
) -> None:
    (sheet,) = sheets_of(bytes(set_on_paper(PAPER + source, {}, otherwise="", format="pdf")), tmp_path)
    assert (sheet.body() <= 200, sheet.beside() > 0, bool(sheet.out())) == (blank, beside, words)
