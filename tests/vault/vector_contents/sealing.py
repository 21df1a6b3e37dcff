"""Vectors of padding, envelopes, records and manifests."""

import hashlib
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nabij_vault.envelope import hkdf, seal_envelope
from nabij_vault.manifest import Entry, ManifestContext, envelope_hash, seal_manifest
from nabij_vault.padding import pad, padded
from nabij_vault.record import INFO, RecordContext, RecordKeys, seal_record, seal_signed
from nabij_vault.text import json_bytes, json_text, to_b64
from tests.vault.vector_contents.growing import SERVED, growth_checks, manifest_body, manifest_entries, mendings
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    CARLA,
    KEYS,
    MATTER,
    OTHER_KEYS,
    OTHER_MATTER,
    OTHER_PRACTICE,
    OTHER_RECORD,
    PRACTICE,
    RECORD,
    VISITOR,
    bad,
    drawn,
    fixed,
    good,
)

type Vector = dict[str, object]

NOTE = RecordContext(PRACTICE, MATTER, "notes", 1, RECORD, "note", 1)
BODY: dict[str, object] = {
    "at": "2031-03-04T10:15",
    "text": "Koffie bij het café — “rustig”, zei ze. 😌\nAfspraak volgt.",
}
AUTHORS = [AMINA.signer.sign, BRAM.signer.sign]
CONTENTS: dict[str, tuple[RecordContext, dict[str, object]]] = {
    "card": (
        replace(NOTE, kind="card"),
        {"alias": "Zonnebloem", "next_step": "Bellen na het teamoverleg", "aftercare": None},
    ),
    "note": (NOTE, BODY),
    "person": (replace(NOTE, kind="person", revision=3), {"name": "Çağla Ünal-'t Hooft", "phone": "06 00 00 00 00"}),
    "empty": (replace(NOTE, kind="exception"), {}),
    "control-characters": (NOTE, {"text": 'tab\t, quote ", backslash \\, bell \u0007, delete \u007f, line \u2028 end'}),
    "words": (replace(NOTE, part="conversation", epoch=12, kind="words"), {"text": "Ik wil eerst zelf nadenken."}),
    "peer-card": (replace(NOTE, part="peer", kind="peer_card"), {"text": "Ervaren collega, klein team"}),
    "long": (NOTE, {"text": "Een lang gesprek. " * 1200}),
}


def padding() -> list[Vector]:
    lengths = [1, 255, 256, 257, 1024, 1025, 4096, 4097, 16383, 16384, 16385, 17408, 17409, 32768, 32769, 65536, 65537]
    lengths += [100_000, 1_000_000, 1_048_577, 26_214_401]
    vectors = [
        good(f"padded-{one}", "the padded size of a length", "padded", padded(one), length=one) for one in lengths
    ]
    for name, content in {"empty": b"", "text": "één".encode(), "full": b"a" * 255, "zeros": b"\x00\x80\x00"}.items():
        vectors.append(good(f"pad-{name}", "padding", "pad", pad(content), bytes=content))
        vectors.append(good(f"unpad-{name}", "padding taken off", "unpad", content, bytes=pad(content)))
    roomy = b"a\x80".ljust(1024, b"\x00")
    vectors.append(good("unpad-more-than-needed", "a larger size than needed is allowed", "unpad", b"a", bytes=roomy))
    blocks = {
        "nothing": b"",
        "odd-size": b"a\x80".ljust(257, b"\x00"),
        "short": b"a\x80".ljust(128, b"\x00"),
        "only-zeros": bytes(256),
        "no-mark": b"a" * 256,
        "wrong-mark": b"a\x81".ljust(256, b"\x00"),
        "not-padme": b"a\x80".ljust(16385, b"\x00"),
    }
    for name, block in blocks.items():
        vectors.append(bad(f"unpad-{name}", "padding that cannot be", "unpad", "BadPadding", bytes=block))
    return vectors


