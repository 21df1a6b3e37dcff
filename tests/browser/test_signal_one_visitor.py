"""Who came with two matters is asked once for a signal, for all that they told; not once they are two again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from nabij.matters.models import Consent, Matter
from nabij.signals.models import Concern, Signal
from nabij_demo.sealing import DemoVault
from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import ALIAS, SLOW, keep_matter, open_vault, planned
from tests.browser.signal_hands import (
    ask_bram,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
    notice,
    of_matter,
    panel,
    picture,
    set_limits,
    weigh,
    weigh_along,
)
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import who
from tests.personas import Personas

__all__ = ["who"]

AGAIN, OTHER = "Rode jas", "Groene trap"
AGREEING = "Afstemmen met iedere inbrenger"


def is_same_as(page: Page, site: Site, vault: DemoVault, matter: str, alias: str) -> None:
    """Said in the matter, or taken back."""
    page.goto(f"{site.workspace}/kwesties/{matter}/")
    open_vault(page, vault)
    pattern = page.locator("nabij-matter-pattern")
    pattern.get_by_role("button", name="dezelfde inbrenger").or_(
        pattern.get_by_role("button", name="Kwam deze inbrenger eerder bij jou?")
    ).first.click()
    pattern.get_by_label("Dit is dezelfde inbrenger als in").select_option(label=alias)
    pattern.get_by_role("button", name="Bewaar").click()
    expect(pattern.get_by_label("Dit is dezelfde inbrenger als in")).to_have_count(0, timeout=SLOW)


def opened(page: Page, site: Site, signal: Signal, vault: DemoVault) -> None:
    at_signal(page, site, signal, vault)
    page.locator("[data-step=agreed_with_persons]").get_by_role("button").click()
    expect(panel(page, AGREEING)).to_be_visible(timeout=SLOW)


def once_two_again(page: Page, site: Site, signal: Signal, vault: DemoVault, again: Matter) -> None:
    """Once they are two again, nobody said yes for the second."""
    is_same_as(page, site, vault, str(again.pk), "Nee, of niet bij mij")
    opened(page, site, signal, vault)
    line = of_matter(panel(page, AGREEING), ALIAS)
    expect(line).to_contain_text("niet (meer) dat ze van dezelfde inbrenger is", timeout=SLOW)
    expect(panel(page, AGREEING).get_by_role("button", name="Iedere inbrenger zei ja: ga verder")).to_have_count(0)
    picture(page, "een-inbrenger-niet-meer")


def test_one_visitor_with_two_matters_is_asked_once(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    again = keep_matter(people, who.amina, planned(AGAIN))
    keep_matter(people, who.amina, planned(OTHER, name="Joost Kramer"))
    amina = page_for(people.amina, bypass_csp=True)
    is_same_as(amina, site, who.amina, str(again.pk), ALIAS)
    amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(amina, who.amina, "Structurele druk op veiligheid")
    notice(amina, ALIAS, AGAIN, OTHER)
    amina.locator("[data-step=noticed]").get_by_role("button").click()
    told = panel(amina, "Wat je ziet").get_by_role("listitem")
    expect(told).to_have_count(2, timeout=SLOW)
    expect(told.filter(has_text="van dezelfde inbrenger")).to_have_count(1)
    picture(amina, "een-inbrenger-gezien")
    assert axe_violations(amina) == []
    amina.locator("[data-step=weighed]").get_by_role("button").click()
    weigh(amina)
    ask_bram(amina)
    signal.refresh_from_db()
    assert signal.needed == 2
    weigh_along(page_for(people.bram, bypass_csp=True), site, who.bram, ALIAS, AGAIN, OTHER)
    at_signal(amina, site, signal, who.amina)
    step = set_limits(amina)
    expect(step.locator("li[data-matter]")).to_have_count(2)
    first = step.locator("li[data-matter]").filter(has=amina.locator("[data-part=also]"))
    expect(first).to_contain_text("dezelfde inbrenger. Je vraagt het één keer, en legt het één keer vast.")
    picture(amina, "een-inbrenger-vragen")
    assert axe_violations(amina) == []
    hear_yes(step, ALIAS)
    hear_yes(step, OTHER)
    assert (Consent.objects.count(), Concern.objects.filter(signal=signal).count()) == (2, 2)
    once_two_again(amina, site, signal, who.amina, again)
    is_same_as(amina, site, who.amina, str(again.pk), ALIAS)
    opened(amina, site, signal, who.amina)
    go_on(amina)
    signal.refresh_from_db()
    assert signal.step == "agreed_with_persons"
