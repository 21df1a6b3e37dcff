"""Vectors of what a pair learnt of a signal, for counsellors of the practice."""

from dataclasses import replace

from nabij_vault.age_file import seal_to_recipients, seal_with_passphrase
from nabij_vault.keys import SigningKey
from nabij_vault.letters import Lesson, seal_lesson, seal_letter
from nabij_vault.padding import pad
from nabij_vault.text import json_bytes
from tests.vault.vector_contents.letters import LETTER
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    CARLA,
    OTHER_PRACTICE,
    OTHER_RECORD,
    OTHER_USER,
    PRACTICE,
    RECORD,
    USER,
    bad,
    good,
    stream,
)

type Vector = dict[str, object]

LESSON = Lesson(PRACTICE, RECORD, USER, "2026-06-11", "Eerder samen kijken scheelt een hoop.")
TO_THEM = [BRAM.public.recipient, AMINA.public.recipient]
SIGNERS = {USER: [AMINA.signer.sign], OTHER_USER: [BRAM.signer.sign]}


def lesson_vectors() -> list[Vector]:
    """Lessons that open, and those that are refused."""
    sealed = seal_lesson(LESSON, AMINA.signer, TO_THEM, stream("lesson"))
    former = {**_reading(sealed), "identities": [CARLA.identity, BRAM.identity]}
    return [
        good("lesson", "Bram reads what Amina learnt", "open_lesson", LESSON.to_json(), **_reading(sealed)),
        good("lesson-own", "and so does Amina", "open_lesson", LESSON.to_json(), **_reading(sealed, AMINA.identity)),
        good("lesson-former-identity", "with one that was replaced", "open_lesson", LESSON.to_json(), **former),
        *_elsewhere(sealed),
        *_forged(),
        *_broken(sealed),
    ]


def _reading(file: bytes, identity: str = BRAM.identity) -> dict[str, object]:
    who = {"practice": PRACTICE, "lesson": RECORD, "from": USER}
    return {**who, "identities": [identity], "signers": SIGNERS, "file": file}


def _elsewhere(sealed: bytes) -> list[Vector]:
    reading = _reading(sealed)
    by_bram = seal_lesson(replace(LESSON, sender=OTHER_USER), BRAM.signer, TO_THEM, stream("lesson by Bram"))
    letter = seal_letter(LETTER, AMINA.signer, TO_THEM, stream("a letter to colleagues"))
    changes: dict[str, tuple[str, str, dict[str, object]]] = {
        "practice": ("of another practice", "WrongContext", {"practice": OTHER_PRACTICE}),
        "other-lesson": ("under another id", "WrongContext", {"lesson": OTHER_RECORD}),
        "by-a-colleague": ("by Bram, where Amina gave it", "WrongContext", {"file": by_bram}),
        "not-mine": ("sealed to others", "WrongKey", {"identities": [CARLA.identity]}),
        "stranger": ("nobody is pinned", "UntrustedSigner", {"signers": {}}),
        "other-key": ("pinned with another key", "UntrustedSigner", {"signers": {USER: [BRAM.signer.sign]}}),
        "letter-as-lesson": ("a letter in its place", "BadEnvelope", {"file": letter}),
    }
    return [
        bad(f"lesson-{name}", what, "open_lesson", error, **{**reading, **change})
        for name, (what, error, change) in changes.items()
    ]


def _resealed(content: object, name: str) -> bytes:
    return seal_to_recipients(pad(json_bytes(content)), [BRAM.public.recipient], stream(f"lesson/{name}"))


def _signed(signer: SigningKey, label: str = "nabij/lesson/1", **changes: object) -> dict[str, object]:
    """The lesson as `signer` says it is, changed or not."""
    shown: dict[str, object] = {**LESSON.to_json(), **changes, "signer": AMINA.signer.sign}
    return {**shown, "signature": signer.signature(label.encode() + b"\x00" + json_bytes(shown))}


def _forged() -> list[Vector]:
    honest = _signed(AMINA.signer)
    cases: dict[str, tuple[str, str, object]] = {
        "forged": ("signed by Carla in Amina's name", "ForgedSignature", _signed(CARLA.signer)),
        "changed": ("another text, the same signature", "ForgedSignature", {**honest, "text": "Er is niets."}),
        "redated": ("another day, the same signature", "ForgedSignature", {**honest, "written": "2026-06-12"}),
        "in-brams-name": ("said to be from Bram", "UntrustedSigner", _signed(AMINA.signer, **{"from": OTHER_USER})),
        "undomained": ("signed as a letter", "ForgedSignature", _signed(AMINA.signer, "nabij/letter/1")),
        "no-signature": ("a signature of no bytes", "ForgedSignature", {**honest, "signature": ""}),
        "day": ("a day that does not exist", "BadEnvelope", _signed(AMINA.signer, written="2026-02-30")),
        "id": ("an id that is none", "BadEnvelope", _signed(AMINA.signer, lesson="x")),
        "short-signer": ("a signer of 3 bytes", "BadEnvelope", {**honest, "signer": "AAAA"}),
        "of-a-signal": ("a field that names its signal", "BadEnvelope", _signed(AMINA.signer, signal=RECORD)),
        "fewer-fields": ("no text", "BadEnvelope", {key: honest[key] for key in honest if key != "text"}),
        "text-type": ("a text that is none", "BadEnvelope", _signed(AMINA.signer, text=1)),
        "replayed": ("another lesson of Amina", "WrongContext", _signed(AMINA.signer, lesson=OTHER_RECORD)),
    }
    return [
        bad(f"lesson-{name}", what, "open_lesson", error, **_reading(_resealed(content, name)))
        for name, (what, error, content) in cases.items()
    ]


def _broken(sealed: bytes) -> list[Vector]:
    altered = bytearray(sealed)
    altered[-1] ^= 1
    bram, source = [BRAM.public.recipient], stream("broken lessons")
    cases = {
        "altered": ("the last byte changed", "WrongKey", bytes(altered)),
        "truncated": ("the last byte gone", "WrongKey", sealed[:-1]),
        "not-age": ("not an age file", "BadEnvelope", b"hello"),
        "no-bytes": ("nothing at all", "BadEnvelope", b""),
        "passphrase": ("sealed with a passphrase", "BadEnvelope", seal_with_passphrase(b"", "les", 4, source)),
        "unpadded": ("without padding", "BadPadding", seal_to_recipients(b"{}", bram, source)),
        "not-json": ("not JSON", "BadEnvelope", seal_to_recipients(pad(b"hello"), bram, source)),
    }
    return [
        bad(f"lesson-{name}", what, "open_lesson", error, **_reading(file))
        for name, (what, error, file) in cases.items()
    ]
