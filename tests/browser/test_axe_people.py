"""Axe on every page about people, for each role that sees it, on the pages that refuse, and in the demo's switcher."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings

from nabij.kit.permit import permit
from nabij.people.actions.invitations import Invited, give_sign_in_link, invite
from nabij.people.models import Appointment, Do, User
from tests.browser.surroundings import Open, Site, axe_violations
from tests.making import make_vault
from tests.personas import PASSWORD, Personas

WIDE, NARROW = 1280, 320
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OWN = ["/account/", "/account/wachtwoord/", "/account/passkeys/", "/account/ingelogd/", "/account/bevestigen/"]
CONFIRMED = ["/account/app/aan/", "/account/passkeys/nieuw/"]


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def check(page: Page, site: Site | str, *paths: str) -> None:
    """Each of these, wide and narrow: nothing for axe to say, nothing beside the screen."""
    found: dict[str, list[str]] = {}
    for path in paths:
        page.set_viewport_size({"width": WIDE, "height": 800})
        page.goto((site if isinstance(site, str) else site.workspace) + path)
        look_at(page, path, found)
    assert found == {}


def look_at(page: Page, path: str, found: dict[str, list[str]]) -> None:
    expect(page.locator("h1")).to_have_count(1)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        wrong = axe_violations(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append("wider than the screen")
        if wrong:
            found[f"{path} at {width}"] = wrong


def of(open_context: Open, user: User | None = None) -> Page:
    return open_context(user, bypass_csp=True).new_page()


def confirm(page: Page, site: Site) -> None:
    page.goto(f"{site.workspace}/account/bevestigen/")
    page.get_by_label("Je wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Doorgaan").click()
    page.wait_for_url(lambda address: "bevestigen" not in address)


def passkey_of(user: User) -> str:
    made = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Telefoon", "credential": {}})
    return f"/account/passkeys/{made.pk}"


def test_the_pages_of_a_practice_manager(open_context: Open, people: Personas, site: Site) -> None:
    organisation = f"/organisaties/{people.organisation.pk}"
    invite(permit(people.els, Do.INVITE, people.practice), Invited("Gijs", "gijs@voorbeeld.test", "counsellor"))
    appointment = Appointment.objects.get(counsellor=people.bram).pk
    passkey_of(people.els)
    check(
        of(open_context, people.els),
        site,
        *["/inrichting/", "/inrichting/praktijk/", "/inrichting/word/", "/mensen/", "/mensen/uitnodigen/"],
        *[
            f"/mensen/{people.bram.pk}/inloglink/",
            f"/mensen/{people.bram.pk}/uitzetten/",
            "/organisaties/",
            "/organisaties/nieuw/",
        ],
        *[f"{organisation}/{page}" for page in ("", "wijzigen/", "beeindigen/", "onderdelen/nieuw/", "aanstellen/")],
        "/inrichting/mail/",
        *[f"/onderdelen/{people.unit.pk}/", f"/aanstellingen/{appointment}/beeindigen/", *OWN],
    )


def test_the_pages_of_a_counsellor(open_context: Open, people: Personas, site: Site) -> None:
    make_vault(people.amina)
    give_sign_in_link(permit(people.els, Do.GIVE_SIGN_IN_LINK, people.amina))
    page, passkey = of(open_context, people.amina), passkey_of(people.amina)
    check(
        page,
        site,
        "/account/mail/",
        "/account/profiel/",
        "/organisaties/",
        f"/organisaties/{people.organisation.pk}/",
        *OWN,
    )
    confirm(page, site)
    check(page, site, *CONFIRMED, f"{passkey}/naam/", f"{passkey}/weg/")
    TOTP.activate(people.amina, SECRET)
    RecoveryCodes.activate(people.amina)
    check(page, site, "/account/", "/account/app/uit/", "/account/herstelcodes/", "/account/herstelcodes/nieuw/")
    check(page, site, "/account/bevestigen/code/", "/uitnodiging/")


def test_the_pages_of_a_board_contact(open_context: Open, people: Personas, site: Site) -> None:
    page = of(open_context)
    page.goto(f"{site.board}/inloggen/")
    page.get_by_label("E-mailadres").fill(people.daan.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    page.wait_for_url(f"{site.board}/jaarverslagen/")
    check(page, site.board, "/account/mail/", *OWN)


def test_the_pages_of_somebody_who_is_not_signed_in(open_context: Open, people: Personas, site: Site) -> None:
    secret = invite(permit(people.els, Do.INVITE, people.practice), Invited("Gijs", "g@voorbeeld.test", "counsellor"))
    page, found = of(open_context), dict[str, list[str]]()
    check(page, site, "/inloggen/", "/uitnodiging/", "/demo/rollen/")
    page.goto(f"{site.workspace}/inloggen/")
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    look_at(page, "an empty sign-in", found)
    page.goto(f"{site.workspace}/uitnodiging/#{secret}")
    page.get_by_label("Wachtwoord", exact=True).wait_for()
    look_at(page, "choosing a password", found)
    assert found == {}


def test_the_code_after_a_password_and_the_link_to_give(open_context: Open, people: Personas, site: Site) -> None:
    TOTP.activate(people.amina, SECRET)
    page, found = of(open_context), dict[str, list[str]]()
    page.goto(f"{site.workspace}/inloggen/")
    page.get_by_label("E-mailadres").fill(people.amina.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    page.get_by_label("Code").wait_for()
    look_at(page, "the second factor", found)
    manager = of(open_context, people.els)
    make_link(manager, site)
    look_at(manager, "a link to give", found)
    assert found == {}


def test_the_forms_that_were_refused(open_context: Open, people: Personas, site: Site) -> None:
    page, found = of(open_context, people.els), dict[str, list[str]]()
    for path in ("/mensen/uitnodigen/", "/organisaties/nieuw/", "/inrichting/praktijk/", "/account/wachtwoord/"):
        page.set_viewport_size({"width": WIDE, "height": 800})
        page.goto(site.workspace + path)
        for field in page.locator("main input[type=text], main input[type=number]").all():
            field.fill("")
        page.locator("main form button.button").click()
        page.locator("#error-summary").wait_for()
        look_at(page, f"{path} refused", found)
    assert found == {}


def test_the_pages_that_refuse(open_context: Open, people: Personas, site: Site, settings: Settings) -> None:
    settings.URLCONF_BY_AUDIENCE = {**settings.URLCONF_BY_AUDIENCE, "workspace": "tests.site.failing_urls"}
    for user in (None, people.daan):
        page = of(open_context, user)
        check(
            page, site, *["/unreadable?woord=x", "/forbidden?woord=x", "/nergens", "/refuses", "/too-many", "/raises"]
        )


def test_the_role_switcher_of_a_demo(open_context: Open, people: Personas, site: Site, settings: Settings) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, demo=True)
    check(of(open_context), site, "/demo/rollen/", "/inloggen/")
    check(of(open_context, people.els), site, "/demo/rollen/", "/inrichting/")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_an_invitation_link_is_copied_by_keyboard_and_says_so(
    page_for: Callable[..., Page], people: Personas, site: Site, key: str
) -> None:
    page = page_for(people.els)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.workspace)
    make_link(page, site)
    button = page.get_by_role("button", name="Link kopiëren")
    button.focus()
    page.keyboard.press(key)
    expect(page.get_by_role("status").get_by_text("Gekopieerd", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#link").inner_text()
    expect(button).to_be_focused()


def test_where_copying_is_not_allowed_the_link_is_selected(
    page_for: Callable[..., Page], people: Personas, site: Site
) -> None:
    page = page_for(people.els)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    make_link(page, site)
    page.get_by_role("button", name="Link kopiëren").click()
    expect(page.get_by_text("Kopiëren lukte niet.")).to_be_visible()
    assert page.evaluate("String(getSelection())") == page.locator("#link").inner_text()


def make_link(page: Page, site: Site) -> None:
    page.goto(f"{site.workspace}/mensen/uitnodigen/")
    page.get_by_label("Naam").fill(f"Gijs {uuid.uuid4()}")
    page.get_by_label("E-mailadres").fill("gijs@voorbeeld.test")
    page.get_by_label("Vertrouwenspersoon", exact=True).check()
    page.get_by_role("button", name="Link maken").click()
    expect(page.locator("#link")).to_contain_text("/uitnodiging/#")
