"""A letter on which two stood: one of them goes before it is handed over, and it is weighed, read and checked again."""

from playwright.sync_api import Locator, expect

from nabij.signals.models import Letter, Signal
from tests.browser.sealed_practice import SLOW
from tests.browser.signal_hands import (
    LETTER,
    ask_bram,
    at_signal,
    begin_here,
    change_finding,
    go_on,
    hear_yes,
    keep_finding,
    keep_the_weighing,
    notice,
    of_matter,
    panel,
    picture,
    say_it_is_good,
    set_limits,
    weigh,
    weigh_along,
    write_letter,
)
from tests.browser.signal_parties import HEARD, SAYS_NO, Parties, gather
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_signal_flow import hand_over
from tests.personas import Personas

TWO = f"Meerdere mensen vertelden dit. Het gebeurde drie keer. {LETTER}"
REASON = "Zij wilden allebei dat dit erin stond."


def on_two(at: Parties, site: Site) -> Signal:
    """A signal of two visitors whose yes was heard."""
    at.amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    notice(at.amina, HEARD, SAYS_NO)
    weigh(at.amina)
    ask_bram(at.amina)
    weigh_along(at.bram, site, at.brams, HEARD, SAYS_NO)
    at_signal(at.amina, site, signal, at.aminas)
    step = set_limits(at.amina)
    for alias in (HEARD, SAYS_NO):
        hear_yes(step, alias)
    go_on(at.amina)
    return signal


def one_takes_back(at: Parties) -> None:
    """Heard in conversation, once the letter was checked; then it goes back to the weighing."""
    page = at.amina
    page.locator("[data-step=agreed_with_persons]").get_by_role("button").click()
    line = of_matter(panel(page, "Afstemmen met iedere inbrenger"), SAYS_NO)
    page.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="De inbrenger nam dit terug").click()
    expect(page.locator("[data-step=agreed_with_persons]")).to_contain_text(
        "1 van 2 keer ja opgenomen. Eén ja geldt niet meer", timeout=SLOW
    )
    page.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="Weeg opnieuw zonder deze inbrenger").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)


def weighed_again(at: Parties, site: Site, signal: Signal) -> None:
    page = at.amina
    notice(page, HEARD)
    expect(page.locator("[data-step=weighed]")).to_contain_text("Kijk opnieuw naar de weging")
    picture(page, "opnieuw-wegen")
    assert axe_violations(page) == []
    keep_the_weighing(page)
    ask_bram(page)
    weigh_along(at.bram, site, at.brams, HEARD, SAYS_NO)
    at_signal(page, site, signal, at.aminas)
    expect(page.locator("[data-step=agreed_with_persons]")).to_contain_text("Eén ja van eerder neem je opnieuw op")
    line = of_matter(panel(page, "Afstemmen met iedere inbrenger"), HEARD)
    line.get_by_role("button", name="Dit ja geldt nog").click()
    expect(page.locator("[data-step=agreed_with_persons]")).to_contain_text("1 van 1 keer ja", timeout=SLOW)
    go_on(page)


def read_again(at: Parties) -> Locator:
    """The text is there as it was; no decision of before is."""
    page = at.amina
    step = panel(page, "Verwoorden en nakijken")
    told = step.locator("[data-part=read-again]")
    expect(told).to_contain_text("Eén van de twee inbrengers staat niet meer achter dit signaal: nu rust het op één.")
    expect(step.locator(".signal-letter")).to_contain_text(TWO)
    expect(step.get_by_role("button", name="Kijk de brief na")).to_have_count(0)
    picture(page, "opnieuw-lezen")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Ik las de brief opnieuw: nu nakijken").click()
    step.get_by_role("button", name="Kijk de brief na").click()
    found = step.locator("[data-finding=more][data-open]")
    expect(found).to_contain_text("De brief rust nu op één inbrenger.", timeout=SLOW)
    expect(step.locator("[data-part=findings]")).not_to_contain_text(REASON)
    picture(page, "meer-dan-het-rust")
    assert axe_violations(page) == []
    return step


def test_a_letter_is_read_and_checked_again_once_somebody_goes(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD, SAYS_NO)
    signal = on_two(at, site)
    step = write_letter(at.amina, TWO)
    keep_finding(step, "number", REASON)
    expect(step.locator("[data-finding][data-open]")).to_have_count(0, timeout=SLOW)
    say_it_is_good(step)
    expect(panel(at.amina, "Overdragen aan het bestuur")).to_be_visible(timeout=SLOW)
    one_takes_back(at)
    weighed_again(at, site, signal)
    step = read_again(at)
    keep_finding(step, "number", REASON)
    expect(step.locator("[data-finding=number][data-open]")).to_have_count(0, timeout=SLOW)
    # however much is ticked, what says more than it rests on is decided first
    say_it_is_good(step)
    expect(step.locator(".error-summary")).to_contain_text("1 plek in de brief wacht op jouw keuze", timeout=SLOW)
    change_finding(step, "more", "")
    expect(step.locator("[data-finding=more]")).to_have_count(0, timeout=SLOW)
    say_it_is_good(step)
    hand_over(at.amina)
    assert Letter.objects.count() == 1
    signal.refresh_from_db()
    assert (signal.step, signal.needed, signal.rested) == ("delivered", 1, 0)
