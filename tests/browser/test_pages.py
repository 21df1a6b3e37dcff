"""Three origins load without a violation, and axe finds nothing. The visitor's steps: test_visitor_steps.py."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import shell_pages
from tests.browser.made_vaults import make_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready, watch
from tests.personas import Personas

WIDTHS = [1280, 320]


@pytest.fixture(autouse=True)
def _shell_pages(settings: object) -> Iterator[None]:
    settings.URLCONF_BY_AUDIENCE = {**settings.URLCONF_BY_AUDIENCE, "workspace": "tests.browser.shell_pages"}  # type: ignore[attr-defined]
    yield
    shell_pages.VAULT.clear()


def test_three_origins_load_without_a_violation_and_the_visitor_gets_no_cookie(
    open_context: Open, people: Personas, site: Site
) -> None:
    for address, heading in [(site.workspace, "Vandaag"), (site.visitor, "Zit je iets dwars?"), (site.board, "Wat uw")]:
        context = open_context(people.amina if address == site.workspace else None)
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        page.wait_for_load_state("networkidle")
        if address != site.workspace:
            assert context.cookies() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/formulier/", "/nergens/", "/kluispagina/", "/inloggen/"])
def test_axe_finds_nothing_in_the_workspace(
    open_context: Open, people: Personas, site: Site, path: str, width: int
) -> None:
    shell_pages.VAULT.update(make_vault(people.amina)[0])
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(site.workspace + path)
    if path != "/inloggen/":
        ready(page)
    if path == "/kluispagina/":
        page.get_by_label("Je zes woorden").wait_for()
        page.get_by_text("Heb je geen van deze meer?").click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if path == "/formulier/":
        page.get_by_role("button", name="Bewaren").click()
        expect(page.locator("#error-summary")).to_be_focused()
        assert axe_violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_start_pages(open_context: Open, people: Personas, site: Site, width: int) -> None:
    for address in (site.visitor, f"{site.visitor}/nergens/", site.board):
        page = open_context(width=width, bypass_csp=True).new_page()
        page.goto(address)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_error_page_on_the_visitors_host_does_not_name_the_place(
    page_for: Callable[..., Page], people: Personas, site: Site
) -> None:
    page = page_for()
    page.goto(f"{site.visitor}/nergens/")
    assert page.title() == "Pagina"
    assert "nabij" not in page.locator("body").inner_text().lower()


def test_a_form_that_is_loaded_by_the_browser_itself_passes_the_csrf_check(
    page_for: Callable[..., Page], people: Personas, site: Site
) -> None:
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/formulier/")
    ready(page)
    page.evaluate("document.querySelector('main form').setAttribute('data-full-load', '')")
    page.get_by_label("Naam").fill("Regenjas")
    page.get_by_label("Telefoon").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()


def test_the_watch_notices_a_page_that_breaks_its_own_rules(chromium: Browser, people: Personas, site: Site) -> None:
    found: list[str] = []
    context = chromium.new_context()
    watch(context, found)
    page = context.new_page()
    page.goto(site.visitor)
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {color: red}'}))"
    )
    page.evaluate("() => { try { document.body.innerHTML = '<p>'; } catch { return; } }")
    page.wait_for_function("() => true")
    context.close()
    assert len(found) == 2


def test_every_font_is_committed_with_its_licence() -> None:
    fonts = Path(__file__).parents[2] / "src/nabij/browser/look/fonts"
    for name in ("literata", "source-sans-3"):
        assert "SIL OPEN FONT LICENSE" in (fonts / f"LICENSE-{name}").read_text(encoding="utf-8").upper()
        assert list(fonts.glob(f"{name}-*.woff2"))
