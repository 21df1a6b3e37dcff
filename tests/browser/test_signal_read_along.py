"""In two real Chromiums: the colleague holds the letter against their own vault, and says what they think of it."""

from collections.abc import Callable
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.sealed.models import KeyGrant
from nabij.signals.actions import bundle
from nabij.signals.models import Do, Signal
from nabij_demo.sealed_story import Bundle
from nabij_demo.sealing import DemoVault
from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import SLOW, keep_matter, open_vault, planned
from tests.browser.signal_hands import LETTER, at_signal, panel, picture, say_it_is_good
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import who
from tests.personas import Personas

__all__ = ["who"]

# how a matter of Bram is called, and who it is of: Amina's vault knows neither
OF_BRAM, HIS = "Groene trap", "Joost Kramer"
WORDING = "Verwoorden en nakijken"
LOOK = "Kijk de brief na met jouw kluis"
# the modules of this very page, with the vault that is open in it: a reading that says it is of somebody else
_FORGED = """async ([id, by]) => {
  const base = document.querySelector('script[src*="/desk/start"]').src.replace(/desk\\/start.*$/, "");
  const { loadSignal, sectionOf, writeSections } = await import(`${base}day/signals.js`);
  const { letterRead } = await import(`${base}day/signal-words.js`);
  const signal = await loadSignal(id);
  const letter = letterRead(sectionOf(signal, "letter"));
  const reading = { letter, agreed: true, text: "", closed: 0, day: "2026-01-05", by, author: by };
  await writeSections(signal, { reading });
}"""


# the modules of this very page: a new key of the bundle, with every section sealed by who makes it
_RENEWED = """async (id) => {
  const base = document.querySelector('script[src*="/desk/start"]').src.replace(/desk\\/start.*$/, "");
  const { loadSignal } = await import(`${base}day/signals.js`);
  const { renewStory } = await import(`${base}day/story.js`);
  await renewStory((await loadSignal(id)).story);
}"""
CUE = "Er ligt een brief. Lees mee, met jouw kluis."


