"""Word opens it as a document with styles and texts; a template from outside does nothing but name its lines."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from nabij.kit.errors import Refused
from nabij.reporting.word import DEFAULT, word_of
from nabij.reporting.word_template import LARGEST, check_package
from tests.reporting.fictional import CHANNELS, fictional_report

DOCUMENT = "word/document.xml"


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def template(*lines: str, head: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.author = "Iemand Van Kantoor"
    for line in lines:
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = head
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def changed(part: str, change: Callable[[bytes], bytes], content: bytes | None = None) -> bytes:
    """The default template with one part changed or added."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or DEFAULT.read_bytes())) as old,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        for name in [*names, *([] if part in names else [part])]:
            kept = old.read(name) if name in names else b""
            new.writestr(name, change(kept) if name == part else kept)
    return saved.getvalue()


def in_body(xml: bytes) -> bytes:
    return changed(DOCUMENT, lambda kept: kept.replace(b"<w:sectPr", xml + b"<w:sectPr", 1))


def svg(rest: bytes) -> bytes:
    return changed("word/media/a.svg", lambda _: b'<svg xmlns="http://www.w3.org/2000/svg"' + rest + b"</svg>")


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        word_of(fictional_report(), content)
    assert refused.value.sentence.endswith(".")
    return refused.value.sentence


def test_headings_tables_and_pictures_are_real_ones() -> None:
    report, document = fictional_report(), opened(word_of(fictional_report()))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [*(section.heading for section in report.sections), "Alle cijfers"]
    told = [
        (str(shape._inline.docPr.get("title")), str(shape._inline.docPr.get("descr")))
        for shape in document.inline_shapes
    ]
    assert told == [(chart.title, chart.alt()) for chart in report.charts()]
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["Plek", *CHANNELS.columns]
    assert first.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    look = first._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert {table.style.name for table in document.tables if table.style} == {"Nabij tabel"}
    assert len(document.tables) == 1 + len(list(report.charts()))
    contents = [p.text for p in document.paragraphs if p.style and p.style.name.lower() == "toc 1"]
    assert contents == headings


def test_it_is_dutch_and_names_no_maker() -> None:
    content = word_of(fictional_report(), template("{{ verslag }}"))
    document = opened(content)
    about = document.core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "nl-NL")
    assert about.title == "Jaarverslag vertrouwenswerk 2025 · Zorggroep De Linde"
    assert document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "nl-NL"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"Iemand Van Kantoor" not in b"".join(package.read(name) for name in package.namelist())
        assert not {"docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg"} & set(package.namelist())


def test_a_practice_lays_it_in_its_own_paper() -> None:
    own = template(
        "Van {{ praktijk }}",
        "{% if datum %}Op {{ datum }}{% endif %}",
        "{{ verslag }}",
        "Tot ziens",
        head="{{ titel }}",
    )
    document = opened(word_of(fictional_report(), own))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["Van Praktijk Wilgenhof", "Op 12 februari 2026", "Het jaar in het kort"]
    assert texts[-1] == "Tot ziens"
    assert document.sections[0].header.paragraphs[0].text == "Jaarverslag vertrouwenswerk 2025"


def test_markup_in_a_text_stays_text() -> None:
    report = fictional_report()
    sharp = "<w:br/> & {{ titel }} {% for x in y %}"
    named = type(report)(**{**vars(report), "organisation": sharp})
    document = opened(word_of(named, template("{{ organisatie }}", "{{ verslag }}")))
    assert document.paragraphs[0].text == sharp


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ naam }}", "“naam”"),
        ("{{ titel.__class__.__mro__ }}", "Getattr"),
        ("{{ titel['x'] }}", "Getitem"),
        ("{{ titel|upper }}", "Filter"),
        ("{{ cycler() }}", "Call"),
        ("{% for a in titel %}{% for b in titel %}x{% endfor %}{% endfor %}", "For"),
        ("{{ 'a' * 999999999 }}", "Mul"),
        ("{% set x = 1 %}", "Assign"),
        ("{% include 'x' %}", "Include"),
        ("{{ titel", "niet te lezen"),
        ("{% if titel %}", "niet te lezen"),
    ],
)
def test_a_template_only_names(line: str, said: str) -> None:
    assert said in refusal(template(line, "{{ verslag }}"))
    assert said in refusal(template("{{ verslag }}", head=line))


