"""Notes that were begun and left, a second matter under one alias, and where noting is found on a phone."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Page, expect

from nabij.matters.models import Encounter, Matter
from nabij.people.models import Appointment, Organisation
from nabij.reporting.models import Report
from nabij.sealed.models import Draft
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Site, axe_violations
from tests.personas import Personas
from tests.reporting.stories import make_report

BEGUN = re.compile(r"Je begon op \d{1,2} \w+ om \d\d:\d\d aan een notitie bij Blauwe fiets\.")
LONG = "Scheidsrechter met koffiebeker"


@dataclass(frozen=True)
class Amina:
    """With a matter, and another whose alias is long."""

    page_for: Callable[..., Page]
    site: Site
    people: Personas
    vault: DemoVault
    matter: Matter

    def at(self, address: str, *, width: int = 1280, after: Page | None = None) -> Page:
        """An address with the vault open; ``after`` is another tab of the same browser, which stays."""
        page = after.context.new_page() if after else self.page_for(self.people.amina, width=width, bypass_csp=True)
        page.goto(self.site.workspace + address)
        open_vault(page, self.vault)
        return page

    @property
    def address(self) -> str:
        return f"/kwesties/{self.matter.pk}/"


@pytest.fixture
def amina(people: Personas, page_for: Callable[..., Page], site: Site) -> Amina:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned())
    keep_matter(people, vault, planned(alias=LONG))
    store_vault(people.amina, vault)
    return Amina(page_for, site, people, vault, matter)


def _fill_in(note: Locator, *, alias: str | None = None, text: str) -> None:
    if alias is not None:
        note.get_by_label("Wie", exact=True).fill(alias)
    for choice in ("Telefoon", "Half uur", "De inbrenger"):
        note.get_by_role("radio", name=choice, exact=True).check()
    note.get_by_label("Wat er gezegd is").fill(text)


def _save(note: Locator) -> None:
    note.get_by_role("button", name="Bewaar in de kluis").click()


def _begun_at_the_matter(amina: Amina, text: str) -> Page:
    """A note begun on the page of the matter, and a tab that was shut on it."""
    page = amina.at(amina.address)
    page.get_by_text("Noteer een gesprek").click()
    note = page.locator("nabij-quick-note")
    expect(note.locator("[data-part=for]")).to_have_text(ALIAS)
    _fill_in(note, text=text)
    expect(note.locator("[data-part=state]")).to_have_text("Concept bewaard")
    return page


def test_a_note_that_was_begun_at_a_matter_is_offered_on_its_page(amina: Amina) -> None:
    first = _begun_at_the_matter(amina, "Half af.")
    page = amina.at(amina.address, after=first)
    first.close()
    expect(page.locator("[data-part=drafts]")).to_contain_text(BEGUN)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Verder schrijven").click()
    note = page.locator("nabij-quick-note")
    expect(note.get_by_label("Wat er gezegd is")).to_have_value("Half af.")
    expect(page.locator("[data-part=drafts]")).to_be_empty()
    before = Encounter.objects.count(), Matter.objects.count()
    _save(note)
    expect(page.locator(".timeline")).to_contain_text("Half af.")
    expect(page.locator(".timeline li", has_text="Half af.").get_by_role("heading")).to_be_focused()
    expect(note).to_be_hidden()
    expect(page.get_by_role("link", name="Bekijk de kwestie")).to_have_count(0)
    assert (Encounter.objects.count(), Matter.objects.count()) == (before[0] + 1, before[1])
    assert not Draft.objects.exists()


def test_it_is_offered_for_noting_too_with_its_alias_and_its_time_and_nowhere_else(amina: Amina) -> None:
    first = _begun_at_the_matter(amina, "Half af.")
    page = amina.at("/snelnotitie/", after=first)
    first.close()
    offer = page.locator("nabij-quick-note [data-part=draft]")
    expect(offer).to_contain_text(BEGUN)
    other = Matter.objects.exclude(pk=amina.matter.pk).get()
    page.get_by_role("link", name="Kwesties", exact=True).click()
    page.get_by_role("link", name=LONG).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
    expect(page).to_have_url(re.compile(str(other.pk)))
    expect(page.locator("nabij-matter-timeline .timeline")).to_be_visible()
    expect(page.locator("[data-part=drafts]")).to_be_empty()
    page.get_by_role("link", name="Noteren", exact=True).click()
    offer.get_by_role("button", name="Verder schrijven").click()
    expect(page.get_by_label("Wie", exact=True)).to_have_value(ALIAS)
    expect(page.get_by_label("Wat er gezegd is")).to_have_value("Half af.")


@pytest.mark.parametrize("where", ["matter", "noting"])
def test_throwing_away_asks_first(amina: Amina, where: str) -> None:
    first = _begun_at_the_matter(amina, "Half af.")
    page = amina.at(amina.address if where == "matter" else "/snelnotitie/", after=first)
    first.close()
    asked: list[str] = []
    answers = iter(["dismiss", "accept"])

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        getattr(dialog, next(answers))()

    page.on("dialog", answer)
    drop = page.get_by_role("button", name="Weggooien")
    drop.click()
    assert Draft.objects.count() == 1
    expect(drop).to_be_visible()
    drop.click()
    expect(drop).to_have_count(0)
    assert asked == ["Weggooien wat je hier typte? Dat kun je niet terugdraaien."] * 2
    page.reload()
    open_vault(page, amina.vault)
    page.locator("nabij-matter-timeline .timeline, .suggestion").first.wait_for()
    expect(page.get_by_role("button", name="Weggooien")).to_have_count(0)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("answer", "more"), [("Noteer daar", 0), ("Toch een nieuwe kwestie", 1)])
def test_an_alias_that_is_there_already_opens_a_second_matter_only_by_choice(
    amina: Amina, answer: str, more: int
) -> None:
    page = amina.at("/snelnotitie/")
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion").first.wait_for()
    matters, encounters = Matter.objects.count(), amina.matter.encounter_set.count()
    _fill_in(note, alias=" blauwe  FIETS ", text="Nog een gesprek.")
    _save(note)
    question = note.get_by_role("group", name="Waar hoort deze notitie?")
    expect(question).to_be_focused()
    expect(question).to_contain_text("Er is al een kwestie ‘Blauwe fiets’.")
    assert axe_violations(page) == []
    assert Matter.objects.count() == matters
    question.get_by_role("button", name=answer).click()
    expect(note.locator("[data-part=state]")).to_contain_text("Bewaard in de kluis")
    assert Matter.objects.count() == matters + more
    assert amina.matter.encounter_set.count() == encounters + 1 - more


def test_on_a_phone_the_day_leads_to_noting_and_on_a_wide_screen_it_stays_beside(amina: Amina) -> None:
    page = amina.at("/vandaag/", width=360)
    page.locator("nabij-today a.matter").first.wait_for()
    expect(page.locator("nabij-quick-note form")).to_be_hidden()
    button = page.get_by_role("main").get_by_role("link", name="Noteren")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["y"] > 400, "under the thumb"
    button.click()
    expect(page.get_by_role("heading", name="Snelnotitie")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("link", name="Vandaag", exact=True).click()
    expect(page.locator("nabij-quick-note form")).to_be_visible()
    expect(page.locator(".thumb")).to_be_hidden()


_BROKEN = """element => {
  const range = document.createRange();
  const text = element.firstChild;
  return [...text.data.matchAll(/\\S+/g)].filter(({0: word, index}) => {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
}"""


@pytest.mark.parametrize("address", ["/vandaag/", "/kwesties/"])
def test_no_word_of_an_alias_is_broken_on_a_phone(amina: Amina, address: str) -> None:
    page = amina.at(address, width=360)
    alias = page.locator("a.matter .alias", has_text=LONG)
    alias.wait_for()
    assert alias.evaluate(_BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_matter_with_the_wrong_organisation_is_put_right_by_its_keeper(amina: Amina) -> None:
    practice = amina.people.practice
    right = Organisation.objects.create(practice=practice, name="Sportclub Noord", sector="sport", head_count=80)
    Appointment.objects.create(practice=practice, organisation=right, counsellor=amina.people.amina)
    page = amina.at(amina.address)
    register = page.locator("nabij-matter-register")
    expect(register).to_contain_text("Zorggroep De Linde")
    register.get_by_role("button", name="Wijzig wat telt").click()
    register.get_by_role("radio", name="Sportclub Noord").check()
    assert axe_violations(page) == []
    register.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".folder-head .above")).to_have_text("Sportclub Noord")
    expect(register).to_contain_text("Sportclub Noord")
    expect(page.get_by_role("heading", level=1)).to_have_text(ALIAS)
    amina.matter.refresh_from_db()
    assert amina.matter.organisation == right


def test_who_types_on_without_a_pause_loses_no_more_than_two_seconds(amina: Amina) -> None:
    page = amina.at("/snelnotitie/")
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion").first.wait_for()
    typed = "Zij belde, en zei dat het weer gebeurd was op maandag bij het overleg, terwijl iedereen keek"[:75]
    note.get_by_label("Wat er gezegd is").press_sequentially(typed, delay=80)
    page.reload()
    open_vault(page, amina.vault)
    page.get_by_role("button", name="Verder schrijven").click()
    kept = page.get_by_label("Wat er gezegd is").input_value()
    assert typed.startswith(kept)
    assert len(kept) >= len(typed) - 2000 // 80


def test_what_was_emptied_is_offered_to_nobody(amina: Amina) -> None:
    page = amina.at("/snelnotitie/")
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion").first.wait_for()
    state = note.locator("[data-part=state]")
    note.get_by_label("Wat er gezegd is").fill("Toch niet.")
    expect(state).to_have_text("Concept bewaard")
    note.get_by_label("Wat er gezegd is").fill("")
    expect(state).to_be_empty()
    assert not Draft.objects.exists()
    page.reload()
    open_vault(page, amina.vault)
    note.locator(".suggestion").first.wait_for()
    expect(page.get_by_role("button", name="Verder schrijven")).to_have_count(0)


def test_after_the_connection_is_back_the_draft_is_said_to_be_kept(amina: Amina) -> None:
    page = amina.at("/snelnotitie/")
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion").first.wait_for()
    page.context.set_offline(True)
    note.get_by_label("Wat er gezegd is").fill("In de trein.")
    expect(note.locator("[data-part=state]")).to_contain_text("op dit apparaat")
    page.context.set_offline(False)
    expect(note.locator("[data-part=state]")).to_have_text("Concept bewaard")
    assert Draft.objects.count() == 1


def test_a_day_that_nobody_chose_is_called_a_proposal(amina: Amina) -> None:
    page = amina.at("/snelnotitie/")
    note = page.locator("nabij-quick-note")
    proposal = note.locator("[data-part=proposal]")
    note.get_by_role("radio", name="Ik", exact=True).check()
    expect(proposal).to_have_text("Voorstel: over een week. Pas het aan als dat niet klopt.")
    note.get_by_role("radio", name="Morgen").check()
    expect(proposal).to_be_hidden()


def test_on_a_phone_the_keyboard_goes_to_what_was_saved(amina: Amina) -> None:
    page = amina.at("/snelnotitie/", width=360)
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion", has_text=ALIAS).click()
    _fill_in(note, text="Kort gebeld.")
    _save(note)
    expect(note.locator("[data-part=state]")).to_contain_text("Bewaard in de kluis")
    expect(note.locator("[data-part=saved]")).to_be_focused()
    expect(note.locator("[data-part=saved]")).to_be_in_viewport()


def test_what_was_saved_is_told_where_one_goes_on_and_that_its_year_is_out(amina: Amina) -> None:
    report = make_report(amina.people)
    Report.objects.filter(pk=report.pk).update(published_at=timezone.now())
    page = amina.at("/vandaag/")
    note = page.locator("nabij-quick-note")
    note.locator(".suggestion", has_text=ALIAS).click()
    _fill_in(note, text="Kort gebeld.")
    note.get_by_text("Ander moment of een plek erbij").click()
    note.get_by_label("Wanneer jullie elkaar spraken").fill(f"{report.year}-06-01T10:00")
    note.get_by_label("Waar", exact=False).last.focus()
    said = f"Het verslag van {report.year} is al uit. Dit telt mee als je een verbetering maakt."
    expect(note.locator("[data-part=told]")).to_have_text(said)
    _save(note)
    expect(note.locator("[data-part=saved]")).to_contain_text("Bewaard in de kluis")
    expect(note.locator("[data-part=saved]")).to_contain_text(said)
    expect(note.locator("[data-part=saved]")).to_be_in_viewport()
    expect(note.get_by_label("Wie", exact=True)).to_be_focused()
    note.get_by_label("Wie", exact=True).fill("Nieuw")
    expect(note.locator("[data-part=saved]")).to_be_empty()
