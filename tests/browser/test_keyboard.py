"""Everything by keyboard alone: Tab, arrows, Space, Enter, Escape. Where one stands is always seen, and never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.matters.models import ConfidentialityBreak, Encounter, Matter, Share
from nabij.people.models import Invitation, Organisation
from tests.browser.keyboard import Keyboard, open_door
from tests.browser.practice import filled_practice
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, planned, store_vault
from tests.browser.sharing_hands import digits_of
from tests.browser.surroundings import Site, ready
from tests.personas import PASSWORD, Personas

pytestmark = pytest.mark.usefixtures("limits_of_their_own")


def test_a_quick_note_is_written_and_saved(transactional_db: None, page_for: Callable[..., Page], site: Site) -> None:
    practice = filled_practice(today())
    page = page_for(practice.user("noor"))
    hands = Keyboard(page)
    open_door(hands, f"{site.workspace}/snelnotitie/", practice.words("noor"))
    before = set(Encounter.objects.values_list("pk", flat=True))
    note = page.locator("nabij-quick-note")
    expect(note.get_by_label("Wie", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(note.locator(".error-summary")).to_be_focused()
    hands.use(note.get_by_role("link", name="Geef een schuilnaam"))
    expect(note.get_by_label("Wie", exact=True)).to_be_focused()
    page.keyboard.type("Toetsenbord")
    hands.choose(note.locator("[name=organisation]").nth(1))
    hands.use(note.get_by_text("Anders", exact=True))
    expect(note.get_by_role("radio", name="Beveiligd formulier")).to_be_focused()
    hands.choose(note.get_by_role("radio", name="Brief", exact=True))
    hands.choose(note.get_by_role("radio", name="Uur", exact=True))
    hands.pick(note.get_by_label("Waar het over gaat"), "Pesten")
    hands.write(note.get_by_label("Wat er gezegd is"), "Zonder muis.")
    hands.choose(note.get_by_role("radio", name="De inbrenger", exact=True))
    hands.choose(note.get_by_role("radio", name="Over een week", exact=True))
    hands.write(note.get_by_label("Volgende stap"), "Bellen")
    hands.use(note.get_by_text("Ander moment of een plek erbij"))
    hands.write(note.get_by_label("Waar (mag je overslaan)"), "Thuis")
    hands.tick(note.get_by_role("checkbox", name="Doorverwijzen", exact=True))
    hands.use(note.get_by_role("button", name="Bewaar in de kluis"))
    expect(note.locator("[data-part=state]")).to_contain_text("Bewaard in de kluis")
    expect(note.get_by_label("Wie", exact=True)).to_be_focused()
    noted = Encounter.objects.exclude(pk__in=before).get()
    assert (noted.channel, noted.duration, noted.involvement) == ("letter", "hour", ["referral"])
    assert (noted.matter.turn, noted.matter.nature) == ("visitor", ["bullying"])
    hands.use(note.get_by_role("link", name="Bekijk de kwestie"))
    expect(page.get_by_text("Zonder muis.")).to_be_visible()
    hands.is_somewhere()


@pytest.fixture
def matter(people: Personas, page_for: Callable[..., Page], site: Site) -> tuple[Keyboard, Matter]:
    """Amina in her matter; Bram has a vault too."""
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    matter = keep_matter(people, aminas, planned())
    store_vault(people.amina, aminas)
    store_vault(people.bram, brams)
    hands = Keyboard(page_for(people.amina))
    open_door(hands, f"{site.workspace}/kwesties/{matter.pk}/", aminas.words)
    expect(hands.page.get_by_role("heading", level=1)).to_have_text(ALIAS)
    return hands, matter


def test_the_turn_is_passed_a_conversation_noted_and_the_matter_closed(matter: tuple[Keyboard, Matter]) -> None:
    hands, row = matter
    page = hands.page
    turn = page.locator("nabij-matter-turn")
    hands.use(turn.get_by_role("button", name="Geef de beurt door"))
    hands.choose(turn.get_by_role("radio", name="De organisatie", exact=True))
    hands.write(turn.get_by_label("Volgende stap"), "HR belt")
    hands.use(turn.get_by_role("button", name="Bewaar"))
    expect(page.get_by_text("De organisatie is aan zet")).to_be_visible()
    hands.is_somewhere()
    hands.use(page.get_by_text("Noteer een gesprek"))
    note = page.locator("nabij-quick-note")
    expect(note.locator("[data-part=for]")).to_have_text(ALIAS)
    expect(note.locator("[name=organisation]")).to_be_hidden()
    hands.choose(note.get_by_role("radio", name="Telefoon", exact=True))
    hands.choose(note.get_by_role("radio", name="Kwartier", exact=True))
    hands.write(note.get_by_label("Wat er gezegd is"), "Aan de telefoon.")
    hands.choose(note.get_by_role("radio", name="Ik", exact=True))
    hands.use(note.get_by_role("button", name="Bewaar in de kluis"))
    expect(page.locator(".timeline")).to_contain_text("Aan de telefoon.")
    hands.is_somewhere()
    hands.use(turn.get_by_role("button", name="Sluit af"), key="Shift+Tab")
    hands.pick(turn.get_by_label("Hoe liep het af"), "Verhaal gedeeld, voldoende")
    hands.use(turn.get_by_role("button", name="Sluit af"))
    expect(page.get_by_text("Afgesloten in")).to_be_visible()
    hands.is_somewhere()
    hands.use(turn.get_by_role("button", name="Heropen"))
    expect(page.locator(".whose")).to_contain_text("Jij bent aan zet")
    hands.is_somewhere()
    assert row.encounter_set.count() == 2


def test_what_is_written_and_counted_is_corrected(matter: tuple[Keyboard, Matter]) -> None:
    hands, row = matter
    page = hands.page
    timeline = page.locator("nabij-matter-timeline")
    hands.use(timeline.get_by_role("button", name="Verbeter de notitie"))
    hands.write(timeline.get_by_label("Wat er gezegd is"), "Verbeterd zonder muis.")
    hands.use(timeline.get_by_role("button", name="Bewaar als nieuwe versie"))
    expect(page.locator(".written > .prose")).to_have_text("Verbeterd zonder muis.")
    hands.is_somewhere()
    hands.use(page.get_by_text("Eerdere versies (1)"))
    expect(page.locator(".earlier .prose")).to_be_visible()
    register = page.locator("nabij-matter-register")
    hands.use(register.get_by_role("button", name="Wijzig wat telt"))
    hands.tick(register.get_by_role("checkbox", name="Discriminatie", exact=True))
    hands.pick(register.get_by_label("Rol van de inbrenger"), "Vrijwilliger")
    hands.use(register.get_by_role("button", name="Bewaar"))
    expect(register.get_by_text("Pesten, Discriminatie")).to_be_visible()
    hands.is_somewhere()
    person = page.locator("nabij-matter-person")
    hands.use(person.get_by_role("button", name="Toon naam en contact"))
    hands.is_somewhere()
    hands.use(person.get_by_role("button", name="Wijzig"))
    hands.write(person.get_by_label("Telefoon"), "0600000000")
    hands.use(person.get_by_role("button", name="Bewaar in de kluis"))
    expect(person.get_by_role("link", name="0600000000")).to_be_visible()
    hands.is_somewhere()
    row.refresh_from_db()
    assert row.person_role == "volunteer"


def test_own_words_the_other_party_and_a_file_are_added(matter: tuple[Keyboard, Matter], tmp_path: Path) -> None:
    hands, row = matter
    page = hands.page
    words = page.locator("nabij-matter-words")
    hands.use(words.get_by_role("button").first)
    hands.write(words.get_by_role("textbox").first, "Zoals de inbrenger het zei.")
    hands.use(words.get_by_role("button", name="Bewaar"))
    expect(words.locator(".own-words").first).to_contain_text("Zoals de inbrenger het zei.")
    hands.is_somewhere()
    person = page.locator("nabij-matter-person")
    hands.use(person.get_by_role("button", name="Schrijf op"))
    hands.write(person.get_by_label("Naam"), "Iemand")
    hands.use(person.get_by_role("button", name="Bewaar in de kluis"))
    expect(person.get_by_role("button", name="Verberg de kwestie-veroorzaker")).to_be_visible()
    hands.is_somewhere()
    file = tmp_path / "verslag.pdf"
    file.write_bytes(b"%PDF-1.7")
    # Listened for well before the key: the browser is told of it beside what is typed, and may hear the key first.
    page.on("filechooser", lambda _: None)
    hands.go_to(page.get_by_label("Voeg een bestand toe"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    attached = page.locator("nabij-matter-files").get_by_role("button", name="verslag.pdf")
    expect(attached).to_be_visible()
    expect(page.get_by_label("Voeg een bestand toe")).to_be_focused()
    hands.go_to(attached, key="Shift+Tab")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert row.pk


def test_every_open_form_of_a_matter_is_walked_through(matter: tuple[Keyboard, Matter]) -> None:
    hands, _ = matter
    page = hands.page
    hands.walks_past_everything()
    openers = {
        "nabij-matter-turn": ("Geef de beurt door", "Sluit af"),
        "nabij-matter-register": ("Wijzig wat telt",),
        "nabij-matter-sharing": ("Deel met een collega",),
        "nabij-matter-timeline": ("Verbeter de notitie",),
    }
    for place, names in openers.items():
        for name in names:
            section = page.locator(place)
            hands.use(section.get_by_role("button", name=name).first, key="Tab")
            section.locator("nabij-writing").wait_for()
            hands.walks_past_everything()
            hands.use(section.get_by_role("button", name="Annuleren"))
            section.locator("nabij-writing").wait_for(state="detached")
            hands.is_somewhere()


def test_the_form_for_an_exception_is_walked_through(matter: tuple[Keyboard, Matter]) -> None:
    hands, _ = matter
    form = hands.page.locator("nabij-matter-exception")
    hands.use(form.get_by_role("button", name="Vertrouwelijkheid doorbreken"))
    hands.walks_past_everything()
    hands.use(form.get_by_role("button", name="Leg een doorbreking vast"))
    hands.choose(form.get_by_role("radio", name="Conflict van plichten"))
    hands.walks_past_everything()
    hands.page.once("dialog", lambda asked: asked.accept())
    hands.use(form.get_by_role("button", name="Annuleren"))
    form.locator("nabij-writing").wait_for(state="detached")
    hands.is_somewhere()


def test_a_conversation_after_closing_is_walked_through_and_noted(matter: tuple[Keyboard, Matter]) -> None:
    hands, row = matter
    page = hands.page
    turn, timeline = page.locator("nabij-matter-turn"), page.locator("nabij-matter-timeline")
    hands.use(turn.get_by_role("button", name="Sluit af"))
    hands.pick(turn.get_by_label("Hoe liep het af"), "Verhaal gedeeld, voldoende")
    hands.use(turn.get_by_role("button", name="Sluit af"))
    expect(page.get_by_text("Afgesloten in")).to_be_visible()
    hands.use(timeline.get_by_role("button", name="Noteer een gesprek na afsluiten"))
    timeline.locator("nabij-writing").wait_for()
    hands.walks_past_everything()
    hands.choose(timeline.get_by_role("radio", name="Telefoon", exact=True))
    hands.choose(timeline.get_by_role("radio", name="Kwartier", exact=True))
    hands.write(timeline.get_by_label("Wat er gezegd is"), "Het gaat weer beter.")
    hands.use(timeline.get_by_role("button", name="Bewaar in de kluis"))
    expect(page.locator(".timeline")).to_contain_text("Het gaat weer beter.")
    hands.is_somewhere()
    assert row.encounter_set.filter(involvement=["aftercare"]).count() == 1


def test_what_was_searched_is_found_and_opened(matter: tuple[Keyboard, Matter]) -> None:
    hands, _ = matter
    page = hands.page
    hands.use(page.locator("nav").get_by_role("link", name="Kwesties"), key="Shift+Tab")
    expect(page.get_by_role("heading", name="Kwesties")).to_be_focused()
    hands.write(page.get_by_label("Zoek", exact=True), "overleg")
    page.keyboard.press("Enter")
    found = page.get_by_role("region", name="Gevonden").get_by_role("link")
    expect(found).to_contain_text([ALIAS])
    hands.walks_past_everything()
    hands.use(found)
    expect(page.get_by_role("heading", level=1)).to_have_text(ALIAS)


def test_an_exception_is_recorded(matter: tuple[Keyboard, Matter]) -> None:
    hands, row = matter
    form = hands.page.locator("nabij-matter-exception")
    hands.use(form.get_by_role("button", name="Vertrouwelijkheid doorbreken"))
    hands.use(form.get_by_role("button", name="Leg een doorbreking vast"))
    hands.choose(form.get_by_role("radio", name="Conflict van plichten"))
    for question in ("Wat is er aan de hand?", "Hoe vroeg je", "Waarom kun je niet", "Wat heb je overwogen"):
        hands.write(form.get_by_label(question), f"Antwoord op {question}.")
    hands.write(form.get_by_label("Wat deed je, en aan wie vertelde je het?"), "Gebeld.")
    hands.tick(form.get_by_label("Ik begrijp dat dit blijft staan"))
    hands.use(form.get_by_role("button", name="Leg vast"))
    expect(form.locator(".error-summary")).to_be_focused()
    hands.use(form.locator(".error-summary").get_by_role("link"))
    hands.write(form.get_by_label("Welke schade"), "Groot.")
    hands.use(form.get_by_role("button", name="Leg vast"))
    expect(hands.page.locator("[data-exception]")).to_contain_text("Gebeld.")
    hands.is_somewhere()
    assert ConfidentialityBreak.objects.get(matter=row).ground == "conflict_of_duties"


def test_sharing_asks_to_compare_and_escape_shares_nothing(matter: tuple[Keyboard, Matter]) -> None:
    hands, row = matter
    page = hands.page
    sharing = page.locator("nabij-matter-sharing")
    hands.use(sharing.get_by_role("button", name="Deel met een collega"))
    hands.choose(sharing.get_by_role("radio", name="alles, ook van eerder"))
    hands.tick(sharing.get_by_label("De inbrenger zei ja"))
    share = sharing.get_by_role("button", name="Deel", exact=True)
    hands.use(share)
    dialog = page.locator("dialog")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(sharing.locator(".error-summary")).to_be_focused()
    assert not Share.objects.exists()
    hands.use(share)
    hands.write(dialog.get_by_label("Wat hoor je Bram lezen?"), digits_of("Bram"))
    hands.use(dialog.get_by_role("button", name="Dit hoorde ik"))
    withdraw = sharing.get_by_role("button", name="Trek in wat Bram mag zien")
    expect(withdraw).to_be_visible()
    hands.is_somewhere()
    hands.use(withdraw)
    hands.use(sharing.get_by_role("button", name="Toch niet"))
    hands.is_somewhere()
    hands.use(withdraw)
    hands.use(sharing.get_by_role("button", name="Trek in bij Bram"))
    expect(sharing).to_contain_text("ingetrokken; wat gelezen is, blijft gelezen")
    hands.is_somewhere()
    assert Share.objects.get(matter=row).withdrawn


def test_the_practice_manager_signs_in_invites_and_adds_an_organisation(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for()
    hands = Keyboard(page)
    page.goto(f"{site.workspace}/inloggen/")
    hands.write(page.get_by_label("E-mailadres"), people.els.email)
    hands.write(page.get_by_label("Wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    ready(page)
    hands.use(page.locator("nav").get_by_role("link", name="Mensen"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    hands.use(page.get_by_role("link", name="Iemand uitnodigen"))
    expect(page.get_by_role("heading", name="Iemand uitnodigen")).to_be_focused()
    hands.use(page.get_by_role("button", name="Link maken"))
    expect(page.locator("#error-summary")).to_be_focused()
    hands.write(page.get_by_label("Naam"), "Gijs")
    hands.write(page.get_by_label("E-mailadres"), "gijs@voorbeeld.test")
    hands.choose(page.get_by_role("radio", name="Vertrouwenspersoon", exact=True))
    hands.use(page.get_by_role("button", name="Link maken"))
    expect(page.get_by_role("heading", name="Geef deze link aan Gijs")).to_be_focused()
    hands.use(page.get_by_role("link", name="Klaar"))
    expect(page.get_by_role("heading", name="Mensen")).to_be_focused()
    hands.use(page.locator("nav").get_by_role("link", name="Organisaties"), key="Shift+Tab")
    expect(page.get_by_role("heading", name="Organisaties")).to_be_focused()
    hands.use(page.get_by_role("link", name="Organisatie toevoegen"))
    expect(page.get_by_role("heading", name="Organisatie toevoegen")).to_be_focused()
    hands.write(page.get_by_label("Naam van de organisatie"), "Sportclub Noord")
    hands.pick(page.get_by_label("Sector"), "Sport")
    hands.write(page.get_by_label("Aantal mensen"), "80")
    hands.tick(page.get_by_role("checkbox", name="Nederlands", exact=True))
    hands.use(page.get_by_role("button", name="Bewaren"))
    expect(page.get_by_role("heading", name="Sportclub Noord")).to_be_focused()
    assert Invitation.objects.get().email == "gijs@voorbeeld.test"
    assert Organisation.objects.get(name="Sportclub Noord").languages == ["nl"]
