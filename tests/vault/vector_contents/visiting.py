"""Vectors of the visitor: words, root, keys, note to self, introductions."""

from dataclasses import replace

from nabij_vault.bundle import Pin
from nabij_vault.envelope import seal_envelope
from nabij_vault.manifest import Head, envelope_hash
from nabij_vault.text import JsonObject, json_bytes
from nabij_vault.visitor import (
    Introduced,
    Keepsake,
    seal_keepsake,
    sign_erasure,
    sign_introduction,
    sign_keeping,
    sign_succession,
    visitor_keys,
    visitor_root,
)
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    CARLA,
    MATTER,
    OTHER_MATTER,
    OTHER_PRACTICE,
    OTHER_USER,
    PRACTICE,
    USER,
    bad,
    drawn,
    fixed,
    good,
)

type Vector = dict[str, object]

WORDS = "appel molen zilver fiets duin lantaarn citroen"
SALT = drawn("installation salt", 16)
KEEPSAKE = Keepsake(
    (Pin(USER, AMINA.public, True, name="Amina"), Pin(OTHER_USER, BRAM.public, False, (CARLA.signer.sign,))),
    {1: Head(3, envelope_hash(b"third")), 2: Head(1, envelope_hash(b"first"))},
)


def visitor() -> list[Vector]:
    return (
        _roots()
        + _keys()
        + _keepsakes()
        + _no_keepsakes()
        + _introductions()
        + _taken_back()
        + _erasures()
        + _successions()
    )


def _erasures() -> list[Vector]:
    cases = {
        "erasure": ("a wish to have all destroyed", PRACTICE, MATTER, OTHER_MATTER),
        "erasure-other-wish": ("another wish of the same conversation", PRACTICE, MATTER, MATTER),
        "erasure-other-conversation": ("the same of another conversation", PRACTICE, OTHER_MATTER, OTHER_MATTER),
        "erasure-other-practice": ("the same of another practice", OTHER_PRACTICE, MATTER, OTHER_MATTER),
    }
    return [
        good(
            name,
            what,
            "sign_erasure",
            sign_erasure(practice, conversation, wish, AMINA.signer),
            signing=AMINA.signing,
            practice=practice,
            conversation=conversation,
            wish=wish,
        )
        for name, (what, practice, conversation, wish) in cases.items()
    ]


def _taken_back() -> list[Vector]:
    wishes = [MATTER, OTHER_USER]
    back = {
        "keeping": ("two wishes taken back", PRACTICE, wishes),
        "keeping-one": ("one of them", PRACTICE, wishes[:1]),
        "keeping-order": ("in another order", PRACTICE, wishes[::-1]),
        "keeping-other-practice": ("the same in another practice", OTHER_PRACTICE, wishes),
    }
    return [
        good(
            name,
            what,
            "sign_keeping",
            sign_keeping(practice, MATTER, OTHER_MATTER, named, AMINA.signer),
            signing=AMINA.signing,
            practice=practice,
            conversation=MATTER,
            record=OTHER_MATTER,
            wishes=named,
        )
        for name, (what, practice, named) in back.items()
    ]


def _roots() -> list[Vector]:
    root = visitor_root(WORDS, SALT)
    untidy = " Appel, molen-ZILVER.fiets\tduin  lantaarn\ncitroen. "
    return [
        good("root", "seven words, at full cost", "visitor_root", root, typed=WORDS, salt=SALT),
        good("root-untidy", "however they were typed", "visitor_root", root, typed=untidy, salt=SALT),
        bad("root-six", "a word too few", "visitor_root", "WrongSecret", typed=WORDS[:-8], salt=SALT),
        bad("root-eight", "a word too many", "visitor_root", "WrongSecret", typed=f"{WORDS} duin", salt=SALT),
        bad("root-salt", "a salt that is too short", "visitor_root", "BadEnvelope", typed=WORDS, salt=SALT[:-1]),
    ]


def _keys() -> list[Vector]:
    root = drawn("visitor root")
    keys = visitor_keys(root)
    expected = {
        "lookup": keys.lookup,
        "token": keys.token,
        "uvk": keys.uvk,
        "identity": keys.own.identity,
        "recipient": keys.own.public.recipient,
        "sign": keys.own.public.sign,
    }
    return [good("keys", "what a root yields", "visitor_keys", expected, root=root)]


def _keepsakes() -> list[Vector]:
    uvk, salt, iv = drawn("visitor uvk"), drawn("keepsake/salt", 16), drawn("keepsake/iv", 12)
    sealed = seal_keepsake(PRACTICE, MATTER, 4, uvk, KEEPSAKE, fixed(salt, iv))
    place = {"practice": PRACTICE, "conversation": MATTER, "version": 4, "uvk": uvk}
    content = KEEPSAKE.to_json()
    moved: dict[str, dict[str, object]] = {
        "other-practice": {"practice": OTHER_PRACTICE},
        "other-conversation": {"conversation": OTHER_MATTER},
        "rolled-back": {"version": 3},
        "other-visitor": {"uvk": drawn("another visitor uvk")},
    }
    chosen = {**content, "standby": OTHER_USER}
    with_choice = seal_keepsake(PRACTICE, MATTER, 4, uvk, replace(KEEPSAKE, standby=OTHER_USER), fixed(salt, iv))
    vectors = [
        good(
            "seal-keepsake-chosen",
            "who stands by",
            "seal_keepsake",
            with_choice,
            **place,
            salt=salt,
            iv=iv,
            content=chosen,
        ),
        good("open-keepsake-chosen", "who stands by", "open_keepsake", chosen, **place, envelope=with_choice),
        good("seal-keepsake", "exact bytes", "seal_keepsake", sealed, **place, salt=salt, iv=iv, content=content),
        good("open-keepsake", "a note to self opens", "open_keepsake", content, **place, envelope=sealed),
        bad("keepsake-locked", "without words", "open_keepsake", "Locked", **{**place, "uvk": None}, envelope=sealed),
    ]
    for name, change in moved.items():
        inputs = {**place, **change}
        vectors.append(
            bad(f"keepsake-{name}", "served elsewhere", "open_keepsake", "WrongKey", **inputs, envelope=sealed)
        )
    return vectors


