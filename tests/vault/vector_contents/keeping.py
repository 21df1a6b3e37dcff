"""Vectors of what a counsellor keeps: bundle, keyring, draft, slots, recovery code."""

from collections.abc import Callable
from dataclasses import replace

from nabij_vault.age_file import seal_to_recipients, seal_with_passphrase
from nabij_vault.bundle import Bundle, Pin, parse_bundle, seal_bundle
from nabij_vault.draft import seal_draft
from nabij_vault.envelope import seal_envelope
from nabij_vault.keyring import parse_keyring, seal_keyring
from nabij_vault.keys import identity_to_recipient
from nabij_vault.recovery import code_identity, code_passphrase, parse_code, show_code
from nabij_vault.slots import seal_passkey_slot, seal_recovery_slot, seal_words_slot
from nabij_vault.text import JsonObject, json_bytes, to_b64
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    CARLA,
    DRAFT,
    MATTER,
    OTHER_MATTER,
    OTHER_USER,
    SLOT,
    USER,
    UVK,
    bad,
    drawn,
    fixed,
    good,
    person,
    stream,
)

type Vector = dict[str, object]

CODE = drawn("recovery code", 20)
WORDS = "appel molen zilver fiets duin lantaarn"


def _envelope_vectors(
    what: str,
    place: dict[str, object],
    moved: dict[str, dict[str, object]],
    content: object,
    seal: Callable[..., bytes],
) -> list[Vector]:
    """Sealing, opening and refusing of one kind of envelope under the UVK."""
    salt, iv = drawn(f"{what}/salt", 16), drawn(f"{what}/iv", 12)
    sealed = seal(UVK, fixed(salt, iv))
    inputs = {**place, "uvk": UVK}
    altered = bytearray(sealed)
    altered[40] ^= 1
    opening = f"open_{what}"
    vectors = [
        good(f"seal-{what}", "exact bytes", f"seal_{what}", sealed, **inputs, salt=salt, iv=iv, content=content),
        good(f"open-{what}", f"a {what} opens", opening, content, **inputs, envelope=sealed),
        bad(f"{what}-locked", "without a UVK", opening, "Locked", **{**inputs, "uvk": None}, envelope=sealed),
        bad(f"{what}-other-uvk", "another UVK", opening, "WrongKey", **{**inputs, "uvk": drawn("b")}, envelope=sealed),
        bad(f"{what}-altered", "one bit changed", opening, "WrongKey", **inputs, envelope=bytes(altered)),
        bad(f"{what}-shortened", "cut off", opening, "BadEnvelope", **inputs, envelope=sealed[:-1]),
        bad(f"{what}-version", "first byte 2", opening, "UnknownVersion", **inputs, envelope=b"\x02" + sealed[1:]),
    ]
    for name, change in moved.items():
        vectors.append(bad(f"{what}-{name}", "moved", opening, "WrongKey", **{**inputs, **change}, envelope=sealed))
    return vectors


def _bundle() -> Bundle:
    replaced = person("bram before")
    return Bundle(
        own=AMINA,
        recovery_recipient=identity_to_recipient(code_identity(CODE)),
        former=(person("amina before"),),
        pins=(Pin(OTHER_USER, BRAM.public, True, (replaced.signer.sign,)), Pin(MATTER, CARLA.public, False)),
        match_keys={"1": to_b64(drawn("match key"))},
        matcher=to_b64(drawn("matcher")),
    )


def bundle() -> list[Vector]:
    full = _bundle()
    place: dict[str, object] = {"user": USER, "version": 7}
    moved: dict[str, dict[str, object]] = {"other-user": {"user": OTHER_USER}, "rolled-back": {"version": 6}}
    vectors = _envelope_vectors(
        "bundle", place, moved, full.to_json(), lambda uvk, randomness: seal_bundle(USER, 7, uvk, full, randomness)
    )
    assert parse_bundle(full.to_json()) == full
    return vectors + _small_bundles(full.recovery_recipient) + _pins(full)


