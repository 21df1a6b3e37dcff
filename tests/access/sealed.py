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
    "drafts": Row(READ),
    "forget_draft": Row(READ, address=_draft, method="post", json={}),
}
