"""Screenshots."""
import pytest
from playwright.sync_api import expect
from tests.browser import test_matter_page as one
from tests.browser import test_matter_search as two
folder = one.folder
cabinet = two.cabinet
@pytest.mark.parametrize("width",[1280,360])
def test_shots(open_context, people, folder, width):
    page = open_context(people.amina, width=width).new_page()
    one.enter(page, folder)
    page.get_by_role("button", name="Toon naam en contact").click()
    page.wait_for_timeout(300)
    page.screenshot(path=f"/tmp/nabij/shots/matter-{width}.png", full_page=True)
    page.get_by_text("Noteer een gesprek").click()
    one.correct(page, "Een verbetering.")
    page.get_by_role("button", name="Deel met een collega").click()
    page.get_by_role("button", name="Verbeter", exact=True).click()
    page.wait_for_timeout(300)
    page.screenshot(path=f"/tmp/nabij/shots/matter-forms-{width}.png", full_page=True)
@pytest.mark.parametrize("width",[1280,360])
def test_list_shots(open_context, people, cabinet, width):
    page = open_context(people.amina, width=width).new_page()
    two.enter(page, cabinet)
    expect(page.get_by_role("link", name="Regenjas")).to_be_visible()
    page.screenshot(path=f"/tmp/nabij/shots/matters-{width}.png", full_page=True)
    page.get_by_label("Zoek", exact=True).fill("klachten")
    expect(page.get_by_role("region", name="Gevonden").get_by_role("link")).to_have_count(1)
    page.wait_for_timeout(500)
    page.screenshot(path=f"/tmp/nabij/shots/matters-search-{width}.png", full_page=True)
