"""The office side of the door in a real browser: wrong first, by keyboard, on a phone."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from nabij.contact.models import Absence, Entrance, HelpLine, Reachability, SectorText
from tests.access import World
from tests.access.office import ROWS
from tests.browser.keyboard import Keyboard
from tests.browser.pictures import fits, picture
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.contact.keeping import confirm_text, make_absence, make_entrance, make_help_list, renew_keys
from tests.making import make_vault
from tests.personas import Personas

WIDTHS = [1280, 360]


def looks_well(page: Page, name: str) -> None:
    """No axe violation, nothing wider than the screen; a picture for who wants to look."""
    ready(page)
    picture(page, name)
    assert axe_violations(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_counsellor_says_when_they_are_there(open_context: Open, people: Personas, site: Site, width: int) -> None:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/bereikbaarheid/")
    looks_well(page, f"reach-{width}")
    for day in ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag"):
        page.get_by_label(day).uncheck()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#error-summary")).to_be_focused()
    looks_well(page, f"reach-wrong-{width}")
    page.get_by_label("Donderdag").check()
    page.get_by_label("Bellen", exact=True).check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het is bewaard.")).to_be_visible()
    assert Reachability.objects.get().weekdays == [3]
    page.get_by_role("link", name="Dagen toevoegen").click()
    page.get_by_label("Eerste dag").fill("2027-03-05")
    page.get_by_label("Laatste dag").fill("2027-03-01")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.get_by_label("Eerste dag")).to_have_value("2027-03-05")
    looks_well(page, f"away-wrong-{width}")
    page.get_by_label("Laatste dag").fill("2027-03-12")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("5 maart 2027 tot en met 12 maart 2027", exact=True)).to_be_visible()
    page.get_by_role("button", name="Intrekken").click()
    page.get_by_role("button", name="Terugzetten").click()
    expect(page.get_by_text("Deze dagen tellen weer.")).to_be_visible()
    page.locator("summary").first.click()
    looks_well(page, f"reach-full-{width}")
    assert Absence.objects.filter(withdrawn=False).count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_an_entrance_is_made_ready_opened_and_renewed(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    page = open_context(people.els, width=width, bypass_csp=True).new_page()
    address = f"{site.workspace}/organisaties/{people.organisation.pk}/"
    make_vault(people.amina)
    page.goto(f"{address}ingang/")
    looks_well(page, f"entrance-missing-{width}")
    look_a_text_through(page, width)
    page.goto(f"{address}ingang/")
    ready(page)
    page.get_by_role("button", name="Ingang openen").click()
    expect(page.get_by_text("De ingang is open. Je kunt")).to_be_visible()
    looks_well(page, f"entrance-open-{width}")
    renew_the_address(page, width)
    renew_keys(people.amina)
    make_absence(people.amina, date(2026, 1, 1))
    make_absence(people.bram, date(2026, 1, 1))
    page.goto(address)
    looks_well(page, f"organisation-{width}")
    page.goto(f"{address}ingang/")
    looks_well(page, f"entrance-outdated-{width}")
    page.get_by_role("button", name="De nieuwe posters hangen").click()
    expect(page.get_by_text("De posters kloppen weer.")).to_be_visible()
    assert SectorText.objects.get().body == "Eerst even dit."


def look_a_text_through(page: Page, width: int) -> None:
    page.get_by_role("link", name="Naar de teksten voor bezoekers").click()
    page.get_by_role("link", name=re.compile("Zorg en welzijn.*Nederlands")).click()
    looks_well(page, f"text-{width}")
    page.get_by_label("De tekst", exact=True).fill("Eerst even dit.")
    page.get_by_role("button", name="Nagekeken").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.get_by_label("De tekst", exact=True)).to_have_value("Eerst even dit.")
    looks_well(page, f"text-wrong-{width}")
    page.get_by_label("Ik heb deze tekst nagekeken").check()
    page.get_by_role("button", name="Nagekeken").click()
    expect(page.get_by_text("Eigen tekst")).to_be_visible()
    looks_well(page, f"texts-{width}")


def renew_the_address(page: Page, width: int) -> None:
    code = Entrance.objects.get().code
    page.get_by_role("link", name="Nieuw adres maken").click()
    looks_well(page, f"entrance-renew-{width}")
    page.get_by_role("button", name="Nieuw adres maken").click()
    expect(page.get_by_text("De ingang heeft een nieuw adres.")).to_be_visible()
    assert Entrance.objects.get().code != code


def test_a_poster_is_downloaded_from_the_page(open_context: Open, people: Personas, site: Site) -> None:
    make_entrance(people)
    page = open_context(people.bram).new_page()
    page.goto(f"{site.workspace}/organisaties/{people.organisation.pk}/ingang/")
    ready(page)
    for link, name in (("Poster, A4", "poster.pdf"), ("Kaartjes, tien per vel", "kaartjes.pdf")):
        with page.expect_download() as got:
            page.get_by_role("link", name=link).first.click()
        assert got.value.suggested_filename == name
        assert got.value.path().read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_are_changed_moved_removed_and_put_back(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    page = open_context(people.els, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/nu-hulp/")
    looks_well(page, f"help-shipped-{width}")
    page.get_by_role("button", name="Lijst van de praktijk maken").click()
    expect(page.get_by_text("De lijst is nu van jullie praktijk.")).to_be_visible()
    page.get_by_role("link", name="Nummer toevoegen").click()
    page.get_by_label("Wanneer bel je?").fill("Je wilt je verhaal kwijt")
    page.get_by_label("Wie neemt op?").fill("De Luisterlijn. Dag en nacht.")
    page.get_by_label("Nummer", exact=True).fill("bel maar")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#error-summary")).to_be_focused()
    looks_well(page, f"help-wrong-{width}")
    page.get_by_label("Nummer", exact=True).fill("088 0767 000")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het nummer staat erbij.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Omhoog.*088 0767 000")).click()
    expect(page.get_by_text("088 0767 000 staat een plaats hoger.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Verwijderen.*088 0767 000")).click()
    expect(page.get_by_role("heading", name="Verwijderd")).to_be_visible()
    looks_well(page, f"help-{width}")
    page.get_by_role("button", name=re.compile("Terugzetten.*088 0767 000")).click()
    expect(page.get_by_text("staat weer in de lijst")).to_be_visible()
    assert HelpLine.objects.get(number="088 0767 000").removed is False


def _pages(people: Personas) -> Iterator[str]:
    for name, row in ROWS.items():
        if row.method == "get" and name not in {"poster", "cards"}:
            kwargs = row.address(World(people, people.bram)) if row.address else None
            yield reverse(name, urlconf="nabij.site.urls_workspace", kwargs=kwargs)


@pytest.mark.parametrize(("who", "least"), [("els", 9), ("amina", 4)])
def test_every_page_is_walked_by_keyboard(
    open_context: Open, people: Personas, site: Site, who: str, least: int
) -> None:
    make_help_list(people)
    confirm_text(people)
    page = open_context(getattr(people, who)).new_page()
    walked = 0
    for path in list(_pages(people)):
        answer = page.goto(site.workspace + path)
        if answer and answer.status == 404:
            continue
        ready(page)
        Keyboard(page).walks_past_everything()
        walked += 1
    assert walked >= least
