"""A report from beginning to download in a real browser, by two authors, and every page of it held to axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.people.models import Unit
from nabij.reporting import answers
from nabij.reporting.models import Report
from tests.browser.pictures import picture
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready


@pytest.fixture
def register(people: Personas) -> Personas:
    for name in ("Oost", "Zuid", "West"):
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name, head_count=80)
    a_year(people.amina, people.organisation, 38)
    return people


def open_at(open_context: Open, site: Site, people: Personas, path: str, width: int = 1280) -> Page:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(site.workspace + path)
    ready(page)
    return page


def test_from_beginning_to_download(open_context: Open, register: Personas, site: Site, tmp_path: Path) -> None:
    page = open_context(register.amina).new_page()
    page.goto(f"{site.workspace}/jaarverslagen/")
    ready(page)
    page.get_by_label("Nieuw verslag over").select_option("2025")
    page.get_by_role("button", name="Beginnen").click()
    expect(page.locator("h1")).to_have_text("Jaarverslag 2025")
    page.get_by_role("link", name="De cijfers").click()
    expect(page.locator("h1")).to_have_text("De cijfers")
    report = Report.objects.get()
    before = answers.looked_at(report).shown
    expect(page.locator(".tally strong").first).to_have_text(str(before))
    offers = page.locator("nabij-figure-proposals")
    expect(offers.get_by_role("status")).to_contain_text("meer zien. Kies er een", timeout=60_000)
    gain = int(offers.locator(".gain").first.inner_text().split()[0])
    offers.get_by_role("button").first.click()
    expect(page.locator(".tally strong").first).to_have_text(str(before + gain))
    page.get_by_role("button", name="Laatste verandering terugdraaien").click()
    expect(page.locator(".tally strong").first).to_have_text(str(before))
    set_ready(Report.objects.get(), register.bram)
    page.goto(f"{site.workspace}/jaarverslagen/{report.pk}/")
    ready(page)
    page.get_by_role("link", name="Uitbrengen").click()
    page.get_by_role("button", name="Uitbrengen").click()
    expect(page.locator(".message")).to_contain_text("Jaarverslag 2025 is uit.")
    for name, ending in (("PDF", "pdf"), ("Word-bestand", "docx"), ("tabel (CSV)", "csv")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=f"Downloaden als {name}").click()
        assert coming.value.suggested_filename == f"jaarverslag-2025.{ending}"
    expect(page.locator("h1")).to_have_text("Jaarverslag 2025")


def test_a_group_of_ones_own_by_keyboard_and_the_refusal_for_who_comes_second(
    open_context: Open, register: Personas, site: Site
) -> None:
    report = begun(register.bram, register.organisation)
    address = f"/jaarverslagen/{report.pk}/cijfers/"
    page = open_at(open_context, site, register, address)
    other = open_context(register.bram).new_page()
    other.goto(site.workspace + address)
    ready(other)
    places = page.locator("section.classified", has=page.get_by_role("heading", name="Waar mensen werken"))
    places.get_by_label("Noord").check()
    places.get_by_label("Oost").check()
    places.locator("summary").press("Enter")
    places.get_by_label("Naam van de groep").fill("Boven de rivier")
    places.get_by_label("Naam van de groep").press("Enter")
    group = places.get_by_text("Boven de rivier", exact=True)
    expect(group).to_be_visible()
    expect(places.locator(".parts").first).to_contain_text("Noord")
    roles = other.locator("section.classified", has=other.get_by_role("heading", name="Wie er kwamen"))
    roles.locator("summary").click()
    roles.get_by_role("button", name="Dit onderdeel weglaten").click()
    expect(other.locator(".message")).to_contain_text("Jouw verandering is niet doorgevoerd")
    expect(other.get_by_text("Boven de rivier", exact=True)).to_be_visible()
    places.get_by_role("button", name="uit elkaar").click()
    expect(group).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_whole_for_axe_and_on_a_phone(
    open_context: Open, register: Personas, site: Site, width: int
) -> None:
    report = begun(register.amina, register.organisation)
    page = open_at(open_context, site, register, "/jaarverslagen/", width)
    found: dict[str, object] = {}

    def look(name: str, path: str) -> None:
        page.goto(site.workspace + path)
        ready(page)
        if name == "figures":
            expect(page.locator("nabij-figure-proposals progress")).to_have_count(0, timeout=60_000)
        picture(page, f"{name}-{width}")
        wrong = axe_violations(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append("wider than the screen")
        if wrong:
            found[name] = wrong

    place = f"/jaarverslagen/{report.pk}/"
    look("list", "/jaarverslagen/")
    look("steps", place)
    look("figures", f"{place}cijfers/")
    look("by-hand", f"{place}intern/")
    look("preview", f"{place}lezen/")
    look("not-ready", f"{place}uitbrengen/")
    set_ready(report, register.amina)
    look("ready", place)
    look("publishing", f"{place}uitbrengen/")
    page.get_by_role("button", name="Uitbrengen").click()
    expect(page.locator(".message")).to_be_visible()
    look("out", place)
    assert found == {}


def test_the_counts_of_a_large_report_stand_there_while_it_is_judged(
    open_context: Open, register: Personas, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK", 3)
    report = begun(register.amina, register.organisation)
    page = open_at(open_context, site, register, f"/jaarverslagen/{report.pk}/cijfers/")
    expect(page.locator(".tally strong").first).to_be_visible(timeout=60_000)
    expect(page.locator("nabij-figures-judging")).to_have_count(0)
    assert page.url.endswith("?nagekeken")


def test_a_second_choice_is_told_to_wait_and_only_the_first_is_made(
    open_context: Open, register: Personas, site: Site
) -> None:
    report = begun(register.amina, register.organisation)
    page = open_at(open_context, site, register, f"/jaarverslagen/{report.pk}/cijfers/")
    offers = page.locator("nabij-figure-proposals")
    expect(offers.get_by_role("status")).to_contain_text("meer zien. Kies er een", timeout=60_000)
    held: list[Route] = []
    page.route("**/cijfers/indelen/", lambda route: held.append(route))
    first, second = offers.get_by_role("button").first, offers.get_by_role("button").last
    first.click()
    expect(offers).to_contain_text("Bezig met deze indeling…")
    # told to be disabled, and a hand may press it all the same
    second.click(force=True)
    expect(offers).to_contain_text("eerst wordt de vorige keuze verwerkt. Deze is nog niet gedaan.")
    expect(page.locator("#announcement")).to_contain_text("eerst wordt de vorige keuze verwerkt")
    (only,) = held
    only.continue_()
    expect(page.get_by_role("button", name="Laatste verandering terugdraaien")).to_be_visible()
    assert Report.objects.get(pk=report.pk).plan_version == report.plan_version + 1


def test_a_file_that_takes_long_says_that_it_is_being_made_and_is_asked_for_once(
    open_context: Open, register: Personas, site: Site
) -> None:
    report = publish(set_ready(begun(register.amina, register.organisation), register.amina), register.amina)
    page = open_at(open_context, site, register, f"/jaarverslagen/{report.pk}/")
    held: list[Route] = []
    page.route("**/verslag.docx", lambda route: held.append(route))
    link = page.get_by_role("link", name="Downloaden als Word-bestand")
    link.click()
    said = page.locator("nabij-file-making li", has=link).get_by_role("status")
    expect(said).to_have_text("Bezig met maken…")
    link.click(force=True)
    with page.expect_download() as coming:
        (only,) = held
        only.continue_()
    assert coming.value.suggested_filename == "jaarverslag-2025.docx"
    expect(said).to_have_text("Klaar. Het bestand staat bij je downloads.")
    page.unroute("**/verslag.docx")
    page.route("**/verslag.docx", lambda route: route.abort())
    link.click()
    expect(said).to_contain_text("Er is geen verbinding")