def _small_bundles(recovery_recipient: str) -> list[Vector]:
    """A new bundle, one with a named pin, and what is no bundle."""
    minimal = Bundle(own=AMINA, recovery_recipient=recovery_recipient)
    salt, iv = drawn("minimal/salt", 16), drawn("minimal/iv", 12)
    sealed = seal_bundle(USER, 1, UVK, minimal, fixed(salt, iv))
    inputs = {"user": USER, "version": 1, "uvk": UVK}
    content = minimal.to_json()
    vectors = [
        good("seal-bundle-new", "a new bundle", "seal_bundle", sealed, **inputs, salt=salt, iv=iv, content=content),
        good("open-bundle-new", "a new bundle", "open_bundle", content, **inputs, envelope=sealed),
    ]
    named = Bundle(
        own=AMINA,
        recovery_recipient=recovery_recipient,
        pins=(Pin(OTHER_USER, BRAM.public, True, name="Bram de Vries"),),
    )
    salt_named, iv_named = drawn("named/salt", 16), drawn("named/iv", 12)
    sealed = seal_bundle(USER, 1, UVK, named, fixed(salt_named, iv_named))
    vectors.append(
        good("open-bundle-named", "a pin with a name", "open_bundle", named.to_json(), **inputs, envelope=sealed)
    )
    met = replace(named, pins=(Pin(MATTER, CARLA.public, False, visitor=True),))
    sealed = seal_bundle(USER, 1, UVK, met, fixed(drawn("met/salt", 16), drawn("met/iv", 12)))
    what = "the pin of a visitor"
    vectors.append(good("open-bundle-visitor", what, "open_bundle", met.to_json(), **inputs, envelope=sealed))
    return vectors + _odd_bundles(content, {**named.pins[0].to_json(), "name": 1}, salt, iv)


def _odd_bundles(content: JsonObject, odd_name: JsonObject, salt: bytes, iv: bytes) -> list[Vector]:
    inputs = {"user": USER, "version": 1, "uvk": UVK}
    changes: dict[str, dict[str, object]] = {
        "pin-name": {"pins": [odd_name]},
        "pin-visitor": {"pins": [{**odd_name, "name": "Bram", "visitor": False}]},
        "field-gone": {"matcher": ...},
        "field-more": {"extra": 1},
        "pins-no-list": {"pins": {}},
        "short-signing": {"signing": "AAAA"},
    }
    vectors = []
    for name, change in changes.items():
        odd = {key: value for key, value in {**content, **change}.items() if value is not ...}
        sealed = seal_envelope(
            UVK, "nabij/bundle/1", json_bytes(["nabij/bundle/1", USER, 1]), json_bytes(odd), fixed(salt, iv)
        )
        vectors.append(bad(f"bundle-{name}", "not a bundle", "open_bundle", "BadEnvelope", **inputs, envelope=sealed))
    return vectors


def _pins(full: Bundle) -> list[Vector]:
    pins = [pin.to_json() for pin in full.pins]
    bram = {"recipient": BRAM.public.recipient, "sign": BRAM.public.sign}
    carla = {"recipient": CARLA.public.recipient, "sign": CARLA.public.sign}
    inputs: dict[str, object] = {"pins": pins, "owner": OTHER_USER}
    cases = {
        "keys": ("quite other keys", carla),
        "recipient": ("another recipient", {**bram, "recipient": carla["recipient"]}),
        "sign": ("another signing key", {**bram, "sign": carla["sign"]}),
        "former": ("a former signing key", {**bram, "sign": full.pins[0].former[0]}),
    }
    vectors = [
        good("pin-same", "the pinned keys", "check_pin", pins[0], **inputs, served=bram),
        good("pin-unknown", "an owner without a pin", "check_pin", None, **{**inputs, "owner": USER}, served=bram),
    ]
    for name, (what, served) in cases.items():
        vectors.append(bad(f"pin-other-{name}", what, "check_pin", "SubstitutedKey", **inputs, served=served))
    return vectors


def keyring() -> list[Vector]:
    keys = {name: to_b64(drawn(f"keyring/{name}")) for name in "abcde"}
    matters = {
        MATTER: {
            "conversation": {"1": keys["a"]},
            "notes": {"1": keys["b"], "2": keys["c"], "10": keys["d"]},
            "peer": {},
        },
        OTHER_MATTER: {"conversation": {}, "notes": {"1": keys["e"]}, "peer": {}},
    }
    content = {"matters": matters}
    full = parse_keyring(content)
    place: dict[str, object] = {"user": USER, "version": 31}
    moved: dict[str, dict[str, object]] = {"other-user": {"user": OTHER_USER}, "rolled-back": {"version": 30}}
    vectors = _envelope_vectors(
        "keyring", place, moved, content, lambda uvk, randomness: seal_keyring(USER, 31, uvk, full, randomness)
    )
    odd = {"matters": {MATTER: {"conversation": {"0": keys["a"]}, "notes": {}, "peer": {}}}}
    aad = json_bytes(["nabij/keyring/1", USER, 31])
    sealed = seal_envelope(UVK, "nabij/keyring/1", aad, json_bytes(odd), stream("keyring/odd"))
    inputs = {**place, "uvk": UVK, "envelope": sealed}
    vectors.append(bad("keyring-epoch-0", "epochs count from 1", "open_keyring", "BadEnvelope", **inputs))
    return vectors + _keepers(content) + _story(keys["a"]) + _served(content, [list(place) for place in full.keys])


