"""Who is aan zet, in three browsers: visitor, keeper and colleague read the same, also while one is away."""

from playwright.sync_api import Page, expect

from nabij.contact.models import Absence, Conversation
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij_demo.sealing import DemoVault
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import open_vault
from tests.browser.sharing_hands import compare, share
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import Talk, begin, come_back, comes_back, take_on, talk_under_way
from tests.browser.test_nobody_unanswered import vaults_of_the_pair
from tests.personas import Personas


def passes(page: Page, to: str) -> None:
    """Amina hands the turn on, on the page of the matter."""
    page.get_by_role("button", name="Geef de beurt door").click()
    form = page.locator("nabij-matter-turn nabij-writing")
    form.get_by_role("radio", name=to, exact=True).check()
    form.get_by_role("button", name="Bewaar", exact=True).click()
    expect(form).to_have_count(0)


def test_the_visitor_reads_that_the_organisation_is_aan_zet(open_context: Open, people: Personas, site: Site) -> None:
    talk = talk_under_way(open_context, people, site)
    passes(talk.amina, "De organisatie")
    expect(talk.amina.locator("nabij-matter-turn")).to_contain_text("De organisatie is aan zet")
    visitor = comes_back(talk, site)
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Nu aan zet: de organisatie.")
    expect(visitor.locator("[data-talk-due]")).to_have_text("Jij hoeft nu niets te doen. Je kunt wel altijd schrijven.")
    both_widths(visitor, "turn-organisation")
    visitor.get_by_label("Schrijf terug").fill("Is er al antwoord?")
    visitor.get_by_role("button", name="Verstuur", exact=True).click()
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Nu aan zet: Amina", timeout=20_000)


def test_while_the_keeper_is_away_all_three_read_that_the_colleague_is_aan_zet(
    open_context: Open, people: Personas, site: Site
) -> None:
    aminas, brams = vaults_of_the_pair(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    amina = open_context(people.amina).new_page()
    take_on(amina, site, aminas)
    share(amina, "alles, ook van eerder")
    matter = Matter.objects.get()
    bram = open_context(people.bram).new_page()
    at_the_matter(bram, site, matter, brams)
    compare(bram)
    visitor_writes(Talk(visitor, words, amina, aminas), site)
    both = [(bram, brams, "Amina is aan zet"), (amina, aminas, "Jij bent aan zet")]
    for page, vault, said in both:
        at_the_matter(page, site, matter, vault)
        expect(page.locator("nabij-matter-turn")).to_contain_text(said)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=None)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Nu aan zet: Bram", timeout=20_000)
    at_the_matter(bram, site, matter, brams)
    turn = bram.locator("nabij-matter-turn")
    expect(turn).to_contain_text("Jij bent aan zet")
    expect(turn).to_contain_text("Amina is weg. Daarom ben jij nu aan zet.")
    both_widths(bram, "turn-colleague-away")
    at_the_matter(amina, site, matter, aminas)
    expect(amina.locator("nabij-matter-turn")).to_contain_text("Je collega is aan zet")
    expect(amina.locator("nabij-matter-turn")).to_contain_text("Je bent weg. Daarom is Bram nu aan zet.")
    both_widths(amina, "turn-away")
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, brams)
    expect(bram.locator("[data-turn=counsellor]")).to_contain_text("Rode fiets")
    expect(bram.get_by_text("Eén mens wacht op jou.")).to_be_visible()


def at_the_matter(page: Page, site: Site, matter: Matter, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/kwesties/{matter.pk}/")
    open_vault(page, vault)


def visitor_writes(talk: Talk, site: Site) -> None:
    """So that a counsellor is aan zet."""
    visitor = comes_back(talk, site)
    visitor.get_by_label("Schrijf terug").fill("Wat nu?")
    visitor.get_by_role("button", name="Verstuur", exact=True).click()
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Nu aan zet: Amina", timeout=20_000)
    assert Conversation.objects.get().matter_id
