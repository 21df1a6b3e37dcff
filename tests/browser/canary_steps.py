"""A day of Amina and Bram in which every field that is sealed gets a canary."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.canaries import Canaries
from tests.browser.practice import unlock
from tests.browser.sealed_practice import ALIAS, SLOW
from tests.browser.sharing_hands import ask_to_share
from tests.browser.sheets import HEAD, bring_in, xlsx
from tests.browser.surroundings import ready
from tests.browser.test_matter_files import choose

TEXTS = "input:is([type=text], [type=tel], [type=email]):visible, textarea:visible"


@dataclass
class Hands:
    """Somebody's hands on the keyboard: one tab, and the canaries that they type."""

    page: Page
    workspace: str
    words: str
    canaries: Canaries

    def fill_every_field(self, form: Locator, about: str) -> None:
        """Type a canary of its own into every text field of a form that is shown, whatever fields it has."""
        expect(form.locator(TEXTS)).not_to_have_count(0)
        for field in form.locator(TEXTS).all():
            canary = self.canaries.new(f"{about}: {field.get_attribute('name')}")
            field.fill(f"{canary}@voorbeeld.test" if field.get_attribute("type") == "email" else canary)

    def write(self, section: str, opener: str, about: str, save: str = "Bewaar in de kluis") -> None:
        """Open the form of a section of the page, fill it and save it."""
        place = self.page.locator(section)
        place.get_by_role("button", name=opener).first.click()
        form = place.locator("nabij-writing")
        self.fill_every_field(form, about)
        form.get_by_role("button", name=save, exact=True).click()
        expect(form).to_have_count(0)

    def open_door(self, address: str) -> None:
        self.page.goto(self.workspace + address)
        ready(self.page)
        unlock(self.page, self.words)

    def open_matter(self, alias: str) -> None:
        """By the menu, as a full load would lock the vault."""
        self.page.get_by_role("link", name="Kwesties", exact=True).click()
        self.page.get_by_role("link", name=alias).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(alias)


def knock_with_what_is_wrong(hands: Hands) -> None:
    """Wrong words and a wrong recovery code at the door, and then the right words."""
    page, canaries = hands.page, hands.canaries
    page.goto(f"{hands.workspace}/vandaag/")
    ready(page)
    words = page.get_by_label("Je zes woorden")
    words.fill(" ".join(canaries.new(f"wrong words: {number}") for number in range(6)))
    words.press("Enter")
    expect(page.get_by_text("Deze woorden openen de kluis niet.")).to_be_visible(timeout=SLOW)
    page.get_by_text("Openen met je herstelcode").click()
    code = page.get_by_label("Je herstelcode")
    code.fill(canaries.new_code("wrong recovery code"))
    code.press("Enter")
    expect(page.get_by_text("Deze code opent de kluis niet.")).to_be_visible(timeout=SLOW)
    unlock(page, hands.words)


def note_quickly(hands: Hands) -> None:
    """A note that opens a new matter, and one that is left as a draft."""
    note = hands.page.locator("nabij-quick-note")
    note.get_by_text("Ander moment of een plek erbij").click()
    hands.fill_every_field(note, "quick note")
    for choice in ("Telefoon", "Half uur", "De inbrenger"):
        note.get_by_role("radio", name=choice, exact=True).check()
    note.get_by_role("button", name="Bewaar in de kluis").click()
    expect(note.locator("[data-part=state]")).to_contain_text("Bewaard in de kluis")
    hands.fill_every_field(note, "draft of a quick note")
    expect(note.locator("[data-part=state]")).to_contain_text("Concept bewaard")