def _story(key: str) -> list[Vector]:
    """A keyring with the key of a report's story: a part that is written only where it is held."""
    content: JsonObject = {
        "matters": {MATTER: {"conversation": {}, "notes": {}, "peer": {}, "story": {"1": key, "2": key}}}
    }
    salt, iv = drawn("story/salt", 16), drawn("story/iv", 12)
    sealed = seal_keyring(USER, 31, UVK, parse_keyring(content), fixed(salt, iv))
    known: dict[str, object] = {"user": USER, "version": 31, "uvk": UVK}
    what = "the key of a report's story"
    odd = {"matters": {MATTER: {"conversation": {}, "notes": {}, "peer": {}, "story": {"1": "AAAA"}}}}
    wrong = seal_envelope(
        UVK, "nabij/keyring/1", json_bytes(["nabij/keyring/1", USER, 31]), json_bytes(odd), stream("keyring/story-odd")
    )
    return [
        good("seal-keyring-story", what, "seal_keyring", sealed, **known, salt=salt, iv=iv, content=content),
        good("open-keyring-story", what, "open_keyring", content, **known, envelope=sealed),
        bad("keyring-story-short", "a key too short", "open_keyring", "BadEnvelope", **known, envelope=wrong),
    ]


def _keepers(content: JsonObject) -> list[Vector]:
    """A keyring that says who began which matter."""
    kept = {**content, "keepers": {MATTER: AMINA.public.sign, OTHER_MATTER: BRAM.public.sign}}
    salt, iv = drawn("keepers/salt", 16), drawn("keepers/iv", 12)
    sealed = seal_keyring(USER, 31, UVK, parse_keyring(kept), fixed(salt, iv))
    known: dict[str, object] = {"user": USER, "version": 31, "uvk": UVK}
    what = "who began which matter"
    vectors = [
        good("seal-keyring-keepers", what, "seal_keyring", sealed, **known, salt=salt, iv=iv, content=kept),
        good("open-keyring-keepers", what, "open_keyring", kept, **known, envelope=sealed),
    ]
    wrong: dict[str, dict[str, object]] = {
        "of-nothing": {USER: AMINA.public.sign},
        "short": {MATTER: "AAAA"},
        "no-text": {MATTER: 1},
    }
    aad = json_bytes(["nabij/keyring/1", USER, 31])
    for name, keepers in wrong.items():
        text = json_bytes({**content, "keepers": keepers})
        sealed = seal_envelope(UVK, "nabij/keyring/1", aad, text, stream(f"keyring/keeper-{name}"))
        vectors.append(
            bad(f"keyring-keeper-{name}", "no keeper", "open_keyring", "BadEnvelope", **known, envelope=sealed)
        )
    return vectors


def _served(content: JsonObject, served: list[list[object]]) -> list[Vector]:
    """What the server gives of the keys that a keyring expects."""
    return [
        good("served-all", "everything expected is there", "check_served", True, keyring=content, served=served),
        good(
            "served-more",
            "a new matter is there too",
            "check_served",
            True,
            keyring=content,
            served=[*served, [MATTER, "peer", 1]],
        ),
        bad("served-no-epoch", "an epoch gone", "check_served", "Missing", keyring=content, served=served[:-1]),
        bad("served-nothing", "everything gone", "check_served", "Missing", keyring=content, served=[]),
    ]


def draft() -> list[Vector]:
    content: dict[str, object] = {"form": "gesprek", "text": "Nog niet af… “half”"}
    place: dict[str, object] = {"user": USER, "draft": DRAFT}
    moved: dict[str, dict[str, object]] = {"other-user": {"user": OTHER_USER}, "other-draft": {"draft": SLOT}}
    return _envelope_vectors(
        "draft", place, moved, content, lambda uvk, randomness: seal_draft(USER, DRAFT, uvk, content, randomness)
    )


def slot() -> list[Vector]:
    prf, salt, iv = drawn("prf"), drawn("passkey/salt", 16), drawn("passkey/iv", 12)
    sealed = seal_passkey_slot(USER, SLOT, UVK, prf, fixed(salt, iv))
    inputs = {"user": USER, "slot": SLOT, "prf": prf}
    opening = {**inputs, "envelope": sealed}
    aad = json_bytes(["nabij/slot/prf/1", USER, SLOT])
    short = seal_envelope(prf, "nabij/slot/prf/1", aad, json_bytes({"uvk": "AAAA"}), fixed(salt, iv))
    return [
        good("seal-passkey", "exact bytes", "seal_passkey_slot", sealed, **inputs, uvk=UVK, salt=salt, iv=iv),
        good("open-passkey", "the UVK", "open_passkey_slot", UVK, **opening),
        bad("passkey-other-prf", "another passkey", "open_passkey_slot", "WrongKey", **{**opening, "prf": drawn("c")}),
        bad("passkey-other-slot", "moved", "open_passkey_slot", "WrongKey", **{**opening, "slot": DRAFT}),
        bad("passkey-other-user", "moved", "open_passkey_slot", "WrongKey", **{**opening, "user": OTHER_USER}),
        bad(
            "passkey-short-uvk", "3 bytes of UVK", "open_passkey_slot", "BadEnvelope", **{**opening, "envelope": short}
        ),
        *_scrypt_slots(
            "words", WORDS, lambda log_n, source: seal_words_slot(UVK, WORDS, log_n=log_n, randomness=source)
        ),
        *_scrypt_slots(
            "recovery",
            show_code(CODE),
            lambda log_n, source: seal_recovery_slot(UVK, CODE, log_n=log_n, randomness=source),
        ),
        *_odd_slots(),
    ]


