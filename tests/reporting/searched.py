"""Everything that somebody may read in what the board gets: text, alternative texts, metadata, names of files."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from django.http import HttpResponse
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

# what is new at each answer, and says nothing
CHANGING = re.compile(r'(csrfmiddlewaretoken" value|data-csrf|nonce)="[^"]*"')
# names of rows, drawn at random: three digits of a count stand in one of a few hundred
ROWS = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
# ids of a file, made of its content
IDS = re.compile(r"<xmpMM:\w+>[^<]*</xmpMM:\w+>")
NOT_SAID = {"Content-Security-Policy", "Content-Length"}


def texts_by_place(answers: Mapping[str, HttpResponse]) -> Iterator[tuple[str, str]]:
    """Each text with where it stands: the kind of answer, and what of it."""
    for kind, answer in answers.items():
        heads = (f"{name}: {value}" for name, value in answer.items() if name not in NOT_SAID)
        yield f"{kind} head", " ".join(heads)
        read = {"pdf/": _in_pdf, "word/": _in_word}.get(kind, _in_page)
        for place, text in read(answer.content):
            yield f"{kind} {place}", text


def places_of(answers: Mapping[str, HttpResponse], number: int) -> set[str]:
    """Where this number stands, as a number of its own."""
    alone = re.compile(rf"(?<![\d.,])(?:{number}|{number:,})(?!\d)".replace(",", r"\.?"))
    return {place for place, text in texts_by_place(answers) if alone.search(text)}


def _in_page(content: bytes) -> Iterator[tuple[str, str]]:
    html = ROWS.sub("", CHANGING.sub("", content.decode()))
    yield "text", unescape(re.sub(r"<[^>]*>", " ", html))
    read = r'(?:aria-[a-z]+|alt|title|content|href|id|value|class|download|data-[a-z-]+)="([^"]*)"'
    yield "attributes", unescape(" ".join(re.findall(read, html)))


def _in_word(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name).decode("utf-8", "ignore") if name.endswith((".xml", ".rels")) else ""
            place = "metadata" if name.startswith(("docProps", "customXml")) else "text"
            yield place, f"{name} {re.sub(r'<[^>]*>', ' ', part)}"
            yield "attributes", unescape(" ".join(re.findall(r'\b(?:descr|title|name|Target|tooltip)="([^"]*)"', part)))


def _in_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    reader = PdfReader(io.BytesIO(content))
    yield "text", " ".join(page.extract_text() for page in reader.pages)
    about: Any = reader.root_object.get("/Metadata")
    packet = IDS.sub("", about.get_object().get_data().decode()) if about else ""
    yield "metadata", f"{reader.metadata} {re.sub(r'<[^>]*>', ' ', packet)}"
    # alternative texts, bookmarks, titles, names of what is attached: all that is a string anywhere
    yield "attributes", " ".join(_strings(reader.root_object, set()))


def _strings(one: Any, seen: set[int]) -> Iterator[str]:
    if isinstance(one, IndirectObject):
        if one.idnum in seen:
            return
        seen.add(one.idnum)
        one = one.get_object()
    if isinstance(one, StreamObject | DictionaryObject):
        for key, value in one.items():
            if key not in {"/P", "/Parent", "/ID"}:
                yield from _strings(value, seen)
    elif isinstance(one, ArrayObject):
        for value in one:
            yield from _strings(value, seen)
    elif isinstance(one, str) and not one.startswith("/"):
        yield one
