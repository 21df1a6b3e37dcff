"""What hands do at the board: a vault of one's own, digits compared, and a letter that Amina's own browser sealed."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.people.models import PublicKey, User
from nabij.signals.models import Letter, Signal
from nabij_demo.sealing import DemoVault
from nabij_vault.letters import letter_hash
from tests.browser.sealed_practice import give_vault, store_vault
from tests.browser.sharing_hands import digits_of
from tests.browser.surroundings import Site, ready
from tests.browser.vault_hands import code_on
from tests.personas import PASSWORD, Personas
from tests.signals.lettering import QUESTION, TEXT, TITLE, Pens, a_letter, handed_over, lay_letter

SLOW = 60_000
# the modules of this very page, with the vault that is open in it
_MODULE = """
const base = document.querySelector('script[src*="/desk/start"]').src.replace(/desk\\/start.*$/, "");
const { readReply, writeLetter } = await import(`${base}vault/correspondence.js`);
const unb64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const b64 = (bytes) => btoa(String.fromCharCode(...bytes));
"""


@dataclass(frozen=True)
class Correspondents:
    """Amina, Bram and Daan with vaults, who all compared their digits."""

    amina: DemoVault
    bram: DemoVault
    daan: DemoVault

    @property
    def pens(self) -> Pens:
        return Pens(self.amina.own, self.bram.own, self.daan.own)


def make_correspondents(people: Personas, *, compared: bool = True) -> Correspondents:
    vaults = [give_vault(user) for user in (people.amina, people.bram, people.daan)]
    for user, vault in zip((people.amina, people.bram, people.daan), vaults, strict=True):
        store_vault(user, vault, *(vaults if compared else ()))
    return Correspondents(*vaults)


def delivered(people: Personas, who: Correspondents) -> Signal:
    signal = handed_over(people)
    lay_letter(signal, people.amina, a_letter(signal, people, who.pens))
    return signal


def sign_in_at_the_board(page: Page, site: Site, user: User) -> None:
    page.goto(f"{site.board}/inloggen/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    # to the reports, or to a letter that waits
    page.wait_for_url(re.compile(rf"^{re.escape(site.board)}/(jaarverslagen|brieven)/$"))
    ready(page)


def open_at_the_board(page: Page, vault: DemoVault) -> None:
    words = page.get_by_label("Uw zes woorden")
    words.wait_for()
    words.fill(vault.words)
    page.get_by_role("button", name="Openen", exact=True).first.click()
    expect(page.locator("#vault-state")).to_contain_text("Kluis open", timeout=SLOW)


def type_back_at_the_board(page: Page) -> str:
    code = code_on(page)
    page.get_by_role("button", name="Ik heb hem op papier").click()
    page.get_by_label("Uw herstelcode").first.fill(code)
    page.get_by_role("button", name="Kluis in gebruik nemen").click()
    page.wait_for_url("**/brieven/")
    expect(page.locator("#vault-state")).to_contain_text("Kluis open", timeout=SLOW)
    return code


def hear(page: Page, name: str, asks: str) -> None:
    """In the dialog: what this person reads, typed."""
    page.get_by_label(f"{asks} {name} lezen?").fill(digits_of(name))
    page.get_by_role("button", name="Dit hoorde ik").click()


def write_in_the_browser(page: Page, people: Personas, signal: Signal, *, to: User) -> bytes:
    """A letter that the open vault of this page seals to this person; the page is of Amina."""
    rows = {one.owner_id: one for one in PublicKey.objects.order_by("version")}
    served = {"owner": str(to.pk), "recipient": rows[to.pk].recipient, "sign": rows[to.pk].sign, "name": to.name}
    about = {"organisation": people.organisation.pk, "signal": str(signal.pk)}
    words = {"written": today().isoformat(), "title": TITLE, "text": TEXT, "questions": [QUESTION]}
    made: str = page.evaluate(
        f"async ([about, to, words]) => {{ {_MODULE} return b64(await writeLetter(about, to, [], words)); }}",
        [about, served, words],
    )
    return base64.b64decode(made)


def read_reply_in_the_browser(page: Page, people: Personas, signal: Signal) -> str:
    """What Amina's open vault reads in the answer."""
    kept = {one.direction: base64.b64encode(one.sealed).decode() for one in Letter.objects.filter(signal=signal)}
    expected = {"organisation": people.organisation.pk, "signal": str(signal.pk), "to": str(people.amina.pk)}
    read: str = page.evaluate(
        f"async ([expected, letter, reply]) => {{ {_MODULE} "
        "return (await readReply(expected, unb64(letter), unb64(reply))).text; }",
        [expected, kept["letter"], kept["reply"]],
    )
    return read


def replace_letter(signal: Signal, change: Callable[[bytes], bytes]) -> None:
    """The server gives another letter than the one that was handed over."""
    kept = Letter.objects.get(signal=signal, direction="letter")
    before = bytes(kept.sealed)
    after = change(before)
    assert letter_hash(after) != letter_hash(before)
    Letter.objects.filter(pk=kept.pk).update(sealed=after)
