"""A counsellor renews the keys that somebody may have seen, with no colleague to vouch for her: visitors write on."""

from playwright.sync_api import Page, expect

from nabij.people.models import PublicKey
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, come_back, talk_under_way, the_pair_is_there
from tests.browser.vault_hands import code_on, is_own_vault, type_code_back, write_words
from tests.personas import Personas

SLOW = 60_000


def renew(page: Page) -> str:
    """All new keys, on the open page of one's vault; the six new words."""
    is_own_vault(page)
    page.get_by_role("button", name="Bekijk Iemand heeft mijn kluis misschien gezien").click()
    expect(page.get_by_text("Wie al een gesprek met je heeft, schrijft gewoon verder")).to_be_visible()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("button", name="zes woorden").click()
    words = write_words(page)
    type_code_back(page, code_on(page), "Nieuwe sleutels gebruiken")
    expect(page.locator("main").get_by_text("Al je lopende kwesties hebben nieuwe sleutels.")).to_be_visible(
        timeout=SLOW
    )
    return " ".join(words)


def test_a_visitor_from_before_reads_that_the_lock_is_new_and_writes_on(
    open_context: Open, people: Personas, site: Site
) -> None:
    talk = talk_under_way(open_context, people, site)
    visitor, amina = talk.visitor, talk.amina
    amina.goto(f"{site.workspace}/kluis/")
    open_vault(amina, talk.vault)
    renew(amina)
    assert PublicKey.objects.get(owner=people.amina, version=2).succession
    come_back(visitor, site, talk.words)
    expect(visitor.locator("[data-talk-renewed]")).to_contain_text("Amina heeft het slot", timeout=20_000)
    expect(visitor.locator("[data-talk-trouble]")).to_be_hidden()
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Wat goed dat je schrijft.")
    assert axe_violations(visitor) == []
    visitor.get_by_label("Schrijf terug").fill("Ik ben er nog.")
    visitor.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(visitor.locator("[data-talk-messages] li")).to_have_count(3)
    amina.get_by_role("link", name="Vandaag").click()
    amina.get_by_role("link", name="Rode fiets").first.click()
    expect(amina.locator("nabij-matter-talk")).to_contain_text("Ik ben er nog.", timeout=SLOW)


def test_new_keys_that_the_former_did_not_sign_for_stop_the_visitor_with_what_to_do(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    PublicKey.objects.create(
        practice=people.practice, owner=people.amina, version=2, recipient="age1" + "q" * 58, sign="A" * 43 + "="
    )
    come_back(visitor, site, words)
    trouble = visitor.locator("[data-talk-trouble]")
    expect(trouble).to_contain_text("Bel je vertrouwenspersoon", timeout=20_000)
    expect(trouble).to_contain_text("begin een nieuw gesprek")
    expect(visitor.locator("[data-talk-write]")).to_be_hidden()
