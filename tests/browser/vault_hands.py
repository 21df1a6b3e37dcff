"""What a counsellor's hands do with a vault in the browser, an authenticator to touch, and all that was sent."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Request, expect

from nabij.people.models import User
from tests.browser.surroundings import Site, ready
from tests.personas import PASSWORD

SLOW = 60_000

# Every PRF result that the page gets to see, kept for the test alone.
_KEEP_PRF = """
for (const name of globalThis.CredentialsContainer ? ["create", "get"] : []) {
  const real = CredentialsContainer.prototype[name];
  CredentialsContainer.prototype[name] = async function (...options) {
    const credential = await real.apply(this, options);
    const first = credential?.getClientExtensionResults?.().prf?.results?.first;
    if (first) {
      const kept = JSON.parse(sessionStorage.getItem("prf-results") ?? "[]");
      sessionStorage.setItem("prf-results", JSON.stringify([...kept, [...new Uint8Array(first)]]));
    }
    return credential;
  };
}
"""


class Authenticator:
    """A virtual authenticator in the device, which says yes to everything."""

    def __init__(self, page: Page, *, prf: bool) -> None:
        page.add_init_script(_KEEP_PRF)
        page.evaluate(f"() => {{ {_KEEP_PRF} }}")
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        self.id = self._add(prf)

    def _add(self, prf: bool) -> str:
        options: dict[str, Any] = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": prf,
        }
        return str(self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])

    def lose(self) -> None:
        """The device is gone; another takes its place."""
        self._session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})
        self.id = self._add(True)


@dataclass
class Sent:
    """Everything that a page sends: addresses and bodies."""

    page: Page
    addresses: list[str] = field(default_factory=list)
    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.on("request", self._keep)

    def _keep(self, request: Request) -> None:
        self.addresses.append(request.url)
        self.bodies.append((request.url, request.post_data_buffer or b""))

    def carries(self, secrets: list[list[int]]) -> list[str]:
        """The addresses that got one of these secrets, in whatever way it was written."""
        found = []
        for secret in map(bytes, secrets):
            plain = base64.b64encode(secret)
            url_safe = base64.urlsafe_b64encode(secret).rstrip(b"=")
            quoted = plain.rstrip(b"=").replace(b"+", b"%2B").replace(b"/", b"%2F")
            numbers = ",".join(map(str, secret)).encode()
            ways = [secret, plain.rstrip(b"="), url_safe, quoted, secret.hex().encode(), numbers]
            found += [url for url, body in self.bodies if any(way in body or way in url.encode() for way in ways)]
        return found


def sign_in(page: Page, site: Site, user: User) -> None:
    """Sign in with the password, as a person does."""
    page.goto(f"{site.workspace}/inloggen/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    ready(page)


def begin_setup(page: Page) -> None:
    """From the first page after signing in to the choice of a way to open."""
    expect(page.get_by_role("heading", name="Je kluis inrichten")).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Hoe open je je kluis elke dag?")).to_be_focused()


def code_on(page: Page) -> str:
    """The recovery code on the paper that is shown."""
    page.locator(".paper").wait_for(timeout=SLOW)
    return "-".join(span.inner_text() for span in page.locator(".paper .code span").all())


def type_code_back(page: Page, code: str, button: str) -> None:
    """From the paper on: type the code and go on."""
    page.get_by_role("button", name="Ik heb hem op papier").click()
    page.get_by_label("Je herstelcode").first.fill(code)
    page.get_by_role("button", name=button).click()


def write_words(page: Page, before_typing: Callable[[], None] = lambda: None) -> list[str]:
    """Copy the six words that are shown, and type them back."""
    page.locator("ol.words").wait_for()
    words = [item.inner_text() for item in page.locator("ol.words > li").all()]
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    before_typing()
    page.get_by_label("Je zes woorden").fill(" ".join(words))
    page.get_by_role("button", name="Verder").click()
    return words


def make_with_words(
    page: Page, *, stop_at_paper: bool = False, before_typing: Callable[[], None] = lambda: None
) -> list[str]:
    """From the six words to an open vault, or to the paper with the code."""
    words = write_words(page, before_typing)
    code = code_on(page)
    if not stop_at_paper:
        type_code_back(page, code, "Kluis in gebruik nemen")
        at_today(page)
    return words


def at_today(page: Page) -> None:
    """The vault is open, and the day can begin."""
    expect(page).to_have_url(re.compile("/vandaag/$"), timeout=SLOW)
    expect(page.locator("#vault-state")).to_have_attribute("data-open", "")


def make_passkey(page: Page, name: str = "Maak een passkey") -> None:
    """From the choice of a way to open to a new passkey; the server asks for the password once more."""
    page.get_by_label("Je wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder met een passkey").click()
    page.get_by_role("button", name=name).click()


def make_with_passkey(page: Page) -> str:
    """From the first page after signing in to an open vault; the recovery code."""
    begin_setup(page)
    make_passkey(page)
    code = code_on(page)
    type_code_back(page, code, "Kluis in gebruik nemen")
    at_today(page)
    return code


def open_by_code(page: Page, site: Site, code: str) -> None:
    """Open one's vault page with the recovery code."""
    page.goto(f"{site.workspace}/kluis/")
    ready(page)
    page.locator("summary", has_text="herstelcode").click()
    page.get_by_label("Je herstelcode").fill(code)
    page.keyboard.press("Enter")


def is_own_vault(page: Page) -> None:
    """The page of one's vault is shown."""
    expect(page.get_by_role("heading", name="Mijn kluis", exact=True)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("heading", name="Zo open je je kluis")).to_be_visible(timeout=SLOW)