def _scrypt_slots(what: str, secret: str, seal: Callable[..., bytes]) -> list[Vector]:
    operation = f"open_{what}_slot"
    normal = seal(17, stream(f"slot/{what}"))
    # A header that asks for 2^21 must be refused before any work: no need to do that work here.
    costly = normal.replace(b" 17\n", b" 21\n", 1)
    altered = bytearray(normal)
    altered[-1] ^= 1
    other = "appel molen zilver fiets duin kaars" if what == "words" else show_code(drawn("another code", 20))
    typed = secret.upper().replace(" ", "  ") if what == "words" else secret.lower().replace("-", " ").replace("1", "l")
    return [
        good(f"open-{what}", "the UVK", operation, UVK, file=normal, secret=secret),
        good(f"open-{what}-sloppy", "typed sloppily", operation, UVK, file=normal, secret=f" {typed}\n"),
        bad(f"{what}-weak", "scrypt with 2^10", operation, "WeakKdf", file=seal(10, stream("weak")), secret=secret),
        bad(f"{what}-costly", "scrypt with 2^21", operation, "CostlyKdf", file=costly, secret=secret),
        bad(f"{what}-other", "another secret", operation, "WrongSecret", file=normal, secret=other),
        bad(f"{what}-too-short", "too short a secret", operation, "WrongSecret", file=normal, secret=secret[:-9]),
        bad(f"{what}-altered", "the last byte changed", operation, "WrongSecret", file=bytes(altered), secret=secret),
        bad(f"{what}-truncated", "the last byte gone", operation, "WrongSecret", file=normal[:-1], secret=secret),
    ]


def _odd_slots() -> list[Vector]:
    randomness = stream("odd slots")
    files = {
        "not-age": b"hello",
        "to-a-recipient": seal_to_recipients(b"nabij/uvk/1" + UVK, [AMINA.public.recipient], randomness),
        "no-mark": seal_with_passphrase(UVK, WORDS, 17, randomness),
        "other-mark": seal_with_passphrase(b"nabij/uvk/2" + UVK, WORDS, 17, randomness),
    }
    return [
        bad(f"slot-{name}", "not a slot", "open_words_slot", "BadEnvelope", file=file, secret=WORDS)
        for name, file in files.items()
    ]


def recovery() -> list[Vector]:
    codes = {"code": CODE, "zeros": bytes(20), "ones": b"\xff" * 20, "ends": b"\x00" * 19 + b"\x01"}
    vectors: list[Vector] = []
    for name, code in codes.items():
        shown = show_code(code)
        vectors.append(good(f"show-{name}", "as printed", "recovery_code", shown, bytes=code))
        vectors.append(good(f"parse-{name}", "as typed", "parse_recovery_code", _parsed(code), typed=shown))
    sloppy = {
        "lower-case": show_code(CODE).lower(),
        "unbroken": code_passphrase(CODE),
        "spaces": " " + show_code(CODE).replace("-", "  ") + "\t",
        "letters-for-digits": "oOiI-lL00-1111-0000-0000-0000-0000-0000",
    }
    for name, typed in sloppy.items():
        vectors.append(
            good(f"parse-{name}", "typed sloppily", "parse_recovery_code", _parsed(parse_code(typed)), typed=typed)
        )
    shown = show_code(CODE)
    refused = {"short": shown[:-1], "long": shown + "0", "empty": "", "u": "U" + shown[1:], "accent": "é" + shown[1:]}
    for name, typed in refused.items():
        vectors.append(bad(f"parse-{name}", "not a code", "parse_recovery_code", "WrongSecret", typed=typed))
    return vectors


def _parsed(code: bytes) -> dict[str, object]:
    identity = code_identity(code)
    return {
        "bytes": code,
        "passphrase": code_passphrase(code),
        "identity": identity,
        "recipient": identity_to_recipient(identity),
    }
