"""A visitor writes no, by the door: what they told goes from the signal, or the signal stops; nothing goes out."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from nabij.matters.models import Consent
from nabij.signals.models import Concern, Letter, Signal
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.signal_hands import (
    TOLD,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
    of_matter,
    panel,
    picture,
    set_limits,
)
from tests.browser.signal_parties import BY_THE_DOOR, HEARD, Parties, gather, visitor_says_no
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_signal_flow import ask_the_visitor, weighed
from tests.personas import Personas

ON = "Iedere inbrenger zei ja: ga verder"


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def _asked_of(at: Parties, *of: str) -> Signal:
    """A signal in which something of these visitors is, of whom the one by the door was asked."""
    at.amina.goto(f"{at.site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    weighed(at, at.site, signal, *of)
    set_limits(at.amina)
    ask_the_visitor(at.amina)
    return signal


def _the_no_is_read(at: Parties, signal: Signal) -> Locator:
    """Amina reads it, and there is no way on past it."""
    at_signal(at.amina, at.site, signal, at.aminas)
    step = panel(at.amina, "Afstemmen met iedere inbrenger")
    line = of_matter(step, BY_THE_DOOR)
    expect(line).to_contain_text("De inbrenger zei nee.", timeout=SLOW)
    expect(line.get_by_text("Nee", exact=True)).to_be_visible()
    expect(line).not_to_contain_text("Gehoord in gesprek")
    # nobody hears a yes over a no that was written, and it cannot be taken up
    for name in ("Neem dit ja op", "Ik hoorde een ja", "Vraag het de inbrenger"):
        expect(line.get_by_role("button", name=name)).to_have_count(0)
    expect(step.get_by_role("button", name=ON)).to_have_count(0)
    return line


def _narrow(page: Page, line: Locator) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="Weeg opnieuw zonder deze inbrenger").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)


def test_a_written_no_narrows_the_signal_to_who_said_yes(open_context: Open, people: Personas, site: Site) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = _asked_of(at, BY_THE_DOOR, HEARD)
    hear_yes(panel(at.amina, "Afstemmen met iedere inbrenger"), HEARD)
    visitor_says_no(at, TOLD)
    assert sorted(Consent.objects.values_list("heard", "given", "refused")) == [
        (False, False, True),
        (True, True, False),
    ]
    line = _the_no_is_read(at, signal)
    picture(at.amina, "geschreven-nee")
    assert axe_violations(at.amina) == []
    _narrow(at.amina, line)
    weighed(at, site, signal, HEARD)
    step = panel(at.amina, "Afstemmen met iedere inbrenger")
    expect(of_matter(step, BY_THE_DOOR)).to_have_count(0)
    laid = of_matter(step, HEARD)
    expect(laid).to_contain_text("De inbrenger zei ja.", timeout=SLOW)
    if laid.get_by_role("button", name="Dit ja geldt nog").count():
        laid.get_by_role("button", name="Dit ja geldt nog").click()
    go_on(at.amina)
    assert list(Concern.objects.values_list("consent__refused", flat=True)) == [False]
    assert Signal.objects.get().needed == 1


def test_a_written_no_of_the_only_visitor_stops_it(open_context: Open, people: Personas, site: Site) -> None:
    at = gather(open_context, people, site)
    signal = _asked_of(at, BY_THE_DOOR)
    visitor_says_no(at, TOLD)
    _the_no_is_read(at, signal)
    at.amina.get_by_role("button", name="Dit signaal niet versturen").click()
    step = panel(at.amina, "Niet versturen")
    step.get_by_label("Waarom verstuur je het niet?").fill("De inbrenger wil het niet.")
    step.get_by_role("button", name="Niet versturen").click()
    expect(at.amina.get_by_text("Dit signaal is niet verstuurd.")).to_be_visible(timeout=SLOW)
    assert (Signal.objects.get().step, Letter.objects.count(), Concern.objects.count()) == ("not_sent", 0, 0)
    # on Vandaag nothing of it waits any more
    at.amina.goto(f"{site.workspace}/vandaag/")
    open_vault(at.amina, at.aminas)
    expect(at.amina.locator("#signals-due")).to_have_count(0)
