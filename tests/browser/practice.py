"""The demo practice in a test's database, with slots made once per run, and the ways a person goes through it."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page

from nabij.people.models import User
from nabij_demo.fill import DemoPerson, fill
from tests.browser.known_slots import sealed_once
from tests.browser.surroundings import Site, ready


@dataclass(frozen=True, slots=True)
class DemoPractice:
    """The people of the demo by the first part of their address."""

    people: dict[str, DemoPerson]

    def user(self, key: str) -> User:
        return User.objects.get(email=self.people[key].email)

    def words(self, key: str) -> str:
        return self.people[key].words


def filled_practice(today: date) -> DemoPractice:
    """Fill the database with the fictional practice."""
    with sealed_once():
        return DemoPractice({person.email.split("@")[0]: person for person in fill(today)})


def open_door(page: Page, site: Site, address: str, words: str) -> None:
    """Open an address of the workspace and unlock the vault with six words."""
    page.goto(site.workspace + address)
    ready(page)
    unlock(page, words)


def unlock(page: Page, words: str) -> None:
    """Unlock the door that is shown."""
    door = page.locator("nabij-door")
    door.wait_for()
    field = door.get_by_label("Je zes woorden")
    field.wait_for(state="attached")
    if not field.is_visible():
        door.locator("summary", has_text="zes woorden").click()
    field.fill(words)
    field.press("Enter")
    door.wait_for(state="detached", timeout=30_000)
