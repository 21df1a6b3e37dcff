"""The proof that goes with a write: only who holds the vault's signing key can have sent it."""

import hashlib

from nabij_vault.keys import SigningKey
from nabij_vault.text import check_ids, json_bytes

_DOMAIN = b"nabij/write/1\x00"


def sign_write(owner: str, path: str, body: bytes, signer: SigningKey) -> str:
    """The signature (b64) over these bytes to this path, in this owner's name. ValueError when `owner` is no id."""
    check_ids(owner)
    return signer.signature(_DOMAIN + json_bytes([owner, path]) + hashlib.sha256(body).digest())