def test_the_place_of_the_report_is_one_line_of_its_own() -> None:
    assert "{{ verslag }}" in refusal(template("Niets"))
    assert "één keer" in refusal(template("{{ verslag }}", "{{ verslag }}"))
    assert "regel alleen" in refusal(template("Hier: {{ verslag }}"))
    assert "regel alleen" in refusal(template("{{ verslag }}", head="{{ inhoud }}"))


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"\x00" * 1000, DEFAULT.read_bytes()[:2000]])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    assert ".docx" in refusal(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (LARGEST + 1), "5 MB"),
        (changed("word/media/large.bin", lambda _: b"0" * 41_000_000), "uitgepakt"),
        (changed("word/vbaProject.bin", lambda _: b"x"), "macro"),
        (changed("word/embeddings/a.bin", lambda _: b"x"), "ingesloten"),
        (changed(DOCUMENT, lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml.partition(b"?>")[2]), "leesbaar"),
        (changed(DOCUMENT, lambda xml: xml[:500]), "leesbaar"),
        (in_body(b'<w:altChunk r:id="rId1"/>'), "ingesloten"),
        (in_body(b'<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://x"/></w:p>'), "INCLUDEPICTURE"),
        (in_body(b'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText></w:r>'
                 b'<w:r><w:instrText>AUTO c</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>'), "DDEAUTO"),
        (in_body(b'<w:p><w:ins w:id="1" w:author="Iemand"/></w:p>'), "opmerkingen"),
        (in_body(b'<w:p xmlns:o="urn:anders" o:author="Jan"/>'), "opmerkingen"),
        (in_body(b'<w:p><w:fldSimple w:instr=\'HYPERLINK "file://ergens/x"\'/></w:p>'), "https"),
        (in_body(b'<w:mailMerge><w:connectString w:val="x"/></w:mailMerge>'), "adressenlijst"),
        (svg(b"><script>a()</script>"), "SVG"),
        (svg(b' onload="a()">'), "SVG"),
        (svg(b'><image href="https://x/p.png"/>'), "SVG"),
    ],
    ids=[
        *["large", "bomb", "macro", "embedded", "entity", "cut", "chunk", "picture", "dde", "author"],
        *["another author", "link by field", "mail merge", "script", "handler", "fetching picture"],
    ],
)  # fmt: skip
def test_a_template_that_carries_more_than_a_layout_is_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


@pytest.mark.parametrize(
    ("kind", "target", "allowed"),
    [
        ("image", "https://example.org/a.png", False),
        ("attachedTemplate", "file:///a.dotm", False),
        ("hyperlink", "file:///etc/passwd", False),
        ("hyperlink", "https://example.org/", True),
    ],
)
def test_a_template_fetches_nothing(kind: str, target: str, allowed: bool) -> None:
    about = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    )
    line = f'{about} Target="{target}" TargetMode="External"/></Relationships>'.encode()
    content = changed("word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", line))
    if allowed:
        check_package(content)
    else:
        assert "van buiten" in refusal(content)


def test_no_part_escapes_the_reading_by_its_name() -> None:
    """The body moved to a part that does not look like XML, with a field in it that runs something."""
    sharp = in_body(b'<w:p><w:fldSimple w:instr="DDEAUTO c"/></w:p>')
    with zipfile.ZipFile(io.BytesIO(sharp)) as package:
        body = package.read(DOCUMENT)
    moved = changed("word/body.bin", lambda _: body, DEFAULT.read_bytes())
    moved = changed("_rels/.rels", lambda xml: xml.replace(b"word/document.xml", b"word/body.bin"), moved)
    kinds = "[Content_Types].xml"
    moved = changed(kinds, lambda xml: xml.replace(b"/word/document.xml", b"/word/body.bin"), moved)
    assert "leesbaar" in refusal(moved)
    loud = changed(kinds, lambda xml: xml.replace(b"/word/document.xml", b"/word/BODY.XML"), DEFAULT.read_bytes())
    loud = changed("word/BODY.XML", lambda _: body, loud)
    assert "DDEAUTO" in refusal(loud)


def test_a_template_without_our_styles_gets_them() -> None:
    bare = changed(
        "word/styles.xml",
        lambda xml: xml.split(b"<w:style ", 1)[0] + b"</w:styles>",
        template("{{ verslag }}"),
    )
    document = opened(word_of(fictional_report(), bare))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[0] == "Het jaar in het kort"
