"""One's own vault: whoever holds keys, which a practice manager does not."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nabij.sealed.models import Draft
from tests.access import Row, World, expect
from tests.making import sealed_bytes

HOLDERS = expect(amina=200, bram=200, carla=200)
READ = expect(signed_out=401, amina=200, bram=200, carla=200)
# may, but the body is empty
WRITE = expect(signed_out=401, amina=422, bram=422, carla=422)


def _draft(world: World) -> dict[str, Any]:
    amina = world.people.amina
    made, _ = Draft.objects.get_or_create(
        id=uuid5(NAMESPACE_URL, "draft"), user=amina, practice=amina.practice, defaults={"sealed": sealed_bytes()}
    )
    return {"pk": made.pk}


def _write() -> Row:
    return Row(WRITE, method="post", json={})


DAAN = expect(daan=200)
DAAN_READS = expect(signed_out=401, daan=200)
DAAN_WRITES = expect(signed_out=401, daan=422)


def _write_at_the_board() -> Row:
    return Row(DAAN_WRITES, method="post", json={})


ROWS = {
    "vault": Row(HOLDERS),
    "vault_setup": Row(HOLDERS),
    "vault_state": Row(READ),
    "held_keys": Row(READ),
    "set_up_vault": _write(),
    "save_bundle": _write(),
    "save_keyring": _write(),
    # an empty change of a vault that is not there
    "change_slots": _write(),
    "rotate_vault": _write(),
    "colleagues": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "board_contacts": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "drafts": Row(READ),
    "forget_draft": Row(READ, address=_draft, method="post", json={}),
    "board:vault": Row(DAAN),
    "board:vault_setup": Row(DAAN),
    "board:vault_state": Row(DAAN_READS),
    "board:own_counsellors": Row(DAAN_READS),
    "board:set_up_vault": _write_at_the_board(),
    "board:save_bundle": _write_at_the_board(),
    "board:save_keyring": _write_at_the_board(),
    "board:change_slots": _write_at_the_board(),
    "board:rotate_vault": _write_at_the_board(),
    "board:drafts": Row(DAAN_READS),
    # another's id: the same answer, and it stays
    "board:forget_draft": Row(DAAN_READS, address=_draft, method="post", json={}),
}
