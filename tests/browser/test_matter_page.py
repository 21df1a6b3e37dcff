"""One matter in the browser: noted today, found tomorrow; corrected, overtaken, closed, broken open, never lost."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import ConfidentialityBreak, Encounter, Matter
from nabij.sealed.models import Draft, Manifest, Record
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import (
    ALIAS,
    FIRST_NOTE,
    NAME,
    OWN_WORDS,
    give_vault,
    keep_matter,
    open_vault,
    planned,
    store_vault,
)
from tests.browser.surroundings import Open, Site, axe_violations
from tests.personas import Personas

SHOTS_AT = [1280, 360]


@dataclass(frozen=True)
class Folder:
    """Amina's one matter and the vault that opens it."""

    matter: Matter
    vault: DemoVault
    address: str


@pytest.fixture
def folder(people: Personas, site: Site) -> Folder:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    return Folder(matter, vault, f"{site.workspace}/kwesties/{matter.pk}/")


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, folder: Folder) -> Page:
    """Amina's tab with the matter open."""
    page = page_for(people.amina)
    enter(page, folder)
    return page


def enter(page: Page, folder: Folder) -> None:
    page.goto(folder.address)
    open_vault(page, folder.vault)
    expect(page.get_by_role("heading", level=1)).to_have_text(ALIAS)


def test_the_folder_shows_what_was_said_and_no_name_until_it_is_asked_for(page: Page) -> None:
    expect(page.get_by_text("Jij bent aan zet")).to_be_visible()
    expect(page.get_by_text(OWN_WORDS)).to_be_visible()
    expect(page.get_by_text(FIRST_NOTE)).to_be_visible()
    assert NAME not in page.content()
    assert page.title() == "Kwestie · Nabij"
    page.get_by_role("button", name="Toon naam en contact").click()
    expect(page.get_by_text(NAME)).to_be_visible()
    page.get_by_role("button", name="Verberg naam en contact").click()
    assert NAME not in page.content()


def test_a_conversation_noted_today_is_found_tomorrow(page: Page, folder: Folder) -> None:
    page.get_by_text("Noteer een gesprek").click()
    note = page.locator("nabij-quick-note")
    expect(note.locator("[data-part=for]")).to_have_text(ALIAS)
    note.get_by_role("radio", name="Telefoon", exact=True).check()
    note.get_by_role("radio", name="Kwartier", exact=True).check()
    note.get_by_label("Wat er gezegd is").fill("Vandaag lichter. Wil het zelf bespreken.")
    note.get_by_role("radio", name="De inbrenger", exact=True).check()
    note.get_by_role("button", name="Bewaar in de kluis").dblclick()
    expect(page.locator("nabij-matter-timeline")).to_contain_text("Vandaag lichter.")
    page.reload()
    open_vault(page, folder.vault)
    expect(page.locator("nabij-matter-timeline li")).to_have_count(2)
    expect(page.locator("nabij-matter-timeline li").first).to_contain_text("Wil het zelf bespreken.")
    expect(page.get_by_text("De inbrenger is aan zet")).to_be_visible()
    assert Encounter.objects.filter(matter=folder.matter).count() == 2


def correct(page: Page, text: str) -> None:
    page.get_by_role("button", name="Verbeter de notitie").first.click()
    page.get_by_label("Wat er gezegd is").last.fill(text)


def keep(page: Page) -> None:
    page.get_by_role("button", name="Bewaar als nieuwe versie", exact=True).click()


def test_a_corrected_note_keeps_its_earlier_versions(page: Page) -> None:
    for text in ("Eerste verbetering.", "Tweede verbetering."):
        correct(page, text)
        keep(page)
        expect(page.locator(".written > .prose")).to_have_text(text)
    expect(page.locator(".timeline h3")).to_be_focused()
    page.get_by_text("Eerdere versies (2)").click()
    expect(page.locator(".earlier .prose")).to_have_text(["Eerste verbetering.", FIRST_NOTE])


def test_a_correction_without_a_change_makes_no_version(page: Page) -> None:
    before = Record.objects.count()
    page.get_by_role("button", name="Verbeter de notitie").first.click()
    keep(page)
    expect(page.get_by_text("Er is niets veranderd.")).to_be_visible()
    expect(page.locator("nabij-matter-timeline nabij-writing")).to_have_count(0)
    expect(page.get_by_text("Eerdere versies")).to_have_count(0)
    assert Record.objects.count() == before


def test_on_paper_stands_what_can_be_read_and_nothing_to_press(page: Page) -> None:
    expect(page.locator(".on-paper")).to_be_hidden()
    page.get_by_text("Noteer een gesprek").click()
    page.emulate_media(media="print")
    expect(page.locator(".on-paper")).to_contain_text("Vertrouwelijk · afgedrukt op")
    expect(page.get_by_text(FIRST_NOTE)).to_be_visible()
    for hidden in ("button", "input", "textarea", "summary.button", "[data-part=drafts]"):
        expect(page.locator(f"main {hidden}:visible")).to_have_count(0)


