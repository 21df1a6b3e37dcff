"""What a correction mends is asked for, and who writes against the figures is told before the text goes out."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.releases.models import Release
from nabij.reporting.models import Report
from nabij.sealed.models import Record
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Site, axe_violations, ready
from tests.browser.test_story import Authors, begin, corrected, make_authors, picture, saved, sheet, story_of, write
from tests.personas import Personas
from tests.reporting.registers import set_ready

SLOW = 30_000


@pytest.fixture
def authors(page_for: Callable[..., Page], people: Personas, site: Site) -> Authors:
    return make_authors(page_for, people, site)


def about_to_let_out(authors: Authors) -> Page:
    set_ready(authors.report, authors.people.amina)
    page = authors.page_for(authors.people.amina, bypass_csp=True)
    page.goto(f"{authors.site.workspace}/jaarverslagen/{authors.report.pk}/uitbrengen/")
    ready(page)
    return page


def is_whole(page: Page, name: str) -> None:
    """Nothing wrong for axe, on a desk and on a phone."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        picture(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_correction_is_not_set_ready_before_it_says_what_it_corrects(authors: Authors) -> None:
    page = corrected(authors).at(authors.people.amina)
    begin(page)
    expect(page.locator(".above")).to_contain_text("tweede uitgave")
    page.get_by_role("button", name="Klaarzetten…").click()
    expect(page.get_by_role("alert").filter(has_text="Schrijf eerst bij “Wat is er verbeterd?”")).to_be_visible()
    mended = sheet(page, "Wat is er verbeterd?").get_by_label("Wat klopte niet, en hoe is het nu?")
    mended.fill("Een kwestie was bij het verkeerde onderdeel geteld.")
    saved(page)
    is_whole(page, "verbetering-wat")
    page.get_by_role("button", name="Klaarzetten…").click()
    expect(page.get_by_role("heading", name="Klaarzetten", exact=True)).to_be_visible(timeout=SLOW)


def test_a_correction_is_written_while_its_figures_are_still_counted(authors: Authors) -> None:
    held: list[Route] = []
    hold = partial(Page.route, url="**/onderdelen.json", handler=lambda route: held.append(route))
    page = corrected(authors).at(authors.people.amina, prepare=hold)
    begin(page)
    counting = page.locator("[data-part=counting]")
    expect(counting.get_by_role("status")).to_contain_text("Schrijven kan al")
    assert page.locator(".story-says").count() == 0
    whole = page.locator("section.story-section").count()
    is_whole(page, "verbetering-telt")
    written = story_of(page, "Hoeveel mensen kwamen")
    written.fill("Mensen kwamen eerder dan vorig")
    saved(page)
    written.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" jaar")
    (route,) = held
    route.continue_()
    expect(counting).to_be_empty(timeout=SLOW)
    expect(sheet(page, "Hoeveel mensen kwamen").locator(".story-says")).not_to_be_empty()
    expect(written).to_be_focused()
    page.keyboard.type(".")
    expect(written).to_have_value("Mensen kwamen eerder dan vorig jaar.")
    assert page.locator("section.story-section").count() <= whole
    expect(page.locator(".story-contents")).to_contain_text("verteld")
    saved(page)


def test_figures_that_do_not_come_keep_nobody_from_writing(authors: Authors) -> None:
    lose = partial(Page.route, url="**/onderdelen.json", handler=lambda route: route.abort())
    page = authors.at(authors.people.amina, prepare=lose)
    begin(page)
    counting = page.locator("[data-part=counting]")
    expect(counting.get_by_role("alert")).to_contain_text("Je kunt gewoon schrijven")
    story_of(page, "Hoeveel mensen kwamen").fill("Er kwamen mensen.")
    saved(page)
    page.unroute("**/onderdelen.json")
    counting.get_by_role("button", name="Tel opnieuw").click()
    expect(sheet(page, "Hoeveel mensen kwamen").locator(".story-says")).not_to_be_empty(timeout=SLOW)
    expect(story_of(page, "Hoeveel mensen kwamen")).to_have_value("Er kwamen mensen.")


