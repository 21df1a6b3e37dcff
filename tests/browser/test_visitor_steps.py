"""The visitor's way in, step by step: what is asked, what may be skipped, and what is sent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.door_hands import STEPS, STORY, WORDS, answer_step, at, enter, onward, play, walk
from tests.browser.keyboard import Keyboard
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.contact.doors import Json, a_counsellor, open_entrance, who_is_there
from tests.personas import Personas

AMINA, BRAM = (one["id"] for one in who_is_there()["counsellors"])


@pytest.fixture
def page(open_context: Open, people: Personas, site: Site) -> Page:
    """Somebody's tab before the entrance."""
    open_entrance(people)
    context = open_context()
    play(context)
    page = context.new_page()
    enter(page, site)
    return page


@pytest.fixture
def page_with(open_context: Open, people: Personas, site: Site) -> Callable[..., Page]:
    """The same where these counsellors are there, or with something in the address."""
    open_entrance(people)

    def open_one(*counsellors: Json, query: str = "", **options: Any) -> Page:
        context = open_context(**options)
        play(context, who_is_there(*counsellors))
        page = context.new_page()
        enter(page, site, query)
        return page

    return open_one


def sent(page: Page) -> list[dict[str, Any]]:
    """What the vault was asked to seal and send."""
    found: list[dict[str, Any]] = page.evaluate("globalThis.sent")
    return found


def answer(page: Page, key: str) -> str:
    return page.locator(f"[data-row={key}] dd").first.inner_text()


def test_all_steps_in_order_lead_to_seven_words_and_leave_no_entry_behind(page: Page) -> None:
    entries, address = page.evaluate("history.length"), page.url
    walk(page, "words")
    assert page.locator("[data-words] li").all_inner_texts() == WORDS
    expect(page.get_by_text("Nu aan zet: Amina")).to_be_visible()
    due = "Je krijgt uiterlijk dinsdag 1 december antwoord. Je koos: Bellen. Lukt dat niet? Dan lees je het hier."
    expect(page.get_by_text(due)).to_be_visible()
    (one,) = sent(page)
    assert one["chosen"] == [AMINA]
    assert one["standby"] == []
    said = {key: one[key] for key in ("entrance", "language", "name", "channel", "reach", "when", "message", "story")}
    assert said == {
        "entrance": "b7qkm2xw",
        "language": "nl",
        "name": "Merel",
        "channel": "phone",
        "reach": "06 12345678",
        "when": "na zes uur",
        "message": "no",
        "story": STORY,
    }
    # what was sent is typed nowhere any more, and there is no way back to it
    assert page.evaluate("[...document.querySelectorAll('[data-answer]')].map(field => field.value)") == [""] * 4
    assert STORY not in page.content()
    expect(page.get_by_role("button", name="Terug")).to_be_hidden()
    assert (page.evaluate("history.length"), page.url) == (entries, address)
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    at(page, "conversation")


def test_everything_but_the_choice_can_be_skipped(page: Page) -> None:
    walk(page, "choose")
    onward(page)
    expect(page.locator("[data-summary]")).to_be_focused()
    page.get_by_role("radio", name="Maakt niet uit").check(force=True)
    expect(page.locator("[data-summary]")).to_be_hidden()
    expect(page.locator("[data-standby]")).to_be_hidden()
    onward(page)
    for step in ("name", "reach", "story"):
        at(page, step)
        page.get_by_role("button", name="Sla over").click()
    at(page, "check")
    assert answer(page, "who") == "Amina of Bram"
    assert [answer(page, key) for key in ("name", "reach", "story")] == [
        "Niet ingevuld",
        "Alleen hier",
        "Niet ingevuld",
    ]
    for hidden in ("standby", "when", "message"):
        expect(page.locator(f"[data-row={hidden}]")).to_be_hidden()
    page.get_by_role("button", name="Verstuur").click()
    at(page, "words")
    assert sent(page)[0]["chosen"] == [AMINA, BRAM]