def test_two_tabs_both_keep_their_text(page: Page, folder: Folder) -> None:
    other = page.context.new_page()
    enter(other, folder)
    correct(other, "Mijn versie uit het tweede tabblad.")
    correct(page, "De versie van het eerste tabblad.")
    keep(page)
    expect(page.locator(".written > .prose")).to_have_text("De versie van het eerste tabblad.")
    keep(other)
    expect(other.get_by_role("heading", name="De andere versie")).to_be_visible()
    expect(other.locator(".note.told")).to_contain_text("De versie van het eerste tabblad.")
    expect(other.get_by_label("Wat er gezegd is").last).to_have_value("Mijn versie uit het tweede tabblad.")
    other.get_by_role("button", name="Laat zo").click()
    expect(other.locator(".written > .prose")).to_have_text("De versie van het eerste tabblad.")
    other.reload()
    open_vault(other, folder.vault)
    other.get_by_role("button", name="Verder schrijven").click()
    expect(other.get_by_label("Wat er gezegd is").last).to_have_value("Mijn versie uit het tweede tabblad.")
    other.get_by_role("button", name="Bewaar de mijne als nieuwe versie").click()
    expect(other.locator(".written > .prose")).to_have_text("Mijn versie uit het tweede tabblad.")
    other.get_by_text("Eerdere versies (2)").click()
    expect(other.locator(".earlier .prose").first).to_have_text("De versie van het eerste tabblad.")
    assert Draft.objects.count() == 0


def test_without_a_connection_the_text_stays_and_is_saved_once(page: Page) -> None:
    correct(page, "Getypt in de trein.")
    page.context.set_offline(True)
    keep(page)
    expect(page.locator(".error-summary")).to_contain_text("Er is geen verbinding")
    expect(page.get_by_label("Wat er gezegd is").last).to_have_value("Getypt in de trein.")
    page.context.set_offline(False)
    keep(page)
    expect(page.locator(".written > .prose")).to_have_text("Getypt in de trein.")
    assert Record.objects.filter(kind="note").count() == 2


def test_leaving_with_unsaved_text_asks_first(page: Page) -> None:
    correct(page, "Nog niet af.")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("link", name="Kwesties").click()
    expect(page.get_by_label("Wat er gezegd is").last).to_have_value("Nog niet af.")


def test_closing_and_coming_back(page: Page, folder: Folder) -> None:
    page.get_by_role("button", name="Sluit af").click()
    page.get_by_role("button", name="Sluit af").click()
    expect(page.locator(".error-summary")).to_contain_text("Kies hoe het afliep")
    page.get_by_label("Hoe liep het af").select_option("told_enough")
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("Afgesloten in")).to_be_visible()
    expect(page.get_by_text("De inbrenger kan altijd terugkomen.")).to_be_visible()
    folder.matter.refresh_from_db()
    assert folder.matter.outcome == "told_enough"
    assert folder.matter.aftercare_month is not None
    page.get_by_role("button", name="Heropen").click()
    expect(page.locator(".whose")).to_contain_text("Jij bent aan zet")
    folder.matter.refresh_from_db()
    assert folder.matter.closed_month is None


def test_a_conversation_after_closing_leaves_the_matter_closed(page: Page, folder: Folder) -> None:
    page.get_by_role("button", name="Sluit af").click()
    page.get_by_label("Hoe liep het af").select_option("told_enough")
    page.get_by_role("button", name="Sluit af").click()
    page.get_by_role("button", name="Noteer een gesprek na afsluiten").click()
    page.get_by_role("radio", name="Telefoon").check()
    page.get_by_role("radio", name="Kwartier", exact=True).check()
    page.get_by_label("Wat er gezegd is").fill("Het gaat nu goed.")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator(".timeline li")).to_have_count(2)
    expect(page.locator(".timeline li").first).to_contain_text("Het gaat nu goed.")
    folder.matter.refresh_from_db()
    assert folder.matter.closed_month is not None
    assert folder.matter.turn == "nobody"


def test_handing_over_the_turn(page: Page, folder: Folder) -> None:
    page.get_by_role("button", name="Geef de beurt door").click()
    page.get_by_role("radio", name="De organisatie", exact=True).check()
    page.locator("nabij-matter-turn").get_by_label("Volgende stap").fill("HR neemt contact op")
    page.locator("nabij-matter-turn").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("De organisatie is aan zet")).to_be_visible()
    expect(page.get_by_text("HR neemt contact op")).to_be_visible()


def test_the_register_holds_codes_and_tells_when_it_was_overtaken(page: Page, folder: Folder) -> None:
    register = page.locator("nabij-matter-register")
    register.get_by_role("button", name="Wijzig wat telt").click()
    register.get_by_role("checkbox", name="Discriminatie", exact=True).check()
    register.get_by_role("checkbox", name="Organisatorisch", exact=True).check()
    register.get_by_label("Rol van de inbrenger").select_option("volunteer")
    Matter.objects.filter(pk=folder.matter.pk).update(version=7)
    register.get_by_role("button", name="Bewaar").click()
    expect(register.locator(".error-summary")).to_contain_text("intussen ergens anders aangepast")
    register.get_by_role("button", name="Bewaar").click()
    expect(register.get_by_text("Pesten, Discriminatie")).to_be_visible()
    folder.matter.refresh_from_db()
    assert folder.matter.nature == ["bullying", "discrimination"]
    assert folder.matter.integrity_levels == ["organisational"]
    assert folder.matter.person_role == "volunteer"


