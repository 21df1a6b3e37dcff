"""Attachments: back byte for byte, a cut upload keeps the choice, too large says so."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nabij.sealed.models import File, FileChunk
from tests.browser.sealed_practice import give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Site
from tests.personas import Personas

LARGEST = 26_214_400


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site) -> Page:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/kwesties/{matter.pk}/")
    open_vault(page, vault)
    page.get_by_role("heading", name="Bijlagen").wait_for()
    return page


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Voeg een bestand toe").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )


def test_an_attachment_comes_back_byte_for_byte(page: Page) -> None:
    content = os.urandom(300_000)
    choose(page, "verslag Fatima.pdf", content)
    link = page.get_by_role("button", name="verslag Fatima.pdf")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "verslag Fatima.pdf"
    assert Path(download.value.path()).read_bytes() == content
    kept = b"".join(bytes(chunk.sealed) for chunk in FileChunk.objects.order_by("position"))
    assert content[:64] not in kept
    assert b"Fatima" not in kept


def test_an_opened_attachment_is_let_go_of_when_the_vault_locks(page: Page) -> None:
    choose(page, "verslag.pdf", b"verslag")
    page.evaluate(
        "() => { const make = URL.createObjectURL; URL.createObjectURL = (one) => (window.made = make(one)); }"
    )
    with page.expect_download():
        page.get_by_role("button", name="verslag.pdf").click()
    assert page.evaluate("() => typeof window.made") == "string"
    page.evaluate(
        "() => { const drop = URL.revokeObjectURL; URL.revokeObjectURL = (one) => drop((window.dropped = one)); }"
    )
    page.evaluate("() => new BroadcastChannel('nabij').postMessage('lock')")
    page.wait_for_function("() => window.dropped === window.made")


def test_a_cut_upload_says_so_and_goes_again_once(page: Page) -> None:
    page.route("**/bestanden/*", lambda route: route.abort())
    choose(page, "brief.pdf", b"brief")
    expect(page.get_by_role("alert").filter(has_text="niet helemaal aangekomen")).to_be_visible()
    page.unroute("**/bestanden/*")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.get_by_role("button", name="brief.pdf")).to_be_visible()
    assert File.objects.count() == 1


def test_too_large_a_file_says_so_and_nothing_is_sent(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    page.get_by_label("Voeg een bestand toe").set_input_files(large)
    expect(page.get_by_text("Dat is te groot: hooguit 25 MB.")).to_be_visible()
    assert not File.objects.exists()
