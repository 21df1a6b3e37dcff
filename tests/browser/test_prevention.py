"""Prevention in a real browser: written down, wrong first, changed, removed, put back; by keyboard, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from nabij.outreach.models import Activity
from nabij.people.models import Unit
from tests.browser.pictures import fits, picture
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.outreach.making import make_activity
from tests.personas import Personas


@pytest.mark.parametrize("width", [1280, 360])
def test_an_activity_is_written_down_changed_removed_and_put_back(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    for name in ("Zuid", "Centrum", "Stafdiensten"):
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name, head_count=40)
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/preventie/")
    ready(page)
    picture(page, f"start-{width}")
    page.get_by_role("link", name="Zorggroep De Linde", exact=True).click()
    expect(page.get_by_text("Er staat nog niets in")).to_be_visible()
    picture(page, f"empty-{width}")
    page.get_by_role("link", name="Activiteit toevoegen").click()
    picture(page, f"form-{width}")
    write_down_after_a_wrong_number(page, width)
    page.get_by_role("link", name="Wijzigen").click()
    page.get_by_label("Mensen bereikt").fill("30")
    page.get_by_label("Geschat: rondgekeken").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("ongeveer 30 mensen")).to_be_visible()
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_role("heading", name="Verwijderd")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Terugzetten").click()
    expect(page.get_by_text("ongeveer 30 mensen")).to_be_visible()
    assert Activity.objects.filter(removed=False, people=30).count() == 1
    assert axe_violations(page) == []
    assert fits(page)


def write_down_after_a_wrong_number(page: Page, width: int) -> None:
    page.get_by_label("Mensen bereikt").fill("24")
    page.get_by_label("Uren").fill("0,3")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.get_by_label("Mensen bereikt")).to_have_value("24")
    assert axe_violations(page) == []
    assert fits(page)
    picture(page, f"wrong-{width}")
    page.get_by_label("Wat", exact=True).select_option("Voorlichting")
    page.get_by_label("Uren").fill("1,5")
    page.get_by_label("Zuid").check()
    page.get_by_label("Op eigen initiatief").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De activiteit staat in de lijst.")).to_be_visible()
    expect(page.get_by_text("Zuid · 24 mensen · 1,5 uur · eigen initiatief")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_year_with_work_in_it_reads_well(open_context: Open, people: Personas, site: Site, width: int) -> None:
    kinds = ("info_session", "team_dialogue", "visibility", "or_hr_arbo", "policy_advice", "onboarding")
    made = [make_activity(people.amina, kind=kind, people=20 + 3 * nr) for nr, kind in enumerate(kinds)]
    make_activity(people.bram, kind="visibility", people=180, people_how="by_reach", units=frozenset([people.unit.pk]))
    Activity.objects.filter(pk=made[-1].pk).update(removed=True, version=2)
    page = open_context(people.bram, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/preventie/{people.organisation.pk}/2026/")
    ready(page)
    picture(page, f"year-{width}")
    assert axe_violations(page) == []
    assert fits(page)
    page.goto(f"{site.workspace}/preventie/")
    ready(page)
    assert axe_violations(page) == []
    picture(page, f"start-full-{width}")


def test_who_was_overtaken_is_told_that_nothing_was_kept(open_context: Open, people: Personas, site: Site) -> None:
    activity = make_activity(people.amina)
    amina, bram = (open_context(person).new_page() for person in (people.amina, people.bram))
    for page, number in ((amina, "30"), (bram, "40")):
        page.goto(f"{site.workspace}/preventie/activiteiten/{activity.pk}/")
        ready(page)
        page.get_by_label("Mensen bereikt").fill(number)
    amina.get_by_role("button", name="Bewaren").click()
    expect(amina.get_by_text("De wijziging is bewaard.")).to_be_visible()
    bram.get_by_role("button", name="Bewaren").click()
    expect(bram.get_by_text("Er is niets bewaard")).to_be_visible()
    picture(bram, "overtaken")
    activity.refresh_from_db()
    assert activity.people == 30


def test_a_double_click_on_the_button_writes_one(open_context: Open, people: Personas, site: Site) -> None:
    page = open_context(people.amina).new_page()
    page.goto(f"{site.workspace}/preventie/{people.organisation.pk}/2026/nieuw/")
    ready(page)
    page.get_by_label("Wat", exact=True).select_option("Voorlichting")
    page.get_by_label("Mensen bereikt").fill("12")
    page.get_by_label("Uren").fill("1")
    page.get_by_role("button", name="Bewaren").dblclick()
    expect(page.get_by_text("12 mensen")).to_be_visible()
    assert Activity.objects.count() == 1
