"""A Word template from a practice is somebody else's file: it is taken apart here before it is used.

It may hold names in double braces, and conditions on those names; no loop, no filter, no attribute, no call. It may
fetch nothing when it is opened, run nothing, and bring along no name of who made it.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from nabij.kit.errors import Refused

# what a template may name: the three places for content, and single lines
BODY, CONTENTS, EDITION = "verslag", "inhoud", "uitgave"
NAMES = frozenset({BODY, CONTENTS, EDITION, "titel", "organisatie", "praktijk", "periode", "geteld", "datum"})
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 5_000_000, 40_000_000, 400
ALLOWED_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
ALLOWED_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "STYLEREF", "PAGEREF", "REF", "HYPERLINK"})
RUNS_OR_CARRIES = ("vbaproject", "activex", "embeddings/", "afchunk", "vbadata", "attachedtoolbars")
SVG = "{http://www.w3.org/2000/svg}"
HYPERLINK = "/hyperlink"
KINDS = "[Content_Types].xml"
READ = (".xml", ".rels", ".svg")
# a scheme, a share on a network or a drive; a part of the file is a path without any of these
OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|\\\\|//")
# in a style: anything but a place in the picture itself, also where it is written with escapes
STYLE_FETCHES = re.compile(r"@import|\\|(?:image-set|(?<![\w-])src)\(|url\(\s*(?![\s\"']*#)", re.IGNORECASE)
FETCHES = (
    "Het sjabloon haalt iets van buiten op als iemand het opent, zoals een plaatje of een ander sjabloon. "
    "Zet dat in het sjabloon zelf. Alleen links naar https:// en e-mailadressen mogen."
)


def _local(name: object) -> str:
    return str(etree.QName(str(name)).localname)


class OnlyNames(SandboxedEnvironment):
    """A sandbox that compiles nothing but known names and conditions on them."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)

    def compile(self, source, *args, **options):  # type: ignore[no-untyped-def]  # jinja2's overloads
        """Refuses in Dutch before anything runs."""
        try:
            tree = self.parse(source) if isinstance(source, str) else source
        except TemplateError as error:
            raise Refused(
                f"Het sjabloon is niet te lezen: {error.message}. Zet tussen dubbele accolades één naam, "
                "zoals {{ titel }}."
            ) from error
        _check_nodes(tree)
        return super().compile(source, *args, **options)


def _check_nodes(tree: nodes.Node) -> None:
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, ALLOWED_NODES):
            raise Refused(
                "Het sjabloon mag alleen namen invullen, zoals {{ titel }}, en {% if … %} met zo'n naam. Er staat iets "
                f"anders in ({type(node).__name__}). Haal dat weg en probeer het opnieuw."
            )
        if isinstance(node, nodes.Name) and node.name not in NAMES:
            known = ", ".join(sorted(NAMES))
            raise Refused(f"Het sjabloon vraagt om “{node.name}”, en dat bestaat niet. Kies uit: {known}.")