def test_a_number_is_told_to_be_no_anonymity_before_it_is_sent(page: Page) -> None:
    walk(page, "reach")
    key, standing = page.locator("#key-reach"), page.locator("[data-standing]")
    page.get_by_role("radio", name="Bellen").check()
    expect(key).to_have_text("Met dit nummer ben je niet meer anoniem. Iemand kan er je naam mee vinden.")
    onward(page)
    told = page.locator("[data-unreached]")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Je koos ‘Bellen’, maar gaf geen nummer. Zonder nummer antwoordt Amina hier.")
    page.get_by_label("Je nummer").fill("06-1")
    onward(page)
    expect(told).to_be_focused()
    expect(told).to_contain_text("Klopt dit nummer?")
    # whoever means it goes on, and a better one is asked about no more
    onward(page)
    at(page, "safe")
    page.get_by_role("button", name="Terug").click()
    page.get_by_label("Je nummer").fill("06 12345678")
    onward(page)
    onward(page)
    onward(page)
    at(page, "check")
    expect(standing).to_have_text("Je heet hier Merel. Met je nummer of adres ben je niet anoniem.")
    page.get_by_role("button", name="Wijzig je naam hier").click()
    page.get_by_role("button", name="Sla over").click()
    expect(standing).to_have_text("Je gaf geen naam. Met je nummer of adres ben je toch niet anoniem.")
    page.get_by_role("button", name="Wijzig hoe je antwoord wilt").click()
    page.get_by_role("radio", name="Alleen hier").check()
    onward(page)
    expect(standing).to_contain_text("Je bent anoniem: je gaf geen naam, geen nummer en geen adres.")


def test_a_place_to_meet_leads_to_nobody(page: Page) -> None:
    walk(page, "choose")
    page.get_by_role("radio", name="Bram", exact=True).check(force=True)
    onward(page)
    page.get_by_role("button", name="Sla over").click()
    page.get_by_role("radio", name="Bij elkaar komen").check()
    expect(page.locator("#key-reach")).to_be_empty()
    page.get_by_role("radio", name="Mail").check()
    expect(page.locator("#key-reach")).to_contain_text("Met dit adres ben je niet meer anoniem.")


def test_skipping_takes_away_what_was_typed(page: Page) -> None:
    walk(page, "name")
    page.get_by_label("Een naam").fill("Merel")
    page.get_by_role("button", name="Sla over").click()
    at(page, "reach")
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_label("Een naam")).to_have_value("")


def test_an_answer_is_changed_from_the_check_and_one_is_back_at_the_check(page: Page) -> None:
    walk(page, "check")
    page.get_by_role("button", name="Wijzig wat je vertelt").click()
    at(page, "story")
    expect(page.get_by_label("Je verhaal")).to_have_value(STORY)
    page.get_by_label("Je verhaal").fill("Iets anders\nop twee regels")
    onward(page)
    at(page, "check")
    assert answer(page, "story") == "Iets anders\nop twee regels"
    page.get_by_role("button", name="Wijzig hoe je antwoord wilt").click()
    page.get_by_role("radio", name="Alleen hier").check()
    onward(page)
    at(page, "check")
    expect(page.locator("[data-row=when]")).to_be_hidden()
    # another way asks again when it is safe
    page.get_by_role("button", name="Wijzig hoe je antwoord wilt").click()
    page.get_by_role("radio", name="WhatsApp").check()
    onward(page)
    at(page, "safe")
    onward(page)
    at(page, "check")


def test_another_counsellor_has_other_ways_and_the_former_way_is_let_go(page: Page) -> None:
    walk(page, "check")
    page.get_by_role("button", name="Wijzig met wie").click()
    page.get_by_role("radio", name="Bram", exact=True).check(force=True)
    expect(page.get_by_text("En als Bram er niet is?")).to_be_visible()
    page.get_by_role("radio", name="Dan mag Amina antwoorden.").check()
    onward(page)
    at(page, "check")
    assert answer(page, "standby") == "Amina mag antwoorden"
    assert answer(page, "reach") == "Alleen hier"
    page.get_by_role("button", name="Verstuur").click()
    at(page, "words")
    (one,) = sent(page)
    assert (one["chosen"], one["standby"], one["channel"], one["reach"]) == ([BRAM], [AMINA], "", "")


