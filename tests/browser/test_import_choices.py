"""What is offered and shown on the way of a sheet: parts of the organisation chosen, and words that stay whole."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation, Unit
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import HEAD, bring_in, check, choose, xlsx
from tests.browser.surroundings import Open, Site
from tests.personas import Personas

# Words of which the letters stand on more than one line, where a line is not full of that word alone.
BROKEN = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("nabij-import"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest("option, .unseen")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("width", [1280, 1024, 768, 360])
def test_no_word_of_the_dry_run_is_broken(open_context: Open, people: Personas, site: Site, width: int) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    long = ("30 september 2021", "Kanarie", "Kanarie", "via een ander", "45 min")
    rows = [
        (*long, "lekken van informatie", "melding bij werkgever", "Verteld. " * 900),
        ("31-12-2021", "Kanariegeel", *long[2:], "wetenschappelijke integriteit", "overgedragen aan collega", "Ja"),
        ("ergens in de herfstvakantie", *long[1:], "Pesten", "", ""),
    ]
    check(page, xlsx(HEAD, *rows))
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/woorden-{width}.png", full_page=True)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_only_parts_of_the_chosen_organisation_may_be_chosen(
    page_for: Callable[..., Page], people: Personas, site: Site
) -> None:
    other = Organisation.objects.create(practice=people.practice, name="De Berk", sector="care")
    Appointment.objects.create(practice=other.practice, organisation=other, counsellor=people.amina)
    units = {
        (one.name, name): Unit.objects.create(practice=one.practice, organisation=one, name=name)
        for one, name in ((people.organisation, "Hoog"), (people.organisation, "Laag"), (other, "Hoog"))
    }
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    head = ("Datum", "Schuilnaam", "Kanaal", "Duur", "Organisatie", "Onderdeel")
    rows = [("1-2-2024", f"Kwestie {name} {unit}", "Telefoon", "30 min", name, unit) for name, unit in units]
    choose(page, xlsx(head[:4] + head[5:], *(row[:4] + row[5:] for row in rows)))
    page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()
    laag, options = page.get_by_label("Laag", exact=True), page.get_by_label("Laag", exact=True).locator("option")
    expect(page.get_by_text("staan geen onderdelen")).to_be_visible()
    page.get_by_label("Bij welke organisatie alle rijen horen").select_option(label=people.organisation.name)
    expect(laag).to_have_value(str(units[people.organisation.name, "Laag"].pk))
    page.get_by_label("Bij welke organisatie alle rijen horen").select_option(label="De Berk")
    expect(page.get_by_label("Hoog", exact=True)).to_have_value(str(units["De Berk", "Hoog"].pk))
    kept = "Niet ingevuld; de tekst gaat naar de notitie"
    expect(options).to_have_text(["Kies…", "Hoog", kept, "Sla deze rijen over"])
    page.get_by_role("button", name="Kies een ander bestand").click()
    bring_in(page, xlsx(head, *rows))
    found = Matter.objects.values_list("organisation__name", "unit__organisation__name", "unit__name")
    assert sorted(found) == sorted((name, name, unit) for name, unit in units)


@pytest.mark.parametrize("width", [1280, 360])
def test_rows_that_a_filter_hid_are_told(open_context: Open, people: Personas, site: Site, width: int) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = open_context(people.amina, width=width).new_page()
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    rows = [("12-3-2021", f"Kanarie {nth}", "", "Telefoon", "30 min", "Pesten", "", "Verteld") for nth in range(3)]
    choose(page, xlsx(HEAD, *rows, hidden=(3, 4)))
    told = page.locator("[data-part=hidden]")
    expect(told).to_have_text("2 rijen waren verborgen in het blad; ze zijn wel gelezen.")
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/verborgen-{width}.png")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_second_file_asks_again_whose_rows_it_holds(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    other = Organisation.objects.create(practice=people.practice, name="De Berk", sector="care")
    Appointment.objects.create(practice=other.practice, organisation=other, counsellor=people.amina)
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = open_context(people.amina, width=width).new_page()
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    rows = [(f"{day}-3-2021", f"Kanarie {day}", "", "Telefoon", "30 min", "Pesten", "", "") for day in (1, 2)]
    choose(page, xlsx(HEAD, rows[0]))
    page.get_by_label("Bij welke organisatie alle rijen horen").select_option(label=people.organisation.name)
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator("[data-part=whose]")).to_have_text(
        f"Alles komt bij {people.organisation.name}: 1 kwestie met 1 gesprek."
    )
    page.get_by_role("button", name="Lees 1 kwestie in").click()
    page.get_by_role("button", name="Nog een bestand").click()
    choose(page, xlsx(HEAD, rows[1]), "berk.xlsx")
    expect(page.get_by_label("Bij welke organisatie alle rijen horen")).to_have_value("")
    page.get_by_role("button", name="Controleer").click()
    expect(page.get_by_role("link", name="Kies: bij welke organisatie alle rijen horen.")).to_be_visible()
    page.get_by_label("Bij welke organisatie alle rijen horen").select_option(label="De Berk")
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator("[data-part=whose]")).to_have_text("Alles komt bij De Berk: 1 kwestie met 1 gesprek.")
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/bij-wie-{width}.png", full_page=True)
    page.get_by_role("button", name="Lees 1 kwestie in").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible()
    names = Matter.objects.order_by("pk").values_list("organisation__name", flat=True)
    assert sorted(names) == sorted([people.organisation.name, "De Berk"])