def check_package(content: bytes) -> None:
    """Refuses a file that is no Word document, is made to overwhelm, or would fetch, run or betray something."""
    if len(content) > LARGEST:
        raise Refused("Het sjabloon is groter dan 5 MB. Maak de plaatjes erin kleiner en probeer het opnieuw.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise Refused("Het sjabloon is uitgepakt veel te groot. Sla het in Word opnieuw op als .docx.")
            names = [entry.filename for entry in entries]
            if len({name.lower() for name in names}) != len(names) or not {"word/document.xml", KINDS} <= set(names):
                raise Refused(broken())
            for name in names:
                _check_name(name)
            trees = [(name, _tree(package.read(name))) for name in names if name.lower().endswith(READ)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused(broken()) from error
    for name, tree in trees:
        if name == KINDS:
            _check_kinds(tree)
        elif name.lower().endswith(".rels"):
            _check_relations(tree)
        else:
            _check_content(tree)


def broken() -> str:
    """What to say of a file that cannot be read."""
    return "Dit sjabloon is geen leesbaar Word-document (.docx). Sla het in Word opnieuw op en probeer het nog eens."


def _check_name(name: str) -> None:
    if any(word in name.lower() for word in RUNS_OR_CARRIES):
        raise Refused(
            "In het sjabloon zit een macro of een ingesloten bestand. Haal dat eruit en sla het op als .docx."
        )


def _tree(content: bytes) -> etree._Element:
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(content, reader)  # entities stay unread, and any document type is refused
    if tree.getroottree().docinfo.doctype:
        raise Refused(broken())
    return tree


def _check_kinds(tree: etree._Element) -> None:
    """Nothing is XML for Word that was not read here, whatever its name."""
    for kind in tree.iter():
        name = kind.get("PartName") or f".{kind.get('Extension', 'xml')}"
        if "xml" in kind.get("ContentType", "").lower() and not name.lower().endswith(READ):
            raise Refused(broken())


def _check_relations(tree: etree._Element) -> None:
    for relation in tree.iter("{*}Relationship"):
        target = relation.get("Target", "").strip()
        inside = relation.get("TargetMode", "").strip().lower() in {"", "internal"}
        if inside and not OUTSIDE.match(target):
            continue
        if inside or not relation.get("Type", "").endswith(HYPERLINK) or not target.startswith(("https://", "mailto:")):
            raise Refused(FETCHES)


def _check_content(tree: etree._Element) -> None:
    if next(tree.iter("{*}mailMerge"), None) is not None:
        raise Refused("Het sjabloon is gekoppeld aan een adressenlijst. Verbreek die koppeling in Word.")
    if next(tree.iter("{*}saveThroughXslt", "{*}sourceFileName", "{*}attachedSchema"), None) is not None:
        raise Refused("Het sjabloon is gekoppeld aan een ander bestand. Verbreek die koppeling in Word.")
    _check_pictures(tree)
    # where VML and others name what they show; what lies in the file itself is named by its relation
    if any(_local(name) in {"src", "href", "althref"} and not _lies_here(value) for name, value in _attributes(tree)):
        raise Refused(FETCHES)
    for instruction in _instructions(tree):
        if _leads_elsewhere(instruction):
            raise Refused("Het sjabloon bevat een link die niet naar https:// of een e-mailadres gaat. Haal die weg.")
        if instruction.split(maxsplit=1)[:1] and instruction.split()[0].upper() not in ALLOWED_FIELDS:
            raise Refused(f"Het sjabloon bevat het Word-veld {instruction.split()[0][:30]}. Haal dat veld weg.")
    if any(_local(name) == "author" for name, _ in _attributes(tree)):
        raise Refused(
            "In het sjabloon staan opmerkingen of bijgehouden wijzigingen, met de naam van wie ze maakte. Haal de "
            "opmerkingen weg, accepteer de wijzigingen en probeer het opnieuw."
        )
    if next(tree.iter("{*}altChunk", "{*}object", "{*}control"), None) is not None:
        raise Refused("In het sjabloon zit een ingesloten bestand. Haal het weg en probeer het opnieuw.")


def _attributes(tree: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for one in tree.iter(etree.Element) for name, value in one.attrib.items())


def _lies_here(value: str) -> bool:
    return value.strip().startswith("#")


def _check_pictures(tree: etree._Element) -> None:
    """An SVG picture runs nothing and fetches nothing: all that it refers to lies in itself."""
    first = next(tree.iter(f"{SVG}*"), None)
    if first is None:
        return
    led = any(one.tag is etree.ProcessingInstruction for one in (*tree.iter(), *tree.itersiblings(preceding=True)))
    if led or any(_fetches_or_runs(element) for element in tree.iter(f"{SVG}*")):
        raise Refused("In het sjabloon zit een plaatje (SVG) dat iets ophaalt of uitvoert. Vervang het door een PNG.")


def _fetches_or_runs(element: etree._Element) -> bool:
    name = _local(element.tag)
    if name in {"script", "foreignObject", "handler", "set", "animate"}:
        return True
    style = "".join(str(text) for text in element.itertext()) if name == "style" else ""
    return bool(STYLE_FETCHES.search(style)) or any(
        key.lower().startswith("on")
        or (_local(key) in {"href", "src"} and not _lies_here(value))
        or STYLE_FETCHES.search(value)
        for key, value in element.attrib.items()
    )


def _leads_elsewhere(instruction: str) -> bool:
    """Whether a field HYPERLINK goes anywhere but to the web, a mail address or a place in the document."""
    words = instruction.split(maxsplit=1)
    if not words or words[0].upper() != "HYPERLINK":
        return False
    goal = words[1].strip().strip('"') if len(words) > 1 else ""
    others = [one.strip('"') for one in goal.split()]
    return not goal.startswith(("https://", "mailto:", "\\l")) or any(
        OUTSIDE.match(one) and not one.startswith(("https://", "mailto:")) for one in others
    )


def _said(element: etree._Element, name: str) -> str:
    """An attribute in whichever namespace: Word reads its older and its Strict one alike."""
    return next((str(value).strip() for key, value in element.attrib.items() if _local(key) == name), "")


def _instructions(tree: etree._Element) -> Iterator[str]:
    """The instruction of each field, however Word cut it into runs; fields may lie in one another."""
    for simple in tree.iter("{*}fldSimple"):
        yield _said(simple, "instr")
    opened: list[list[str]] = []
    for element in tree.iter("{*}fldChar", "{*}instrText", "{*}delInstrText"):
        kind = _said(element, "fldCharType")
        if kind == "begin":
            opened.append([])
        elif kind == "end" and opened:
            yield "".join(opened.pop())
        elif not kind:
            if not opened:
                opened.append([])
            opened[-1].append(element.text or "")
    yield from ("".join(parts) for parts in opened)
