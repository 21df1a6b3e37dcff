"""What a visitor is asked, and says yes, no and no longer to: three browsers, a real server and real vaults."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Conversation, Reachability
from nabij.matters.models import Consent, Share
from nabij.sealed.models import KeyGrant
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import lost
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sharing_hands import compare, hear_the_digits
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import begin, come_back, take_on
from tests.browser.test_today_arrives import IN_SIGHT
from tests.contact.doors import open_entrance
from tests.personas import Personas


@dataclass(frozen=True)
class Three:
    """A visitor who wrote to Amina, Amina at their matter, and Bram at nothing yet."""

    visitor: Page
    words: str
    amina: Page
    aminas: DemoVault
    bram: Page
    brams: DemoVault
    address: str


def three(open_context: Open, people: Personas, site: Site) -> Three:
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    store_vault(people.amina, aminas)
    store_vault(people.bram, brams)
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    visitor = open_context().new_page()
    words = begin(visitor, site)
    amina = open_context(people.amina).new_page()
    take_on(amina, site, aminas)
    address = f"{site.workspace}/kwesties/{Conversation.objects.get().pk}/"
    return Three(visitor, words, amina, aminas, open_context(people.bram).new_page(), brams, address)


def ask_for_bram(page: Page) -> None:
    page.get_by_role("button", name="Vraag of een collega mag meelezen").click()
    page.get_by_role("radio", name="Bram").check()
    page.get_by_role("radio", name="alles, ook van eerder").check()
    page.get_by_label("Waarom vraag je dit?").fill("Bram kent jullie afdeling.")
    page.get_by_role("button", name="Vraag het").click()
    hear_the_digits(page)
    expect(page.locator("[data-ask]")).to_contain_text("Nog geen antwoord.")


def ask_outside(page: Page) -> None:
    page.get_by_role("button", name="Vraag of je iets mag zeggen").click()
    page.get_by_label("Aan wie?").fill("de bestuurder")
    page.get_by_label("Wat vraag je aan de inbrenger?").fill("Mag ik zeggen dat er iets speelt?")
    both_widths(page, "asking")
    page.get_by_role("button", name="Vraag het").dblclick()
    expect(page.locator("[data-ask]")).to_have_count(2)


def at_home(at: Three, site: Site) -> Locator:
    come_back(at.visitor, site, at.words)
    found = at.visitor.locator("door-consents")
    expect(found).to_be_visible(timeout=20_000)
    return found


SENDS = {"Ja, dit mag": "Ja, verstuur dit", "Nee": "Verstuur mijn nee", "Trek in": "Trek mijn toestemming in"}


def answer(asked: Locator, button: str) -> None:
    """Chosen, looked over, and sent by a button that says what it does."""
    asked.get_by_role("button", name=button, exact=True).click()
    expect(asked.locator("[data-check]")).to_contain_text("Klopt dit?")
    asked.get_by_role("button", name=SENDS[button]).dblclick()


def again(page: Page, vault: DemoVault, address: str) -> None:
    page.goto(address)
    open_vault(page, vault)


def test_a_visitor_says_yes_and_no_and_takes_it_back_and_the_keys_follow(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = three(open_context, people, site)
    ask_for_bram(at.amina)
    ask_outside(at.amina)
    page = at_home(at, site)
    expect(asked := page.locator("[data-asked]")).to_have_count(2)
    at.visitor.get_by_text("Iets laten veranderen of wissen").click()
    expect(at.visitor.locator("[data-talk-letter]")).to_be_visible()
    both_widths(at.visitor, "asked")
    one_is_looked_over_at_a_time(page)
    with lost(at.visitor, "**/gesprek/toestemming.json", "answer"):
        answer(asked.filter(has_text="de bestuurder"), "Nee")
        expect(page.locator("[data-consents-trouble]")).to_contain_text("Er is geen verbinding.", timeout=20_000)
    asked.get_by_role("button", name="Verstuur mijn nee").dblclick()
    expect(asked.filter(has_text="de bestuurder")).to_contain_text("Je zei nee op")
    asked.filter(has_text="Bram").get_by_role("button", name="Ja, dit mag").click()
    both_widths(at.visitor, "looked-over")
    page.get_by_role("button", name="Terug").click()
    with lost(at.visitor, "**/gesprek/toestemming.json", "request"):
        answer(asked.filter(has_text="Bram leest alles mee"), "Ja, dit mag")
        expect(page.locator("[data-consents-trouble]")).to_contain_text("Er is geen verbinding.", timeout=20_000)
    asked.filter(has_text="Bram").get_by_role("button", name="Ja, verstuur dit").dblclick()
    expect(asked.filter(has_text="Bram")).to_contain_text("Je zei ja op")
    assert list(Consent.objects.order_by("sequence").values_list("given", "refused", "heard")) == [
        (False, True, False),
        (True, False, False),
    ]
    again(at.amina, at.aminas, at.address)
    expect(at.amina.locator("[data-ask]").filter(has_text="de bestuurder")).to_contain_text("De inbrenger zei nee")
    expect(at.amina.locator("[data-given]")).to_contain_text("Gegeven door de inbrenger zelf, op")
    both_widths(at.amina, "given")
    at.amina.get_by_role("button", name="Deel nu").dblclick()
    expect(at.amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()
    expect(at.amina.locator("[data-alarm]")).to_have_count(0)
    # who only reads along is not aan zet, and both sides say so
    expect(at_home(at, site).page.locator("[data-talk-turn]")).to_have_text("Nu aan zet: Amina")
    bram_reads_and_answers(at)
    taken_back(at, site)


def one_is_looked_over_at_a_time(page: Locator) -> None:
    """Who opens a second one is brought back to the first, which is not sent yet and not dropped unseen."""
    asked = page.locator("[data-asked]")
    yes = asked.filter(has_text="Bram").get_by_role("button", name="Ja, dit mag")
    yes.click()
    asked.filter(has_text="de bestuurder").get_by_role("button", name="Nee", exact=True).click()
    expect(page.locator("[data-check]")).to_have_count(1)
    expect(asked.filter(has_text="Bram").locator("[data-check]")).to_contain_text("Het is niet verstuurd.")
    expect(page.locator("[data-check] [tabindex]")).to_be_focused()
    page.get_by_role("button", name="Terug").click()
    expect(page.locator("[data-check]")).to_have_count(0)


def bram_reads_and_answers(at: Three) -> None:
    again(at.bram, at.brams, at.address)
    compare(at.bram)
    talk = at.bram.locator("nabij-matter-talk")
    expect(talk).to_contain_text("Kanarie op zolder")
    expect(at.bram.locator("[data-alarm], [data-trouble]")).to_have_count(0)
    expect(at.bram.locator(".whose")).to_contain_text("Amina is aan zet")
    talk.get_by_label("Antwoord").fill("Ik lees mee.")
    talk.get_by_role("button", name="Verstuur").click()
    expect(talk).to_contain_text("Ik lees mee.")


def taken_back(at: Three, site: Site) -> None:
    page = at_home(at, site)
    expect(at.visitor.locator("[data-talk-holders]")).to_contain_text("Bram")
    expect(at.visitor.locator("[data-talk-messages]")).to_contain_text("Ik lees mee.")
    asked = page.locator("[data-asked]").filter(has_text="Bram")
    asked.get_by_role("button", name="Trek in", exact=True).click()
    expect(asked.locator("[data-check]")).to_contain_text("Bram kent jullie afdeling.")
    page.get_by_role("button", name="Terug").click()
    answer(asked, "Trek in")
    expect(asked).to_contain_text("Je trok dit in op")
    expect(asked.locator("strong")).to_contain_text("mocht alles meelezen")
    expect(asked).to_contain_text("Bram krijgt hier niets meer te lezen")
    expect(at.visitor.locator("[data-talk-holders]")).not_to_contain_text("Bram")
    both_widths(at.visitor, "taken-back")
    at.bram.reload()
    expect(at.bram.locator("nabij-matter-talk")).to_have_count(0)
    again(at.amina, at.aminas, f"{site.workspace}/vandaag/")
    expect(at.amina.locator("[data-part=taken-back]")).to_contain_text("De inbrenger trok zelf in: Bram")
    both_widths(at.amina, "taken-back-today")
    at.amina.locator("[data-part=taken-back] a").click()
    expect(at.amina.locator("[data-news]")).to_contain_text("Er is nu een nieuwe sleutel")
    expect(at.amina.locator("[data-alarm], [data-trouble]")).to_have_count(0)
    both_widths(at.amina, "taken-back-matter")
    # the page answered with new keys by itself: that is no news of somebody else
    with at.amina.expect_response("**/merk.json"):
        at.amina.evaluate(IN_SIGHT)
    expect(at.amina.locator("nabij-matter [data-part=fresh]")).to_be_empty()
    assert not KeyGrant.objects.filter(grantee=Share.objects.get().colleague_id, withdrawn=False).exists()
    page = at_home(at, site)
    expect(page.locator("[data-asked]").filter(has_text="Bram")).to_contain_text("Er zit een nieuw slot op")


def test_a_visitor_objects_to_what_was_written_down_in_their_name(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = three(open_context, people, site)
    at.amina.get_by_role("button", name="Deel met een collega").click()
    at.amina.get_by_role("radio", name="Bram").check()
    at.amina.get_by_role("radio", name="wat er vanaf nu wordt opgeschreven").check()
    at.amina.get_by_label("De inbrenger zei ja").check()
    at.amina.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(at.amina)
    expect(at.amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()
    page = at_home(at, site)
    heard = page.locator("[data-heard]")
    expect(heard).to_contain_text("Amina schreef op")
    expect(heard).to_contain_text("Zei je dit niet?")
    both_widths(at.visitor, "heard")
    answer(heard, "Trek in")
    expect(heard).to_contain_text("Je trok dit in op")
    again(at.amina, at.aminas, at.address)
    expect(at.amina.locator("[data-news]")).to_contain_text("De inbrenger trok zelf in: Bram")
    expect(at.amina.locator("nabij-matter-sharing")).to_contain_text("Ingetrokken door de inbrenger zelf op")
    expect(at.amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_have_count(0)
