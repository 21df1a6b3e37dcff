"""*Vandaag* left open: what comes in is said, politely, and shown when asked; nothing typed is lost by it."""

from playwright.sync_api import expect

from tests.browser.door_hands import STORY
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, the_pair_is_there
from tests.personas import Personas

# the page asks every minute; a tab that comes back into sight asks at once
IN_SIGHT = "document.dispatchEvent(new Event('visibilitychange'))"


def test_what_comes_in_is_told_without_moving_or_losing_anything(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    begin(open_context().new_page(), site)
    amina = open_context(people.amina).new_page()
    amina.goto(f"{site.workspace}/vandaag/")
    open_vault(amina, vault)
    expect(amina.locator("[data-part=intro]")).to_have_text("Eén mens wacht op jou.")
    fresh = amina.locator("nabij-today [data-part=fresh]")
    amina.evaluate(IN_SIGHT)
    expect(fresh).to_be_empty()
    alias = amina.get_by_role("article").filter(has_text=STORY).get_by_label("Schuilnaam")
    alias.fill("Rode fi")
    begin(open_context().new_page(), site)
    with amina.expect_response("**/gesprekken/merk.json"):
        amina.evaluate(IN_SIGHT)
    expect(fresh).to_contain_text("Er is iets nieuws")
    expect(fresh).to_have_attribute("role", "status")
    expect(alias).to_be_focused()
    expect(amina.get_by_role("article").filter(has_text=STORY)).to_have_count(1)
    assert axe_violations(amina) == []
    both_widths(amina, "today-fresh")
    fresh.get_by_role("button", name="Ververs de lijst").click()
    expect(amina.get_by_role("article").filter(has_text=STORY)).to_have_count(2)
    expect(amina.locator("[data-part=intro]")).to_have_text("Twee mensen wachten op jou.")
    expect(amina.locator("[data-part=intro]")).to_be_focused()
    typed = [one.input_value() for one in amina.get_by_label("Schuilnaam").all()]
    assert "Rode fi" in typed
    expect(fresh).to_be_empty()
    amina.evaluate(IN_SIGHT)
    expect(fresh).to_be_empty()
