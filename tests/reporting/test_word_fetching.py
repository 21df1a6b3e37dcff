"""What a Word template could fetch by another road than a relation: old pictures, styles, other namespaces."""

import pytest

from nabij.reporting.word_template import check_package
from tests.reporting.test_word import changed, in_body, refusal, svg

SETTINGS, WEB, RELATIONS = "word/settings.xml", "word/webSettings.xml", "word/_rels/document.xml.rels"
VML = b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">%s</v:shape></w:pict></w:r></w:p>'
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def related(attributes: bytes) -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    line = b'<Relationship Id="rId99" Type="%s" %s/></Relationships>' % (kind, attributes)
    return changed(RELATIONS, lambda xml: xml.replace(b"</Relationships>", line))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (in_body(VML % b'<v:imagedata src="http://elders/x.png"/>'), "van buiten"),
        (in_body(VML % b'<v:imagedata src=" HTTP://elders/x.png"/>'), "van buiten"),
        (
            in_body(VML % b'<v:fill xmlns:o="urn:schemas-microsoft-com:office:office" o:href="//elders/x"/>'),
            "van buiten",
        ),
        (svg(b"><style>@import url(http://elders/)</style>"), "SVG"),
        (svg(b'><style>@IMPORT "http://elders/";</style>'), "SVG"),
        (svg(b"><style>rect { fill: url( 'http://elders/x' ) }</style>"), "SVG"),
        (svg(b'><rect style="fill: u\\72l(http://elders/x)"/>'), "SVG"),
        (svg(b'><rect fill="url(http://elders/x#a)"/>'), "SVG"),
        (svg(b'><?xml-stylesheet href="http://elders/x.css"?>'), "SVG"),
        (
            changed(SETTINGS, lambda xml: xml.replace(b"</w:settings>", b"<w:saveThroughXslt/></w:settings>")),
            "ander bestand",
        ),
        (
            changed(WEB, lambda xml: b'<w:f xmlns:w="%s"><w:sourceFileName w:val="http://elders/"/></w:f>' % STRICT),
            "ander bestand",
        ),
        (in_body(b'<x:p xmlns:x="%s"><x:fldSimple x:instr="DDEAUTO c"/></x:p>' % STRICT), "DDEAUTO"),
        (in_body(b'<x:p xmlns:x="%s"><x:altChunk/></x:p>' % STRICT), "ingesloten"),
        (in_body(b'<x:mailMerge xmlns:x="%s"/>' % STRICT), "adressenlijst"),
        (
            in_body(
                b'<x:p xmlns:x="%s"><x:r><x:fldChar x:fldCharType=" begin "/><x:instrText>DDE</x:instrText>'
                b'<x:instrText>AUTO c</x:instrText><x:fldChar x:fldCharType="end"/></x:r></x:p>' % STRICT
            ),
            "DDEAUTO",
        ),
        (in_body(b'<w:p><w:fldSimple w:instr=\'HYPERLINK \\l "a" "file://elders/x"\'/></w:p>'), "https"),
        (related(b'Target="http://elders/x.dotm" TargetMode=" External "'), "van buiten"),
        (related(b'Target="http://elders/x.dotm" TargetMode="eXternal\t"'), "van buiten"),
        (related(b'Target="http://elders/x.dotm" TargetMode="Anders"'), "van buiten"),
        (related(b'Target="file://elders/x.dotm"'), "van buiten"),
        (related(b'Target="\\\\elders\\x.dotm" TargetMode="Internal"'), "van buiten"),
    ],
)
def test_it_is_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        svg(b'><style>rect { fill: url(#a) }</style><rect fill="url( \'#a\')" style="stroke: #000"/><use href="#a"/>'),
        in_body(b"<w:p><w:fldSimple w:instr='HYPERLINK \\l \"plek\"'/></w:p>"),
        in_body(VML % b'<v:textpath string="concept"/>'),
    ],
)
def test_what_lies_in_the_file_itself_is_used(content: bytes) -> None:
    check_package(content)
