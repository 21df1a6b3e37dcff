"""A visitor's pages on the narrowest phone, with text twice as large or from right to left: nothing is pushed off."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nabij.contact import languages
from tests.browser.door_hands import STEPS, answer_step, at, enter, play, walk
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.talk_hands import the_pair_is_there
from tests.contact.doors import open_entrance
from tests.personas import Personas

LIST = Path(__file__).parents[2] / "src/nabij/browser/words/nl.txt"
NARROWEST, HEIGHT = 320, 640
# twice the 112.5 % of look/nabij.css
DOUBLED = "225%"

STICKING_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.matches(".unseen, .unseen *, .skip"))
  .filter((one) => { const { left, right } = one.getBoundingClientRect(); return right > innerWidth + 1 || left < -1; })
  .map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""


def fits(page: Page, where: str) -> None:
    """Nobody has to scroll sideways, and nothing is cut off."""
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", DOUBLED)
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1] == NARROWEST, (where, wide, page.evaluate(STICKING_OUT))
    assert page.evaluate(STICKING_OUT) == [], where
    page.evaluate("document.documentElement.style.fontSize = ''")


@pytest.fixture
def page(open_context: Open, people: Personas) -> Page:
    """A phone of 320 pixels."""
    context = open_context(width=NARROWEST)
    page = context.new_page()
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    return page


def test_no_step_of_an_entrance_is_wider_than_the_phone(page: Page, people: Personas, site: Site) -> None:
    open_entrance(people)
    play(page.context)
    enter(page, site)
    for before, step in zip([*STEPS][:-1], [*STEPS][1:], strict=True):
        fits(page, before)
        answer_step(page, before)
        at(page, step)
    fits(page, step)


def test_the_longest_words_stand_whole_in_their_boxes(page: Page, people: Personas, site: Site) -> None:
    open_entrance(people)
    play(page.context)
    enter(page, site)
    walk(page, "words")
    longest = sorted(
        LIST.read_text(encoding="utf-8").split(), key=lambda word: (len(word), word.count("m") + word.count("w"))
    )[-7:]
    fill = (
        "words => document.querySelectorAll('[data-words] li').forEach((one, at) => { one.textContent = words[at]; })"
    )
    page.evaluate(fill, longest)
    for width, size in ((NARROWEST, DOUBLED), (NARROWEST, ""), (360, ""), (600, ""), (1280, "")):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        boxes = page.locator("[data-words] li").evaluate_all(
            "all => all.map((one) => [one.scrollWidth, one.clientWidth])"
        )
        assert all(text <= box for text, box in boxes), (width, size, boxes)


@pytest.mark.parametrize("path", ["/", "/?taal=en", "/code/", "/ingang/nergens/", "/nergens/"])
def test_no_page_outside_an_entrance_is_wider_than_the_phone(page: Page, site: Site, path: str) -> None:
    page.goto(site.visitor + path)
    fits(page, path)
    for step in ("find", "between", "help"):
        link = page.locator(f"section[data-step=start]:visible [data-go={step}]")
        if link.count():
            ready(page)
            link.first.click()
            at(page, step)
            fits(page, f"{path} {step}")
            page.locator("[data-back]:visible").first.click()


def test_an_open_conversation_with_all_its_forms_is_not_wider_than_the_phone(
    page: Page, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    enter(page, site)
    walk(page, "words")
    fits(page, "words")
    answer_step(page, "words")
    expect(page.locator("door-known")).to_be_visible(timeout=20_000)
    fits(page, "conversation")
    for summary in ("Iets over mij vertellen of veranderen", "Iets laten veranderen of wissen"):
        page.get_by_text(summary).click()
    fits(page, "forms")
    page.get_by_label("Telefoon").fill("06 87654321")
    page.get_by_role("button", name="Kijk het eerst na").click()
    fits(page, "check")
    page.get_by_label("Wis alles wat er van mij is").check()
    page.get_by_role("button", name="Vraag dit").click()
    fits(page, "sure")
    page.get_by_role("button", name="Wis nu alles").click()
    expect(page.locator("[data-talk-proof]")).to_be_visible(timeout=20_000)
    fits(page, "proof")


def test_right_to_left_mirrors_the_page_and_nothing_sticks_out(
    open_context: Open, people: Personas, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(languages.NAMES, "ar", "العربية")
    page = open_context(width=320, bypass_csp=True).new_page()
    page.goto(f"{site.visitor}/?taal=ar")
    ready(page)
    leave = page.get_by_role("link", name="Weg hier").bounding_box()
    assert leave
    assert leave["x"] < 160
    heading = page.get_by_role("heading", level=1).first
    assert heading.evaluate("element => getComputedStyle(element).textAlign") in {"start", "right"}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth && scrollX === 0")
    page.get_by_role("link", name="Ik heb nu hulp nodig").click()
    number = page.get_by_role("link", name="0800 0113").bounding_box()
    assert number
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
