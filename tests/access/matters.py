"""Matters: their keeper alone, until they are shared; for everybody else they do not exist."""

from typing import Any

from nabij.matters.models import ImportBatch, Matter
from tests.access import Row, World, expect
from tests.making import make_matter, new_id

COUNSELLORS = expect(amina=200, bram=200, carla=200)
LISTS = expect(signed_out=401, amina=200, bram=200, carla=200)
COUNSELLORS_WRITE = expect(signed_out=401, amina=422, bram=422, carla=422)
KEEPER = expect(signed_out=401, amina=200)
# may, but the body is empty
KEEPER_WRITES = expect(signed_out=401, amina=422)


def _matter(world: World) -> dict[str, Any]:
    amina = world.people.amina
    return {"pk": (Matter.objects.filter(keeper=amina).first() or make_matter(amina)).pk}


def _file(world: World) -> dict[str, Any]:
    return _matter(world) | {"file": new_id()}


def _write() -> Row:
    return Row(KEEPER_WRITES, address=_matter, method="post", json={})


def _import(world: World) -> dict[str, Any]:
    amina = world.people.amina
    return {"pk": ImportBatch.objects.get_or_create(pk=IMPORT, practice=amina.practice, keeper=amina)[0].pk}


IMPORT = new_id()

ROWS = {
    "today": Row(COUNSELLORS),
    "quick_note": Row(COUNSELLORS),
    "matters": Row(COUNSELLORS),
    "matter": Row(expect(amina=200), address=_matter),
    "matter_cards": Row(LISTS),
    "card_chains": Row(LISTS),
    "closed_matter_cards": Row(LISTS),
    "peer_cards": Row(LISTS),
    "open_matter": Row(COUNSELLORS_WRITE, method="post", json={}),
    "importing": Row(COUNSELLORS),
    "imports": Row(LISTS),
    "known_encounters": Row(COUNSELLORS_WRITE, method="post", json={}),
    "import_matters": Row(COUNSELLORS_WRITE, method="post", json={}),
    "memory_pieces": Row(LISTS),
    # which key and from where, it does not say
    "memory_chain": Row(COUNSELLORS_WRITE),
    "memory_keys": Row(COUNSELLORS_WRITE, method="post", json={}),
    "memory_sections": Row(COUNSELLORS_WRITE, method="post", json={}),
    # an empty import is undone as well
    "undo_import": Row(KEEPER, address=_import, method="post", json={}),
    "matter_pieces": Row(KEEPER, address=_matter),
    "matter_mark": Row(KEEPER, address=_matter),
    # which part and epoch, it does not say
    "matter_chain": Row(KEEPER_WRITES, address=_matter),
    "note_encounter": _write(),
    "revise_records": _write(),
    "pass_turn": _write(),
    "code_register": _write(),
    "close_matter": _write(),
    "reopen_matter": _write(),
    "share_matter": _write(),
    "withdraw_share": _write(),
    "hear_consent": _write(),
    "renew_keys": _write(),
    "say_same_visitor": _write(),
    "visitor_code": Row(KEEPER, address=_matter),
    "invite_visitor": _write(),
    "withdraw_code": _write(),
    "admit_visitor": _write(),
    "record_exception": _write(),
    # an upload without content; reading a file that is not there is 404 for its keeper too (tests/matters)
    "sealed_file": Row(KEEPER_WRITES, address=_file, method="put", headers={"Accept": "application/json"}),
}
