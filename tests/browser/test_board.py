"""The board in a real Chromium: from signing in to the planned meeting, and what comes of it in the workspace."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from nabij.kit.permit import Permit, permit
from nabij.people.models import User
from nabij.reporting.actions import meeting as actions
from nabij.reporting.models import Agreement, Do, Meeting, Report
from tests.browser.sealed_practice import NAME, SLOW, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.making import make_vault
from tests.personas import PASSWORD, Personas
from tests.reporting import published
from tests.reporting.published import QUESTION

WIDE, NARROW = 1280, 320
SHOTS = os.environ.get("NABIJ_SHOTS")


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def report(people: Personas) -> Report:
    return published.of(people)


def sign_in(page: Page, site: Site, user: User) -> None:
    page.goto(site.board)
    page.get_by_role("link", name="Inloggen").click()
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen met wachtwoord").click()
    page.wait_for_url(f"{site.board}/jaarverslagen/")


def moment(days: int, hour: int = 10) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d}T{hour:02d}:00"


def propose(people: Personas, report: Report) -> None:
    moments = [timezone.now() + timedelta(days=day) for day in (8, 9)]
    actions.propose_moments(permit(people.daan, Do.PROPOSE_MOMENTS, report), moments, "Kamer 3", 0)


def hold(people: Personas, report: Report) -> None:
    found = Meeting.objects.first()
    allowed: Permit[Report, Literal[Do.CLOSE_MEETING]] = permit(people.amina, Do.CLOSE_MEETING, report)
    actions.close_meeting(allowed, timezone.localdate(), found.version if found else 0)


def test_from_signing_in_to_a_planned_meeting(
    people: Personas, report: Report, site: Site, page_for: Callable[..., Page]
) -> None:
    make_vault(people.amina)
    page = page_for()
    sign_in(page, site, people.daan)
    page.get_by_role("link", name="Jaarverslag 2025").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jaarverslag 2025")
    answer_with_a_number_looked_at_first(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Als PDF").click()
    assert download.value.suggested_filename == "jaarverslag-2025.pdf"
    propose_a_day_after_a_wrong_one(page)

    work = page_for(people.amina)
    work.goto(f"{site.workspace}/jaarverslagen/gesprekken/")
    ready(work)
    work.get_by_role("link", name="Zorggroep De Linde: jaarverslag 2025").click()
    expect(work.get_by_text("Grappen. Die horen wij ook.")).to_be_visible()
    work.get_by_role("radio").nth(1).check()
    work.get_by_role("button", name="Dit moment kiezen").click()
    expect(work.get_by_text("Het gesprek is gepland.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Afgesproken")).to_be_visible()
    assert Meeting.objects.get().chosen is not None


def answer_with_a_number_looked_at_first(page: Page) -> None:
    page.get_by_role("link", name=f"Antwoord schrijven op: {QUESTION}").click()
    page.get_by_label("Uw antwoord").fill("In Noord kwamen 3 mensen.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("mark", has_text="3")).to_have_count(1)
    expect(page.get_by_label("Uw antwoord")).to_have_value("In Noord kwamen 3 mensen.")
    page.get_by_label("Uw antwoord").fill("Grappen. Die horen wij ook.")
    page.get_by_role("button", name="Zo bewaren").click()
    expect(page.locator("#antwoord-nature")).to_contain_text("Grappen. Die horen wij ook.")
    expect(page.locator("#antwoord-nature")).to_be_in_viewport()


def propose_a_day_after_a_wrong_one(page: Page) -> None:
    page.get_by_role("link", name="Plan het gesprek").click()
    page.get_by_label("Eerste moment").fill(moment(-3))
    page.locator("#id_place").fill("Kamer 3")
    page.get_by_role("button", name="Voorstel versturen").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#id_place")).to_have_value("Kamer 3")
    page.get_by_label("Eerste moment").fill(moment(8))
    page.get_by_label("Tweede moment").fill(moment(9, 14))
    page.get_by_role("button", name="Voorstel versturen").click()
    expect(page.get_by_text("Uw voorstel is verstuurd.")).to_be_visible()


def test_a_passkey_made_at_the_board_signs_in_at_the_board(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    page = page_for()
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, site, people.daan)
    page.get_by_role("link", name="Mijn account").click()
    page.get_by_role("link", name="Passkeys beheren").click()
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Doorgaan").click()
    page.get_by_label("Naam").fill("Laptop")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Inloggen met passkey").click()
    expect(page).to_have_url(f"{site.board}/jaarverslagen/")


def picture(page: Page, name: str) -> None:
    if SHOTS:
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png")
        page.set_viewport_size({"width": WIDE, "height": 800})


def unsearched(page: Page) -> None:
    """The vault is shut: who saves all the same, chooses so."""
    expect(page.get_by_text("Er is niet naar namen gezocht: je kluis is dicht.")).to_be_visible()
    page.get_by_role("button", name="Ga door zonder zoeken").click()


def test_minutes_and_agreements_in_the_workspace(
    people: Personas, report: Report, site: Site, page_for: Callable[..., Page]
) -> None:
    make_vault(people.amina)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/jaarverslagen/gesprekken/{report.pk}/")
    ready(page)
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Het gesprek is al geweest").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Maak nu het verslag")).to_be_visible()
    page.get_by_role("button", name="Zet terug: het gesprek is nog niet geweest").click()
    expect(page.get_by_text("Teruggezet: het gesprek is nog niet geweest.")).to_be_visible()
    page.get_by_role("link", name="Het gesprek is al geweest").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Maak nu het verslag")).to_be_visible()
    page.get_by_role("link", name="Verslag schrijven").click()
    page.get_by_label("Verslag van het gesprek").fill("In Noord kwamen 3 mensen.")
    page.get_by_role("button", name="Bewaren").click()
    unsearched(page)
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_label("Verslag van het gesprek")).to_have_value("In Noord kwamen 3 mensen.")
    assert Meeting.objects.get().minutes == ""
    page.get_by_label("Verslag van het gesprek").fill("We spraken over grappen.")
    page.get_by_role("button", name="Zo bewaren").click()
    unsearched(page)
    expect(page.get_by_text("We spraken over grappen.")).to_be_visible()
    page.get_by_role("link", name="Afspraak toevoegen").click()
    expect(page.get_by_text("De afspraken komen terug in het verslag van 2026.")).to_be_visible()
    page.get_by_label("Wat spraken jullie af?").fill("Elk team praat over grappen")
    page.get_by_label("Wie doet het?").fill("Personeelszaken")
    page.get_by_role("button", name="Bewaren").click()
    unsearched(page)
    expect(page.get_by_role("heading", name="Wat we afspraken")).to_be_visible()
    assert Agreement.objects.count() == 1
    assert page.evaluate("window.sameDocument === true")
    _prints_without_what_is_clicked(page)


def _prints_without_what_is_clicked(page: Page) -> None:
    # the look of a visitor's talk, which an earlier page may have left here, is not that of an agenda
    assert (page.locator("ol.agenda").count(), page.locator("ol.talk").count()) == (1, 0)
    page.emulate_media(media="print")
    expect(page.get_by_text("We spraken over grappen.")).to_be_visible()
    expect(page.get_by_text("Elk team praat over grappen").first).to_be_visible()
    for name in ("Vandaag", "Afspraak toevoegen", "Verslag wijzigen"):
        expect(page.get_by_role("link", name=name, include_hidden=True).first).to_be_hidden()


def test_a_name_out_of_the_open_vault_is_pointed_at_before_anything_is_sent(
    people: Personas, report: Report, site: Site, page_for: Callable[..., Page]
) -> None:
    vault = give_vault(people.amina)
    keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    hold(people, report)
    page = page_for(people.amina)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    page.get_by_role("link", name="Gesprek over verslag").click()
    page.get_by_role("link", name="Zorggroep De Linde: jaarverslag 2025").click()
    page.get_by_role("link", name="Verslag schrijven").click()
    text = page.get_by_label("Verslag van het gesprek")
    text.fill(f"Wat {NAME} vertelde, bespraken we niet.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("nabij-name-check mark")).to_have_text(NAME, timeout=SLOW)
    expect(page.get_by_text("Er is nog niets bewaard, en dit zie je alleen hier.")).to_be_visible()
    assert not [body for body in sent if "Wolters" in body]
    text.fill("We bespraken de toon in teams.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De eindverantwoordelijke leest het ook.")).to_be_visible(timeout=SLOW)
    assert Meeting.objects.get().minutes == "We bespraken de toon in teams."


def test_with_a_shut_vault_nothing_is_saved_unasked_and_it_opens_over_the_text(
    people: Personas, report: Report, site: Site, page_for: Callable[..., Page]
) -> None:
    vault = give_vault(people.amina)
    keep_matter(people, vault, planned())
    store_vault(people.amina, vault)
    hold(people, report)
    page = page_for(people.amina)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{site.workspace}/jaarverslagen/gesprekken/{report.pk}/")
    page.get_by_role("link", name="Verslag schrijven").click()
    text = page.get_by_label("Verslag van het gesprek")
    text.fill(f"Wat {NAME} vertelde, bespraken we niet.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Er is niet naar namen gezocht: je kluis is dicht.")).to_be_visible()
    picture(page, "verslag-kluis-dicht")
    page.get_by_role("button", name="Open je kluis").click()
    picture(page, "verslag-kluis-openen")
    page.get_by_role("button", name="Terug naar de tekst").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Open je kluis").click()
    open_vault(page, vault)
    expect(page.locator("nabij-name-check mark")).to_have_text(NAME, timeout=SLOW)
    expect(text).to_have_value(f"Wat {NAME} vertelde, bespraken we niet.")
    assert not [body for body in sent if "Wolters" in body]
    assert Meeting.objects.get().minutes == ""


def test_the_whole_way_goes_by_keyboard(
    people: Personas, report: Report, site: Site, page_for: Callable[..., Page]
) -> None:
    page = page_for()
    sign_in(page, site, people.daan)
    page.goto(f"{site.board}/jaarverslag/{report.pk}/gesprek/plannen/")

    def reach(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            here = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
            if here == name:
                ring = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
                assert ring != "none", name
                return
        raise AssertionError(f"{name} is not reached")

    reach("Naar de inhoud")
    page.keyboard.press("Enter")
    reach("id_first")
    page.locator("#id_first").fill(moment(5))
    reach("Voorstel versturen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Uw voorstel is verstuurd.")).to_be_visible()
    page.goto(f"{site.board}/jaarverslag/{report.pk}/")
    reach("Figuur 1 als tabel")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)


def test_axe_has_nothing_to_say_and_nothing_is_wider_than_a_phone(
    people: Personas, report: Report, site: Site, open_context: Open
) -> None:
    make_vault(people.amina)
    board, found = open_context(bypass_csp=True).new_page(), dict[str, list[str]]()
    work = open_context(people.amina, bypass_csp=True).new_page()
    _look_at_the_board(board, site, people, report, found)
    work.goto(f"{site.workspace}/jaarverslagen/gesprekken/")
    _look(work, "gesprekken", found)
    answer: Permit[Report, Literal[Do.ANSWER]] = permit(people.daan, Do.ANSWER, report)
    actions.answer(answer, "nature", "Grappen. Die horen wij ook.\nEn in elk team weer anders.", 0)
    propose(people, report)
    talk = f"{site.workspace}/jaarverslagen/gesprekken/{report.pk}"
    for path in ("", "agenda/", "geweest/"):
        work.goto(f"{talk}/{path}")
        _look(work, f"werk-{path}", found)
    hold(people, report)
    work.goto(f"{talk}/")
    _look(work, "werk-held-undo", found)
    _look_once_held(work, talk, site, people, report, found)
    _look_at_minutes_refused(work, talk, found)
    for path in ("", "gesprek/"):
        board.goto(f"{site.board}/jaarverslag/{report.pk}/{path}")
        _look(board, f"board-held-{path}", found)
    assert found == {}


def _look_at_the_board(board: Page, site: Site, people: Personas, report: Report, found: dict[str, list[str]]) -> None:
    board.goto(site.board)
    _look(board, "start", found)
    board.goto(f"{site.board}/inloggen/")
    _look(board, "inloggen", found)
    sign_in(board, site, people.daan)
    here = f"{site.board}/jaarverslag/{report.pk}"
    for path in ("", "vraag/nature/", "gesprek/", "gesprek/plannen/"):
        board.goto(f"{here}/{path}")
        _look(board, f"board-{path}", found)
    board.get_by_role("button", name="Voorstel versturen").click()
    _look(board, "board-plan-refused", found)
    board.goto(f"{here}/vraag/nature/")
    board.get_by_label("Uw antwoord").fill("In Noord kwamen 3 mensen bij mevrouw Jansen.")
    board.get_by_role("button", name="Bewaren").click()
    board.locator("mark").first.wait_for()
    _look(board, "board-answer-found", found)
    for path in ("jaarverslagen/", "account/"):
        board.goto(f"{site.board}/{path}")
        _look(board, path, found)


def _look_once_held(
    work: Page, talk: str, site: Site, people: Personas, report: Report, found: dict[str, list[str]]
) -> None:
    minutes: Permit[Report, Literal[Do.WRITE_MINUTES]] = permit(people.amina, Do.WRITE_MINUTES, report)
    actions.write_minutes(minutes, "We spraken over grappen.\n\nHet is tijd voor een gesprek in elk team.", [], 2)
    actions.agree(permit(people.amina, Do.AGREE, report), "Elk team praat over grappen", "Personeelszaken", None, 2026)
    agreement = Agreement.objects.get()
    for path in (f"{talk}/", f"{talk}/verslag/", f"{talk}/afspraak/"):
        work.goto(path)
        _look(work, path.replace(talk, "werk-held"), found)
    for path in ("", "gevolg/"):
        work.goto(f"{site.workspace}/jaarverslagen/gesprekken/afspraken/{agreement.pk}/{path}")
        _look(work, f"afspraken-{path}", found)


def _look_at_minutes_refused(work: Page, talk: str, found: dict[str, list[str]]) -> None:
    work.goto(f"{talk}/verslag/")
    work.get_by_label("Verslag van het gesprek").fill("In Noord kwamen 3 mensen.")
    work.get_by_role("button", name="Bewaren").click()
    work.get_by_role("button", name="Ga door zonder zoeken").wait_for()
    _look(work, "werk-kluis-dicht", found)
    unsearched(work)
    work.locator("mark").first.wait_for()
    _look(work, "werk-found", found)


def _look(page: Page, name: str, found: dict[str, list[str]]) -> None:
    """Nothing for axe to say, nothing beside the screen, at both widths."""
    expect(page.locator("h1")).to_have_count(1)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        wrong = axe_violations(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append("wider than the screen")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name.replace('/', '_')}-{width}.png", full_page=True)
        if wrong:
            found[f"{name} at {width}"] = wrong