def envelope() -> list[Vector]:
    secret, salt = drawn("hkdf"), drawn("hkdf salt", 16)
    vectors = [
        good("hkdf", "a key from a secret", "hkdf", hkdf(secret, salt, INFO), key=secret, salt=salt, info=INFO),
        good("hkdf-no-salt", "without salt", "hkdf", hkdf(secret, b"", INFO), key=secret, salt=b"", info=INFO),
    ]
    values: dict[str, object] = {
        "json-aad": [INFO, PRACTICE, MATTER, "notes", 1, RECORD, "note", 1],
        "json-text": BODY,
        "json-escapes": {
            "a": '"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028',
            "b": [True, False, None, 0, -1, 9007199254740991],
        },
        "json-empty": {"a": {}, "b": [], "": ""},
    }
    for name, value in values.items():
        vectors.append(good(name, "the text of a value", "json", json_text(value), value=value))
    return vectors


def _open_inputs(context: RecordContext, sealed: bytes, keys: RecordKeys = KEYS) -> dict[str, object]:
    return {
        "context": vars(context),
        "matter_key": keys.matter,
        "shred_key": keys.shred,
        "authors": AUTHORS,
        "envelope": sealed,
    }


def record() -> list[Vector]:
    vectors = []
    for name, (context, body) in CONTENTS.items():
        salt, iv = drawn(f"record/{name}/salt", 16), drawn(f"record/{name}/iv", 12)
        sealed = seal_record(context, body, KEYS, AMINA.signer, fixed(salt, iv))
        opened = {"author": AMINA.signer.sign, "body": body}
        inputs = {**_open_inputs(context, sealed), "signing": AMINA.signing, "salt": salt, "iv": iv, "body": body}
        del inputs["authors"], inputs["envelope"]
        vectors.append(good(f"seal-{name}", "a record, exact bytes", "seal_record", sealed, **inputs))
        vectors.append(good(f"open-{name}", "a record opens", "open_record", opened, **_open_inputs(context, sealed)))
    return vectors + _moved_records() + _broken_envelopes() + _forged_records() + _kinds_by_hand()


def _sealed_note() -> bytes:
    return seal_record(NOTE, BODY, KEYS, AMINA.signer, fixed(drawn("note/salt", 16), drawn("note/iv", 12)))


def _kinds_by_hand() -> list[Vector]:
    """Who writes which kind: the visitor speaks for no counsellor, and nobody for the visitor."""
    vectors = []
    hands = (("visitor", VISITOR, "ask introduction words"), ("counsellor", AMINA, "contact wish"))
    for hand, keys, refused in hands:
        for kind in ("message", *refused.split()):
            context = replace(NOTE, part="conversation", kind=kind)
            salt, iv = drawn(f"{hand}/{kind}/salt", 16), drawn(f"{hand}/{kind}/iv", 12)
            sealed = seal_record(context, BODY, KEYS, keys.signer, fixed(salt, iv))
            people = {"authors": [AMINA.signer.sign, VISITOR.signer.sign], "visitors": [VISITOR.signer.sign]}
            inputs = {**_open_inputs(context, sealed), **people}
            name, what = f"{hand}-{kind}", f"{kind} by a {hand}"
            if kind == "message":
                opened = {"author": keys.signer.sign, "body": BODY}
                vectors.append(good(name, what, "open_record", opened, **inputs))
            else:
                vectors.append(bad(name, what, "open_record", "WrongKind", **inputs))
    return vectors


def _moved_records() -> list[Vector]:
    sealed = _sealed_note()
    moved = {
        "practice": replace(NOTE, practice=OTHER_PRACTICE),
        "matter": replace(NOTE, matter=OTHER_MATTER),
        "part": replace(NOTE, part="conversation"),
        "epoch": replace(NOTE, epoch=2),
        "id": replace(NOTE, id=OTHER_RECORD),
        "kind": replace(NOTE, kind="person"),
        "revision": replace(NOTE, revision=2),
    }
    vectors = [
        bad(f"moved-{name}", f"served as another {name}", "open_record", "WrongKey", **_open_inputs(context, sealed))
        for name, context in moved.items()
    ]
    shredded = RecordKeys(KEYS.matter, drawn("another shred key"))
    for name, keys in {"matter-key": OTHER_KEYS, "shred-key": shredded}.items():
        inputs = _open_inputs(NOTE, sealed, keys)
        vectors.append(bad(f"other-{name}", f"another {name}", "open_record", "WrongKey", **inputs))
    for name, place in {"salt": 1, "iv": 17, "ciphertext": 29, "tag": len(sealed) - 1}.items():
        changed = bytearray(sealed)
        changed[place] ^= 1
        inputs = _open_inputs(NOTE, bytes(changed))
        vectors.append(bad(f"altered-{name}", f"one bit of the {name} changed", "open_record", "WrongKey", **inputs))
    return vectors