def write_the_folder(hands: Hands) -> None:
    """Every section of the page of the new matter."""
    page, canaries = hands.page, hands.canaries
    hands.write("nabij-matter-words", "Schrijf op", "own words")
    hands.write("nabij-matter-person", "Schrijf naam en contact op", "person")
    hands.write("nabij-matter-person", "Schrijf op", "named party")
    compare_whom_it_names(hands)
    hands.write("nabij-matter-timeline", "Verbeter de notitie", "correction", "Bewaar als nieuwe versie")
    hands.write("nabij-matter-turn", "Geef de beurt door", "turn", "Bewaar")
    expect(page.get_by_role("heading", level=1)).to_have_text(canaries.typed["turn: alias"])
    page.get_by_role("button", name="Vertrouwelijkheid doorbreken").click()
    page.get_by_role("button", name="Leg een doorbreking vast").click()
    form = page.locator("nabij-matter-exception")
    form.get_by_role("radio", name="Conflict van plichten").check()
    hands.fill_every_field(form, "exception")
    form.get_by_label("Ik begrijp dat dit blijft staan").check()
    form.get_by_role("button", name="Leg vast").click()
    expect(page.locator("[data-exception]")).to_contain_text(canaries.typed["exception: situation"])
    name = f"{canaries.new('file name')}.pdf"
    choose(page, name, canaries.new("file content").encode() * 100)
    expect(page.get_by_role("button", name=name)).to_be_visible()


def compare_whom_it_names(hands: Hands) -> None:
    """The address that can be compared is a canary too; a real matcher makes its token, and it is looked up."""
    page = hands.page
    page.locator('nabij-matter-person [data-kind="named_party"]').get_by_role("button", name="Wijzig").click()
    form = page.locator("nabij-matter-person nabij-writing")
    form.get_by_label("E-mail").fill(f"{hands.canaries.typed['named party: email']}@linde.test")
    form.get_by_role("button", name="Bewaar in de kluis").click()
    expect(form).to_have_count(0, timeout=SLOW)
    look = page.get_by_role("button", name="Kijk of dit vaker speelt")
    expect(look).to_be_visible(timeout=SLOW)
    look.click()
    expect(page.get_by_text("Niets dat opvalt.", exact=True).first).to_be_visible(timeout=SLOW)


def share_everything(hands: Hands) -> None:
    ask_to_share(hands.page, "alles, ook van eerder")
    hands.page.get_by_role("button", name="Deel", exact=True).click()
    expect(hands.page.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()


def search(hands: Hands) -> None:
    """For what is there, and for what is nowhere."""
    page, canaries = hands.page, hands.canaries
    page.get_by_role("link", name="Kwesties", exact=True).click()
    field = page.get_by_label("Zoek", exact=True)
    field.fill(canaries.typed["correction: text"])
    found = page.get_by_role("region", name="Gevonden").get_by_role("link")
    expect(found).to_contain_text([canaries.typed["turn: alias"]], timeout=SLOW)
    field.fill(canaries.new("search"))
    field.press("Enter")
    expect(page.get_by_text("Niets gevonden.")).to_be_visible(timeout=SLOW)
    field.fill("")


def show_a_card(hands: Hands) -> None:
    """The other matter: a card for Bram, closed, and a conversation after that."""
    page = hands.page
    hands.open_matter(ALIAS)
    ask_to_share(page, "alleen een kaart zonder naam")
    hands.fill_every_field(page.locator("nabij-matter-sharing nabij-writing"), "peer card")
    page.get_by_role("button", name="Deel", exact=True).click()
    expect(page.get_by_role("heading", name="De kaart zonder naam")).to_be_visible()
    page.get_by_role("button", name="Sluit af").click()
    page.get_by_label("Hoe liep het af").select_option("told_enough")
    page.get_by_role("button", name="Sluit af").click()
    page.get_by_role("button", name="Noteer een gesprek na afsluiten").click()
    form = page.locator("nabij-matter-timeline nabij-writing")
    form.get_by_role("radio", name="Telefoon", exact=True).check()
    form.get_by_role("radio", name="Kwartier", exact=True).check()
    hands.fill_every_field(form, "after closing")
    form.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator(".timeline li")).to_have_count(2)


