"""A counsellor is away for long: who stands by answers in their place, or the visitor lets somebody else in."""

from playwright.sync_api import Page, expect

from nabij.contact.models import Absence, Conversation, Reachability
from nabij.kit.clock import today
from nabij_demo.sealing import DemoVault
from tests.browser.comparing_hands import at_matter, name_person
from tests.browser.door_hands import STORY, lost
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import begin, come_back
from tests.contact.doors import open_entrance
from tests.personas import Personas


def vaults_of_the_pair(people: Personas) -> tuple[DemoVault, DemoVault]:
    amina, bram = give_vault(people.amina), give_vault(people.bram)
    store_vault(people.amina, amina)
    store_vault(people.bram, bram)
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    return amina, bram


def take_on(page: Page, site: Site, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    door = page.locator("[data-waiting]")
    door.get_by_label("Schuilnaam").fill("Rode fiets")
    door.get_by_role("button", name="Neem dit gesprek aan").click()
    expect(page.locator("[data-waiting]")).to_have_count(0)


def test_who_chose_one_person_lets_the_other_in_who_answers(open_context: Open, people: Personas, site: Site) -> None:
    amina_vault, bram_vault = vaults_of_the_pair(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    assert Conversation.objects.get().standby is False
    amina = open_context(people.amina).new_page()
    take_on(amina, site, amina_vault)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-turn]")).to_contain_text("Amina", timeout=20_000)
    expect(visitor.locator("door-away")).to_be_hidden()
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=None)
    come_back(visitor, site, words)
    away = visitor.locator("door-away")
    expect(away).to_contain_text("Amina is weg. We weten niet tot wanneer.", timeout=20_000)
    both_widths(visitor, "away")
    choose_bram(visitor)
    # who is away is not aan zet while somebody else is there
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Nu aan zet: Bram")
    bram = open_context(people.bram).new_page()
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, bram_vault)
    answer_in_her_place(bram)
    come_back(visitor, site, words)
    messages = visitor.locator("[data-talk-messages]")
    expect(messages).to_contain_text("Ik lees mee.", timeout=20_000)
    expect(messages).to_contain_text("Bram")


def choose_bram(visitor: Page) -> None:
    """After a second thought; what is cut off is sent again, and counts once."""
    away = visitor.locator("door-away")
    away.get_by_role("button", name="Kies Bram").click()
    expect(away.get_by_role("heading")).to_be_focused()
    both_widths(visitor, "away-sure")
    yes = away.get_by_role("button", name="Ja, Bram mag dit lezen")
    for how in ("request", "answer"):
        with lost(visitor, "**/gesprek/kiezen.json", how):
            yes.dblclick()
            expect(away.get_by_role("alert")).to_contain_text("Er is geen verbinding.", timeout=20_000)
    yes.dblclick()
    expect(visitor.locator("[data-talk-holders]")).to_contain_text("Bram: kan alles lezen, vanaf het begin.")


def answer_in_her_place(bram: Page) -> None:
    """On *Vandaag*, where the conversation stands."""
    card = bram.locator("[data-instead]")
    expect(card).to_contain_text("De inbrenger koos daarna jou.")
    # what was said stands there as a talk, not as a numbered list
    assert card.locator("ol.talk").evaluate("one => getComputedStyle(one).listStyleType") == "none"
    both_widths(bram, "instead")
    card.get_by_label("Antwoord").fill("Amina is er even niet. Ik lees mee.")
    card.get_by_role("button", name="Verstuur").dblclick()
    expect(bram.locator("[data-instead]")).to_have_count(0)


def test_who_supports_the_other_side_reads_and_answers_nothing_in_place_of_a_colleague(
    open_context: Open, people: Personas, site: Site
) -> None:
    amina_vault, bram_vault = vaults_of_the_pair(people)
    named = keep_matter(people, bram_vault, planned("Groene deur", name="Sam Kok"), people.bram)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    amina, bram = open_context(people.amina).new_page(), open_context(people.bram).new_page()
    take_on(amina, site, amina_vault)
    come_back(visitor, site, words)
    known = visitor.locator("door-known")
    known.get_by_text("Iets over mij vertellen of veranderen").click()
    known.get_by_label("Je echte naam").fill("Merel de Wit")
    known.get_by_role("button", name="Kijk het eerst na").click()
    known.get_by_role("button", name="Ja, vertel dit").click()
    expect(known).to_contain_text("Je vertelde je naam: Merel de Wit.", timeout=20_000)
    at_matter(bram, site, named, bram_vault)
    name_person(bram, "Wit, Merel de")
    expect(bram.locator("nabij-matter-person nabij-writing")).to_have_count(0)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=None)
    come_back(visitor, site, words)
    away = visitor.locator("door-away")
    away.get_by_role("button", name="Kies Bram").click()
    away.get_by_role("button", name="Ja, Bram mag dit lezen").click()
    expect(visitor.locator("[data-talk-holders]")).to_contain_text("Bram: kan alles lezen")
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, bram_vault)
    card = bram.locator("[data-instead]")
    expect(card.locator("[data-other-side]")).to_contain_text(
        "Deze inbrenger wordt genoemd in jouw kwestie ‘Groene deur’."
    )
    expect(card).not_to_contain_text(STORY)
    expect(card.get_by_role("textbox")).to_have_count(0)
    both_widths(bram, "instead-other-side")