def _broken_envelopes() -> list[Vector]:
    sealed = _sealed_note()
    salt, iv = drawn("broken/salt", 16), drawn("broken/iv", 12)

    def unpadded(block: bytes) -> bytes:
        return b"\x01" + salt + iv + AESGCM(hkdf(KEYS.secret, salt, INFO)).encrypt(iv, block, NOTE.aad)

    def content(data: bytes) -> bytes:
        return seal_envelope(KEYS.secret, INFO, NOTE.aad, data, fixed(salt, iv))

    cases = {
        "no-bytes": ("nothing at all", "BadEnvelope", b""),
        "version-0": ("first byte 0", "UnknownVersion", b"\x00" + sealed[1:]),
        "version-2": ("first byte 2", "UnknownVersion", b"\x02" + sealed[1:]),
        "version-2-short": ("one byte, another version", "UnknownVersion", b"\x02"),
        "one-byte": ("only the version", "BadEnvelope", b"\x01"),
        "shortened": ("the last byte gone", "BadEnvelope", sealed[:-1]),
        "lengthened": ("a byte more", "BadEnvelope", sealed + b"\x00"),
        "cut-to-a-size": ("cut to another padded size", "WrongKey", content(b"a" * 300)[: 256 + 45]),
        "no-mark": ("sealed without a padding mark", "BadPadding", unpadded(b"a" * 256)),
        "only-zeros": ("sealed zeros", "BadPadding", unpadded(bytes(256))),
        "not-json": ("sealed bytes that are not JSON", "BadEnvelope", content(b"hello")),
        "not-utf8": ("sealed bytes that are not UTF-8", "BadEnvelope", content(b'{"a":"\xff"}')),
        "not-an-object": ("a sealed list", "BadEnvelope", content(b"[]")),
        "no-signature": ("a sealed body without its signature", "BadEnvelope", content(b'{"author":"a","body":"{}"}')),
        "body-no-text": (
            "a sealed body that is not text",
            "BadEnvelope",
            content(b'{"author":"a","body":{},"signature":"a"}'),
        ),
    }
    return [
        bad(f"broken-{name}", what, "open_record", error, **_open_inputs(NOTE, data))
        for name, (what, error, data) in cases.items()
    ]


def _signed(author: str, signature: str, body: str) -> bytes:
    content = json_bytes({"author": author, "body": body, "signature": signature})
    return seal_envelope(KEYS.secret, INFO, NOTE.aad, content, fixed(drawn("forged/salt", 16), drawn("forged/iv", 12)))


def _message(context: RecordContext, body: str) -> bytes:
    return INFO.encode() + b"\x00" + context.aad + hashlib.sha256(body.encode()).digest()


def _forged_records() -> list[Vector]:
    text, other_text = json_text(BODY), json_text({"at": BODY["at"], "text": "Iets anders"})
    amina, carla = AMINA.signer, CARLA.signer
    here, moved = _message(NOTE, text), _message(replace(NOTE, revision=2), text)
    by_amina, by_carla, zeros = amina.signature(here), carla.signature(here), to_b64(bytes(64))
    hello = amina.signature(_message(NOTE, "hello"))
    cases = {
        "stranger": ("signed well by someone else", "UntrustedAuthor", carla.sign, by_carla, text),
        "author": ("another's signature", "ForgedSignature", amina.sign, by_carla, text),
        "body": ("the signature of another body", "ForgedSignature", amina.sign, by_amina, other_text),
        "revision": ("of another revision", "ForgedSignature", amina.sign, amina.signature(moved), text),
        "no-signature": ("a signature of no bytes", "ForgedSignature", amina.sign, "", text),
        "zeros": ("a signature of zeros", "ForgedSignature", amina.sign, zeros, text),
        "short-author": ("an author of 3 bytes", "UntrustedAuthor", "AAAA", zeros, text),
        "body-not-json": ("signed text that is not JSON", "BadEnvelope", amina.sign, hello, "hello"),
    }
    return [
        bad(f"forged-{name}", what, "open_record", error, **_open_inputs(NOTE, _signed(*content)))
        for name, (what, error, *content) in cases.items()
    ]


