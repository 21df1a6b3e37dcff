"""A counsellor leaves: the browser of who stays makes the next key by itself, cut off or not, and nothing is lost."""

from playwright.sync_api import Locator, Page, Route, expect

from nabij.patterns.models import Token
from nabij.sealed.models import KeyGrant
from tests.browser.comparing_hands import PANEL, at_matter, at_pair, found, look, named, picture
from tests.browser.sealed_practice import SLOW, keep_matter, open_vault, planned
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_comparing import Scene, scene, three_named
from tests.personas import Personas

__all__ = ["scene"]

LEFT = "Bij Zorggroep De Linde vertrok iemand die de sleutel om te vergelijken had. Je browser maakte een nieuwe."


def _leaves(people: Personas) -> None:
    people.bram.appointment_set.update(ended="2026-01-01")


def _today(page: Page, site: Site, scene: Scene) -> Locator:
    """*Vandaag*, and what stands there about the key."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, scene.aminas)
    return page.locator("nabij-keys-due")


def _epochs() -> list[int]:
    return sorted(Token.objects.values_list("epoch", flat=True))


def test_after_a_departure_opening_the_vault_makes_the_next_key_and_old_and_new_matters_are_found(
    scene: Scene, matcher: None, people: Personas, open_context: Open
) -> None:
    assert matcher is None
    site = scene.site
    three_named(scene)
    _leaves(people)
    page = open_context(people.amina, width=360, bypass_csp=True).new_page()
    told = _today(page, site, scene)
    expect(told).to_contain_text(f"{LEFT} 2 kwesties van jou bijgewerkt met de nieuwe sleutel.", timeout=SLOW)
    expect(told).to_contain_text("1 kwestie gaat hier niet open. Kijk bij Vergelijken.")
    expect(told.get_by_role("progressbar")).to_have_count(0)
    told.scroll_into_view_if_needed()
    picture(page, "rotated-360")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    assert _epochs() == [1, 1, 1, 2, 2]
    holds = KeyGrant.objects.filter(part="match", epoch=2).values_list("grantee", flat=True)
    assert list(holds) == [people.amina.pk]
    # once more: it was told, and there is nothing left to make
    expect(_today(page, site, scene)).not_to_contain_text("maakte een nieuwe", timeout=SLOW)
    amina = scene.amina
    at_matter(amina, site, scene.first, scene.aminas)
    assert found(amina) == "enough"
    fourth = keep_matter(people, scene.aminas, planned("Gele tas", name="Rik Smit"))
    at_matter(amina, site, fourth, scene.aminas)
    named(amina, "Piet Jansen")
    assert found(amina) == "enough"
    at_pair(amina, site, scene.organisation, scene.aminas)
    amina.get_by_text("Blijft er iets over?").click()
    amina.get_by_role("button", name="Rond af zonder de rest").click()
    expect(amina.locator("[data-renewing]")).to_have_count(0)
    assert set(_epochs()) == {2}
    at_matter(amina, site, scene.first, scene.aminas)
    look(amina)
    expect(amina.locator(PANEL)).to_contain_text("Ten minste 2 andere kwesties.")


def test_a_tab_that_is_closed_in_the_middle_loses_nothing_and_the_next_one_goes_on(
    scene: Scene, matcher: None, people: Personas, open_context: Open
) -> None:
    assert matcher is None
    site = scene.site
    three_named(scene)
    _leaves(people)
    first = open_context(people.amina, bypass_csp=True).new_page()
    sent: list[str] = []

    def hold_the_second(route: Route) -> None:
        sent.append(route.request.url)
        if len(sent) == 1:
            route.continue_()

    first.route("**/vernieuwen.json", hold_the_second)
    told = _today(first, site, scene)
    expect(told.get_by_role("status")).to_contain_text("1 van 2 kwesties nagekeken.", timeout=SLOW)
    expect(told.get_by_role("progressbar")).to_be_visible()
    picture(first, "rotating")
    assert axe_violations(first) == []
    first.close()
    assert _epochs() == [1, 1, 1, 2]
    amina = scene.amina
    # what was made and what was not both count
    for matter in (scene.first, scene.second):
        at_matter(amina, site, matter, scene.aminas)
        assert found(amina) == "enough"
    told = _today(amina, site, scene)
    expect(told).to_contain_text("1 kwestie gaat hier niet open.", timeout=SLOW)
    assert _epochs() == [1, 1, 1, 2, 2]


def test_without_a_connection_it_says_so_and_goes_on_when_it_is_there(
    scene: Scene, matcher: None, people: Personas
) -> None:
    assert matcher is None
    amina, site = scene.amina, scene.site
    three_named(scene)
    _leaves(people)
    amina.route("**/patronen/*/sleutels.json", lambda route: route.abort())
    told = _today(amina, site, scene)
    expect(told).to_contain_text("Er is niets kwijt.", timeout=SLOW)
    expect(told).to_contain_text("Dat gaat verder als je Vandaag weer opent.")
    picture(amina, "rotation-offline")
    assert _epochs() == [1, 1, 1]
    amina.unroute("**/patronen/*/sleutels.json")
    told = _today(amina, site, scene)
    expect(told).to_contain_text(LEFT, timeout=SLOW)
    expect(told).to_contain_text("2 kwesties van jou bijgewerkt", timeout=SLOW)
    assert _epochs() == [1, 1, 1, 2, 2]
