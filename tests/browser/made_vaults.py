"""A vault as the server would hold it, made without a browser: six words and a recovery code open it."""

from typing import Any
from uuid import uuid4

from nabij.people.models import User
from nabij_vault.bundle import Bundle, seal_bundle
from nabij_vault.keyring import Keyring, seal_keyring
from nabij_vault.keys import generate_keys, identity_to_recipient
from nabij_vault.recovery import code_identity, generate_code, show_code
from nabij_vault.slots import generate_uvk, seal_recovery_slot, seal_words_slot
from nabij_vault.text import to_b64

WORDS = "anker blauw citroen dorp emmer fluit"


def make_vault(user: User) -> tuple[dict[str, Any], str]:
    """What ``/kluis/staat.json`` answers for this person, and the recovery code as printed."""
    uvk, code, own = generate_uvk(), generate_code(), generate_keys()
    owner = str(user.pk)
    bundle = Bundle(own=own, recovery_recipient=identity_to_recipient(code_identity(code)))
    slots = [("words", seal_words_slot(uvk, WORDS)), ("recovery", seal_recovery_slot(uvk, code))]
    state = {
        "user": owner,
        "practice": str(user.practice_id),
        "name": user.name,
        "role": user.role,
        "rp_id": "werk.localhost",
        "plus_style": False,
        "today": "2026-11-21",
        "public_key": {"owner": owner, "version": 1, "recipient": own.public.recipient, "sign": own.public.sign},
        "slots": [
            {"id": str(uuid4()), "kind": kind, "credential_id": None, "sealed": to_b64(slot)} for kind, slot in slots
        ],
        "bundle": {"version": 1, "sealed": to_b64(seal_bundle(owner, 1, uvk, bundle))},
        "keyring": {"version": 1, "sealed": to_b64(seal_keyring(owner, 1, uvk, Keyring({})))},
    }
    return state, show_code(code)
