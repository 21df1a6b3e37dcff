"""Moving through the workspace in one document feels as if every page were loaded."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import shell_pages
from tests.browser.surroundings import Site, ready
from tests.personas import Personas

MARK = "document.documentElement.dataset.mark = 'same'"


@pytest.fixture(autouse=True)
def _shell_pages(settings: object) -> Iterator[None]:
    settings.URLCONF_BY_AUDIENCE = {**settings.URLCONF_BY_AUDIENCE, "workspace": "tests.browser.shell_pages"}  # type: ignore[attr-defined]
    shell_pages.POSTED.clear()
    yield
    shell_pages.POSTED.clear()


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site) -> Page:
    """Amina's tab, on the first page, marked so that a full load shows."""
    page = page_for(people.amina)
    page.goto(site.workspace)
    ready(page)
    page.evaluate(MARK)
    return page


def same_document(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.mark === 'same'"))


def test_a_link_swaps_the_page_with_address_title_focus_menu_and_announcement(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Naar twee").click()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    assert page.url == f"{site.workspace}/twee/"
    assert page.title() == "Twee · Nabij"
    expect(page.locator("#announcement")).to_have_text("Twee")
    expect(page.locator("nav [aria-current]")).to_have_text(["Kwesties"])
    assert page.evaluate("scrollY") == 0
    assert same_document(page)


def test_back_and_forward_bring_the_page_and_its_scroll_back(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Onderste link").scroll_into_view_if_needed()
    far = page.evaluate("scrollY")
    assert far > 300
    page.get_by_role("link", name="Onderste link").click()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_focused()
    assert page.url == f"{site.workspace}/"
    assert page.evaluate("scrollY") == far
    page.go_forward()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    assert same_document(page)


def test_a_fragment_of_another_page_is_where_one_arrives(page: Page) -> None:
    page.get_by_role("link", name="Onderaan").click()
    expect(page.locator("#onderaan")).to_be_focused()
    expect(page.locator("#onderaan")).to_be_in_viewport()


def test_a_modified_click_opens_a_tab_and_a_marked_link_loads(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Naar twee").click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", name="Twee")).to_be_visible()
    assert page.title() == "Vandaag · Nabij"
    page.get_by_role("link", name="Helemaal laden").click()
    expect(page.get_by_role("heading", name="Twee")).to_be_visible()
    assert not same_document(page)


def test_a_post_carries_its_button_follows_the_redirect_and_shows_the_message(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Formulier").click()
    page.get_by_label("Naam").fill("Blauwe fiets")
    page.get_by_label("Telefoon").check()
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    assert page.url == f"{site.workspace}/twee/"
    assert shell_pages.POSTED[0]["way"] == "later"
    assert shell_pages.POSTED[0]["how"] == "phone"
    assert same_document(page)


def test_errors_come_first_link_to_their_fields_and_keep_what_was_typed(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Formulier").click()
    page.get_by_label("Verhaal").fill("Een begin")
    page.get_by_role("button", name="Bewaren").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    assert page.url == f"{site.workspace}/formulier/"
    expect(page.get_by_label("Verhaal")).to_have_value("Een begin")
    summary.get_by_role("link", name="Naam: Vul dit in.").click()
    name = page.get_by_label("Naam")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-describedby", "id_name_helptext id_name_error")
    expect(name).to_have_attribute("aria-required", "true")
    summary.get_by_role("link", name="Hoe: Kies een antwoord.").click()
    expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_focused()


def test_a_double_click_posts_once_and_progress_shows_while_waiting(page: Page) -> None:
    page.get_by_role("link", name="Formulier").click()
    held: list[Route] = []
    page.route("**/formulier/", lambda route: held.append(route))
    page.get_by_label("Naam").fill("Regenjas")
    page.get_by_label("Telefoon").check()
    page.get_by_role("button", name="Bewaren").dblclick()
    expect(page.get_by_text("Even geduld…")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    expect(page.get_by_text("Even geduld…")).to_have_count(0)
    assert len(held) == len(shell_pages.POSTED) == 1


@pytest.mark.parametrize(
    ("name", "sentence"), [("weiger", "Deze naam is al gebruikt."), ("breek", "Er ging iets mis bij ons.")]
)
def test_a_refusal_or_a_server_error_keeps_the_form_as_it_was(page: Page, name: str, sentence: str) -> None:
    page.get_by_role("link", name="Formulier").click()
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Verhaal").fill("Een lang verhaal")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#notices")).to_contain_text(sentence)
    expect(page.get_by_label("Verhaal")).to_have_value("Een lang verhaal")
    assert same_document(page)


def test_a_lost_connection_keeps_the_page_and_says_so(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Formulier").click()
    page.get_by_label("Verhaal").fill("Een lang verhaal")
    page.context.set_offline(True)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#notices")).to_contain_text("Er is geen verbinding.")
    page.go_back()
    expect(page).to_have_url(f"{site.workspace}/formulier/")
    expect(page.get_by_label("Verhaal")).to_have_value("Een lang verhaal")
    page.context.set_offline(False)
    expect(page.locator("#notices")).to_be_empty()


def test_a_broken_page_leaves_this_one_and_a_missing_page_is_shown(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Kapot").click()
    expect(page.locator("#notices")).to_contain_text("Er ging iets mis bij ons.")
    assert page.url == f"{site.workspace}/"
    page.get_by_role("link", name="Nergens").click()
    expect(page.get_by_role("heading", name="Deze pagina is er niet")).to_be_focused()
    assert page.url == f"{site.workspace}/nergens/"
    page.get_by_role("link", name="Terug").click()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_focused()
    assert same_document(page)


def test_being_sent_to_the_sign_in_page_loads_it(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Inloggen nodig").click()
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    assert page.url == f"{site.workspace}/inloggen/"
    assert not same_document(page)


def test_someone_else_who_signed_in_meanwhile_gets_a_document_of_their_own(
    page: Page, open_context: Callable[..., object], people: Personas
) -> None:
    other = open_context(people.els)
    page.context.add_cookies(other.cookies())  # type: ignore[attr-defined]
    page.get_by_role("link", name="Naar twee").click()
    expect(page.locator(".further .who")).to_contain_text("Els")
    assert not same_document(page)


def test_unsaved_text_is_left_only_after_yes(page: Page, site: Site) -> None:
    page.evaluate("document.querySelector('#main p').setAttribute('data-unsaved', '')")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Naar twee").click()
    assert page.url == f"{site.workspace}/"
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Naar twee").click()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    assert asked == ["Er staat nog tekst die niet bewaard is. Weggaan zonder bewaren?"]


def test_the_thumb_bar_of_a_phone_opens_the_rest_of_the_menu(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()
    page.get_by_role("button", name="Meer").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    page.get_by_role("link", name="Noteren").click()
    expect(page.get_by_role("heading", name="Formulier")).to_be_focused()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()


def test_the_keyboard_reaches_the_content_in_one_step(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
