"""A keeper who works here no more: who is left destroys at the visitor's signed wish, and answers what is closed."""

from playwright.sync_api import Page, expect

from nabij.contact.models import Conversation
from nabij.contact.proofs import DestructionProof
from nabij.kit.clock import this_month, today
from nabij.matters.models import Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant, Record, ShredKey
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import STORY
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import ask_to_erase, begin, come_back
from tests.browser.test_nobody_unanswered import take_on, vaults_of_the_pair
from tests.personas import Personas


def _gone(user: User) -> None:
    Appointment.objects.filter(counsellor=user).update(ended=today())
    User.objects.filter(pk=user.pk).update(is_active=False)


def _wants_it_gone(open_context: Open, people: Personas, site: Site, vault: DemoVault) -> tuple[Page, str]:
    """Amina keeps a conversation of which the visitor asked to have all destroyed, and then leaves."""
    visitor = open_context().new_page()
    words = begin(visitor, site)
    take_on(open_context(people.amina).new_page(), site, vault)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=20_000)
    ask_to_erase(visitor)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Je vroeg: wis alles")
    _gone(people.amina)
    return visitor, words


def _reads_the_proof(page: Page, site: Site, words: str) -> None:
    assert not any(model.objects.exists() for model in (Record, KeyGrant, ShredKey, Conversation))
    come_back(page, site, words)
    proof = page.locator("[data-talk-proof]")
    expect(proof).to_contain_text(DestructionProof.objects.get().digest[:8], timeout=20_000)


def test_a_colleague_destroys_it_unread_and_the_visitor_reads_the_proof(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault, brams = vaults_of_the_pair(people)
    visitor, words = _wants_it_gone(open_context, people, site, vault)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-turn]")).to_have_text("Er is nu niemand die kan antwoorden.", timeout=20_000)
    expect(visitor.locator("door-away")).to_contain_text("Amina werkt niet meer voor deze organisatie.")
    bram = open_context(people.bram).new_page()
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, brams)
    asked = bram.locator("[data-erasing]")
    expect(asked).to_contain_text("Amina hield dit gesprek en werkt niet meer voor deze organisatie.")
    expect(bram.locator("[data-part=intro]")).to_have_text("Eén mens wacht op jou.")
    both_widths(bram, "erasing-today")
    asked.get_by_role("button", name="Wis alles").click()
    expect(asked).to_contain_text("Er is niets gewist.")
    asked.get_by_label("Ik heb dit nagekeken.").check()
    asked.get_by_role("button", name="Wis alles").dblclick()
    expect(bram.locator("[data-erasing]")).to_have_count(0)
    assert Matter.objects.get().destroyed
    _reads_the_proof(visitor, site, words)


def test_where_no_counsellor_is_left_the_office_does_it_and_reads_nothing(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault, _ = vaults_of_the_pair(people)
    visitor, words = _wants_it_gone(open_context, people, site, vault)
    _gone(people.bram)
    els = open_context(people.els).new_page()
    els.goto(f"{site.workspace}/organisaties/{people.organisation.pk}/")
    expect(els.get_by_text("1 inbrenger vroeg om alles te wissen.")).to_be_visible()
    both_widths(els, "erasing-organisation")
    els.get_by_role("link", name="Kijk na en wis").click()
    expect(els.get_by_text(STORY)).to_have_count(0)
    both_widths(els, "erasing-office")
    els.get_by_role("button", name="Wis dit gesprek").click()
    expect(els.get_by_text("Kijk het eerst na en zet het vinkje. Er is niets gewist.").first).to_be_visible()
    assert Conversation.objects.exists()
    els.get_by_label("Ik heb dit nagekeken. Het kan niet terug.").check()
    els.get_by_role("button", name="Wis dit gesprek").click()
    expect(els.get_by_text("Het is gewist.")).to_be_visible()
    _reads_the_proof(visitor, site, words)


def test_a_visitor_who_writes_in_a_closed_conversation_of_somebody_who_left_is_told_at_once_and_chooses(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault, brams = vaults_of_the_pair(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    take_on(open_context(people.amina).new_page(), site, vault)
    Matter.objects.update(closed_month=this_month(), outcome="contact_ended", turn="nobody", due=None)
    _gone(people.amina)
    come_back(visitor, site, words)
    away = visitor.locator("door-away")
    expect(away).to_contain_text("Bram", timeout=20_000)
    visitor.get_by_label("Schrijf terug").fill("Het begint opnieuw.")
    visitor.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Het begint opnieuw.")
    both_widths(visitor, "closed-left")
    away.get_by_role("button", name="Kies Bram").click()
    away.get_by_role("button", name="Ja, Bram mag dit lezen").click()
    expect(visitor.locator("[data-talk-holders]")).to_contain_text("Bram")
    bram = open_context(people.bram).new_page()
    bram.goto(f"{site.workspace}/vandaag/")
    open_vault(bram, brams)
    card = bram.locator("[data-instead]")
    expect(card).to_contain_text("de kwestie is afgesloten; de inbrenger schreef daarna nog")
    expect(card).to_contain_text("Het begint opnieuw.")
    expect(bram.locator("[data-part=intro]")).to_have_text("Eén mens wacht op jou.")
    both_widths(bram, "closed-instead")
    card.get_by_label("Antwoord").fill("Vertel het maar aan mij.")
    card.get_by_role("button", name="Verstuur").click()
    expect(bram.locator("[data-instead]")).to_have_count(0)
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Vertel het maar aan mij.", timeout=20_000)