def test_a_double_click_sends_once(page: Page) -> None:
    walk(page, "check")
    page.evaluate("() => { globalThis.pause = new Promise((resolve) => { globalThis.resume = resolve; }); }")
    page.get_by_role("button", name="Verstuur").dblclick()
    expect(page.get_by_text("Je browser doet alles op slot.")).to_be_visible()
    page.keyboard.press("Enter")
    page.evaluate("globalThis.resume()")
    at(page, "words")
    assert len(sent(page)) == 1


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("connection", "Er is geen verbinding."),
        ("busy", "Het is nu te druk."),
        ("keys", "Het slot van deze pagina klopt niet."),
        ("changed", "Wie je koos, kan nu niet antwoorden."),
        ("other", "Het lukte niet. Dat ligt niet aan jou."),
    ],
)
def test_what_was_not_sent_is_still_there_and_goes_again(page: Page, trouble: str, said: str) -> None:
    walk(page, "check")
    page.evaluate("trouble => { globalThis.trouble = trouble; }", trouble)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-trouble]")).to_be_focused()
    expect(page.locator("[data-said]")).to_contain_text(said)
    assert answer(page, "story") == STORY
    page.evaluate("globalThis.trouble = null")
    page.get_by_role("button", name="Verstuur").click()
    at(page, "words")
    first, second = sent(page)
    assert first == second


def test_a_lost_connection_is_told_and_takes_nothing_away(page: Page) -> None:
    walk(page, "story")
    page.get_by_label("Je verhaal").fill(STORY)
    page.context.set_offline(True)
    expect(page.get_by_text("Je bent niet verbonden met internet. Wat je typte staat er nog.")).to_be_visible()
    expect(page.get_by_label("Je verhaal")).to_have_value(STORY)
    page.context.set_offline(False)
    expect(page.locator("[data-connection]")).to_be_hidden()
    expect(page.locator("#announcement")).to_have_text("Je hebt weer internet.")


def test_who_is_there_can_be_asked_again(page_with: Callable[..., Page]) -> None:
    page = page_with()
    page.route("**/wie.json", lambda route: route.abort())
    walk(page, "choose")
    expect(page.get_by_text("Het lukt nu niet om te zien wie er zijn.")).to_be_visible()
    onward(page)
    expect(page.get_by_role("heading", name=STEPS["choose"])).to_be_visible()
    page.unroute("**/wie.json")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.get_by_role("radio", name="Amina", exact=True)).to_be_visible()


def test_absence_is_told_and_nobody_knows_is_told_too(page_with: Callable[..., Page]) -> None:
    amina = a_counsellor("Amina", away_until="2026-12-06", next_day="2026-12-07", due="2026-12-08")
    bram = a_counsellor("Bram", away_until=None, next_day="2027-01-01", due=None)
    page = page_with(amina, bram, a_counsellor("Chris"))
    walk(page, "choose")
    # each has a last day of their own
    expect(page.get_by_text(re.compile("^Antwoordt uiterlijk"))).to_have_text(
        ["Antwoordt uiterlijk dinsdag 8 december", "Antwoordt uiterlijk dinsdag 1 december"]
    )
    expect(page.locator("[data-reply]")).to_contain_text("We tellen alleen de dagen waarop die persoon werkt")
    both_widths(page, "choose-due")
    expect(page.get_by_text("Weg tot en met zondag 6 december")).to_be_visible()
    expect(page.get_by_text("Kan antwoorden vanaf maandag 7 december")).to_be_visible()
    expect(page.get_by_text("Nu weg. We weten niet tot wanneer.")).to_be_visible()
    page.get_by_role("radio", name="Maakt niet uit").check(force=True)
    for _ in range(4):
        onward(page)
    # the two who are there soonest
    assert answer(page, "who") == "Chris of Amina"


def test_one_counsellor_is_chosen_already_and_none_leads_to_the_numbers(page_with: Callable[..., Page]) -> None:
    page = page_with(a_counsellor("Amina"))
    walk(page, "choose")
    expect(page.get_by_text("Er is hier één vertrouwenspersoon.")).to_be_visible()
    expect(page.get_by_role("radio", name="Amina", exact=True)).to_be_checked()
    expect(page.get_by_text("Maakt niet uit", exact=True)).to_have_count(0)
    page.route("**/wie.json", lambda route: route.fulfill(json=who_is_there() | {"counsellors": []}))
    page.reload()
    ready(page)
    walk(page, "choose")
    page.get_by_role("button", name="Nummers om te bellen").click()
    at(page, "help")


