"""The practice manager brings a Word file of the practice's own, sees what is wrong with it, tries it and goes back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pictures import picture
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.personas import Personas
from tests.reporting.test_word import opened, template

pytestmark = pytest.mark.browser


def bring(page: Page, content: bytes) -> None:
    file = {"name": "papier.docx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Sjabloon").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Gebruik dit sjabloon").click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_template_is_brought_tried_and_taken_out(
    open_context: Open, people: Personas, site: Site, width: int, tmp_path: Path
) -> None:
    page = open_context(people.els).new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.workspace}/inrichting/")
    page.get_by_role("link", name="een eigen sjabloon voor Word").click()
    ready(page)
    bring(page, b"geen word")
    expect(page.locator("main")).to_contain_text("geen leesbaar Word-document")
    expect(page.locator("main")).to_contain_text("Er is niets veranderd")
    assert axe_violations(page) == []
    bring(page, template("{{ titel }}", "Ons eigen papier", "{{ verslag }}"))
    expect(page.locator("main")).to_contain_text("Jullie gebruiken een eigen sjabloon")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"word-{width}")
    with page.expect_download() as got:
        page.get_by_role("link", name="Bekijk een voorbeeld").click()
    got.value.save_as(tmp_path / "voorbeeld.docx")
    assert "Ons eigen papier" in [line.text for line in opened((tmp_path / "voorbeeld.docx").read_bytes()).paragraphs]
    page.get_by_role("button", name="Terug naar het sjabloon van Nabij").click()
    expect(page.locator("main")).to_contain_text("Jullie gebruiken het sjabloon van Nabij")
