"""*Vandaag* and *Kwestie* left open: what comes in is said, politely, and shown when asked; nothing typed is lost."""

from playwright.sync_api import Locator, Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Matter
from tests.browser.door_hands import STORY
from tests.browser.pictures import both_widths, picture
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import begin, the_pair_is_there
from tests.browser.test_left_out import lists_asked
from tests.personas import Personas

# the page asks every minute; a tab that comes back into sight asks at once
IN_SIGHT = "document.dispatchEvent(new Event('visibilitychange'))"
# nothing lies over the middle of it
ON_TOP = """
(one) => {
  const at = one.getBoundingClientRect();
  return one === document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
}
"""
# the answer with the cards is kept back once it has left the server
HOLDS_THE_LIST = """
const real = window.fetch.bind(window);
window.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (String(asked[0]).includes("/kaarten.json")) await new Promise((done) => {
    window.letGo = done;
    document.documentElement.dataset.held = "";
  });
  return answer;
};
"""


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


def test_what_changes_while_the_list_is_on_its_way_is_told_and_the_list_is_fetched_once(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = give_vault(people.amina)
    kept = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    page = open_context(people.amina).new_page()
    page.add_init_script(HOLDS_THE_LIST)
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    expect(page.locator("html")).to_have_attribute("data-held", "")
    Matter.objects.filter(pk=kept.pk).update(due=today(), version=kept.version + 1)
    page.evaluate("letGo()")
    expect(page.get_by_role("link", name=ALIAS)).to_be_visible()
    page.evaluate(IN_SIGHT)
    expect(page.locator("nabij-today [data-part=fresh]")).to_contain_text("Er is iets nieuws")
    assert lists_asked(page) == [""]


def _lies_free(page: Page, text: Locator, fresh: Locator) -> None:
    """On a phone, while a note is being written, the bar to save it covers nothing of the mark."""
    page.set_viewport_size({"width": 360, "height": 740})
    text.scroll_into_view_if_needed()
    text.focus()
    bar, mark = page.locator("nabij-quick-note .save-bar").bounding_box(), fresh.locator("p").bounding_box()
    assert bar
    assert mark
    assert mark["y"] + mark["height"] <= bar["y"] or mark["y"] >= bar["y"] + bar["height"], (bar, mark)
    assert mark["y"] >= 0
    assert fresh.get_by_role("button").evaluate(ON_TOP)
    picture(page, "matter-fresh-noting-360")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_open_matter_tells_what_came_and_keeps_what_is_being_typed(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = give_vault(people.amina)
    kept = keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    page = open_context(people.amina, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/kwesties/{kept.pk}/")
    open_vault(page, vault)
    expect(page.get_by_role("heading", level=1)).to_have_text(ALIAS)
    fresh = page.locator("nabij-matter [data-part=fresh]")
    page.get_by_text("Noteer een gesprek").click()
    text = page.locator("nabij-quick-note [name=text]")
    text.fill("Half getypt")
    page.evaluate(IN_SIGHT)
    expect(fresh).to_be_empty()
    Matter.objects.filter(pk=kept.pk).update(turn="visitor", due=None, version=kept.version + 1)
    with page.expect_response("**/merk.json"):
        page.evaluate(IN_SIGHT)
    expect(fresh).to_contain_text("Er is iets nieuws")
    expect(text).to_be_focused()
    assert axe_violations(page) == []
    both_widths(page, "matter-fresh")
    _lies_free(page, text, fresh)
    fresh.get_by_role("button", name="Ververs de kwestie").click()
    expect(fresh).to_be_empty()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("nabij-matter-turn")).to_contain_text("inbrenger")
    expect(text).to_have_value("Half getypt")
    page.evaluate(IN_SIGHT)
    expect(fresh).to_be_empty()