def test_who_writes_that_something_is_not_kept_reads_where_it_stands(authors: Authors) -> None:
    page = authors.at(authors.people.amina)
    begin(page)
    page.get_by_text("Drie functies, vier kwaliteiten").click()
    page.get_by_text("Opvang en begeleiding, toegankelijk").click()
    came = sheet(page, "Mensen die een gesprek vroegen")
    expect(came).to_contain_text("Het verslag geeft dit zelf, in het onderdeel “Hoeveel mensen kwamen”.")
    came.get_by_text("Dit laten we weg").click()
    came.get_by_label("Waarom niet?").fill("Dit houden we niet bij.")
    saved(page)
    page.get_by_role("button", name="Klaarzetten…").click()
    said = page.locator(".message").filter(has_text="Hier spreekt de tekst de cijfers tegen.")
    expect(said).to_contain_text("dat je dit niet bijhoudt; het staat in het onderdeel", timeout=SLOW)
    is_whole(page, "klaarzetten-tegenspraak")


def test_letting_out_says_that_it_takes_long_and_is_sent_once(authors: Authors) -> None:
    page = about_to_let_out(authors)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/uitbrengen/", hold)
    page.get_by_role("button", name="Uitbrengen").dblclick()
    expect(page.get_by_text("Dat kan een minuut duren.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("link", name="Nog niet")).to_be_hidden()
    is_whole(page, "uitbrengen-bezig")
    page.get_by_role("button", name="Uitbrengen").click(force=True)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#main .message, .message").filter(has_text="is uit.").first).to_be_visible(timeout=SLOW)
    assert Report.objects.get().published_at is not None
    assert len(set(Release.objects.values_list("sequence", flat=True))) == Release.objects.count()


def test_a_lost_answer_leaves_the_button_where_it_was(authors: Authors) -> None:
    page = about_to_let_out(authors)
    page.route("**/uitbrengen/", lambda route: route.abort())
    button = page.get_by_role("button", name="Uitbrengen")
    button.click()
    expect(page.locator("nabij-publishing[data-sending]")).to_have_count(0, timeout=SLOW)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("link", name="Nog niet")).to_be_visible()
    assert Report.objects.get().published_at is None


def test_a_correction_begins_with_the_story_that_is_out_and_can_begin_empty(authors: Authors) -> None:
    authors = corrected(authors)
    page = authors.at(authors.people.amina)
    expect(page.get_by_text("Je begint met het verhaal van de vorige uitgave.")).to_be_visible()
    picture(page, "verbetering-begin-1280")
    begin(page)
    expect(story_of(page, "Hoeveel mensen kwamen")).to_have_value("Mensen kwamen vroeg.\n\nDat helpt.")
    expect(page.get_by_text("Zo staat het in de eerste uitgave.")).to_be_visible()
    picture(page, "verbetering-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    picture(page, "verbetering-360")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    write(page, "Hoeveel mensen kwamen", "Mensen kwamen vroeger.")
    saved(page)
    page.get_by_role("button", name="Begin leeg").click()
    expect(sheet(page, "Voorwoord").get_by_label("Wat je vooraf wilt zeggen")).to_have_value("")
    expect(story_of(page, "Hoeveel mensen kwamen")).to_have_value("Mensen kwamen vroeger.")
    page.get_by_role("button", name="Neem het verhaal over").click()
    foreword = sheet(page, "Voorwoord").get_by_label("Wat je vooraf wilt zeggen")
    expect(foreword).to_have_value("Vooraf.")
    expect(story_of(page, "Hoeveel mensen kwamen")).to_have_value("Mensen kwamen vroeger.")
    saved(page)
    page.reload()
    open_vault(page, authors.vaults["Amina"])
    expect(foreword).to_have_value("Vooraf.", timeout=SLOW)
    assert Record.objects.filter(box=authors.report.pk).exists()
    assert Report.objects.get(pk=authors.report.pk).text == {}
