"""An open conversation closes after ten quiet minutes, never under who types, and keeps what was typed."""

from playwright.sync_api import Page, expect

from nabij.sealed.models import Record
from tests.browser.door_hands import STORY, answer_step, leave
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import begin, come_back, the_pair_is_there
from tests.personas import Personas

TYPED = "Ik ben nog aan het schrijven."


def _open(page: Page) -> None:
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=20_000)


def test_who_types_for_long_stays_in_and_after_ten_quiet_minutes_it_asks_for_the_words_and_keeps_the_text(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    words = begin(page, site)
    page.clock.install()
    come_back(page, site, words)
    _open(page)
    reply = page.get_by_label("Schrijf terug")
    for _ in range(3):
        page.clock.fast_forward("06:00")
        reply.press("End")
    reply.fill(TYPED)
    send = page.locator("[data-talk-write]").get_by_role("button", name="Verstuur")
    send.click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(2)
    reply.fill("En nog een zin.")
    page.clock.fast_forward("10:30")
    expect(page.locator("[data-talk-open]")).to_be_hidden()
    expect(page.locator("#talk-words")).to_be_visible()
    expect(page.locator("[data-talk-trouble]")).to_contain_text("Wat je typte, staat er nog")
    assert STORY not in page.locator("body").inner_text()
    assert STORY not in page.content()
    both_widths(page, "talk-quiet")
    page.locator("#talk-words").fill(words)
    page.get_by_role("button", name="Open mijn gesprek").click()
    _open(page)
    expect(reply).to_have_value("En nog een zin.")
    send.click()
    expect(page.locator("[data-talk-messages] li")).to_have_count(3)
    assert Record.objects.filter(kind="message").count() == 3


def test_who_goes_by_the_button_leaves_no_other_tab_open_and_other_words_get_nothing_of_it(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    context = open_context()
    first = context.new_page()
    words = begin(first, site)
    answer_step(first, "words")
    _open(first)
    first.get_by_label("Schrijf terug").fill(TYPED)
    second = context.new_page()
    others = begin(second, site)
    # another conversation beside it, closed in whichever way: this one stays open, with what was typed
    answer_step(second, "words")
    _open(second)
    second.get_by_role("button", name="Sluit mijn gesprek").click()
    second.wait_for_load_state()
    second.reload()
    expect(first.get_by_label("Schrijf terug")).to_have_value(TYPED)
    expect(first.locator("[data-talk-open]")).to_be_visible()
    second.route("**/weg", lambda route: route.fulfill(body="weg"))
    leave(second)
    expect(first.locator("#talk-words")).to_be_visible()
    expect(first.locator("[data-talk-trouble]")).to_contain_text("of je koos ‘Weg hier’ op een andere pagina")
    expect(first.locator("[data-talk-open]")).to_be_hidden()
    first.locator("#talk-words").fill(others)
    first.get_by_role("button", name="Open mijn gesprek").click()
    _open(first)
    # somebody else's words: nothing that was typed before goes into their conversation
    expect(first.get_by_label("Schrijf terug")).to_have_value("")
    assert words != others
