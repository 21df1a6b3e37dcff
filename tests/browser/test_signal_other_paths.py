"""A signal of who works alone, weighed with a peer elsewhere; and one without consent, as danger or the law asks."""

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from nabij.audit.models import Entry
from nabij.matters.models import ConfidentialityBreak, Consent
from nabij.people.models import Appointment
from nabij.signals.models import Concern, Letter, Signal
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.signal_hands import (
    ASPECTS,
    CARD,
    LETTER,
    at_signal,
    go_on,
    hear_yes,
    notice,
    panel,
    picture,
    say_it_is_good,
    set_limits,
    write_letter,
)
from tests.browser.signal_parties import HEARD, Parties, board_reads, gather
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_signal_flow import hand_over
from tests.personas import Personas

WEIGH = "Wegen met een collega"
PEER = "Noor de Wit, vertrouwenspersoon in Zwolle"
DUTY = "De wet vraagt dat het bestuur dit meteen weet."


def works_alone(people: Personas) -> None:
    Appointment.objects.filter(counsellor=people.bram).update(ended=timezone.localdate())


def begin(at: Parties, reason: str, *, excepted: bool = False) -> Signal:
    """On *Nieuw signaal*, with its first key."""
    page = at.amina
    page.goto(f"{at.site.workspace}/signalen/nieuw/")
    open_vault(page, at.aminas)
    page.get_by_label(reason, exact=True).check()
    if excepted:
        the_choice_names_112_first_and_asks_how(page)
    picture(page, "anders-begin")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("button", name="Begin te schrijven").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)
    return Signal.objects.get()


def the_choice_names_112_first_and_asks_how(page: Page) -> None:
    """Nothing is chosen beforehand: neither of the two ways is where one ends up by not looking."""
    expect(page.locator("nabij-signal-new > :first-child")).to_contain_text("Loopt iemand nu gevaar? Bel 112.")
    assert page.locator("[name=path]:checked").count() == 0
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Kies hoe je verder gaat: zonder of met toestemming.")
    expect(page.locator("main")).not_to_contain_text("mag je overslaan")
    page.get_by_label("Zonder toestemming: er is gevaar, of de wet verplicht me").check()


def write_weighing(page: Page) -> Locator:
    """On four sides, and on the card without a name."""
    step = panel(page, WEIGH)
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"Over {aspect.lower()}: meer dan één keer.")
    step.get_by_label("De situatie, zonder namen").fill(CARD)
    step.get_by_label("Je vraag aan je collega").fill("Zie jij dit ook?")
    step.get_by_role("button", name="Bewaar de weging").click()
    return step


def test_who_works_alone_weighs_with_a_named_peer_elsewhere(open_context: Open, people: Personas, site: Site) -> None:
    works_alone(people)
    at = gather(open_context, people, site, HEARD)
    page = at.amina
    signal = begin(at, "Structurele druk op veiligheid")
    notice(page, HEARD)
    step = write_weighing(page)
    expect(step).to_contain_text("Je werkt hier alleen. Weeg het met een vakgenoot van elders.", timeout=SLOW)
    expect(step.get_by_role("button", name="om mee te wegen")).to_have_count(0)
    expect(step.get_by_role("button", name="Er is geen tijd")).to_have_count(0)
    # nobody is skipped: a peer has a name, and said something
    step.get_by_role("button", name="Dit is gewogen").click()
    expect(step.locator(".error-summary")).to_contain_text("Schrijf op met wie je woog.")
    assert Signal.objects.get().step == "noticed"
    step.get_by_label("Met welke vakgenoot?").fill(PEER)
    step.get_by_label("Wat zei die?").fill("Zij ziet het ook, en zou het melden.")
    picture(page, "vakgenoot")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Dit is gewogen").click()
    expect(page.locator("[data-step=weighed]")).to_contain_text("Met een vakgenoot elders", timeout=SLOW)
    hear_yes(set_limits(page), HEARD)
    go_on(page)
    say_it_is_good(write_letter(page, LETTER))
    hand_over(page)
    board_reads(at, LETTER)
    # who weighed along is for Amina to read, and for nobody else
    assert "Noor" not in at.daan.locator("main").inner_text()
    at_signal(page, site, signal, at.aminas)
    page.locator("[data-step=weighed]").get_by_role("button").click()
    expect(panel(page, WEIGH)).to_contain_text(PEER)
    kept = Signal.objects.get()
    assert (kept.weigher, kept.asked, kept.step) == ("peer", None, "delivered")


