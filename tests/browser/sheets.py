"""A spreadsheet made by hand (xlsx), and the ways a counsellor goes through *Importeren*."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.workbooks import Sheet, workbook

HEAD = ("Datum", "Schuilnaam", "Naam", "Kanaal", "Duur", "Aard", "Afloop", "Verslag")
SLOW = 30_000


def xlsx(*rows: Sequence[str], merged: str = "", hidden: Sequence[int] = ()) -> bytes:
    """The bytes of a workbook with one sheet of texts, *Jaren*."""
    return workbook({"Jaren": Sheet(rows, merged, away=hidden)})


def choose(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """Give a file to the page."""
    page.get_by_label("Je bestand").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def settle(page: Page) -> None:
    """Say yes to every guess, and that nothing is known of every value that asks; what must be chosen is the first.

    Rows that lack what they need stay out.
    """
    while page.get_by_role("button", name="Klopt").count():
        page.get_by_role("button", name="Klopt").first.click()
    while page.locator(".undecided select").count():
        one = page.locator(".undecided select").first
        unknown = one.locator("option[value='!none']").count()
        one.select_option("!none" if unknown else one.locator("option").nth(1).get_attribute("value"))
    for one in page.locator("select[id^=blank-]").all():
        if one.locator("option:checked").inner_text() == "Kies…":
            skips = one.locator("option[value='!skip']").count()
            one.select_option("!skip" if skips else one.locator("option").nth(1).get_attribute("value"))
    for question, answer in (("ask-vague", "first"), ("ask-doubles", "each")):
        if page.locator(f"#{question}").count():
            page.locator(f"#{question}").select_option(answer)


def check(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """A file, its columns as proposed with every question answered, and the dry run."""
    choose(page, content, name)
    page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()
    settle(page)
    page.get_by_role("button", name="Controleer").click()
    page.get_by_role("heading", name="Kijk het na").wait_for()


def bring_in(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """The whole way."""
    check(page, content, name)
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)
