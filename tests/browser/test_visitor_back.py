"""The browser's own back button loses what was typed, by design: said where it matters, and never asked by a dialog."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.door_hands import STEPS, answer_step, at, enter, leave, play, walk
from tests.browser.pictures import picture
from tests.browser.surroundings import Open, Site
from tests.contact.doors import open_entrance
from tests.personas import Personas

SAYS = "De terugknop van je telefoon sluit deze pagina."
UP = "Wil je een stap terug?"


@pytest.fixture
def page(open_context: Open, people: Personas, site: Site) -> Page:
    """A phone at the entrance."""
    open_entrance(people)
    context = open_context(width=360)
    play(context)
    page = context.new_page()
    enter(page, site)
    return page


def test_each_step_says_once_under_its_buttons_what_the_back_button_does(page: Page) -> None:
    for step in STEPS:
        at(page, step)
        said = page.get_by_text(SAYS).locator("visible=true")
        # an open conversation says it beside its own button
        expect(said).to_have_count(0 if step in {"start", "conversation"} else 1)
        expect(page.get_by_text(UP).locator("visible=true")).to_have_count(
            0 if step in {"start", "words", "conversation"} else 1
        )
        if step in {"story", "words"}:
            picture(page, f"back-{step}-360")
        if step != "conversation":
            answer_step(page, step)


def test_no_dialog_stands_between_somebody_and_leaving(page: Page, site: Site) -> None:
    dialogs: list[Dialog] = []
    page.on("dialog", lambda one: (dialogs.append(one), one.dismiss()))
    walk(page, "story")
    page.get_by_label("Je verhaal").fill("Dit staat er nog.")
    page.reload()
    enter(page, site)
    walk(page, "story")
    page.get_by_label("Je verhaal").fill("Dit staat er nog.")
    leave(page)
    page.wait_for_url(lambda address: "ingang" not in address)
    assert dialogs == []
