"""Three visitors, each in a browser of their own, who come by the door to two counsellors, and the board."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Reachability
from nabij.matters.models import Matter
from nabij.people.models import Practice, User
from nabij.signals.models import Signal
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import STEPS, answer_step, at, enter, onward
from tests.browser.sealed_practice import SLOW, give_vault, open_vault, store_vault
from tests.browser.signal_hands import at_signal, of_matter, panel
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import come_back, seven_words
from tests.browser.test_letters import set_up_by_passkey
from tests.browser.vault_hands import Authenticator
from tests.contact.doors import open_entrance
from tests.personas import Personas

AGREEING = "Afstemmen met iedere inbrenger"
SENDS = "Ja, verstuur dit"


@dataclass(frozen=True)
class Counsellor:
    """A browser of one's own, and what opens the vault in it."""

    name: str
    page: Page
    vault: DemoVault


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door: a browser of their own, seven words, and what they wrote."""

    name: str
    story: str
    page: Page
    words: str
    # how the counsellor calls the matter
    alias: str
    # the first words back
    greeting: str


@dataclass(frozen=True)
class Around:
    """Two counsellors who compared their digits, and the board; nobody came yet."""

    site: Site
    amina: Counsellor
    bram: Counsellor
    daan: Page
    open_context: Open


def around(open_context: Open, people: Personas, site: Site) -> Around:
    # the threshold counts *others*: beside their own each counsellor has two of these three visitors. As delivered it
    # is 3, with which the fourth visitor makes it enough
    Practice.objects.filter(pk=people.practice.pk).update(pattern_threshold=2)
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    store_vault(people.amina, aminas, brams)
    store_vault(people.bram, brams, aminas)
    open_entrance(people)
    for one in (people.amina, people.bram):
        Reachability.objects.create(
            practice=people.practice, counsellor=one, weekdays=[0, 1, 2, 3, 4], channels=["email"]
        )
    daan = open_context(bypass_csp=True).new_page()
    Authenticator(daan, prf=True)
    set_up_by_passkey(daan, site, people.daan)

    def counsellor(user: User, vault: DemoVault) -> Counsellor:
        return Counsellor(user.name, open_context(user, bypass_csp=True).new_page(), vault)

    return Around(site, counsellor(people.amina, aminas), counsellor(people.bram, brams), daan, open_context)


def comes_by_the_door(around: Around, to: Counsellor, name: str, story: str, alias: str) -> Visitor:
    """Chooses a counsellor, leaves an address, tells something, and writes seven words down."""
    page = around.open_context().new_page()
    enter(page, around.site)
    for step in list(STEPS)[: list(STEPS).index("words")]:
        at(page, step)
        match step:
            case "choose":
                page.get_by_role("radio", name=to.name, exact=True).check(force=True)
                onward(page)
            case "name":
                page.get_by_label("Een naam").fill(name)
                onward(page)
            case "reach":
                # by their own address they are surely another than the others, whichever counsellor they talk with
                page.locator('input[name="channel"][value="email"]').check(force=True)
                page.locator('[data-answer="reach"]').fill(f"{name.lower()}@voorbeeld.test")
                onward(page)
            case "story":
                page.get_by_label("Je verhaal").fill(story)
                onward(page)
            case _:
                answer_step(page, step)
    return Visitor(name, story, page, seven_words(page), alias, f"Wat goed dat je schrijft, {name}.")


def is_heard(around: Around, by: Counsellor, visitor: Visitor) -> Matter:
    """The counsellor takes them on from *Vandaag*, reads what they told and answers; their matter is open."""
    before = set(Matter.objects.values_list("pk", flat=True))
    by.page.goto(f"{around.site.workspace}/vandaag/")
    open_vault(by.page, by.vault)
    waits = by.page.get_by_role("article").filter(has_text=visitor.name)
    expect(waits).to_contain_text(visitor.story)
    waits.get_by_label("Schuilnaam").fill(visitor.alias)
    waits.get_by_role("button", name="Neem dit gesprek aan").click()
    by.page.get_by_role("link", name=visitor.alias).click()
    talk = by.page.locator("nabij-matter-talk")
    expect(talk).to_contain_text(visitor.story, timeout=SLOW)
    talk.get_by_label("Antwoord").fill(visitor.greeting)
    talk.get_by_role("button", name="Verstuur").click()
    expect(talk.locator("li.own")).to_have_count(1)
    return Matter.objects.exclude(pk__in=before).get()


def begins_a_signal_here(by: Counsellor, colleague: str) -> Signal:
    """From what a look found, in the page of the matter, to a signal that both can read."""
    page = by.page
    page.locator("nabij-matter-pattern").get_by_role("link", name="Begin een signaal").click()
    page.wait_for_url("**/signalen/nieuw/")
    assert "?" not in page.url
    reason = page.get_by_label("Herhaling rond een persoon", exact=True)
    words = page.get_by_label("Je zes woorden")
    expect(reason.or_(words).first).to_be_visible(timeout=SLOW)
    if words.is_visible():
        open_vault(page, by.vault)
    reason.check()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text(f"{colleague} leest en weegt mee.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Begin te schrijven").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)
    return Signal.objects.get()


def adds_own(around: Around, by: Counsellor, signal: Signal, *visitors: Visitor) -> None:
    """The colleague chooses the matters of their own that something comes from; no other alias is on the page."""
    at_signal(by.page, around.site, signal, by.vault)
    opens(by.page, "noticed")
    step = panel(by.page, "Wat je ziet")
    step.get_by_role("button", name="Verander dit").click()
    for visitor in visitors:
        step.get_by_label(visitor.alias, exact=True).check()
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(panel(by.page, "Wegen met een collega")).to_be_visible(timeout=SLOW)


def opens(page: Page, step: str) -> None:
    """A step of the list, by hand."""
    page.locator(f".signal-steps [data-step={step}]").get_by_role("button").click()


def agreeing(around: Around, by: Counsellor, signal: Signal) -> Locator:
    """Where each visitor is asked, opened anew."""
    at_signal(by.page, around.site, signal, by.vault)
    opens(by.page, "agreed_with_persons")
    step = panel(by.page, AGREEING)
    expect(step).to_be_visible(timeout=SLOW)
    return step


def is_asked(step: Locator, visitor: Visitor) -> None:
    of_matter(step, visitor.alias).get_by_role("button", name="Vraag het de inbrenger").click()
    expect(of_matter(step, visitor.alias)).to_contain_text(re.compile("Gevraagd"), timeout=SLOW)


def yes_is_laid(step: Locator, visitor: Visitor) -> None:
    of_matter(step, visitor.alias).get_by_role("button", name="Neem dit ja op").click()
    expect(of_matter(step, visitor.alias).get_by_text("Ja", exact=True)).to_be_visible(timeout=SLOW)


def at_home(around: Around, visitor: Visitor) -> Locator:
    """What a visitor is asked, with seven words in their own browser; what was written back stands there."""
    come_back(visitor.page, around.site, visitor.words)
    expect(visitor.page.locator("[data-talk-messages]")).to_contain_text(visitor.greeting, timeout=SLOW)
    asked = visitor.page.locator("[data-asked]")
    expect(asked).to_have_count(1, timeout=SLOW)
    return asked


def says_yes(around: Around, visitor: Visitor, told: str) -> None:
    """To these very words, looked over before they go."""
    asked = at_home(around, visitor)
    expect(asked).to_contain_text(told)
    expect(asked).to_contain_text("Daan")
    asked.get_by_role("button", name="Ja, dit mag", exact=True).click()
    expect(asked.locator("[data-check]")).to_contain_text("Klopt dit?")
    asked.get_by_role("button", name=SENDS).click()
    expect(asked).to_contain_text("Je zei ja op", timeout=SLOW)
