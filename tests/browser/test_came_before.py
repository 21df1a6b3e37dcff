"""Somebody who comes with a second matter: said while noting it, seen and taken back in the matter, counted once."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from nabij.matters.models import Matter
from nabij.reporting.counting import asked_of
from nabij.reporting.rules.tables import VISITORS
from nabij_demo.sealing import DemoVault
from nabij_disclosure.table import TOTAL
from tests.browser.pictures import picture
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, the_pair_is_there
from tests.making import make_matter
from tests.personas import Personas


def people_counted(people: Personas) -> int:
    """How many people the report of this year would count."""
    asked = asked_of(people.organisation, timezone.localdate().year)
    natures = next(one.table for one in asked if one.table.name == "inbrengers naar aard")
    assert natures.measure == VISITORS
    return int(natures.values[TOTAL,])


def at(page: Page, site: Site, address: str, vault: DemoVault) -> Page:
    page.goto(site.workspace + address)
    open_vault(page, vault)
    return page


def fill_in(note: Locator, alias: str) -> None:
    note.get_by_label("Wie", exact=True).fill(alias)
    for choice in ("Telefoon", "Half uur", "De inbrenger"):
        note.get_by_role("radio", name=choice, exact=True).check()
    note.get_by_label("Wat er gezegd is").fill("Weer.")


def say_that_they_came_before(page: Page) -> Locator:
    """With the keyboard alone; the choice."""
    note = page.locator("nabij-quick-note")
    note.locator("summary", has_text="Kwam eerder?").focus()
    page.keyboard.press("Enter")
    same = note.get_by_label("Dit is dezelfde inbrenger als in")
    # one's own, and nobody else's
    expect(same.locator("option")).to_have_text(["Nee, of niet bij mij", ALIAS])
    same.select_option(label=ALIAS)
    expect(note.locator("[data-part=state]")).to_have_text("Concept bewaard")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "came-before-360")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "came-before-1280")
    return same


def take_it_back(page: Page) -> None:
    panel = page.locator("nabij-matter-pattern")
    panel.get_by_role("button", name="Telt mee als dezelfde inbrenger").click()
    picture(page, "came-before-matter-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    picture(page, "came-before-matter-360")
    assert axe_violations(page) == []
    panel.get_by_label("Dit is dezelfde inbrenger als in").select_option(label="Nee, of niet bij mij")
    panel.get_by_role("button", name="Bewaar").click()
    expect(panel.get_by_role("button", name="Kwam deze inbrenger eerder bij jou?")).to_be_visible()


def test_who_came_before_counts_once_until_that_is_taken_back(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    vault = give_vault(people.amina)
    first = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    make_matter(people.bram)
    before = people_counted(people)
    page = at(page_for(people.amina, width=360, bypass_csp=True), site, "/snelnotitie/", vault)
    note = page.locator("nabij-quick-note")
    fill_in(note, "Rode jas")
    same = say_that_they_came_before(page)
    # what was begun and left is there again, with whom it is
    page.reload()
    open_vault(page, vault)
    note.get_by_role("button", name="Verder schrijven").click()
    expect(same).to_have_value(str(first.pk))
    note.get_by_role("button", name="Bewaar in de kluis").click()
    note.get_by_role("link", name="Bekijk de kwestie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rode jas")
    (second,) = Matter.objects.filter(visitor_handle=first.visitor_handle).exclude(pk=first.pk)
    assert people_counted(people) == before
    take_it_back(page)
    assert Matter.objects.get(pk=second.pk).visitor_handle != first.visitor_handle
    assert people_counted(people) == before + 1


def test_who_comes_again_through_the_door_counts_once_from_the_moment_that_they_are_taken_on(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    first = keep_matter(people, vault, planned())
    make_matter(people.bram)
    before = people_counted(people)
    begin(open_context().new_page(), site)
    page = at(open_context(people.amina, width=360, bypass_csp=True).new_page(), site, "/vandaag/", vault)
    door = page.get_by_role("article").filter(has_text="Merel")
    door.locator("summary", has_text="Kwam deze inbrenger eerder?").focus()
    page.keyboard.press("Enter")
    same = door.get_by_label("Dit is dezelfde inbrenger als in")
    expect(same.locator("option")).to_have_text(["Nee, of niet bij mij", ALIAS])
    same.select_option(label=ALIAS)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "came-before-door-360")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "came-before-door-1280")
    door.get_by_label("Schuilnaam").fill("Rode fiets")
    door.get_by_role("button", name="Neem dit gesprek aan").click()
    expect(page.locator("[data-taken-on]")).to_contain_text("Je lijst noemt het Rode fiets.")
    assert Matter.objects.filter(visitor_handle=first.visitor_handle).count() == 2
    assert people_counted(people) == before
    page.get_by_role("link", name="Lees en antwoord").click()
    link = page.locator("nabij-matter-pattern").get_by_role("button", name="Telt mee als dezelfde inbrenger")
    page.set_viewport_size({"width": 360, "height": 800})
    # over two lines it begins where the text above it does
    assert link.evaluate("one => getComputedStyle(one).textAlign") == "start"
    picture(page, "came-before-taken-on-360")


def test_the_next_note_may_be_about_anybody_whatever_was_chosen_in_the_last_one(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    vault = give_vault(people.amina)
    first = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    page = at(page_for(people.amina, bypass_csp=True), site, "/snelnotitie/", vault)
    note = page.locator("nabij-quick-note")
    same, asked = (
        note.get_by_label("Dit is dezelfde inbrenger als in"),
        note.locator("summary", has_text="Kwam eerder?"),
    )
    fill_in(note, "Rode jas")
    asked.click()
    same.select_option(label=ALIAS)
    # looked at once more, while the choice stands
    asked.click()
    asked.click()
    expect(same).to_have_value(str(first.pk))
    for alias in ("Rode jas", "Groene muts"):
        fill_in(note, alias)
        note.get_by_role("button", name="Bewaar in de kluis").click()
        expect(note.get_by_label("Wie", exact=True)).to_have_value("")
        expect(same).to_have_value("")
    assert [Matter.objects.filter(visitor_handle=first.visitor_handle).count(), Matter.objects.count()] == [2, 3]
