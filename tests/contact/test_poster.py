"""Posters and cards: what a phone reads from them, that they are tagged, and that nothing on them says too much."""

import io
import zlib
from datetime import date

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader

from nabij.contact import poster
from nabij.kit.errors import Refused

PLAIN = "https://praat.voorbeeld.nl/ingang/k7m2p9xq/"
WHOLE = PLAIN + "#k=" + "3" * 25 + "." + "7" * 25


def a_sheet(language: str = "nl", names: tuple[str, ...] = ("Noor Verhagen", "Wietske Hoekstra")) -> poster.Sheet:
    return poster.Sheet(language, PLAIN, WHOLE, names, date(2026, 11, 28))


def pixels_of(png: bytes) -> np.ndarray:
    """The light of each pixel of an RGBA PNG of 8 bits, as typst writes it (PNG specification, filters 0 to 4)."""
    at, found, size = 8, b"", (0, 0)
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            size = (int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))
            assert body[8:] == bytes([8, 6, 0, 0, 0])
        found += body if kind == b"IDAT" else b""
        at += 12 + length
    width, height = size
    rows = np.frombuffer(zlib.decompress(found), np.uint8).reshape(height, 1 + width * 4)
    above, light = np.zeros((width, 4), np.uint8), []
    for row in rows:
        above = _unfiltered(int(row[0]), row[1:].reshape(width, 4), above)
        light.append(above[:, :3].mean(axis=1))
    return np.array(light).astype(np.uint8)


def _unfiltered(kind: int, line: np.ndarray, above: np.ndarray) -> np.ndarray:
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint8)
    if kind == 2:
        return line + above
    made, left, corner = line.astype(int), np.zeros(4, int), np.zeros(4, int)
    for x, up in enumerate(above.astype(int)):
        if kind == 3:
            guess = (left + up) // 2
        else:
            near = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
            guess = np.where(
                (near[0] <= near[1]) & (near[0] <= near[2]), left, np.where(near[1] <= near[2], up, corner)
            )
        made[x] = left = (made[x] + guess) % 256
        corner = up
    return made.astype(np.uint8)


@pytest.mark.parametrize("language", list(poster.WORDS))
def test_a_phone_reads_the_whole_address_from_the_poster(language: str) -> None:
    (code,) = zxingcpp.read_barcodes(pixels_of(poster.poster_of(a_sheet(language), format="png", ppi=100)))
    assert code.text == WHOLE


def test_a_phone_reads_it_from_every_card() -> None:
    found = zxingcpp.read_barcodes(pixels_of(poster.cards_of(a_sheet(), format="png", ppi=150)))
    assert [code.text for code in found] == [WHOLE] * 10


@pytest.mark.parametrize("language", list(poster.WORDS))
@pytest.mark.parametrize("make", [poster.poster_of, poster.cards_of])
def test_a_sheet_is_one_tagged_page_in_its_language(make: object, language: str) -> None:
    made = make(a_sheet(language))  # type: ignore[operator]  # one of two functions
    read = PdfReader(io.BytesIO(made))
    root = read.trailer["/Root"]
    assert len(read.pages) == 1
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert b"pdfuaid" in made
    text = " ".join(read.pages[0].extract_text().replace("\u200b", "").split())
    assert poster.WORDS[language].question in text
    # what is typed from paper is there, the keys are for the camera alone
    assert "praat.voorbeeld.nl/ingang/" in text
    assert "k7m2p9xq" in text
    assert "#k=" not in text
    assert "Linde" not in text


def test_names_stand_on_the_poster_and_on_no_card() -> None:
    texts = [
        PdfReader(io.BytesIO(made)).pages[0].extract_text()
        for made in (poster.poster_of(a_sheet()), poster.cards_of(a_sheet()))
    ]
    assert ["Noor Verhagen" in text for text in texts] == [True, False]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert poster.poster_of(a_sheet()) == poster.poster_of(a_sheet())


def test_a_name_that_our_letters_cannot_write_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="kan niet op papier"):
        poster.poster_of(a_sheet(names=("Ольга",)))


def test_a_long_address_and_two_long_names_still_fit_on_one_page() -> None:
    long = "https://" + "praten-met-elkaar." * 4 + "voorbeeld.nl/ingang/k7m2p9xq/"
    sheet = poster.Sheet(
        "en", long, long + "#k=" + ".".join(["9" * 25] * 4), ("Anna-Sophia van den Berg" * 2,) * 4, date(2026, 1, 2)
    )
    for made in (poster.poster_of(sheet), poster.cards_of(sheet)):
        assert len(PdfReader(io.BytesIO(made)).pages) == 1
