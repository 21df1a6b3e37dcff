"""Whether a write was signed with the key of whoever it is done for (docs/vault-format.md, Writes).

The only module of the server that knows a library of cryptography, and it knows the checking half: it holds no key.
"""

import base64
import binascii
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nabij.kit.errors import Refused

HEADER = "X-Nabij-Proof"
_DOMAIN = b"nabij/write/1\x00"


class Unproven(Refused):
    """A write without the right proof: someone has the session and not the key; nothing was stored."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Je kluis is intussen vernieuwd, in een ander tabblad of op een ander apparaat. Er is niets bewaard. "
            "Wat je typte staat er nog: kopieer het, sluit de kluis en open hem opnieuw.",
            code="proof",
        )


def proves(proof: str, sign: str, owner: str, path: str, body: bytes) -> bool:
    """Whether ``proof`` is the Ed25519 signature (RFC 8032) by ``sign`` of this body to this path for this owner.

    ``proof`` and ``sign`` are base64; anything malformed is just False.
    """
    return _verifies(proof, sign, _DOMAIN + _json([owner, path]) + hashlib.sha256(body).digest())


def signed(label: str, about: list[str], signature: str, sign: str) -> bool:
    """Whether ``signature`` is that by ``sign`` of ``label`` and these texts, as one JSON list (docs/vault-format.md).

    Both are base64; anything malformed is just False.
    """
    return _verifies(signature, sign, label.encode() + b"\x00" + _json(about))


def _json(texts: list[str]) -> bytes:
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _verifies(signature: str, sign: str, text: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(sign, validate=True))
        key.verify(base64.b64decode(signature, validate=True), text)
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True
