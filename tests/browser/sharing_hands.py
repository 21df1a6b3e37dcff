"""What Amina's and Bram's hands do when one shares a matter with the other."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij.people.models import PublicKey
from nabij_demo.sealing import DemoVault
from nabij_vault.fingerprint import fingerprint
from nabij_vault.keys import PublicKeys
from tests.browser.sealed_practice import give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Site
from tests.personas import Personas


@dataclass(frozen=True)
class Pair:
    """Amina with a matter and Bram beside her, who never compared their digits."""

    matter: Matter
    amina: Page
    aminas: DemoVault
    bram: Page
    brams: DemoVault
    workspace: str
    matters: str
    address: str


def make_pair(page_for: Callable[..., Page], people: Personas, site: Site) -> Pair:
    """Amina at her opened matter, Bram at nothing yet."""
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    matter = keep_matter(people, aminas, planned())
    store_vault(people.amina, aminas)
    store_vault(people.bram, brams)
    address = f"{site.workspace}/kwesties/{matter.pk}/"
    amina = page_for(people.amina, bypass_csp=True)
    amina.goto(address)
    open_vault(amina, aminas)
    bram = page_for(people.bram, bypass_csp=True)
    return Pair(matter, amina, aminas, bram, brams, site.workspace, f"{site.workspace}/kwesties/", address)


def ask_to_share(page: Page, width: str) -> None:
    page.get_by_role("button", name="Deel met een collega").click()
    page.get_by_role("radio", name="Bram").check()
    page.get_by_role("radio", name=width).check()
    page.get_by_label("De inbrenger zei ja").check()


def digits_of(name: str) -> str:
    """What this person reads aloud."""
    row = PublicKey.objects.filter(owner__name=name).latest("version")
    return fingerprint(PublicKeys(recipient=row.recipient, sign=row.sign))


def hear_the_digits(page: Page) -> None:
    """In the dialog that asks for them: what the colleague reads, typed."""
    heading = page.get_by_role("dialog").get_by_role("heading", level=2)
    name = heading.inner_text().removeprefix("Vergelijk eerst de cijfers met ")
    page.get_by_label(f"Wat hoor je {name} lezen?").fill(digits_of(name))
    page.get_by_role("button", name="Dit hoorde ik").click()


def share(page: Page, width: str, until: str = "") -> None:
    ask_to_share(page, width)
    page.get_by_label("Tot en met").fill(until)
    page.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(page)
    expect(page.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()


def share_peer_card(page: Page, situation: str, question: str) -> None:
    ask_to_share(page, "alleen een kaart zonder naam")
    page.get_by_label("De situatie, zonder namen").fill(situation)
    page.get_by_label("Je vraag aan je collega").fill(question)
    page.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(page)
    expect(page.get_by_role("heading", name="De kaart zonder naam")).to_be_visible()


def withdraw(page: Page) -> None:
    page.get_by_role("button", name="Trek in wat Bram mag zien").click()
    page.get_by_role("button", name="Trek in bij Bram").click()
    expect(page.get_by_text("ingetrokken; wat gelezen is, blijft gelezen")).to_be_visible()


def compare(page: Page) -> None:
    page.get_by_role("button", name="Vergelijk de cijfers").click()
    hear_the_digits(page)


def try_to_correct(page: Page, text: str) -> None:
    page.get_by_role("button", name="Verbeter de notitie").first.click()
    page.get_by_label("Wat er gezegd is").last.fill(text)
    page.get_by_role("button", name="Bewaar als nieuwe versie").click()


def correct(page: Page, text: str) -> None:
    try_to_correct(page, text)
    expect(page.locator(".written > .prose").first).to_have_text(text)


def come_back(page: Page, vault: DemoVault) -> None:
    """The page anew, with a vault that was shut meanwhile."""
    page.reload()
    open_vault(page, vault)
