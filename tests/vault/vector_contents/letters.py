"""Vectors of letters to the one ultimately responsible, and of answers."""

from dataclasses import replace

from nabij_vault.age_file import seal_to_recipients, seal_with_passphrase
from nabij_vault.keys import SigningKey
from nabij_vault.letters import Letter, Place, Reply, letter_hash, seal_letter, seal_reply
from nabij_vault.padding import pad
from nabij_vault.text import json_bytes
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    CARLA,
    MATTER,
    OTHER_PRACTICE,
    OTHER_USER,
    PRACTICE,
    RECORD,
    USER,
    bad,
    good,
    person,
    stream,
)

type Vector = dict[str, object]

DAAN = person("daan")
CONTACT = "9f82f0d6-c374-41f0-8b3d-8caecff0fb67"
SOMEBODY = "a093a1e7-d485-4201-9c4e-9dbfd001ac78"
PLACE = Place(PRACTICE, 12, RECORD)
LETTER = Letter(
    place=PLACE,
    sender=USER,
    to=CONTACT,
    written="2026-03-05",
    text="Op één afdeling horen wij vaker hetzelfde.",
    questions=("Wat ziet u zelf?", "Wat is er nodig om dit te bespreken?"),
    title="Hoe er wordt gesproken",
)
TO_THEM = [DAAN.public.recipient, AMINA.public.recipient, BRAM.public.recipient]
SIGNERS = {USER: [AMINA.signer.sign], OTHER_USER: [BRAM.signer.sign], CONTACT: [DAAN.signer.sign]}


def letter_vectors() -> list[Vector]:
    sealed = seal_letter(LETTER, AMINA.signer, TO_THEM, stream("letter"))
    untitled = replace(LETTER, title=None, questions=())
    plain = seal_letter(untitled, AMINA.signer, TO_THEM, stream("untitled letter"))
    return [
        good("letter", "Daan reads what Amina wrote", "open_letter", LETTER.to_json(), **_reading(sealed)),
        good("letter-bram", "and so does Bram", "open_letter", LETTER.to_json(), **_reading(sealed, BRAM.identity)),
        good(
            "letter-former-identity",
            "with an identity that was replaced since",
            "open_letter",
            LETTER.to_json(),
            **{**_reading(sealed), "identities": [CARLA.identity, DAAN.identity]},
        ),
        good("letter-untitled", "without title or questions", "open_letter", untitled.to_json(), **_reading(plain)),
        *_elsewhere(sealed),
        *_forged(),
        *_broken(sealed),
        good("letter-hash", "what an answer names it by", "letter_hash", letter_hash(sealed), file=sealed),
        *_answers(sealed, plain),
    ]


def _reading(file: bytes, identity: str = DAAN.identity) -> dict[str, object]:
    reader = {"identities": [identity], "signers": SIGNERS}
    return {"place": vars(PLACE), "from": USER, "to": CONTACT, **reader, "file": file}


def _elsewhere(sealed: bytes) -> list[Vector]:
    reading = _reading(sealed)
    changes: dict[str, tuple[str, str, dict[str, object]]] = {
        "practice": ("of another practice", "WrongContext", {"place": {**vars(PLACE), "practice": OTHER_PRACTICE}}),
        "organisation": ("of another one", "WrongContext", {"place": {**vars(PLACE), "organisation": 13}}),
        "signal": ("under another signal", "WrongContext", {"place": {**vars(PLACE), "signal": MATTER}}),
        "not-to-me": ("written to somebody else", "Misaddressed", {"to": SOMEBODY}),
        "not-mine": ("sealed to others", "WrongKey", {"identities": [CARLA.identity]}),
        "stranger": ("nobody is pinned", "UntrustedSigner", {"signers": {}}),
        "other-key": ("pinned with another key", "UntrustedSigner", {"signers": {USER: [BRAM.signer.sign]}}),
        "by-a-colleague": ("by Bram, where Amina handed it over", "WrongContext", {"file": _by_bram()}),
        "reply-as-letter": ("an answer in its place", "BadEnvelope", {"file": _reply_to(sealed)}),
    }
    return [
        bad(f"letter-{name}", what, "open_letter", error, **{**reading, **change})
        for name, (what, error, change) in changes.items()
    ]


def _by_bram() -> bytes:
    return seal_letter(replace(LETTER, sender=OTHER_USER), BRAM.signer, TO_THEM, stream("letter by Bram"))


def _resealed(content: object, name: str) -> bytes:
    return seal_to_recipients(pad(json_bytes(content)), [DAAN.public.recipient], stream(f"letter/{name}"))


def _signed(signer: SigningKey, label: str = "nabij/letter/1", **changes: object) -> dict[str, object]:
    """The letter as `signer` says it is, changed or not."""
    content = {**LETTER.to_json(), **changes}
    shown: dict[str, object] = {**content, "signer": AMINA.signer.sign}
    return {**shown, "signature": signer.signature(label.encode() + b"\x00" + json_bytes(shown))}