FIRST = ManifestContext(PRACTICE, MATTER, "notes", 1, 1)
SECOND = replace(FIRST, counter=2)


def _manifest_inputs(context: ManifestContext) -> dict[str, object]:
    return {"context": vars(context), "matter_key": KEYS.matter, "shred_key": KEYS.shred}


def manifest() -> list[Vector]:
    vectors, previous = [], ""
    for context, count in ((FIRST, 1), (SECOND, 3)):
        name = f"manifest-{context.counter}"
        salt, iv = drawn(f"{name}/salt", 16), drawn(f"{name}/iv", 12)
        sealed = seal_manifest(context, previous, manifest_entries(count), KEYS, AMINA.signer, fixed(salt, iv))
        body = manifest_body(context.counter, previous, sorted(manifest_entries(count)))
        inputs = {**_manifest_inputs(context), "manifest": body}
        vectors.append(
            good(
                f"seal-{name}",
                "exact bytes",
                "seal_manifest",
                sealed,
                **inputs,
                signing=AMINA.signing,
                salt=salt,
                iv=iv,
            )
        )
        opened = {"author": AMINA.signer.sign, "manifest": body}
        inputs = {**_manifest_inputs(context), "authors": AUTHORS, "envelope": sealed}
        vectors.append(good(f"open-{name}", "a manifest opens", "open_manifest", opened, **inputs))
        previous = envelope_hash(sealed)
    inputs["context"] = vars(replace(SECOND, counter=3))
    vectors.append(bad("manifest-other-counter", "served under another counter", "open_manifest", "WrongKey", **inputs))
    return vectors + _bad_manifests() + _record_checks() + growth_checks() + mendings() + _head_checks()


def _bad_manifests() -> list[Vector]:
    sorted_entries, hash_before = sorted(manifest_entries(3)), envelope_hash(b"before")
    bodies = {
        "lying-counter": manifest_body(3, hash_before, sorted_entries),
        "unsorted": manifest_body(2, hash_before, sorted_entries[::-1]),
        "double": manifest_body(2, hash_before, [sorted_entries[0], sorted_entries[0]]),
        "no-previous": manifest_body(2, "", sorted_entries),
        "short-hash": manifest_body(2, hash_before, [Entry(id=RECORD, revision=1, kind="note", digest="AAAA")]),
    }
    vectors = []
    for name, body in bodies.items():
        randomness = fixed(drawn("bad manifest/salt", 16), drawn("bad manifest/iv", 12))
        sealed = seal_signed(SECOND.aad, json_text(body), KEYS, AMINA.signer, randomness)
        inputs = {**_manifest_inputs(SECOND), "authors": AUTHORS, "envelope": sealed}
        vectors.append(bad(f"manifest-{name}", "a manifest that cannot be", "open_manifest", "BadEnvelope", **inputs))
    return vectors


