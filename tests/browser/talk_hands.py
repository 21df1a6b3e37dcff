"""Hands of a visitor and a counsellor who write to each other, with real vaults on both sides."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Reachability
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import STORY, at, enter, walk
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.surroundings import Open, Site, ready
from tests.contact.doors import open_entrance
from tests.personas import Personas


def the_pair_is_there(people: Personas) -> DemoVault:
    """Amina and Bram have vaults, hers comes back; she can be called on working days, and the entrance is open."""
    vaults = {one.pk: give_vault(one) for one in (people.amina, people.bram)}
    for one in (people.amina, people.bram):
        store_vault(one, vaults[one.pk])
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    return vaults[people.amina.pk]


def seven_words(page: Page) -> str:
    """The words on the page, once they are there."""
    expect(page.locator("[data-words] li")).to_have_count(7, timeout=20_000)
    return " ".join(page.locator("[data-words] li").all_inner_texts())


def begin(page: Page, site: Site) -> str:
    """Begins a conversation with Amina; the seven words."""
    enter(page, site)
    walk(page, "words")
    return seven_words(page)


def take_on(page: Page, site: Site, vault: DemoVault) -> Locator:
    """Amina takes on who waits at the door, and answers; the conversation on her page."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    door = page.get_by_role("article").filter(has_text="Merel")
    expect(door).to_contain_text(STORY)
    expect(door).to_contain_text("06 12345678")
    both_widths(page, "waiting")
    door.get_by_label("Schuilnaam").fill("Rode fiets")
    door.get_by_role("button", name="Neem dit gesprek aan").dblclick()
    expect(page.get_by_role("article").filter(has_text="Merel")).to_have_count(0)
    expect(page.locator("[data-taken-on]")).to_contain_text("Je lijst noemt het Rode fiets.")
    expect(page.get_by_role("link", name="Lees en antwoord")).to_be_focused()
    page.get_by_role("link", name="Rode fiets").click()
    talk = page.locator("nabij-matter-talk")
    expect(talk).to_contain_text(STORY)
    talk.get_by_label("Antwoord").fill("Wat goed dat je schrijft.")
    talk.get_by_role("button", name="Verstuur").dblclick()
    expect(talk.locator("li.own")).to_have_count(1)
    return talk


def come_back(page: Page, site: Site, words: str, before: Callable[[Page], None] = lambda _: None) -> None:
    """Opens the conversation again; ``before`` that, something else is done on the page."""
    page.goto(site.visitor)
    ready(page)
    before(page)
    page.get_by_role("link", name="Verder met mijn zeven woorden").click()
    at(page, "conversation")
    page.get_by_label("Je zeven woorden").fill(words)
    page.get_by_role("button", name="Open mijn gesprek").click()


def watch_progress(page: Page) -> None:
    """Keeps what each bar on this page says, with its name, from now on."""
    page.evaluate(
        """() => {
          globalThis.said = [];
          new MutationObserver((all) => {
            const bars = all.map(({ target }) => target).filter(({ localName }) => localName === "progress");
            said.push(...bars.map((bar) => [bar.getAttribute("aria-label"), bar.value]));
          }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
        }"""
    )


def it_rose(page: Page, name: str) -> None:
    """A bar of this name rose, in steps, to its end, and is gone."""
    said = page.evaluate("globalThis.said.splice(0)")
    values = [value for _, value in said]
    assert {label for label, _ in said} == {name}
    assert values == sorted(values)
    assert (len(set(values)) > 10, values[-1]) == (True, 1), values
    expect(page.get_by_role("progressbar")).to_have_count(0)


@dataclass(frozen=True)
class Talk:
    """A visitor and Amina in browsers of their own, in a conversation that she took on and answered."""

    visitor: Page
    words: str
    amina: Page
    vault: DemoVault


def talk_under_way(open_context: Open, people: Personas, site: Site) -> Talk:
    """Begun by a visitor, who left; taken on and answered by Amina, whose page of the matter is open."""
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    words = begin(visitor, site)
    amina = open_context(people.amina).new_page()
    take_on(amina, site, vault)
    return Talk(visitor, words, amina, vault)


def comes_back(talk: Talk, site: Site) -> Page:
    """The visitor reads what was said; their page."""
    come_back(talk.visitor, site, talk.words)
    expect(talk.visitor.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=20_000)
    return talk.visitor


def ask_to_erase(page: Page) -> None:
    """The visitor asks to have all of it destroyed."""
    page.get_by_text("Iets laten veranderen of wissen").click()
    page.get_by_label("Wis alles wat er van mij is").check()
    page.get_by_role("button", name="Vraag dit").click()


def look_what_is_erased(talk: Talk) -> Locator:
    """Amina opens her page anew and looks at what goes."""
    talk.amina.reload()
    open_vault(talk.amina, talk.vault)
    erase = talk.amina.locator("nabij-matter-erase")
    expect(erase).to_contain_text("De inbrenger wil dat alles gewist wordt")
    erase.get_by_role("button", name="Kijk na wat er gewist wordt").click()
    return erase