def _forged() -> list[Vector]:
    honest = _signed(AMINA.signer)
    cases: dict[str, tuple[str, str, object]] = {
        "forged": ("signed by Carla in Amina's name", "ForgedSignature", _signed(CARLA.signer)),
        "changed": ("another text, the same signature", "ForgedSignature", {**honest, "text": "Er is niets."}),
        "question-gone": ("a question left out", "ForgedSignature", {**honest, "questions": []}),
        "in-brams-name": ("said to be from Bram", "UntrustedSigner", _signed(AMINA.signer, **{"from": OTHER_USER})),
        "undomained": ("signed as an answer", "ForgedSignature", _signed(AMINA.signer, "nabij/reply/1")),
        "no-signature": ("a signature of no bytes", "ForgedSignature", {**honest, "signature": ""}),
        "day": ("a day that does not exist", "BadEnvelope", _signed(AMINA.signer, written="2026-02-30")),
        "organisation-0": ("an organisation that cannot be", "BadEnvelope", _signed(AMINA.signer, organisation=0)),
        "id": ("an id that is none", "BadEnvelope", _signed(AMINA.signer, signal="x")),
        "short-signer": ("a signer of 3 bytes", "BadEnvelope", {**honest, "signer": "AAAA"}),
        "more-fields": ("a field too many", "BadEnvelope", {**honest, "more": 1}),
        "fewer-fields": ("no text", "BadEnvelope", {key: honest[key] for key in honest if key != "text"}),
        "title-type": ("a title that is no text", "BadEnvelope", _signed(AMINA.signer, title=1)),
        "questions-type": ("questions that are a text", "BadEnvelope", _signed(AMINA.signer, questions="Hoe?")),
        "resealed-elsewhere": (
            "meant for somebody else, sealed again to Daan",
            "Misaddressed",
            _signed(AMINA.signer, to=SOMEBODY),
        ),
        "replayed": ("Amina's letter of another signal", "WrongContext", _signed(AMINA.signer, signal=MATTER)),
    }
    return [
        bad(f"letter-{name}", what, "open_letter", error, **_reading(_resealed(content, name)))
        for name, (what, error, content) in cases.items()
    ]


def _broken(sealed: bytes) -> list[Vector]:
    altered = bytearray(sealed)
    altered[-1] ^= 1
    daan, source = [DAAN.public.recipient], stream("broken letters")
    cases = {
        "altered": ("the last byte changed", "WrongKey", bytes(altered)),
        "truncated": ("the last byte gone", "WrongKey", sealed[:-1]),
        "not-age": ("not an age file", "BadEnvelope", b"hello"),
        "no-bytes": ("nothing at all", "BadEnvelope", b""),
        "passphrase": ("sealed with a passphrase", "BadEnvelope", seal_with_passphrase(b"", "brief", 4, source)),
        "unpadded": ("without padding", "BadPadding", seal_to_recipients(b"{}", daan, source)),
        "not-json": ("not JSON", "BadEnvelope", seal_to_recipients(pad(b"hello"), daan, source)),
    }
    return [
        bad(f"letter-{name}", what, "open_letter", error, **_reading(file))
        for name, (what, error, file) in cases.items()
    ]


def _answer(letter: bytes) -> Reply:
    return Reply(PLACE, letter_hash(letter), CONTACT, USER, "2026-03-19", "Dank u. Wij praten er op maandag over.")


def _reply_to(letter: bytes, signer: SigningKey = DAAN.signer) -> bytes:
    return seal_reply(_answer(letter), signer, TO_THEM, stream("reply"))


def _by_a_colleague(letter: bytes) -> bytes:
    """Bram can read the letter, and answers it in his own name."""
    return seal_reply(replace(_answer(letter), sender=OTHER_USER), BRAM.signer, TO_THEM, stream("reply by Bram"))


def _answers(letter: bytes, other: bytes) -> list[Vector]:
    answer = _reply_to(letter)
    expected = _answer(letter).to_json()
    reading = {**_reading(answer, AMINA.identity), "letter": letter_hash(letter), "from": CONTACT, "to": USER}
    changes: dict[str, tuple[str, str, dict[str, object]]] = {
        "other-letter": ("the answer to another letter", "WrongContext", {"letter": letter_hash(other)}),
        "other-signal": ("under another signal", "WrongContext", {"place": {**vars(PLACE), "signal": MATTER}}),
        "not-to-me": ("to somebody else", "Misaddressed", {"to": OTHER_USER}),
        "not-mine": ("sealed to others", "WrongKey", {"identities": [CARLA.identity]}),
        "stranger": ("by someone who is not pinned", "UntrustedSigner", {"file": _reply_to(letter, CARLA.signer)}),
        "by-a-colleague": ("by Bram, who may read it", "WrongContext", {"file": _by_a_colleague(letter)}),
        "letter-as-reply": ("a letter in its place", "BadEnvelope", {"file": letter}),
    }
    return [
        good("reply", "Amina reads what Daan answered", "open_reply", expected, **reading),
        good(
            "reply-own", "and Daan reads it again", "open_reply", expected, **{**reading, "identities": [DAAN.identity]}
        ),
        *(
            bad(f"reply-{name}", what, "open_reply", error, **{**reading, **change})
            for name, (what, error, change) in changes.items()
        ),
    ]
