"""Pictures for who wants to look, kept where NABIJ_SHOTS says, and what holds at both widths of a page."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.surroundings import axe_violations

SHOTS = os.environ.get("NABIJ_SHOTS")


def picture(page: Page, name: str) -> None:
    """Of the whole page, as wide as it is now."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def both_widths(page: Page, name: str) -> None:
    """On a desk and on a phone: nothing wider than the screen, nothing that axe refuses, and a picture."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), (name, width)
        assert axe_violations(page) == [], (name, width)
        picture(page, f"{name}-{width}")
    page.set_viewport_size({"width": 1280, "height": 900})
