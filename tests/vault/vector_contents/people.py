"""The fictional people, ids and keys of the vectors, and the shape of a vector."""

from typing import Any

from nabij_vault.keys import OwnKeys, generate_keys
from nabij_vault.randomness import Randomness, seeded
from nabij_vault.record import RecordKeys
from nabij_vault.text import to_b64

PRACTICE = "0b8f2b6e-52a4-4c53-9d0f-6a1c3f0e7a11"
OTHER_PRACTICE = "7d1f4b1c-9f3e-4f52-8d19-b4bd2a90c7e2"
MATTER = "c1a5d9f0-3b7e-4e0b-8a44-0f9d6f2b7c31"
OTHER_MATTER = "e2b6eaf1-4c8f-4f1c-9b55-1fae7a3c8d42"
USER = "3f2c9a70-6d1e-4b8a-a5d7-2c4e6f8a9b01"
OTHER_USER = "4a3dab81-7e2f-4c9b-b6e8-3d5f7a9bac12"
RECORD = "5b4ebc92-8f30-4dac-87f9-4e6a8bacbd23"
OTHER_RECORD = "6c5fcda3-9041-4ebd-980a-5f7b9cbdce34"
DRAFT = "7d60deb4-a152-4fce-a91b-6a8cadcedf45"
SLOT = "8e71efc5-b263-40df-ba2c-7b9dbedfea56"


def drawn(name: str, length: int = 32) -> bytes:
    """Bytes that belong to this name."""
    return seeded(f"vectors/{name}".encode())(length)


def stream(name: str) -> Randomness:
    """A source of bytes that belongs to this name."""
    return seeded(f"vectors/{name}".encode())


def person(name: str) -> OwnKeys:
    """The keys of a fictional person."""
    return generate_keys(stream(f"person/{name}"))


AMINA, BRAM, CARLA, VISITOR = person("amina"), person("bram"), person("carla"), person("visitor")
KEYS = RecordKeys(drawn("matter key"), drawn("shred key"))
OTHER_KEYS = RecordKeys(drawn("another matter key"), drawn("shred key"))
UVK = drawn("uvk")


def fixed(salt: bytes, iv: bytes) -> Randomness:
    """A source that yields this salt, then this iv."""
    waiting = [salt, iv]

    def randomness(length: int) -> bytes:
        given = waiting.pop(0)
        if len(given) != length:
            raise ValueError(f"asked for {length} bytes")
        return given

    return randomness


def plain(value: object) -> Any:
    """The value with bytes as b64, as it stands in a vector."""
    if isinstance(value, bytes):
        return to_b64(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def good(name: str, what: str, operation: str, expected: object, **inputs: object) -> dict[str, object]:
    """A vector that must come out as expected."""
    return {"name": name, "what": what, "operation": operation, **plain(inputs), "expected": plain(expected)}


def bad(name: str, what: str, operation: str, error: str, **inputs: object) -> dict[str, object]:
    """A vector that must be refused with this error."""
    return {"name": name, "what": what, "operation": operation, **plain(inputs), "error": error}
