"""What stands in the margin of the workspace, per role. An entry shows only when its address exists."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``current`` is what ``aria-current`` says: page, true (something below it) or nothing."""

    name: str
    label: str
    address: str
    current: str


# By role: the name of an address, and its label. The first four stand in the thumb bar of a phone.
LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "counsellor": (
        ("today", "Vandaag"),
        ("quick_note", "Noteren"),
        ("matters", "Kwesties"),
        ("diary", "Agenda"),
        ("organisations", "Organisaties"),
        ("signals", "Signalen"),
        ("prevention", "Preventie"),
        ("referrals", "Sociale kaart"),
        ("annual_report", "Jaarverslag"),
        ("report_talks", "Gesprek over verslag"),
        ("intervision", "Intervisie"),
        ("hours", "Uren en reis"),
        ("learning", "Vakbekwaamheid"),
        ("importing", "Importeren"),
        ("reachability", "Bereikbaarheid"),
        ("vault", "Mijn kluis"),
    ),
    "practice_manager": (
        ("setup", "Inrichting"),
        ("organisations", "Organisaties"),
        ("people", "Mensen"),
        ("sector_texts", "Teksten"),
        ("help_lines", "Nu hulp"),
        ("invoices", "Facturen"),
    ),
    "board_contact": (
        ("letters", "Brieven"),
        ("home", "Jaarverslagen"),
        ("vault", "Mijn kluis"),
    ),
}
FOR_EVERYBODY = (("account", "Mijn account"),)
IN_THE_THUMB_BAR = 4


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@dataclass(frozen=True, slots=True)
class Menu:
    """``first`` stands in the thumb bar of a phone, ``further`` behind its last button."""

    first: tuple[Entry, ...]
    further: tuple[Entry, ...]


def menu_for(role: str, path: str) -> Menu:
    """The menu of this role as seen from ``path``; one entry at most is current: the nearest above ``path``."""
    found = [
        (name, label, address)
        for name, label in (*LINES.get(role, ()), *FOR_EVERYBODY)
        if (address := _address(name)) is not None
    ]
    above = [address for _, _, address in found if path == address or (address != "/" and path.startswith(address))]
    nearest = max(above, key=len, default=None)
    entries = [
        Entry(name, label, address, "" if address != nearest else "page" if address == path else "true")
        for name, label, address in found
    ]
    own = tuple(entry for entry in entries if (entry.name, entry.label) not in FOR_EVERYBODY)
    everybody = tuple(entry for entry in entries if (entry.name, entry.label) in FOR_EVERYBODY)
    return Menu(own[:IN_THE_THUMB_BAR], (*own[IN_THE_THUMB_BAR:], *everybody))


def menu(request: HttpRequest) -> dict[str, Any]:
    """For the templates: the menu of whoever is signed in; made only where it is shown, and once."""

    @cache
    def made() -> Menu:
        return menu_for(str(getattr(getattr(request, "user", None), "role", "")), request.path)

    return {"menu": made}