def _no_keepsakes() -> list[Vector]:
    """Sealed as they should be, and no note to self."""
    uvk, salt, iv = drawn("visitor uvk"), drawn("keepsake/salt", 16), drawn("keepsake/iv", 12)
    place = {"practice": PRACTICE, "conversation": MATTER, "version": 4, "uvk": uvk}
    content = KEEPSAKE.to_json()
    odd: dict[str, JsonObject] = {
        "field-more": {**content, "extra": 1},
        "standby-null": {**content, "standby": None},
        "standby-no-id": {**content, "standby": "bram"},
        "pins-no-list": {**content, "pins": {}},
        "epoch-0": {**content, "heads": {"0": {"counter": 1, "hash": envelope_hash(b"")}}},
        "head-short": {**content, "heads": {"1": {"counter": 1, "hash": "AAAA"}}},
        "head-0": {**content, "heads": {"1": {"counter": 0, "hash": envelope_hash(b"")}}},
    }
    aad = json_bytes(["nabij/keepsake/1", PRACTICE, MATTER, 4])
    vectors = []
    for name, plain in odd.items():
        envelope = seal_envelope(uvk, "nabij/keepsake/1", aad, json_bytes(plain), fixed(salt, iv))
        vectors.append(bad(f"keepsake-{name}", "no note", "open_keepsake", "BadEnvelope", **place, envelope=envelope))
    return vectors


def _introductions() -> list[Vector]:
    introduced = Introduced(PRACTICE, MATTER, OTHER_USER, CARLA.public)
    body = sign_introduction(introduced, AMINA.signer)
    inputs = {"practice": PRACTICE, "matter": MATTER, "signers": [AMINA.signer.sign]}
    fields_before = introduced.to_json()
    forged = {**body, "signature": sign_introduction(introduced, BRAM.signer)["signature"]}
    cases: dict[str, tuple[str, JsonObject]] = {
        "stranger": ("UntrustedSigner", sign_introduction(introduced, BRAM.signer)),
        "forged": ("ForgedSignature", forged),
        "other-keys": ("ForgedSignature", {**body, "recipient": BRAM.public.recipient}),
        "no-signature": ("ForgedSignature", {**body, "signature": ""}),
        "field-more": ("BadEnvelope", {**body, "extra": 1}),
        "owner": ("BadEnvelope", {**body, "owner": "Carla"}),
        "other-matter": (
            "WrongContext",
            sign_introduction(Introduced(PRACTICE, OTHER_MATTER, OTHER_USER, CARLA.public), AMINA.signer),
        ),
        "other-practice": (
            "WrongContext",
            sign_introduction(Introduced(OTHER_PRACTICE, MATTER, OTHER_USER, CARLA.public), AMINA.signer),
        ),
    }
    vectors = [
        good(
            "sign-introduction",
            "Amina introduces Carla",
            "sign_introduction",
            body,
            signing=AMINA.signing,
            introduced=fields_before,
        ),
        good("introduction", "it verifies", "verify_introduction", fields_before, **inputs, body=body),
    ]
    for name, (error, said) in cases.items():
        vectors.append(bad(f"introduction-{name}", "refused", "verify_introduction", error, **inputs, body=said))
    return vectors


def _successions() -> list[Vector]:
    """Amina renews her keys: those of Carla stand for her new ones."""
    statement = sign_succession(PRACTICE, OTHER_USER, CARLA.public, AMINA.signer)
    keys: JsonObject = {"recipient": CARLA.public.recipient, "sign": CARLA.public.sign}
    place = {"practice": PRACTICE, "owner": OTHER_USER, "signer": AMINA.signer.sign}
    forged = {**statement, "signature": sign_succession(PRACTICE, OTHER_USER, CARLA.public, BRAM.signer)["signature"]}
    cases: dict[str, tuple[str, JsonObject]] = {
        "of-another-key": ("UntrustedSigner", sign_succession(PRACTICE, OTHER_USER, CARLA.public, BRAM.signer)),
        "forged": ("ForgedSignature", forged),
        "other-keys": ("ForgedSignature", {**statement, "recipient": BRAM.public.recipient}),
        "other-owner": ("ForgedSignature", sign_succession(PRACTICE, MATTER, CARLA.public, AMINA.signer)),
        "other-practice": ("ForgedSignature", sign_succession(OTHER_PRACTICE, OTHER_USER, CARLA.public, AMINA.signer)),
        "no-signature": ("ForgedSignature", {**statement, "signature": ""}),
        "field-more": ("BadEnvelope", {**statement, "extra": 1}),
        "no-keys": ("BadEnvelope", {**statement, "recipient": "Carla"}),
    }
    signed = {"practice": PRACTICE, "owner": OTHER_USER, "keys": keys}
    vectors = [
        good(
            "sign-succession",
            "the key from before vouches",
            "sign_succession",
            statement,
            signing=AMINA.signing,
            **signed,
        ),
        good("succession", "it verifies", "verify_succession", keys, **place, statement=statement),
    ]
    for name, (error, said) in cases.items():
        vectors.append(bad(f"succession-{name}", "refused", "verify_succession", error, **place, statement=said))
    return vectors
