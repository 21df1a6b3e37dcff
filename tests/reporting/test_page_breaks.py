"""Where pages of the PDF end: never between a heading, what is said and its chart, nor a text and its question."""

from datetime import date

import pytest

from nabij.reporting.document import Bars, Block, Count, Paragraph, Question, Report, Row, Section, Statement, Table
from tests.reporting.test_nothing_else import pdf_text

FILL = "Een regel die ruimte inneemt op de bladzijde, zodat wat volgt elke keer op een andere hoogte begint."
KEPT: dict[str, tuple[tuple[Block, ...], tuple[str, ...]]] = {
    "statement and chart": (
        (
            Statement("Samen kostten ze veel uren."),
            Bars("De meeste tijd kostten gesprekken", "uren", "Kanaal", (Count("Telefoon", 32), Count("Brief", 14))),
        ),
        ("Waar dit over gaat", "Samen kostten ze", "De meeste tijd kostten", "Ook als tabel"),
    ),
    "statement and table": (
        (
            Statement("Per niveau was het anders."),
            Table("Niveaus", "Niveau", ("mensen",), (Row("Persoonlijk", (11,)),)),
        ),
        ("Waar dit over gaat", "Per niveau was het", "Niveaus", "Persoonlijk"),
    ),
    "text and question": (
        (Paragraph("Mensen kwamen eerder."), Question("Wat merkt u daarvan?")),
        ("Waar dit over gaat", "Mensen kwamen eerder", "Wat merkt u daarvan"),
    ),
}


def pages(blocks: tuple[Block, ...], lines: int) -> list[str]:
    fill = Section("Vooraf", (*(Paragraph(FILL) for _ in range(lines)),))
    # a table of contents names every heading as well: only what stands behind it counts
    about = ("Jaarverslag 2025", "De Linde", "Wilgenhof", "2025", "Geteld in mensen", date(2026, 2, 12))
    made = Report(*about, (fill, Section("Waar dit over gaat", blocks)))
    return [" ".join(text.split()) for text in pdf_text(made) if "Inhoud" not in text]


@pytest.mark.parametrize("kind", KEPT)
def test_what_belongs_together_stands_on_one_page_wherever_it_begins(kind: str) -> None:
    blocks, texts = KEPT[kind]
    places = set()
    for lines in range(6, 22):
        found = [next(n for n, page in enumerate(pages(blocks, lines)) if text in page) for text in texts]
        assert len(set(found)) == 1, f"{lines} lines before it: {found}"
        places.add(found[0])
    # the page really did end somewhere in between
    assert len(places) > 1
