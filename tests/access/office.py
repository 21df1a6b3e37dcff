"""The office side of the door: counsellors keep their own days, the practice manager keeps the rest."""

from typing import Any

from nabij.contact.models import Absence, HelpLine
from nabij.kit import clock
from tests.access import Row, World, expect
from tests.contact.keeping import make_absence, make_entrance, make_help_list

MANAGER = expect(els=200)
READERS = expect(amina=200, bram=200, els=200)
KEEPERS_OF_AMINA = expect(amina=302, els=302)


def _organisation(world: World) -> dict[str, Any]:
    make_entrance(world.people)
    return {"pk": world.people.organisation.pk}


def _bram(world: World) -> dict[str, Any]:
    return {"pk": world.people.bram.pk}


def _absence(world: World, *, withdrawn: bool = False) -> dict[str, Any]:
    row = Absence.objects.first() or make_absence(world.people.amina, clock.today())
    Absence.objects.filter(pk=row.pk).update(withdrawn=withdrawn)
    return {"pk": row.pk}


def _withdrawn(world: World) -> dict[str, Any]:
    return _absence(world, withdrawn=True)


def _line(world: World, *, removed: bool = False) -> dict[str, Any]:
    make_help_list(world.people)
    row = HelpLine.objects.order_by("position")[4]
    HelpLine.objects.filter(pk=row.pk).update(removed=removed)
    return {"pk": row.pk}


def _removed(world: World) -> dict[str, Any]:
    return _line(world, removed=True)


def _text(world: World) -> dict[str, Any]:
    return {"sector": "care", "language": "nl"}


ROWS = {
    "reachability": Row(expect(amina=200, bram=200, carla=200)),
    "add_absence": Row(expect(amina=200, bram=200, carla=200)),
    "reachability_of": Row(MANAGER, address=_bram),
    "add_absence_of": Row(MANAGER, address=_bram),
    "end_absence": Row(expect(amina=200, els=200), address=_absence),
    "withdraw_absence": Row(KEEPERS_OF_AMINA, address=_absence, method="post"),
    "put_absence_back": Row(KEEPERS_OF_AMINA, address=_withdrawn, method="post"),
    "entrance": Row(READERS, address=_organisation),
    # 422: it is open already
    "open_entrance": Row(expect(els=422), address=_organisation, method="post"),
    "close_entrance": Row(expect(els=302), address=_organisation, method="post"),
    "renew_entrance": Row(MANAGER, address=_organisation),
    "put_up_posters": Row(expect(els=422), address=_organisation, method="post"),
    "erasures": Row(MANAGER, address=_organisation),
    "poster": Row(READERS, address=_organisation),
    "cards": Row(READERS, address=_organisation),
    "sector_texts": Row(MANAGER),
    "sector_text": Row(MANAGER, address=_text),
    "help_lines": Row(MANAGER),
    "own_help_list": Row(expect(els=302), method="post"),
    "add_help_line": Row(MANAGER),
    "change_help_line": Row(MANAGER, address=_line),
    "move_help_line_up": Row(expect(els=302), address=_line, method="post"),
    "remove_help_line": Row(expect(els=302), address=_line, method="post"),
    "put_help_line_back": Row(expect(els=302), address=_removed, method="post"),
}
