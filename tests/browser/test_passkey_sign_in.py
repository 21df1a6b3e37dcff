"""Real passkeys and real links, in Chromium with a virtual authenticator that has the PRF extension."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, Request, expect

from nabij.kit.permit import permit
from nabij.people.actions.invitations import Invited, invite
from nabij.people.models import Do, User
from tests.browser.surroundings import Site, axe_violations
from tests.personas import PASSWORD, Personas


@pytest.fixture
def page(page_for: Callable[..., Page]) -> Page:
    """A tab of nobody, with an authenticator that knows its person."""
    cache.clear()
    tab = page_for()
    authenticator = tab.context.new_cdp_session(tab)
    authenticator.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "hasPrf": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tab


@pytest.fixture
def sent(page: Page) -> list[Request]:
    """Everything that the tab asks of the server."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request))
    return found


def sign_in_by_password(page: Page, site: Site, user: User) -> None:
    page.goto(f"{site.workspace}/inloggen/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    expect(page).to_have_url(f"{site.workspace}/inrichting/")


def add_passkey(page: Page, site: Site) -> None:
    page.goto(f"{site.workspace}/account/passkeys/")
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Je wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Doorgaan").click()
    page.get_by_label("Naam").fill("Laptop")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone_and_its_vault_key_stays_here(
    people: Personas, site: Site, page: Page, sent: list[Request]
) -> None:
    sign_in_by_password(page, site, people.els)
    add_passkey(page, site)
    kept = Authenticator.objects.get(user=people.els, type="webauthn")
    assert kept.wrap().name == "Laptop"
    assert kept.wrap().is_passwordless
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Inloggen met passkey").click()
    expect(page).to_have_url(f"{site.workspace}/inrichting/")
    credentials = [request.post_data or "" for request in sent if "clientExtensionResults" in (request.post_data or "")]
    assert len(credentials) == 2
    assert not [body for body in credentials if "prf" in body.lower()]
    assert "prf" not in str(kept.data).lower()


def test_after_the_password_a_passkey_is_the_second_step(people: Personas, site: Site, page: Page) -> None:
    sign_in_by_password(page, site, people.els)
    add_passkey(page, site)
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_label("E-mailadres").fill(people.els.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    expect(page).to_have_url(f"{site.workspace}/inloggen/code/")
    page.get_by_role("button", name="Doorgaan met passkey").click()
    expect(page).to_have_url(f"{site.workspace}/inrichting/")


def test_a_passkey_confirms_who_it_is_and_is_taken_away(people: Personas, site: Site, page: Page) -> None:
    sign_in_by_password(page, site, people.els)
    add_passkey(page, site)
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Inloggen met passkey").click()
    expect(page).to_have_url(f"{site.workspace}/inrichting/")
    page.goto(f"{site.workspace}/account/passkeys/")
    page.get_by_role("link", name="Weghalen van Laptop").click()
    page.get_by_role("link", name="een passkey").click()
    page.get_by_role("button", name="Doorgaan met passkey").click()
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_text("Je hebt nog geen passkey.")).to_be_visible()
    assert not Authenticator.objects.filter(user=people.els).exists()


def test_no_step_of_it_loads_a_new_document_so_that_an_open_vault_stays_open(
    people: Personas, site: Site, page: Page
) -> None:
    sign_in_by_password(page, site, people.els)
    page.goto(f"{site.workspace}/account/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Passkeys beheren").click()
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Je wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Doorgaan").click()
    page.get_by_label("Naam").fill("Laptop")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    assert Authenticator.objects.filter(user=people.els, type="webauthn").count() == 1
    assert page.evaluate("window.sameDocument === true")


def test_without_a_passkey_the_page_says_what_to_do(people: Personas, site: Site, page: Page) -> None:
    page.goto(f"{site.workspace}/inloggen/")
    page.get_by_role("button", name="Inloggen met passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("gebruik het wachtwoord")


def test_a_link_is_opened_without_its_secret_in_any_address(
    people: Personas, site: Site, page: Page, sent: list[Request]
) -> None:
    whom = Invited(name="Gijs", email="gijs@voorbeeld.test", role="practice_manager")
    secret = invite(permit(people.els, Do.INVITE, people.practice), whom)
    page.goto(f"{site.workspace}/uitnodiging/#{secret}")
    expect(page.get_by_role("heading", name="Welkom, Gijs")).to_be_visible()
    assert page.url == f"{site.workspace}/uitnodiging/"
    page.get_by_label("Wachtwoord", exact=True).fill("zeven gele tassen 4")
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill("zeven gele tassen 4")
    page.get_by_role("button", name="Wachtwoord kiezen").click()
    expect(page).to_have_url(f"{site.workspace}/inrichting/")
    assert not [request.url for request in sent if secret in request.url.partition("#")[0]]


PAGES = [
    "inrichting/",
    "inrichting/praktijk/",
    "mensen/",
    "mensen/uitnodigen/",
    "organisaties/",
    "organisaties/nieuw/",
    "account/",
    "account/wachtwoord/",
    "account/passkeys/",
    "account/ingelogd/",
]


@pytest.mark.parametrize("path", [*PAGES, "ORGANISATION"])
def test_a_page_fits_on_a_phone_and_everybody_can_use_it(
    people: Personas, site: Site, page_for: Callable[..., Page], path: str
) -> None:
    phone = page_for(people.els, width=320, bypass_csp=True)
    phone.goto(f"{site.workspace}/{path.replace('ORGANISATION', f'organisaties/{people.organisation.pk}/')}")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_violations(phone) == []


@pytest.mark.parametrize("path", ["inloggen/", "uitnodiging/"])
def test_a_page_for_nobody_yet_fits_on_a_phone_and_everybody_can_use_it(
    people: Personas, site: Site, page_for: Callable[..., Page], path: str
) -> None:
    phone = page_for(width=320, bypass_csp=True)
    phone.goto(f"{site.workspace}/{path}")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_violations(phone) == []


def test_a_form_that_comes_back_names_its_errors_first(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    phone = page_for(people.els, width=320, bypass_csp=True)
    phone.goto(f"{site.workspace}/mensen/uitnodigen/")
    phone.get_by_label("Naam").fill("Gijs")
    phone.get_by_role("button", name="Link maken").click()
    expect(phone.locator("#error-summary")).to_be_focused()
    expect(phone.get_by_label("Naam")).to_have_value("Gijs")
    assert axe_violations(phone) == []
