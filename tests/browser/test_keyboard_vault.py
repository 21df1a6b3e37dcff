"""One's own vault by keyboard alone: made, opened by the code on paper, given another code, and given new keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.sealed.models import Slot
from tests.browser.keyboard import SLOW, Keyboard
from tests.browser.surroundings import Site, ready
from tests.browser.vault_hands import at_today, code_on, is_own_vault, sign_in
from tests.personas import Personas

pytestmark = pytest.mark.usefixtures("limits_of_their_own")


def _write_words(hands: Keyboard) -> str:
    """Copied and typed back; the field shows all six."""
    page = hands.page
    page.locator("ol.words").wait_for()
    words = " ".join(item.inner_text() for item in page.locator("ol.words > li").all())
    hands.use(page.get_by_role("button", name="Ik heb ze opgeschreven"))
    hands.write(page.get_by_label("Je zes woorden"), words)
    hides = page.get_by_label("Je zes woorden").evaluate(
        "field => field.scrollHeight > field.clientHeight || field.scrollWidth > field.clientWidth"
    )
    assert not hides, "part of the words is out of sight"
    page.keyboard.press("Enter")
    return words


def _write_code(hands: Keyboard, button: str) -> str:
    """From the paper to what comes after it."""
    code = code_on(hands.page)
    hands.use(hands.page.get_by_role("button", name="Ik heb hem op papier"))
    hands.write(hands.page.get_by_label("Je herstelcode").first, code)
    hands.use(hands.page.get_by_role("button", name=button))
    return code


@pytest.mark.parametrize("width", [1280, 360])
def test_a_vault_is_made_opened_by_its_code_and_given_new_keys(
    people: Personas, page_for: Callable[..., Page], site: Site, width: int
) -> None:
    page = page_for(width=width)
    hands = Keyboard(page)
    sign_in(page, site, people.amina)
    hands.use(page.get_by_role("button", name="Begin"))
    hands.use(page.get_by_role("button", name="Liever zes woorden"))
    _write_words(hands)
    paper = page.locator(".paper")
    paper.wait_for(timeout=SLOW)
    expect(paper).not_to_contain_text("Een eerdere code geldt niet meer.")
    code = _write_code(hands, "Kluis in gebruik nemen")
    at_today(page)
    page.goto(f"{site.workspace}/kluis/")
    ready(page)
    hands.use(page.locator("nabij-door summary", has_text="herstelcode"))
    hands.write(page.get_by_label("Je herstelcode"), code)
    page.keyboard.press("Enter")
    is_own_vault(page)
    hands.walks_past_everything()
    hands.use(page.get_by_role("button", name="Nieuwe herstelcode"))
    paper.wait_for(timeout=SLOW)
    expect(paper).to_contain_text("Een eerdere code geldt niet meer.")
    assert _write_code(hands, "Nieuwe code gebruiken") != code
    expect(page.get_by_text("Je nieuwe herstelcode geldt.").first).to_be_visible(timeout=SLOW)
    hands.is_somewhere()
    before = set(Slot.objects.values_list("pk", flat=True))
    hands.use(page.get_by_role("button", name="Bekijk Passkey of woorden kwijt"))
    hands.use(page.get_by_role("button", name="Verder", exact=True))
    hands.use(page.get_by_role("button", name="zes woorden"))
    _write_words(hands)
    _write_code(hands, "Nieuwe sleutels gebruiken")
    expect(page.get_by_text("Je kluis heeft nieuwe sleutels.").first).to_be_visible(timeout=SLOW)
    hands.is_somewhere()
    assert not before & set(Slot.objects.values_list("pk", flat=True))