def test_what_no_visitor_told_is_weighed_from_where_it_is_known(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    page = at.amina
    begin(at, "Vermoeden van ernstig feit")
    step = panel(page, "Wat je ziet")
    step.get_by_label("Wat zie je?").fill("De nooddeur zit op slot.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text("schrijf op waar je het anders van weet")
    step.get_by_label("Waar weet je het dan van?").fill("Ik zag het zelf, bij een rondleiding.")
    both_widths(page, "zonder-inbrenger")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    step = write_weighing(page)
    step.get_by_role("button", name="Vraag Bram om mee te wegen").click(timeout=SLOW)
    expect(step).to_contain_text("Bram weegt mee.", timeout=SLOW)
    kept = Signal.objects.get()
    assert (kept.asked, kept.needed) == (people.bram, 0)
    page.locator("[data-step=noticed]").get_by_role("button").click()
    expect(panel(page, "Wat je ziet")).to_contain_text("Ik zag het zelf, bij een rondleiding.")


def record_exception(at: Parties) -> None:
    """In the matter itself, with the ground of the law; not undoable."""
    page = at.amina
    page.get_by_role("link", name=HEARD).click()
    page.get_by_role("button", name="Vertrouwelijkheid doorbreken").click()
    page.get_by_role("button", name="Leg een doorbreking vast").click()
    form = page.locator("nabij-matter-exception")
    form.get_by_label("Wettelijke plicht", exact=True).check()
    form.get_by_label("Wat is er aan de hand?").fill("Er is een vermoeden dat de wet noemt.")
    form.get_by_label("Wat deed je, en aan wie vertelde je het?").fill("Vandaag aan de inbrenger verteld.")
    form.get_by_label("Ik begrijp dat dit blijft staan").check()
    form.get_by_role("button", name="Leg vast in de kluis").click()
    expect(page.locator("[data-exception]")).to_contain_text("Er is een vermoeden dat de wet noemt.", timeout=SLOW)


def weigh_in_haste(page: Page) -> None:
    step = write_weighing(page)
    step.get_by_role("button", name="Er is geen tijd om een ander te vragen").click(timeout=SLOW)
    step.get_by_label("Waarom kon dit niet wachten?").fill("Bram is weg, en morgen is het te laat.")
    picture(page, "haast")
    step.get_by_role("button", name="Dit is gewogen").click()
    expect(page.locator("[data-step=weighed]")).to_contain_text("Alleen: er was geen tijd", timeout=SLOW)


def give_reasons(page: Page) -> Locator:
    """What is told, then why without consent: half of the reasons are none."""
    step = panel(page, "Redenen vastleggen")
    expect(step).to_contain_text("De inbrengers zeggen hier geen ja op.")
    step.get_by_label("Wat vertel je?").fill(LETTER)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur meteen handelt.")
    step.get_by_label("Wat vertel je niet?").fill("Wie het vertelde.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    step.get_by_label("Er dreigt gevaar: alle vier de redenen gelden").check(timeout=SLOW)
    expect(step).not_to_contain_text("mag je overslaan")
    step.get_by_label("Er is geen andere weg").fill("Wij zagen geen andere weg.")
    step.get_by_role("button", name="Bewaar de redenen").click()
    expect(step.locator(".error-summary").get_by_role("link")).to_have_count(3)
    picture(page, "redenen-alle-vier")
    step.get_by_label("De wet verplicht me", exact=True).check()
    step.get_by_label("De wet verplicht me hiertoe").fill(DUTY)
    picture(page, "redenen")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Bewaar de redenen").click()
    expect(step).to_contain_text("Zodra het in elke kwestie is vastgelegd, ga je hier verder.", timeout=SLOW)
    return step


def test_a_duty_by_law_goes_without_consent_by_a_path_of_its_own(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    page = at.amina
    signal = begin(at, "Acuut gevaar / wettelijke plicht", excepted=True)
    expect(page.locator("[data-part=without-consent]")).to_contain_text("Loopt iemand nu gevaar? Bel 112.")
    expect(page.locator("[data-part=without-consent]")).to_contain_text("Dit signaal gaat zonder toestemming.")
    picture(page, "zonder-toestemming")
    assert axe_violations(page) == []
    notice(page, HEARD)
    weigh_in_haste(page)
    step = give_reasons(page)
    expect(step.get_by_role("button", name="Deze redenen staan vast")).to_have_count(0)
    record_exception(at)
    at_signal(page, site, signal, at.aminas)
    step = panel(page, "Redenen vastleggen")
    step.get_by_role("button", name="Neem dit op").click()
    expect(step).to_contain_text("Vastgelegd", timeout=SLOW)
    step.get_by_role("button", name="Deze redenen staan vast: ga verder").click()
    expect(panel(page, "Verwoorden en nakijken")).to_be_visible(timeout=SLOW)
    say_it_is_good(write_letter(page, LETTER))
    hand_over(page)
    board_reads(at, LETTER)
    at.daan.get_by_text("Wie kan dit lezen, en wat vraagt u niet").click()
    expect(at.daan.locator("main")).to_contain_text("Deze brief ging weg om acuut gevaar of een plicht uit de wet.")
    assert DUTY not in at.daan.locator("main").inner_text()
    assert_recorded(signal)


def assert_recorded(signal: Signal) -> None:
    """Apart from consent, and each step with a line; the reasons themselves lie sealed."""
    kept = Signal.objects.get()
    # the duty stands by itself: of the other reasons nothing was chosen
    assert (kept.path, kept.weigher) == ("excepted", "nobody_in_time")
    assert kept.grounds == ["statutory_duty"]
    assert (Consent.objects.count(), Letter.objects.count()) == (0, 1)
    assert Concern.objects.get().exception == ConfidentialityBreak.objects.get()
    verbs = list(Entry.objects.filter(row=str(signal.pk)).order_by("sequence").values_list("verb", flat=True))
    steps = ["begin_signal", "ask_to_weigh_signal", "lay_consent_under_signal", "ground_signal", "deliver_signal"]
    assert [verb for verb in verbs if verb in steps] == steps
    assert not Entry.objects.filter(verb="agree_signal").exists()