def bring_in_a_sheet(hands: Hands) -> None:
    """A spreadsheet with one row, a column of its own among those that are known; by the menu."""
    new, page = hands.canaries.new, hands.page
    page.get_by_role("link", name="Importeren").click()
    page.get_by_label("Je bestand").wait_for()
    row = ("12-3-2021", new("sheet: alias"), new("sheet: name"), "Telefoon", "30 min", "Pesten", "Verhaal kwijt")
    head = (*HEAD, new("sheet: column"))
    content = xlsx(head, (*row, new("sheet: text"), new("sheet: value")))
    bring_in(page, content, f"{new('sheet: file')}.xlsx")


def leave_a_correction_unsaved(hands: Hands) -> None:
    """Back in the new matter, with text in a form."""
    hands.open_matter(hands.canaries.typed["turn: alias"])
    hands.page.get_by_role("button", name="Verbeter de notitie").first.click()
    form = hands.page.locator("nabij-matter-timeline nabij-writing")
    hands.fill_every_field(form, "unsaved correction")
    expect(form).to_contain_text("Concept bewaard")


STORY = {
    "Voorwoord": "text",
    "Hoeveel mensen kwamen": "paragraphs question why_none",
    "Aanbevelingen": "text",
    "Gebeurtenissen in de organisatie": "text",
    "Wat begeleiding betekende voor mensen": "text withheld",
    "Verspreiding": "text",
}


def write_the_story(hands: Hands, report: str) -> None:
    """Of a report: a section of each sort, as far as the last look before it would be set ready."""
    page = hands.page
    hands.open_door(f"/jaarverslagen/{report}/verhaal/")
    page.get_by_role("button", name="Begin te schrijven").click()
    page.get_by_role("button", name="Een aanbeveling toevoegen").click()
    page.get_by_role("button", name="Een gebeurtenis toevoegen").click()
    page.locator("nabij-story").evaluate("story => story.querySelectorAll('details').forEach(one => one.open = true)")
    for heading in STORY:
        hands.fill_every_field(page.get_by_role("region", name=heading, exact=True), f"story, {heading}")
    page.locator("h1").click()
    expect(page.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)
    page.get_by_role("region", name="Hoeveel mensen kwamen").get_by_label("vraag").fill("?")
    page.get_by_role("button", name="Klaarzetten…").click()
    expect(page.get_by_text("geen namen of schuilnamen uit jouw kluis")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Terug naar schrijven").click()


def read_the_story(hands: Hands, report: str) -> None:
    """Bram: what Amina wrote opens for him."""
    hands.open_door(f"/jaarverslagen/{report}/verhaal/")
    section = hands.page.get_by_role("region", name="Hoeveel mensen kwamen", exact=True)
    told = section.get_by_label("Wat betekenen deze cijfers?")
    expect(told).to_have_value(hands.canaries.typed["story, Hoeveel mensen kwamen: paragraphs"], timeout=SLOW)


def read_along(hands: Hands) -> None:
    """Bram: everything that was sealed for him opens, and he writes something himself."""
    page, typed = hands.page, hands.canaries.typed
    hands.open_door("/kwesties/")
    for field in ("situation", "question"):
        expect(page.get_by_text(typed[f"peer card: {field}"])).to_be_visible()
    hands.open_matter(typed["turn: alias"])
    page.get_by_role("button", name="Toon naam en contact").click()
    page.get_by_role("button", name="Toon de kwestie-veroorzaker").click()
    later = ("turn: next_step", "own words: text", "correction: text", "exception: done", "file name")
    for place in [*later, *(place for place in typed if place.startswith(("person", "named party")))]:
        expect(page.locator("main")).to_contain_text(typed[place])
    hands.write("nabij-matter-timeline", "Verbeter de notitie", "correction of a colleague", "Bewaar als nieuwe versie")


def lock(page: Page) -> None:
    page.get_by_role("button", name="Nu sluiten").click()
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_visible()
