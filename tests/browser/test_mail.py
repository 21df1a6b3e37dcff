"""Mail, asked for and stopped: a visitor gets one that tells nothing, a counsellor ticks a box; nothing is played."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django import Settings

from nabij.mail.actions import send_waiting
from nabij.mail.models import Mail, VisitorAddress, wants_mail
from tests.browser.door_hands import answer_step, at, enter, onward
from tests.browser.pictures import both_widths, picture
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, come_back, seven_words, take_on, the_pair_is_there
from tests.mail.hands import due_now
from tests.people.asking import audited
from tests.personas import Personas

EMAIL = "merel@post.test"


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def begin_and_open(page: Page, site: Site) -> str:
    """A conversation, open; the seven words."""
    words = begin(page, site)
    answer_step(page, "words")
    expect(page.locator("door-mail")).to_be_visible()
    # before anybody chooses: what it means to get none, and by when to come back
    expect(page.locator("[data-mail-by]")).to_contain_text("Dan moet er antwoord zijn.")
    return words


def ask_for_mail(page: Page) -> None:
    expect(page.locator("[data-mail-off]")).to_contain_text("Je hoort dus niets als er antwoord is")
    # the hands gave a number: what the counsellor knows stays said, whatever the server holds
    standing = page.locator("[data-known-standing]")
    expect(standing).to_contain_text("ben je niet anoniem")
    expect(standing).not_to_contain_text("mailadres")
    page.get_by_text("Een mail krijgen").click()
    expect(page.locator("door-mail")).to_contain_text("Met dit adres ben je voor die beheerder niet anoniem.")
    expect(page.locator("door-mail")).to_contain_text("Kijk je hier niet, dan komt er geen tweede.")
    expect(page.locator("door-mail")).to_contain_text("Wie deze website beheert, kan dit adres lezen.")
    page.locator("#mail-address").fill("merel")
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.locator("[data-mail-trouble]")).to_have_text("Dit is geen mailadres. Kijk het na.")
    expect(page.locator("[data-mail-trouble]")).to_be_focused()
    assert not VisitorAddress.objects.exists()
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"mail-{width}")
    assert axe_violations(page) == []
    page.locator("#mail-address").fill(f" {EMAIL} ")
    page.get_by_role("button", name="Stuur mij een mail").dblclick()
    expect(page.get_by_role("button", name="Stop, en wis mijn adres")).to_be_focused()
    expect(page.locator("#mail-address")).to_have_value("")
    assert VisitorAddress.objects.get().email == EMAIL
    expect(standing).to_contain_text("Wie deze website beheert, kan je mailadres lezen.")


def test_a_visitor_asks_for_a_mail_gets_one_that_tells_nothing_and_stops(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    page = open_context().new_page()
    words = begin_and_open(page, site)
    ask_for_mail(page)
    picture(page, "mail-on-320")
    page.close()
    desk = open_context(people.amina).new_page()
    take_on(desk, site, vault)
    due_now()
    assert send_waiting().sent == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([EMAIL], "Nieuw bericht")
    assert sent.body == "Er staat een nieuw bericht voor je klaar.\n\nOp deze mail kun je niet antwoorden.\n"
    page = open_context().new_page()
    come_back(page, site, words)
    expect(page.locator("[data-talk-messages]")).to_contain_text("Wat goed dat je schrijft.", timeout=20_000)
    standing = page.locator("[data-known-standing]")
    expect(standing).to_contain_text("Wie deze website beheert, kan je mailadres lezen.")
    page.get_by_role("button", name="Stop, en wis mijn adres").dblclick()
    stopped = page.locator("[data-mail-stopped]")
    expect(stopped).to_be_focused()
    expect(standing).not_to_contain_text("mailadres")
    expect(stopped).to_be_in_viewport()
    expect(page.locator("[data-mail-on]")).to_be_hidden()
    assert not VisitorAddress.objects.exists()
    assert not Mail.objects.exclude(visitor=None).exists()


def test_who_told_the_counsellor_nothing_reads_that_one_mail_address_ends_being_anonymous(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    enter(page, site)
    for step in ("start", "device", "between", "choose"):
        answer_step(page, step)
    page.get_by_role("button", name="Sla over").click()
    page.get_by_role("radio", name="Alleen hier").check()
    onward(page)
    at(page, "story")
    for step in ("story", "check"):
        answer_step(page, step)
    seven_words(page)
    answer_step(page, "words")
    standing = page.locator("[data-known-standing]")
    expect(standing).to_contain_text("Je bent anoniem: je gaf geen naam, geen nummer en geen adres.")
    page.get_by_text("Een mail krijgen").click()
    page.locator("#mail-address").fill(EMAIL)
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(standing).to_have_text(
        "Je vertrouwenspersoon kreeg hier geen naam, nummer of adres."
        " Maar wie deze website beheert, kan je mailadres lezen. Daarom ben je niet anoniem."
    )
    both_widths(page, "known-mailed")
    page.get_by_role("button", name="Stop, en wis mijn adres").click()
    expect(standing).to_contain_text("Je bent anoniem")


def test_where_no_mail_is_sent_the_page_says_so_and_has_no_field(
    open_context: Open, people: Personas, site: Site, settings: Settings
) -> None:
    settings.MAIL_SENDER = ""
    the_pair_is_there(people)
    page = open_context().new_page()
    begin_and_open(page, site)
    expect(page.locator("door-mail")).to_contain_text("Deze website stuurt geen mail.")
    expect(page.locator("#mail-address")).to_be_hidden()
    expect(page.get_by_text("Een mail krijgen")).to_be_hidden()


def test_a_counsellor_ticks_a_box_and_gets_a_mail_and_the_office_reads_that_mail_is_on(
    open_context: Open, people: Personas, site: Site
) -> None:
    page = open_context(people.amina, width=320).new_page()
    page.goto(f"{site.workspace}/account/")
    page.get_by_role("link", name="Mail aan- of uitzetten").click()
    expect(page.locator("main")).to_contain_text("“Er is iets nieuws.”")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_violations(page) == []
    page.get_by_label("Ja, stuur mij een mail").check()
    page.get_by_role("button", name="Bewaren").dblclick()
    expect(page.locator("main")).to_contain_text("Je keuze is bewaard.")
    assert wants_mail(people.amina)
    assert [verb for verb, _ in audited(people.practice) if "mail" in verb] == ["switch_mail_on"]
    office = open_context(people.els, width=320).new_page()
    office.goto(f"{site.workspace}/inrichting/")
    office.get_by_role("link", name="of mail aanstaat en aankomt").click()
    expect(office.locator("main")).to_contain_text("Mail staat aan.")
    assert office.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_violations(office) == []