def _record_checks() -> list[Vector]:
    body = manifest_body(2, envelope_hash(b"before"), sorted(manifest_entries(3)))
    extra = {"id": "9f82f0d6-c374-41e0-8b3d-8caecfe0fb67", "kind": "note", "revision": 1, "envelope": b"extra"}
    altered = {**SERVED[0], "envelope": b"altered"}
    cases = {
        "missing": ("one record is not served", "RecordMissing", SERVED[:2]),
        "none": ("nothing is served", "RecordMissing", []),
        "unlisted": ("a record that is not in the manifest", "RecordUnlisted", [*SERVED, extra]),
        "unlisted-revision": ("a revision too many", "RecordUnlisted", [*SERVED, {**SERVED[2], "revision": 3}]),
        "changed": ("other bytes", "RecordChanged", [altered, *SERVED[1:]]),
        "twice": ("one record served twice", "RecordUnlisted", [*SERVED, SERVED[0]]),
        "twin-after": ("junk under the same number, behind it", "RecordUnlisted", [*SERVED, altered]),
        "twin-before": ("junk under the same number, before it", "RecordChanged", [altered, *SERVED]),
        "other-kind": ("another kind", "RecordChanged", [{**SERVED[0], "kind": "card"}, *SERVED[1:]]),
        "swapped": (
            "two records swapped",
            "RecordChanged",
            [
                {**SERVED[0], "envelope": SERVED[2]["envelope"]},
                SERVED[1],
                {**SERVED[2], "envelope": SERVED[0]["envelope"]},
            ],
        ),
        "changed-and-missing": ("the first refusal counts", "RecordChanged", [altered]),
    }
    vectors = [good("records-all", "all and only what is listed", "check_records", True, manifest=body, served=SERVED)]
    vectors += _set_aside_checks()
    for name, (what, error, served) in cases.items():
        vectors.append(bad(f"records-{name}", what, "check_records", error, manifest=body, served=served))
    return vectors


def _set_aside_checks() -> list[Vector]:
    entries = sorted(manifest_entries(3))
    set_aside = manifest_body(2, envelope_hash(b"before"), [replace(entries[0], kind="set_aside"), *entries[1:]])
    first = next(one for one in SERVED if (one["id"], one["revision"]) == (entries[0].id, entries[0].revision))
    return [
        good("records-set-aside", "one set aside", "check_records", True, manifest=set_aside, served=SERVED),
        bad(
            "records-set-aside-changed",
            "other bytes than those set aside",
            "check_records",
            "RecordChanged",
            manifest=set_aside,
            served=[{**one, "envelope": b"altered"} if one is first else one for one in SERVED],
        ),
        bad(
            "records-set-aside-missing",
            "one set aside is not served",
            "check_records",
            "RecordMissing",
            manifest=set_aside,
            served=[one for one in SERVED if one is not first],
        ),
    ]


def _head_checks() -> list[Vector]:
    hashes = [envelope_hash(f"manifest {counter}".encode()) for counter in range(5)]

    def head(counter: int) -> dict[str, object]:
        return {"counter": counter, "hash": hashes[counter]}

    def link(counter: int) -> dict[str, object]:
        return {"counter": counter, "previous": hashes[counter - 1], "hash": hashes[counter]}

    stranger = {"counter": 2, "hash": envelope_hash(b"another")}
    accepted = {
        "first-sight": (None, head(3), []),
        "same": (head(3), head(3), []),
        "newer": (head(2), head(4), [link(3), link(4)]),
        "mended": (head(2), head(4), [{**link(4), "previous": hashes[2], "mends": True}]),
    }
    refused = {
        "rolled-back": ("RolledBack", head(3), head(2), []),
        "other-hash": ("Forked", head(2), stranger, []),
        "other-branch": ("Forked", stranger, head(4), [link(3), link(4)]),
        "gap": ("Forked", head(2), head(4), [link(4)]),
        "no-chain": ("Forked", head(2), head(4), []),
        "chain-elsewhere": ("Forked", head(2), head(4), [link(3)]),
        "passed-over": ("Forked", head(2), head(4), [{**link(4), "previous": hashes[2], "mends": False}]),
        "mended-elsewhere": ("Forked", head(2), head(4), [{**link(4), "mends": True}]),
    }
    vectors = [
        good(f"head-{name}", "a head that descends", "check_head", True, known=known, newest=newest, links=links)
        for name, (known, newest, links) in accepted.items()
    ]
    for name, (error, known, newest, links) in refused.items():
        inputs = {"known": known, "newest": newest, "links": links}
        vectors.append(bad(f"head-{name}", "a head that does not descend", "check_head", error, **inputs))
    return vectors