def test_keys_that_are_not_those_of_the_address_stop_everything(page_with: Callable[..., Page]) -> None:
    page = page_with(query="#wrong")
    walk(page, "choose")
    expect(page.get_by_text("Stop hier even.")).to_be_visible()
    expect(page.locator("[data-cards]")).to_be_hidden()
    onward(page)
    expect(page.get_by_role("heading", name=STEPS["choose"])).to_be_visible()


def test_reading_first_and_then_talking_passes_each_step_once(page: Page) -> None:
    page.get_by_role("link", name="Wat gebeurt er met mijn verhaal?").click()
    for step in ("between", "device"):
        at(page, step)
        onward(page)
    at(page, "choose")
    for step in ("device", "between", "start"):
        page.get_by_role("button", name="Terug").click()
        at(page, step)
    expect(page.get_by_role("button", name="Terug")).to_be_hidden()


def test_english_goes_all_the_way_and_keeps_the_keys_of_the_address(page_with: Callable[..., Page]) -> None:
    page = page_with(query="#abc")
    entries = page.evaluate("history.length")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Is something bothering you?")).to_be_visible()
    assert page.url.endswith("/?taal=en#abc")
    assert page.evaluate("history.length") == entries
    ready(page)
    page.get_by_role("link", name="I want to talk").click()
    for _ in range(2):
        onward(page)
    expect(page.get_by_text("Can answer from Monday 30 November")).to_be_visible()
    expect(page.get_by_text("Answers by Tuesday 1 December at the latest").first).to_be_visible()
    page.get_by_role("radio", name="Amina", exact=True).check(force=True)
    for _ in range(4):
        onward(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Your seven words")).to_be_focused()
    assert sent(page)[0]["language"] == "en"
    assert sent(page)[0]["fragment"] == "abc"


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_any_step_and_nothing_is_wider_than_the_page(
    page_with: Callable[..., Page], width: int
) -> None:
    page = page_with(width=width, bypass_csp=True)
    for before, step in zip([*STEPS][:-1], [*STEPS][1:], strict=True):
        assert axe_violations(page) == [], before
        # 200 % zoom of 1280 is a page of 640; text alone can be made twice as large as well
        for zoomed, size in ((width, "112.5%"), (min(width, 640), "112.5%"), (1280, "225%")):
            page.set_viewport_size({"width": zoomed, "height": 800})
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (before, zoomed, size)
        page.evaluate("document.documentElement.style.fontSize = ''")
        answer_step(page, before)
        at(page, step)
    assert axe_violations(page) == []


def test_axe_finds_nothing_where_something_went_wrong(page_with: Callable[..., Page]) -> None:
    page = page_with(bypass_csp=True)
    walk(page, "choose")
    page.get_by_text("Wat laat elke manier van praten achter?").click()
    onward(page)
    expect(page.locator("[data-summary]")).to_be_focused()
    assert axe_violations(page) == []
    walk_on = page.get_by_role("radio", name="Maakt niet uit")
    walk_on.check(force=True)
    for _ in range(4):
        onward(page)
    page.evaluate("globalThis.trouble = 'busy'")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-trouble]")).to_be_focused()
    page.context.set_offline(True)
    expect(page.locator("[data-connection]")).to_be_visible()
    assert axe_violations(page) == []


def test_all_steps_by_keyboard(page: Page) -> None:
    hands = Keyboard(page)
    hands.use(page.get_by_role("link", name="Ik wil praten"))
    for step in ("device", "between"):
        at(page, step)
        hands.walks_past_everything()
        hands.use(page.locator("section:visible").get_by_role("button", name="Verder"))
    at(page, "choose")
    hands.choose(page.get_by_role("radio", name="Amina", exact=True))
    hands.walks_past_everything()
    page.keyboard.press("Enter")
    for step in ("name", "reach", "story"):
        at(page, step)
        hands.walks_past_everything()
        hands.use(page.locator("section:visible").get_by_role("button", name="Sla over"))
    at(page, "check")
    hands.walks_past_everything()
    hands.use(page.get_by_role("button", name="Terug"))
    at(page, "story")
    hands.write(page.get_by_label("Je verhaal"), STORY)
    hands.use(page.locator("section:visible").get_by_role("button", name="Verder"))
    at(page, "check")
    hands.use(page.get_by_role("button", name="Verstuur"))
    at(page, "words")
    hands.walks_past_everything()
