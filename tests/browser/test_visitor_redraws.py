"""A picture of a kind that cannot be cleaned as it stands is drawn anew where the browser can: its mark is gone."""

import base64
from pathlib import Path

import pytest
from django.templatetags.static import static
from playwright.sync_api import Page, expect

from nabij.sealed.models import File
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import the_pair_is_there
from tests.browser.test_visitor_attaches import begin_and_open, choose, same_picture, saved, send
from tests.personas import Personas

MARK = b"Kanarie, 52.3702 N 4.8952 E"
SIDE = 20
PHOTOS = Path(__file__).parents[1] / "js" / "photos"
HEIC = PHOTOS / "made.heic"
PHOTO = PHOTOS / "upright.jpg"
TOLD = "Wij maakten een nieuwe foto van wat erop staat."

# two by two pixels, of the public test by which web pages ask a browser whether it knows AVIF
AVIF = base64.b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYA"
    "AAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IA"
    "AAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAA"
    "AAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A="
)


def a_gif() -> bytes:
    """A square with a pattern, and a comment that says where it was made."""
    colours = b"".join(bytes((2 * one, 255 - 2 * one, 40)) for one in range(128))
    pixels = bytes((row * 5 + column * 3) % 128 for row in range(SIDE) for column in range(SIDE))
    clear, end = b"\x80", b"\x81"
    # cleared before a code grows beyond a byte, so that each pixel is one
    codes = b"".join(clear + pixels[at : at + 100] for at in range(0, len(pixels), 100)) + end
    blocks = b"".join(bytes((len(codes[at : at + 255]),)) + codes[at : at + 255] for at in range(0, len(codes), 255))
    size = SIDE.to_bytes(2, "little") * 2
    comment = b"!\xfe" + bytes((len(MARK),)) + MARK + b"\0"
    image = b"," + bytes(4) + size + b"\0" + b"\x07" + blocks + b"\0"
    return b"GIF89a" + size + b"\xf6\0\0" + colours + comment + image + b";"


def an_avif() -> bytes:
    """With a box of its own that says where it was made."""
    return AVIF + (8 + len(MARK)).to_bytes(4, "big") + b"free" + MARK


@pytest.mark.parametrize(
    ("content", "kind", "begins", "ending"),
    [(a_gif(), "gif", b"\x89PNG", "png"), (an_avif(), "avif", b"\xff\xd8\xff", "jpg")],
    ids=["gif", "avif"],
)
def test_a_picture_is_drawn_anew_without_its_mark(
    open_context: Open, people: Personas, site: Site, content: bytes, kind: str, begins: bytes, ending: str
) -> None:
    the_pair_is_there(people)
    page = open_context(bypass_csp=True).new_page()
    begin_and_open(page, site)
    assert MARK in content
    choose(page, f"Merel thuis.{kind}", content, f"image/{kind}")
    check = page.locator("[data-attach-check]")
    expect(check).to_contain_text(TOLD)
    # what it is now is no more what it was called
    expect(check.get_by_label(f"bijlage-1.{ending}")).to_be_checked()
    expect(check).to_contain_text(f"Merel thuis.{ending}")
    expect(page.locator("[data-attach-send]")).to_have_text("Verstuur")
    both_widths(page, f"redrawn-{kind}")
    send(page)
    expect(page.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    assert File.objects.count() == 1
    sent = saved(page, f"Bewaar bijlage-1.{ending}")
    assert sent.startswith(begins)
    assert MARK not in sent
    assert b"52.37" not in sent
    if kind == "gif":
        assert same_picture(page, content, sent)


def test_a_photo_of_an_iphone_goes_without_what_it_says_where_the_browser_cannot_open_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    assert b"Kanarie" in HEIC.read_bytes()
    choose(page, "Merel thuis.HEIC", HEIC.read_bytes(), "image/heic")
    check = page.locator("[data-attach-check]")
    expect(check).to_contain_text("Wij haalden eruit waar en wanneer de foto is gemaakt")
    expect(check.get_by_label("bijlage-1.heic")).to_be_checked()
    both_widths(page, "cleaned-heic")
    send(page)
    expect(page.locator("[data-attach-list] li")).to_have_count(1, timeout=20_000)
    sent = saved(page, "Bewaar bijlage-1.heic")
    assert sent[4:12] == b"ftypheic"
    assert 500 < len(sent) < len(HEIC.read_bytes())
    assert b"Kanarie" not in sent


def test_what_is_cleaned_byte_by_byte_looks_as_it_did(open_context: Open, site: Site) -> None:
    page = open_context(bypass_csp=True).new_page()
    page.goto(f"{site.visitor}/")
    before = PHOTO.read_bytes()
    made = page.evaluate(
        """async ([address, bytes]) => {
          const { cleanImage } = await import(address);
          return [...cleanImage(new Uint8Array(bytes)).bytes];
        }""",
        [site.visitor + static("door/clean-image.js"), list(before)],
    )
    assert b"Apple" in before
    assert b"Apple" not in bytes(made)
    assert drawn(page, before) == drawn(page, bytes(made)) != []


def drawn(page: Page, content: bytes) -> list[int]:
    """The pixels that the browser draws from it."""
    found: list[int] = page.evaluate(
        """async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }));
          const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
          paper.drawImage(image, 0, 0);
          return [...paper.getImageData(0, 0, image.width, image.height).data];
        }""",
        list(content),
    )
    return found


def test_a_browser_that_gives_noise_for_what_is_drawn_sends_it_as_it_is_and_says_so(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    page.evaluate(
        """() => {
          const real = OffscreenCanvasRenderingContext2D.prototype.getImageData;
          OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...where) {
            const found = real.apply(this, where);
            found.data[5] ^= 1;
            return found;
          };
        }"""
    )
    choose(page, "Merel thuis.gif", a_gif(), "image/gif")
    expect(page.locator("[data-attach-tells]")).to_contain_text("kunnen wij niet schoon maken")
