"""A yes that was heard is taken back in conversation: on the signal before the letter goes, on the matter after it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Consent
from nabij.sealed.models import Record
from nabij.signals.models import Concern, Signal
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.signal_hands import (
    LETTER,
    ask_bram,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
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
from tests.browser.signal_parties import HEARD, Parties, board_reads, gather
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_signal_flow import hand_over
from tests.personas import Personas
from tests.signals.making import say

NOBODY = "Achter deze brief staat nu niemand meer."
GOES_NOT_ON = "gaat niet door."
ANSWER = "Dank u. Wij praten er volgende week over."


def agreed(at: Parties, site: Site) -> Signal:
    """A signal of one visitor, whose yes was heard."""
    at.amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    weighed(at, site, signal, first=True)
    set_limits(at.amina)
    hear_yes(panel(at.amina, "Afstemmen met iedere inbrenger"), HEARD)
    return signal


def weighed(at: Parties, site: Site, signal: Signal, *, first: bool) -> None:
    notice(at.amina, HEARD)
    if first:
        weigh(at.amina)
    else:
        keep_the_weighing(at.amina)
    ask_bram(at.amina)
    weigh_along(at.bram, site, at.brams, HEARD)
    at_signal(at.amina, site, signal, at.aminas)


def taken_back_here(page: Page) -> None:
    """On the signal, beside the yes."""
    step = panel(page, "Afstemmen met iedere inbrenger")
    page.once("dialog", lambda dialog: dialog.accept())
    of_matter(step, HEARD).get_by_role("button", name="De inbrenger nam dit terug").click()
    expect(of_matter(step, HEARD)).to_contain_text("De inbrenger nam het terug.", timeout=SLOW)


def taken_back_at_the_matter(page: Page, site: Site, at: Parties) -> None:
    page.goto(f"{site.workspace}/kwesties/{Concern.objects.get().matter_id}/")
    open_vault(page, at.aminas)
    page.get_by_role("button", name="De inbrenger nam dit terug: Daan").click()
    expect(page.get_by_text("Wat Daan al hoorde, blijft gehoord.")).to_be_visible()
    picture(page, "teruggenomen-kwestie")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Leg vast dat de inbrenger dit terugnam").click()
    expect(page.get_by_text("Er geldt nu geen toestemming.")).to_be_visible(timeout=SLOW)


def test_who_takes_back_is_heard_at_the_signal_while_nobody_can_sign_it_in_the_matter(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = agreed(at, site)
    go_on(at.amina)
    # the server keeps the card back and names a consent that is not there: the number to sign is not certain
    matter = Concern.objects.get().matter
    Record.objects.filter(box=matter.pk, kind="card").delete()
    say(matter)
    at_signal(at.amina, site, signal, at.aminas)
    at.amina.locator("[data-step=agreed_with_persons]").get_by_role("button").click()
    # without its card the matter has no alias
    line = panel(at.amina, "Afstemmen met iedere inbrenger").locator("li[data-matter]")
    expect(line).to_contain_text("Of er toestemming is, is nu niet na te gaan.", timeout=SLOW)
    at.amina.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="De inbrenger nam dit terug").click()
    expect(line).to_contain_text("Je hoorde dat de inbrenger het terugnam.", timeout=SLOW)
    picture(at.amina, "teruggehoord")
    assert axe_violations(at.amina) == []
    assert Concern.objects.get().heard_back
    assert not Consent.objects.filter(given=False).exists()
    at.amina.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="Weeg opnieuw zonder deze inbrenger").click()
    expect(panel(at.amina, "Wat je ziet")).to_be_visible(timeout=SLOW)


def test_a_yes_that_was_heard_is_taken_back_before_and_after_the_letter(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = agreed(at, site)
    go_on(at.amina)
    # it was agreed: now it stops, and goes back to the weighing
    at.amina.locator("[data-step=agreed_with_persons]").get_by_role("button").click()
    taken_back_here(at.amina)
    assert list(Consent.objects.values_list("heard", "given")) == [(True, True), (True, False)]
    expect(at.amina.locator("[data-step=worded_neutral]").get_by_role("button")).to_have_count(0)
    step = panel(at.amina, "Afstemmen met iedere inbrenger")
    at.amina.once("dialog", lambda dialog: dialog.accept())
    of_matter(step, HEARD).get_by_role("button", name="Weeg opnieuw zonder deze inbrenger").click()
    expect(panel(at.amina, "Wat je ziet")).to_be_visible(timeout=SLOW)
    # the visitor thinks better of it: weighed anew, and said anew
    weighed(at, site, signal, first=False)
    hear_yes(panel(at.amina, "Afstemmen met iedere inbrenger"), HEARD)
    go_on(at.amina)
    say_it_is_good(write_letter(at.amina, LETTER))
    hand_over(at.amina)
    board_reads(at, LETTER)
    expect(at.daan.locator("main")).not_to_contain_text(NOBODY)
    answered_while_the_other_chooses_a_day(at, site, signal)
    taken_back_at_the_matter(at.amina, site, at)
    at.daan.reload()
    open_vault_of_daan(at.daan)
    expect(at.daan.locator("main")).to_contain_text(LETTER, timeout=SLOW)
    # the moment itself could point at somebody
    expect(at.daan.locator("main")).not_to_contain_text(NOBODY)
    close_where_it_stands(at, site)


def answered_while_the_other_chooses_a_day(at: Parties, site: Site, signal: Signal) -> None:
    """In two browsers at once: a step of Amina while Daan types refuses him nothing."""
    daan, page = at.daan, at.amina
    daan.get_by_label("Op welke dag praat u hierover").fill((today() + timedelta(days=5)).isoformat())
    daan.get_by_role("button", name="Ontvangen, plan gesprek").click()
    daan.get_by_label("Uw antwoord").fill(ANSWER)
    at_signal(page, site, signal, at.aminas)
    step = panel(page, "Antwoord van het bestuur")
    step.get_by_role("button", name="Kies een andere dag").click()
    step.get_by_label("Wanneer praten jullie erover?").fill((today() + timedelta(days=6)).isoformat())
    step.get_by_role("button", name="Bewaar de dag").click()
    expect(step.get_by_role("button", name="Kies een andere dag")).to_be_visible(timeout=SLOW)
    # the day is what both chose: that is told, and his answer stands where it was
    daan.get_by_role("button", name="Andere dag kiezen").click()
    daan.get_by_label("Op welke dag praat u hierover?").fill((today() + timedelta(days=7)).isoformat())
    daan.get_by_role("button", name="Deze dag kiezen").click()
    expect(daan.locator("#meeting-day-trouble")).to_contain_text("Er is intussen een andere dag gekozen", timeout=SLOW)
    expect(daan.get_by_label("Uw antwoord")).to_have_value(ANSWER)
    daan.get_by_role("button", name="Antwoord versturen").click()
    expect(daan.locator("main").get_by_text("Uw antwoord is verzegeld verstuurd.")).to_be_visible(timeout=SLOW)


def open_vault_of_daan(page: Page) -> None:
    page.get_by_role("button", name="Openen met uw passkey").click()


def close_where_it_stands(at: Parties, site: Site) -> None:
    page = at.amina
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, at.aminas)
    page.get_by_role("link", name="Een inbrenger trok in.").click()
    step = panel(page, "Afstemmen met iedere inbrenger")
    expect(step).to_contain_text("Wat gelezen is, blijft gelezen.", timeout=SLOW)
    picture(page, "teruggenomen-na-de-brief")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Ik vertelde dat wat gelezen is, gelezen blijft").click()
    closing = page.locator("[data-step=closed]")
    expect(closing).to_contain_text("Iedere inbrenger nam het terug", timeout=SLOW)
    expect(page.locator("[data-step=followed_up]")).to_contain_text("Gaat niet door")
    at.daan.reload()
    open_vault_of_daan(at.daan)
    board = at.daan.locator("main")
    expect(board).to_contain_text(NOBODY, timeout=SLOW)
    expect(board).to_contain_text("U hoeft met deze brief niets meer te doen.")
    expect(board).to_contain_text(GOES_NOT_ON)
    expect(board).not_to_contain_text("bespreekt u")
    expect(board).to_contain_text(ANSWER)
    picture(at.daan, "brief-op-niemand")
    assert axe_violations(at.daan) == []
    closing.get_by_role("button").click()
    # the same, word for word where it matters
    expect(panel(page, "Afronden")).to_contain_text(GOES_NOT_ON)
    expect(panel(page, "Afronden")).to_contain_text("Jullie en het bestuur praten er niet meer over.")
    picture(page, "afronden-niemand")
    panel(page, "Afronden").get_by_role("button", name="Rond het signaal af").click()
    expect(page.get_by_text("Dit signaal is afgerond.").first).to_be_visible(timeout=SLOW)
    assert Signal.objects.get().step == "closed"
    at.daan.reload()
    open_vault_of_daan(at.daan)
    expect(board).to_contain_text(NOBODY, timeout=SLOW)
    expect(board).not_to_contain_text("bespreekt u")
    at.daan.goto(f"{site.board}/brieven/")
    expect(at.daan.locator(".letters")).to_contain_text("Vervallen")
    picture(at.daan, "brieven-vervallen")
