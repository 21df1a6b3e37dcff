"""A code that a counsellor hands over: what it yields, and what counsellor and visitor vouch for with it."""

import hmac
import re
import uuid
from dataclasses import dataclass, field

from nabij_vault.envelope import hkdf
from nabij_vault.errors import BadEnvelope, SubstitutedKey, WrongSecret
from nabij_vault.keys import PublicKeys
from nabij_vault.text import check_ids, from_b64, json_bytes, to_b64

LENGTH = 20
_ALPHABET = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PROOF = 32


def read_code(typed: str) -> str:
    """The code that was typed, unbroken; WrongSecret for anything else."""
    code = re.sub(r"[\s.-]", "", typed).upper().translate(_READ_AS)
    if len(code) != LENGTH or not set(code) <= _ALPHABET:
        raise WrongSecret("not a code")
    return code


@dataclass(frozen=True)
class CodeKeys:
    """What a code yields: where the invitation is found, the token for it, and what is vouched with."""

    lookup: str
    token: str = field(repr=False)
    key: bytes = field(repr=False)


def code_keys(typed: str) -> CodeKeys:
    """Everything that a typed code yields. WrongSecret."""
    code = read_code(typed).encode()

    def derived(purpose: str) -> bytes:
        return hkdf(code, b"", f"nabij/invitation/{purpose}/1")

    return CodeKeys(
        lookup=str(uuid.UUID(bytes=derived("lookup")[:16], version=4)),
        token=to_b64(derived("token")),
        key=derived("proof"),
    )


@dataclass(frozen=True)
class Offered:
    """The counsellor who hands a code over, for one matter."""

    practice: str
    matter: str
    owner: str
    name: str
    keys: PublicKeys
    # the id and the name of each colleague who may stand by
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answered:
    """The visitor who uses it."""

    practice: str
    matter: str
    keys: PublicKeys


def _proof(key: bytes, label: str, said: list[object]) -> str:
    return to_b64(hmac.digest(key, label.encode() + b"\x00" + json_bytes(said), "sha256"))


def prove_offer(key: bytes, offered: Offered) -> str:
    """What vouches for the keys of the counsellor who made the code, and for their colleagues. BadEnvelope."""
    check_ids(offered.practice, offered.matter)
    keys = offered.keys
    said: list[object] = [offered.practice, offered.matter, offered.owner, offered.name, keys.recipient, keys.sign]
    if offered.others:
        said.append([list(one) for one in offered.others])
    return _proof(key, "nabij/invitation/offer/1", said)


def prove_answer(key: bytes, answered: Answered) -> str:
    """What vouches that these are the keys of who used the code. BadEnvelope."""
    check_ids(answered.practice, answered.matter)
    said: list[object] = [answered.practice, answered.matter, answered.keys.recipient, answered.keys.sign]
    return _proof(key, "nabij/invitation/answer/1", said)


def must_vouch(made: str, served: str) -> None:
    """SubstitutedKey unless the code vouches for it."""
    try:
        proof = from_b64(served)
    except BadEnvelope:
        raise SubstitutedKey("not a proof") from None
    if len(proof) != _PROOF or not hmac.compare_digest(from_b64(made), proof):
        raise SubstitutedKey("not vouched for by the code")
