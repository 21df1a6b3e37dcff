"""A whole signal in browsers, from *Herhaling* to closed: one yes with seven words, another heard in conversation.

Amina keeps all three matters, and a third visitor says no. Three visitors who each come by the door, to two
counsellors: ``test_three_visitors``.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Consent
from nabij.signals.models import Concern, Letter, Signal
from tests.browser.letter_hands import hear
from tests.browser.sealed_practice import NAME, SLOW, keep_matter, open_vault, planned
from tests.browser.signal_hands import (
    LETTER,
    TOLD,
    ask_bram,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
    notice,
    of_matter,
    panel,
    picture,
    say_it_is_good,
    set_limits,
    weigh,
    weigh_along,
    word,
    write_letter,
)
from tests.browser.signal_parties import (
    BY_THE_DOOR,
    HEARD,
    SAYS_NO,
    Parties,
    board_answers,
    board_reads,
    gather,
    visitor_says_yes,
    visitor_takes_back,
    weeks_pass,
)
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.test_today_arrives import IN_SIGHT
from tests.patterns.test_repetition_page import matter, spread
from tests.personas import Personas

ANSWER = "Dank u. Wij praten er volgende week over in ieder team."
CHANGED = "Er is een gesprek per team, en een afspraak over grappen."


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def begin_from_what_stands_out(at: Parties, people: Personas) -> Signal:
    """From *Herhaling* of the organisation, where more people came with the same."""
    spread(people)
    for _ in range(7):
        matter(people.bram, people.organisation, people.unit)
    at.amina.goto(f"{at.site.workspace}/patronen/{people.organisation.pk}/herhaling/")
    ready(at.amina)
    at.amina.get_by_role("link", name="Begin een signaal").click()
    at.amina.wait_for_url("**/signalen/nieuw/")
    assert "?" not in at.amina.url
    open_vault(at.amina, at.aminas)
    expect(at.amina.locator("[data-part=carried]")).to_contain_text("Op Herhaling valt op: pesten, Noord, van")
    expect(at.amina.get_by_label("Herhaling rond een plek", exact=True)).to_be_checked()
    signal = begin_here(at.amina, None, "Herhaling rond een plek")
    step = panel(at.amina, "Wat je ziet")
    expect(step).to_contain_text("Overgenomen van Herhaling.")
    assert step.get_by_label("Wat zie je?").input_value().startswith("Op Herhaling valt op: pesten, Noord, van")
    assert step.get_by_role("checkbox", checked=True).count() == 0
    return signal


def weighed(at: Parties, site: Site, signal: Signal, *of: str) -> None:
    """Noticed and weighed by two; Amina is at the signal again."""
    notice(at.amina, *of)
    if at.amina.get_by_label("De situatie, zonder namen").count():
        weigh(at.amina)
    ask_bram(at.amina)
    weigh_along(at.bram, site, at.brams, *of)
    renew(at.amina)


def renew(page: Page) -> None:
    """Her page was left open: it says so once something came, draws nothing by itself, and is drawn anew when asked."""
    expect(panel(page, "Wegen met een collega")).to_contain_text("Bram weegt mee.")
    page.evaluate(IN_SIGHT)
    fresh = page.locator("nabij-signal [data-part=fresh]")
    expect(fresh).to_contain_text("Er is iets nieuws", timeout=SLOW)
    expect(panel(page, "Wegen met een collega")).to_contain_text("Bram weegt mee.")
    picture(page, "iets-nieuws")
    assert axe_violations(page) == []
    page.locator("[data-step=weighed]").get_by_role("button").click()
    fresh.get_by_role("button", name="Ververs het signaal").click()
    expect(fresh).to_be_empty(timeout=SLOW)
    expect(panel(page, "Wegen met een collega")).to_contain_text("Ik zie het ook", timeout=SLOW)
    page.locator("[data-step=agreed_with_persons]").get_by_role("button").click()


def ask_the_visitor(page: Page) -> None:
    step = panel(page, "Afstemmen met iedere inbrenger")
    of_matter(step, BY_THE_DOOR).get_by_role("button", name="Vraag het de inbrenger").click()
    expect(of_matter(step, BY_THE_DOOR)).to_contain_text("Gevraagd. Er is nog geen antwoord.", timeout=SLOW)


def ask_is_refused_where_it_was_asked(page: Page) -> None:
    """Beside the button and in sight, with the matter by the alias that only this browser knows."""
    said = "Dit is intussen ergens anders gewijzigd. Er is niets bewaard. Laad opnieuw en kijk wat er nu staat."
    answer = {"refused": said, "code": "stale"}
    page.route("**/aan-zet.json", lambda route: route.fulfill(status=422, json=answer))
    line = of_matter(panel(page, "Afstemmen met iedere inbrenger"), BY_THE_DOOR)
    line.get_by_role("button", name="Vraag het de inbrenger").click()
    told = line.locator("button", has_text="Vraag het de inbrenger").locator("+ [role=alert]")
    expect(told).to_have_text(f"{BY_THE_DOOR}: {said}", timeout=SLOW)
    expect(told).to_be_in_viewport(ratio=1)
    picture(page, "vraag-geweigerd")
    assert axe_violations(page) == []
    page.unroute("**/aan-zet.json")


def take_up_the_yes(page: Page) -> None:
    step = panel(page, "Afstemmen met iedere inbrenger")
    of_matter(step, BY_THE_DOOR).get_by_role("button", name="Neem dit ja op").click()
    expect(of_matter(step, BY_THE_DOOR).get_by_text("Ja", exact=True)).to_be_visible(timeout=SLOW)


def one_says_no(page: Page) -> None:
    """What this visitor told goes: back to the weighing."""
    line = of_matter(panel(page, "Afstemmen met iedere inbrenger"), SAYS_NO)
    line.get_by_role("button", name="De inbrenger zei nee").click()
    page.once("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="Weeg opnieuw zonder deze inbrenger").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)


def hand_over(page: Page) -> None:
    """The digits of Daan are compared by voice first."""
    step = panel(page, "Overdragen aan het bestuur")
    step.get_by_role("button", name="Vergelijk de cijfers met Daan").click()
    hear(page, "Daan", "Wat hoor je")
    step.get_by_role("button", name="Draag over aan Daan").click()
    expect(step).to_contain_text("Daan kan de brief lezen.", timeout=SLOW)


def write_what_changed(page: Page) -> None:
    """A name of the vault never stays; a place does with a reason, which stands beside it for the colleague."""
    step = panel(page, "Wat er veranderde")
    step.get_by_label("Wat veranderde er?").fill(f"{NAME} merkt het. {CHANGED}")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text(f"Dit mag niet blijven staan: {NAME}.", timeout=SLOW)
    assert Signal.objects.get().step == "answered"
    step.get_by_label("Wat veranderde er?").fill(f"{CHANGED} Ook in de kantine.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text("Je browser wees 1 plek aan.", timeout=SLOW)
    picture(page, "veranderd-nagekeken")
    assert axe_violations(page) == []
    step.get_by_label("blijven staan?").fill("Iedereen eet daar.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(panel(page, "Afronden")).to_be_visible(timeout=SLOW)
    page.locator("[data-step=followed_up]").get_by_role("button").click()
    expect(step).to_contain_text("Ook in de kantine.", timeout=SLOW)
    expect(step.locator(".letter-stays")).to_contain_text("Iedereen eet daar.")
    page.locator("[data-step=closed]").get_by_role("button").click()


def close_it(page: Page) -> None:
    """The answer is read, what changed is written down, and it is closed."""
    page.get_by_role("button", name="Antwoord van het bestuur").click()
    expect(panel(page, "Antwoord van het bestuur")).to_contain_text(ANSWER, timeout=SLOW)
    picture(page, "antwoord")
    page.get_by_role("button", name="Wat er veranderde").click()
    write_what_changed(page)
    step = panel(page, "Afronden")
    step.get_by_role("button", name="Schrijf op wat jullie leren").click()
    step.get_by_label("Wat leren jullie hiervan?").fill("Eerder samen kijken.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step).to_contain_text("Eerder samen kijken.", timeout=SLOW)
    step.get_by_role("button", name="Rond het signaal af").click()
    expect(page.get_by_text("Dit signaal is afgerond.").first).to_be_visible(timeout=SLOW)
    picture(page, "afgerond")


def also_of_bram(at: Parties, people: Personas, signal: Signal) -> None:
    """A visitor of Bram is behind the letter as well."""
    matter = keep_matter(people, at.brams, planned("Rode jas"), people.bram)
    consent = Consent.objects.create(
        practice=signal.practice, matter=matter, sequence=1, record_id=uuid4(), width="as_said", given=True
    )
    signal.concern_set.create(practice=signal.practice, matter=matter, consent=consent, seen=1, limits=1)


def bram_is_asked_too(at: Parties) -> None:
    """What Amina noted stands there; his own line comes beside it."""
    at.bram.goto(f"{at.site.workspace}/vandaag/")
    open_vault(at.bram, at.brams)
    at.bram.get_by_role("link", name="Vraag of iemand nadeel merkt.").click()
    watch = at.bram.locator(".signal-watch")
    expect(watch).to_contain_text("Na 2 weken merkt niemand nadeel.", timeout=SLOW)
    watch.get_by_label("Wat hoorde je?").fill("Eén inbrenger werkt minder uren.")
    picture(at.bram, "nazorg-twee")
    assert axe_violations(at.bram) == []
    watch.get_by_role("button", name="Bewaar", exact=True).click()
    expect(watch).to_contain_text("Eén inbrenger werkt minder uren.", timeout=SLOW)
    expect(watch.get_by_label("Wat hoorde je?")).to_have_count(0)


def why_it_was_not_asked(at: Parties, signal: Signal) -> None:
    """Who let a day go by writes down why; it stays told as not asked."""
    days = [today() - timedelta(weeks=4), today() + timedelta(weeks=1), today() + timedelta(weeks=7)]
    Signal.objects.filter(pk=signal.pk).update(watches=[day.isoformat() for day in days], noted={})
    at_signal(at.amina, at.site, signal, at.aminas)
    missed = at.amina.locator("[data-unasked='2']").filter(has_text="Jij schreef")
    expect(missed).to_contain_text("Niet gevraagd.", timeout=SLOW)
    missed.get_by_role("button", name="Schrijf op waarom niet").click()
    missed.get_by_label("Waarom niet, of wat hoorde je later?").fill("Ik was ziek. Later hoorde ik niets.")
    picture(at.amina, "nazorg-waarom-niet")
    assert axe_violations(at.amina) == []
    missed.get_by_role("button", name="Bewaar", exact=True).click()
    expect(at.amina.locator(".signal-watch")).to_contain_text("Ik was ziek. Later hoorde ik niets.", timeout=SLOW)
    expect(missed).to_contain_text("Niet gevraagd.")
    expect(missed.get_by_role("button")).to_have_count(0)


def ask_afterwards(at: Parties, people: Personas, signal: Signal) -> None:
    """After two, six and twelve weeks *Vandaag* asks who has a visitor behind it whether anybody suffers."""
    why_it_was_not_asked(at, signal)
    for weeks in weeks_pass(signal):
        at.amina.goto(f"{at.site.workspace}/vandaag/")
        open_vault(at.amina, at.aminas)
        at.amina.get_by_role("link", name="Vraag of iemand nadeel merkt.").click()
        watch = at.amina.locator(".signal-watch")
        expect(watch).to_contain_text(f"De brief is {weeks} weken weg.", timeout=SLOW)
        watch.get_by_label("Wat hoorde je?").fill(f"Na {weeks} weken merkt niemand nadeel.")
        if weeks == 2:
            picture(at.amina, "nazorg")
            assert axe_violations(at.amina) == []
        watch.get_by_role("button", name="Bewaar", exact=True).click()
        expect(watch.get_by_role("heading", name=f"Na {weeks} weken")).to_be_visible(timeout=SLOW)
        if weeks == 2:
            expect(watch).to_contain_text("Bram vraagt het de eigen inbrengers nog.")
            picture(at.amina, "nazorg-wacht")
            bram_is_asked_too(at)
            Concern.objects.filter(matter__keeper=people.bram).delete()
    assert Signal.objects.get().watches == []
    told_as_not_asked(at, signal)


def told_as_not_asked(at: Parties, signal: Signal) -> None:
    """A day that went by four weeks ago is no work of today; why it was not asked stands under it, as not asked."""
    gone = (today() - timedelta(weeks=4)).isoformat()
    Signal.objects.filter(pk=signal.pk).update(watches=[gone], noted={})
    at.amina.goto(f"{at.site.workspace}/vandaag/")
    open_vault(at.amina, at.aminas)
    expect(at.amina.locator("nabij-today [data-part=intro]")).not_to_be_empty()
    expect(at.amina.get_by_role("link", name="Vraag of iemand nadeel merkt.")).to_have_count(0)
    at_signal(at.amina, at.site, signal, at.aminas)
    missed = at.amina.locator("[data-unasked='12']")
    expect(missed).to_contain_text("Niet gevraagd.", timeout=SLOW)
    picture(at.amina, "nazorg-niet-gevraagd")
    assert axe_violations(at.amina) == []


def test_a_signal_of_three_visitors_goes_from_noticed_to_answered_and_closed(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD, SAYS_NO)
    signal = begin_from_what_stands_out(at, people)
    weighed(at, site, signal, BY_THE_DOOR, HEARD, SAYS_NO)
    step = set_limits(at.amina)
    ask_the_visitor(at.amina)
    one_says_no(at.amina)
    # narrowed: weighed anew of two, and the words that they agree to stand as they did
    weighed(at, site, signal, BY_THE_DOOR, HEARD)
    visitor_says_yes(at, TOLD)
    at_signal(at.amina, site, signal, at.aminas)
    take_up_the_yes(at.amina)
    hear_yes(step, HEARD)
    assert sorted(Consent.objects.values_list("heard", "given")) == [(False, True), (True, True)]
    assert Concern.objects.count() == 2
    go_on(at.amina)
    word(at.amina, NAME, day=today() - timedelta(days=3))
    hand_over(at.amina)
    board_reads(at, LETTER)
    assert NAME not in at.daan.locator("main").inner_text()
    assert "Iedere inbrenger wilde" not in at.daan.locator("main").inner_text()
    board_answers(at, ANSWER)
    assert Signal.objects.get().step == "answered"
    at_signal(at.amina, site, signal, at.aminas)
    close_it(at.amina)
    assert Signal.objects.get().step == "closed"
    also_of_bram(at, people, signal)
    ask_afterwards(at, people, signal)


def test_a_yes_that_is_taken_back_before_it_is_handed_over_stops_the_letter(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site)
    at.amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    weighed(at, site, signal, BY_THE_DOOR)
    set_limits(at.amina)
    ask_is_refused_where_it_was_asked(at.amina)
    ask_the_visitor(at.amina)
    visitor_says_yes(at, TOLD)
    at_signal(at.amina, site, signal, at.aminas)
    take_up_the_yes(at.amina)
    go_on(at.amina)
    step = ready_to_hand_over(at.amina)
    visitor_takes_back(at)
    # her page was drawn before: the server refuses
    step.get_by_role("button", name="Draag over aan Daan").click()
    expect(step.get_by_role("alert")).to_have_text(
        f"{BY_THE_DOOR}: Deze inbrenger zei niet of niet meer ja op precies wat er nu staat. Er is niets verstuurd. "
        "Kijk bij Afstemmen.",
        timeout=SLOW,
    )
    assert (Signal.objects.get().step, Letter.objects.count()) == ("worded_neutral", 0)
    at.amina.goto(f"{site.workspace}/vandaag/")
    open_vault(at.amina, at.aminas)
    it_waits_as_it_was_taken_back(at.amina)


def ready_to_hand_over(page: Page) -> Locator:
    """The letter is checked and Daan's digits are compared: only the button is left."""
    step = write_letter(page, LETTER)
    expect(step.locator("[data-part=findings]")).to_contain_text("Je browser wees niets aan.")
    say_it_is_good(step)
    step = panel(page, "Overdragen aan het bestuur")
    step.get_by_role("button", name="Vergelijk de cijfers met Daan").click()
    hear(page, "Daan", "Wat hoor je")
    expect(step.get_by_role("button", name="Draag over aan Daan")).to_be_visible(timeout=SLOW)
    return step


def it_waits_as_it_was_taken_back(page: Page) -> None:
    """*Vandaag* leads to where it says so, and nothing can be handed over there."""
    page.get_by_role("link", name="Een inbrenger nam de toestemming terug. Het signaal wacht.").click()
    step = panel(page, "Afstemmen met iedere inbrenger")
    expect(step).to_contain_text("De inbrenger nam het terug.", timeout=SLOW)
    blocked = page.get_by_role("listitem").filter(has_text="Overdragen aan het bestuur")
    expect(blocked).to_contain_text("Van een inbrenger geldt het niet meer. Kijk bij Afstemmen.")
    expect(blocked.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("button", name="Draag over aan Daan")).to_have_count(0)
    picture(page, "ingetrokken")
    assert axe_violations(page) == []