def by_the_cue(page: Page, site: Site, vault: DemoVault) -> None:
    """*Vandaag* says that there is a letter to read along, and no more."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    expect(page.get_by_text(CUE)).to_be_visible(timeout=SLOW)
    picture(page, "meelezen-vandaag")
    assert LETTER not in page.locator("main").inner_text()
    assert axe_violations(page) == []
    page.get_by_role("link", name=CUE).click()
    expect(page.locator("[data-part=read-along]")).to_be_visible(timeout=SLOW)


def nobody_is_asked(page: Page, site: Site, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    signals = page.locator("nabij-today [data-part=signals]")
    expect(signals).to_have_attribute("data-asked", "known", timeout=SLOW)
    expect(signals.get_by_text(CUE)).to_have_count(0)


def agreed(people: Personas, vaults: Correspondents) -> Signal:
    """A signal that Amina leads, of no visitor, up to the letter; one matter of Bram is said to be in it."""
    organisation = people.organisation
    row = Signal(
        id=uuid4(),
        practice=people.practice,
        organisation=organisation,
        reason="silence",
        path="agreed",
        begun_by=people.amina,
    )
    bundle.begin(permit(people.amina, Do.BEGIN, row))
    kept = Bundle(str(people.practice.pk), str(row.pk), vaults.amina)
    bundle.share(permit(people.amina, Do.SHARE, row), kept.shared(vaults.bram))
    matter = keep_matter(people, vaults.bram, planned(OF_BRAM, name=HIS), people.bram)
    written = {
        "noticed": {"text": "Het blijft stil.", "matters": [{"matter": str(matter.pk), "by": str(people.bram.pk)}]}
    }
    bundle.write(permit(people.amina, Do.WRITE, row), kept.written(written, vaults.amina, timezone.localtime()), None)
    Signal.objects.filter(pk=row.pk).update(step="agreed_with_persons", weigher="colleague", asked=people.bram)
    Signal.objects.filter(pk=row.pk).update(asked_by=people.amina)
    return row


def write(page: Page, text: str) -> Locator:
    step = panel(page, WORDING)
    step.get_by_label("Waar gaat het over?").fill("Grappen")
    step.get_by_label("De brief").fill(text)
    step.get_by_role("button", name="Bewaar de brief").click()
    expect(step.locator(".signal-letter")).to_contain_text(text, timeout=SLOW)
    return step


def looked(page: Page, button: str) -> Locator:
    """Held against the vault of who looks, and what was found."""
    along = page.locator("[data-part=read-along]")
    along.get_by_role("button", name=button).click()
    expect(along.get_by_role("heading", name="Naast jouw kluis")).to_be_visible(timeout=SLOW)
    return along


def says(along: Locator, choice: str, text: str = "") -> None:
    along.get_by_label(choice, exact=True).check()
    if text:
        along.get_by_label("Wat kan er anders?").fill(text)
    along.get_by_role("button", name="Bewaar wat ik vind").click()


def checked(page: Page) -> Locator:
    step = panel(page, WORDING)
    step.get_by_role("button", name="Kijk de brief na").click()
    expect(step.locator("[data-part=findings]")).to_be_visible(timeout=SLOW)
    return step


def bram_finds_a_name(page: Page) -> None:
    """It stands in his vault alone: shown to him, no reason to agree, and not told by name to Amina."""
    along = looked(page, LOOK)
    expect(along.locator("[data-finding=name]")).to_contain_text(HIS)
    picture(page, "meelezen")
    assert axe_violations(page) == []
    says(along, "Akkoord")
    expect(along.locator(".error-summary")).to_contain_text(f"In de brief staat: {HIS}.", timeout=SLOW)
    says(along, "Nog iets aan te passen", f"Laat {HIS} weg.")
    expect(along.locator(".error-summary")).to_contain_text("Schrijf waar het staat, zonder naam.", timeout=SLOW)
    says(along, "Nog iets aan te passen", "De tweede zin kan zonder wie het weet.")
    mine = page.locator("[data-part=reading]")
    expect(mine).to_contain_text("Je keek deze versie na", timeout=SLOW)
    expect(mine).to_contain_text("De tweede zin kan zonder wie het weet.")


def test_the_colleague_reads_the_letter_with_their_own_vault_and_agrees_once_it_is_changed(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    signal = agreed(people, who)
    amina, bram = page_for(people.amina, bypass_csp=True), page_for(people.bram, bypass_csp=True)
    at_signal(amina, site, signal, who.amina)
    write(amina, f"{LETTER} {HIS} weet het.")
    step = checked(amina)
    # her browser reads no vault but hers: it takes him for somebody, and says what it was not held against
    expect(step.locator("[data-finding=name]")).to_have_count(0)
    expect(step.locator("[data-part=not-held]")).to_contain_text("De kluis van Bram lag nog niet naast deze versie.")
    expect(step.locator("[data-part=not-held]")).to_contain_text("1 kwestie achter deze brief leest alleen Bram.")
    expect(step.get_by_label("Ik las de brief samen met Bram na. De kluis van Bram lag er niet naast.")).to_be_visible()
    picture(amina, "kluis-niet-ernaast")
    assert axe_violations(amina) == []
    by_the_cue(bram, site, who.bram)
    picture(bram, "meelezen-aanbod")
    bram_finds_a_name(bram)
    picture(bram, "meegelezen")
    amina_changes_it(amina, site, signal, who)
    bram_agrees(bram, site, signal, who)
    nobody_is_asked(bram, site, who.bram)
    at_signal(amina, site, signal, who.amina)
    # a new key of hers holds what he signed: it stays his
    amina.evaluate(_RENEWED, str(signal.pk))
    assert KeyGrant.objects.filter(box=signal.pk, epoch=2).count() == 2
    at_signal(amina, site, signal, who.amina)
    told = amina.locator("[data-part=reading]")
    expect(told).to_contain_text("met de eigen kluis: akkoord.")
    expect(told).to_contain_text(f"Bram keek deze versie na op {today().day} ")
    step = checked(amina)
    expect(step.locator("[data-part=not-held]")).to_have_count(0)
    expect(step.get_by_role("checkbox")).to_have_count(4)
    picture(amina, "akkoord-van-bram")
    assert axe_violations(amina) == []
    say_it_is_good(step)
    handing = panel(amina, "Overdragen aan het bestuur")
    expect(handing).to_be_visible(timeout=SLOW)
    forged_by_amina(amina, site, signal, who)


def amina_changes_it(page: Page, site: Site, signal: Signal, vaults: Correspondents) -> None:
    """His remark stands there; of other words it is of before."""
    at_signal(page, site, signal, vaults.amina)
    step = panel(page, WORDING)
    told = step.locator("[data-part=reading]")
    expect(told).to_contain_text("Nog aan te passen:")
    expect(told).to_contain_text("De tweede zin kan zonder wie het weet.")
    assert HIS not in told.inner_text()
    picture(page, "opmerking-van-bram")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Verander dit").first.click()
    write(page, LETTER)
    expect(told).to_contain_text("Bram keek een eerdere versie na")
    step = checked(page)
    expect(step.locator("[data-part=not-held]")).to_be_visible()


def bram_agrees(page: Page, site: Site, signal: Signal, vaults: Correspondents) -> None:
    at_signal(page, site, signal, vaults.bram)
    expect(page.locator("[data-part=reading]")).to_contain_text("Je keek een eerdere versie na")
    along = looked(page, LOOK)
    expect(along.locator("[data-finding]")).to_have_count(0)
    says(along, "Akkoord")
    expect(page.locator("[data-part=reading]")).to_contain_text("met je eigen kluis: akkoord.", timeout=SLOW)
    # what he may do besides stands behind a question of its own
    expect(page.get_by_role("button", name="Ik neem dit over")).to_be_visible()
    expect(page.get_by_role("button", name="Kijk de brief na", exact=True)).to_have_count(0)


def forged_by_amina(page: Page, site: Site, signal: Signal, vaults: Correspondents) -> None:
    """What she signs is no reading of Bram, whatever it says."""
    page.evaluate(_FORGED, [str(signal.pk), "Bram"])
    page.goto(f"{site.workspace}/signalen/{signal.pk}/")
    open_vault(page, vaults.amina)
    page.locator("[data-step=worded_neutral]").get_by_role("button").click(timeout=SLOW)
    expect(panel(page, WORDING).locator(".signal-letter")).to_be_visible()
    expect(page.locator("[data-part=reading]")).to_have_count(0)
    assert "Bram keek" not in page.locator("main").inner_text()


def test_whoever_leads_reads_along_what_the_colleague_wrote_instead(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    signal = agreed(people, who)
    amina, bram = page_for(people.amina, bypass_csp=True), page_for(people.bram, bypass_csp=True)
    at_signal(amina, site, signal, who.amina)
    write(amina, LETTER)
    expect(amina.locator("[data-part=read-along]")).to_have_count(0)
    at_signal(bram, site, signal, who.bram)
    bram.get_by_role("button", name="Ik neem dit over").click()
    panel(bram, WORDING).get_by_role("button", name="Verander dit").click()
    write(bram, f"{LETTER} Het speelt al langer.")
    expect(bram.locator("[data-part=read-along]")).to_have_count(0)
    nobody_is_asked(bram, site, who.bram)
    by_the_cue(amina, site, who.amina)
    picture(amina, "meelezen-wie-leidt")
    assert axe_violations(amina) == []
    # who leads goes on as well
    expect(panel(amina, WORDING).get_by_role("button", name="Kijk de brief na", exact=True)).to_be_visible()
    says(looked(amina, LOOK), "Akkoord")
    expect(amina.locator("[data-part=reading]")).to_contain_text("met je eigen kluis: akkoord.", timeout=SLOW)
    at_signal(bram, site, signal, who.bram)
    expect(bram.locator("[data-part=reading]")).to_contain_text("Amina keek deze versie na", timeout=SLOW)
