"""Makes src/nabij/reporting/jaarverslag.docx, the Word template that a practice starts from or replaces.

python tools/make_report_template.py   # or with another path to write to
"""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from nabij.reporting import word_styles as styles

GOAL = Path(__file__).resolve().parent.parent / "src" / "nabij" / "reporting" / "jaarverslag.docx"


def main(goal: Path) -> None:
    """Writes the template: a quiet first page, the contents, the report."""
    document = Document()
    styles.dress(document)
    page: Any = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.75)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.6)
    page.different_first_page_header_footer = True
    _line(document, "{{ praktijk }}", after=140, bold=True)
    title = _line(document, "{{ titel }}", size=30, after=6, voice=True)
    title.runs[0].font.color.rgb = styles.PLUM
    _line(document, "{{ organisatie }}", size=16, after=22, voice=True)
    for name in ("periode", "geteld"):
        _line(document, f"{{{{ {name} }}}}", after=2).runs[0].font.color.rgb = styles.SOFT
    document.add_paragraph("{{ uitgave }}")
    _line(document, "Inhoud", after=6, before=150, bold=True, size=9.5).runs[0].font.color.rgb = styles.SOFT
    document.add_paragraph("{{ inhoud }}")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{{ verslag }}")
    _foot(page.footer.paragraphs[0], page.page_width - page.left_margin - page.right_margin)
    document.core_properties.author = document.core_properties.comments = ""
    document.save(str(goal))


def _line(
    document: Any,
    text: str,
    *,
    size: float = 11,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    voice: bool = False,
) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if voice:
        run.font.name = styles.VOICE
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.line_spacing = 1.15
    return paragraph


def _foot(paragraph: Any, width: int) -> None:
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.style.font.size, paragraph.style.font.color.rgb = Pt(9), styles.SOFT
    paragraph.add_run("{{ titel }} · {{ organisatie }}")
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, 2)
    paragraph.add_run("\t")
    for name in ("PAGE", " van ", "NUMPAGES"):
        if name.strip().islower():
            paragraph.add_run(name)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        field.append(OxmlElement("w:r"))
        paragraph._p.append(field)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOAL)