def test_after_closing_one_notes_whether_the_solution_holds(page: Page, folder: Folder) -> None:
    months_ago = add_months(this_month(), -5)
    Matter.objects.filter(pk=folder.matter.pk).update(closed_month=months_ago, outcome="raised_self", turn="nobody")
    enter(page, folder)
    register = page.locator("nabij-matter-register")
    register.get_by_role("button", name="Wijzig wat telt").click()
    expect(register.get_by_label("Houdt de oplossing stand, na 12 maanden?")).to_have_count(0)
    register.get_by_label("Houdt de oplossing stand, na 3 maanden?").select_option("durable")
    register.get_by_label("Houdt de oplossing stand, na 6 maanden?").select_option("not_asked")
    register.get_by_role("button", name="Bewaar").click()
    expect(register.get_by_text("Stand na 3 maanden")).to_be_visible()
    assert axe_violations(page) == []
    folder.matter.refresh_from_db()
    assert (folder.matter.durability_3, folder.matter.durability_6) == ("durable", "not_asked")


def test_an_exception_needs_every_condition_and_stays(page: Page, folder: Folder) -> None:
    page.get_by_role("button", name="Vertrouwelijkheid doorbreken").click()
    expect(page.get_by_text("Er gebeurt niets tegen de wil van de inbrenger")).to_be_visible()
    page.get_by_role("button", name="Leg een doorbreking vast").click()
    form = page.locator("nabij-matter-exception")
    form.get_by_role("radio", name="Conflict van plichten").check()
    form.get_by_label("Wat is er aan de hand?").fill("Er is direct gevaar voor een kind.")
    form.get_by_label("Wat deed je, en aan wie vertelde je het?").fill("Veilig Thuis gebeld.")
    form.get_by_label("Ik begrijp dat dit blijft staan").check()
    form.get_by_role("button", name="Leg vast").click()
    expect(form.locator(".error-summary a")).to_have_count(4)
    expect(form.get_by_text("Gelden ze niet alle vier")).to_have_count(1)
    for question in ("Hoe vroeg je", "Waarom kun je niet", "Wat heb je overwogen", "Welke schade"):
        form.get_by_label(question).fill(f"Antwoord op {question}.")
    form.get_by_role("button", name="Leg vast").click()
    broken = page.locator("[data-exception]")
    expect(broken).to_contain_text("Er is direct gevaar voor een kind.")
    expect(broken).to_contain_text("Veilig Thuis gebeld.")
    told = form.get_by_text("Vastgelegd in de kluis.")
    expect(told).to_be_focused()
    told.get_by_role("link", name="Bekijk wat je vastlegde").click()
    expect(broken.get_by_role("heading")).to_be_focused()
    kept = ConfidentialityBreak.objects.get(matter=folder.matter)
    assert kept.ground == "conflict_of_duties"


def test_a_record_that_was_changed_is_told_and_not_shown(
    page_for: Callable[..., Page], people: Personas, folder: Folder
) -> None:
    note = Record.objects.get(kind="note")
    Record.objects.filter(pk=note.pk).update(sealed=bytes(note.sealed)[:-1] + b"\x00")
    page = page_for(people.amina)
    page.goto(folder.address)
    open_vault(page, folder.vault)
    expect(page.locator("[data-trouble='notes 1']")).to_contain_text("Notitie: gaat niet open")
    assert FIRST_NOTE not in page.content()
    expect(page.get_by_text(OWN_WORDS)).to_be_visible()
    expect(page.get_by_role("button", name="Toon naam en contact")).to_be_visible()
    expect(page.locator("nabij-matter-timeline button:visible")).to_have_count(0)


def test_an_older_version_from_the_server_is_told(page: Page, folder: Folder) -> None:
    correct(page, "Nieuwere versie.")
    keep(page)
    expect(page.locator(".written > .prose")).to_have_text("Nieuwere versie.")
    box = {"box": folder.matter.pk, "part": "notes"}
    Record.objects.filter(**box, kind="note", revision=2).delete()
    Manifest.objects.filter(**box, counter=2).delete()
    page.reload()
    open_vault(page, folder.vault)
    expect(page.get_by_text("De server gaf een andere versie dan dit apparaat eerder zag.")).to_be_visible()


@pytest.mark.parametrize("width", SHOTS_AT)
def test_axe_finds_nothing_in_a_folder(open_context: Open, people: Personas, folder: Folder, width: int) -> None:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    enter(page, folder)
    page.get_by_role("button", name="Toon naam en contact").click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Noteer een gesprek").click()
    correct(page, "Een verbetering.")
    page.get_by_role("button", name="Wijzig wat telt").click()
    page.get_by_role("button", name="Vertrouwelijkheid doorbreken").click()
    page.get_by_role("button", name="Leg een doorbreking vast").click()
    page.get_by_role("button", name="Geef de beurt door").click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
