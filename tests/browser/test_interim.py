"""An interim overview in a real browser: from the counts to what the board reads, and every page of it held to axe."""

from playwright.sync_api import Page, expect

from nabij.people.models import Unit
from nabij.releases.models import Release
from nabij.reporting.interim import Interim
from tests.browser.letter_hands import sign_in_at_the_board
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, ready
from tests.personas import Personas
from tests.reporting.interims import HALF, LAST_YEAR
from tests.reporting.registers import a_year

WORDS = "Een paar woorden vooraf"


def _press(page: Page, name: str) -> None:
    """A button under a text, in a browser whose vault is shut."""
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Ga door zonder zoeken").click()


def test_from_the_counts_to_what_the_board_reads(open_context: Open, people: Personas, site: Site) -> None:
    for name in ("Oost", "Zuid"):
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name, head_count=80)
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    page = open_context(people.amina, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/jaarverslagen/")
    ready(page)
    look_at_the_figures(page)
    decide_about_the_words(page)
    page.get_by_label("Medezeggenschap").check()
    both_widths(page, "interim-seen")
    # to one more than stood there: shown once more before it goes
    _press(page, "Uitbrengen")
    expect(page.get_by_text("Kijk eerst hieronder hoe het nu uitgaat")).to_be_visible(timeout=60_000)
    assert not Release.objects.exists()
    _press(page, "Uitbrengen")
    expect(page.get_by_text(f"Tussentijds overzicht {HALF.name} is uit.")).to_be_visible(timeout=60_000)
    both_widths(page, "interim-out")
    assert {one.receiver for one in Release.objects.all()} == {"board,council"}
    board = open_context(bypass_csp=True).new_page()
    sign_in_at_the_board(board, site, people.daan)
    the_board_reads(board, site)


def look_at_the_figures(page: Page) -> None:
    """The half year is chosen, and its figures are counted."""
    page.get_by_label("Nieuw overzicht van").select_option(HALF.key)
    page.get_by_role("button", name="Bekijk de cijfers").click()
    expect(page.locator("h1")).to_have_text(f"Tussentijds overzicht {HALF.name}")
    expect(page.locator(".tally strong").first).to_be_visible(timeout=60_000)
    both_widths(page, "interim-begin")


def decide_about_the_words(page: Page) -> None:
    """A few words before it, with a number of which is said what it counts."""
    text = page.get_by_role("textbox", name=WORDS)
    text.fill("U vroeg om cijfers. We waren bij 3 teams.")
    _press(page, "Bekijk hoe het uitgaat")
    expect(page.get_by_text("Over 1 plek in de tekst is nog niet beslist.")).to_be_visible(timeout=60_000)
    expect(page.locator("mark")).to_have_text("3")
    expect(text).to_have_value("U vroeg om cijfers. We waren bij 3 teams.")
    both_widths(page, "interim-undecided")
    page.get_by_label("Wat telt “3”?").select_option("niemand")
    page.get_by_label("Waarom kan dit blijven staan?").fill("Dat zijn teams waar we langsgingen.")
    _press(page, "Bekijk hoe het uitgaat")
    expect(page.get_by_text("Zo gaat het uit.")).to_be_visible(timeout=60_000)


def the_board_reads(board: Page, site: Site) -> None:
    """It stands in their list, is read there, and comes as a file under its own name."""
    board.goto(f"{site.board}/jaarverslagen/")
    both_widths(board, "interim-board-list")
    board.get_by_role("link", name="Tussentijds overzicht").click()
    expect(board.get_by_text(f"Van 1 januari tot en met 30 juni {LAST_YEAR} kwamen er 48 mensen.")).to_be_visible()
    expect(board.get_by_text("We waren bij 3 teams.")).to_be_visible()
    both_widths(board, "interim-board")
    with board.expect_download() as coming:
        board.get_by_role("link", name="Als PDF").click()
    assert coming.value.suggested_filename == f"{Interim.objects.get().file_name}.pdf"
