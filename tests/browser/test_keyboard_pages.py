"""Every page that the server makes, walked from its first control to its last; every form on it sent, by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from playwright.sync_api import Page, expect

from nabij.people.models import Invitation, User
from tests.access import World
from tests.access.people import ROWS
from tests.browser.keyboard import Keyboard
from tests.browser.surroundings import Site, ready
from tests.browser.vault_hands import Authenticator as Device
from tests.browser.vault_hands import sign_in
from tests.personas import PASSWORD, Personas

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "vier groene regenjassen 9"

pytestmark = pytest.mark.usefixtures("limits_of_their_own")


def _pages(people: Personas) -> Iterator[str]:
    """Every page of the subject but those of one passkey, which need a real one: see below."""
    world = World(people, people.bram)
    for name, row in ROWS.items():
        # the board has an address of its own, walked in test_board.py
        if (
            not name.startswith("board:")
            and row.method == "get"
            and name not in {"mfa_edit_webauthn", "mfa_remove_webauthn"}
        ):
            kwargs = row.address(world) if row.address else None
            yield reverse(name, urlconf="nabij.site.urls_workspace", kwargs=kwargs)


def _send_each_form(hands: Keyboard, address: str) -> int:
    """To the button of every form, Enter, and it is sent, though nothing arrives. How many there were.

    A form for a passkey waits for the device first, and signing out ends the walk: see below.
    """
    page = hands.page
    forms = page.locator("main form:not([data-passkey], [action$='/uitloggen/']):visible")
    count = forms.count()
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    for at in range(count):
        hands.page.goto(address)
        action = forms.nth(at).evaluate("form => new URL(form.getAttribute('action') ?? '', location.href).href")
        with page.expect_request(lambda request: request.method == "POST") as sent:
            hands.use(forms.nth(at).locator("button:not([type=button])").last)
        assert sent.value.url == action
    page.unroute("**/*")
    return count


@pytest.mark.parametrize(("who", "least"), [("els", 15), ("amina", 6)])
def test_every_page_is_walked_and_every_form_on_it_sent(
    people: Personas, page_for: Callable[..., Page], site: Site, who: str, least: int
) -> None:
    user: User = getattr(people, who)
    page = page_for()
    sign_in(page, site, user)
    addresses = [site.workspace + path for path in _pages(people)]
    forms = 0
    for address in addresses:
        answer = page.goto(address)
        assert answer
        if answer.status == 404 or page.locator("html[data-ready], script[src*='start.js']").count() == 0:
            continue
        ready(page)
        hands = Keyboard(page)
        hands.walks_past_everything()
        forms += _send_each_form(hands, page.url)
    assert forms > least


def test_an_invitation_is_accepted_and_its_password_lets_in(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    manager = page_for()
    sign_in(manager, site, people.els)
    manager.goto(f"{site.workspace}/mensen/uitnodigen/")
    hands = Keyboard(manager)
    hands.write(manager.get_by_label("Naam"), "Gijs")
    hands.write(manager.get_by_label("E-mailadres"), "gijs@voorbeeld.test")
    hands.choose(manager.get_by_role("radio", name="Vertrouwenspersoon", exact=True))
    hands.use(manager.get_by_role("button", name="Link maken"))
    link = manager.get_by_text("/uitnodiging/#").first.inner_text()
    page = page_for()
    page.goto(link)
    guest = Keyboard(page)
    expect(page.get_by_role("heading", name="Welkom, Gijs")).to_be_visible()
    guest.walks_past_everything()
    guest.use(page.get_by_role("button", name="Wachtwoord kiezen"))
    expect(page.locator("#error-summary")).to_be_focused()
    for field in page.locator("input[type=password]").all():
        guest.write(field, NEW)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/uitnodiging/" not in url)
    assert User.objects.filter(email="gijs@voorbeeld.test").exists()
    assert not Invitation.objects.unused().exists()


def _code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("way", ["app", "recovery"])
def test_the_second_step_of_signing_in_is_typed(
    people: Personas, page_for: Callable[..., Page], site: Site, way: str
) -> None:
    TOTP.activate(people.els, SECRET)
    recovery = RecoveryCodes.activate(people.els).get_unused_codes()[0]
    page = page_for()
    hands = Keyboard(page)
    page.goto(f"{site.workspace}/inloggen/")
    hands.walks_past_everything()
    hands.write(page.get_by_label("E-mailadres"), people.els.email)
    hands.write(page.get_by_label("Wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    hands.walks_past_everything()
    hands.write(page.locator("[name=code]"), _code_now() if way == "app" else recovery)
    page.keyboard.press("Enter")
    ready(page)
    expect(page.get_by_role("heading", name="Praktijk Oost inrichten")).to_be_visible()


def test_a_passkey_is_added_renamed_signs_in_and_is_removed(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for()
    sign_in(page, site, people.els)
    Device(page, prf=True)
    page.goto(f"{site.workspace}/account/passkeys/nieuw/")
    ready(page)
    hands = Keyboard(page)
    expect(page.get_by_role("heading", name="Ben jij het?")).to_be_visible()
    hands.write(page.get_by_label("Wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passkey toevoegen")).to_be_focused()
    hands.write(page.get_by_label("Naam"), "Werklaptop")
    hands.use(page.get_by_role("button", name="Passkey toevoegen"))
    expect(page.get_by_text("De passkey is toegevoegd.")).to_be_visible()
    page.goto(f"{site.workspace}/account/passkeys/")
    ready(page)
    hands.use(page.get_by_role("link", name="Naam wijzigen van Werklaptop"))
    hands.write(page.get_by_label("Naam"), "Thuis")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thuis").first).to_be_visible()
    hands.is_somewhere()
    hands.use(page.locator("nav").get_by_role("button", name="Uitloggen"))
    page.wait_for_url("**/inloggen/")
    hands.use(page.get_by_role("button", name="Inloggen met passkey"))
    ready(page)
    page.goto(f"{site.workspace}/account/passkeys/")
    ready(page)
    hands.use(page.get_by_role("link", name="Weghalen van Thuis"))
    expect(page.get_by_role("heading", name="Ben jij het?")).to_be_focused()
    hands.write(page.get_by_label("Je wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thuis")).to_be_focused()
    hands.use(page.get_by_role("main").get_by_role("button").last)
    expect(page.get_by_role("heading", name="Passkeys", exact=True)).to_be_focused()
    assert not Authenticator.objects.filter(user=people.els, type="webauthn").exists()


def test_what_one_owns_is_changed_by_keyboard(people: Personas, page_for: Callable[..., Page], site: Site) -> None:
    page = page_for()
    sign_in(page, site, people.amina)
    hands = Keyboard(page)
    page.goto(f"{site.workspace}/account/profiel/")
    ready(page)
    hands.write(page.get_by_label("Je naam"), "Amina de Wit")
    hands.use(page.get_by_role("button", name="Bewaren"))
    expect(page.get_by_text("Je profiel is bewaard.")).to_be_visible()
    hands.is_somewhere()
    page.goto(f"{site.workspace}/account/wachtwoord/")
    ready(page)
    old, *new = page.locator("main input[type=password]").all()
    hands.write(old, PASSWORD)
    for field in new:
        hands.write(field, NEW)
    hands.use(page.get_by_role("button", name="Wachtwoord wijzigen"))
    expect(page.get_by_text("Het wachtwoord is gewijzigd.")).to_be_visible()
    people.amina.refresh_from_db()
    assert people.amina.name == "Amina de Wit"
    assert people.amina.check_password(NEW)
