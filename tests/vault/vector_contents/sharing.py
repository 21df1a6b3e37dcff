"""Vectors of what passes between people: grants, consents, fingerprints, files."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from nabij.matters.rules.importing import memory_box
from nabij_vault.age_file import seal_to_recipients
from nabij_vault.consent import (
    Consent,
    SignedConsent,
    consent_hash,
    question_hash,
    receiver_outside,
    sign_consent,
)
from nabij_vault.file import FileRecord, seal_file
from nabij_vault.fingerprint import fingerprint
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.keys import SigningKey, generate_identity, identity_to_recipient
from nabij_vault.manifest import Head, envelope_hash
from nabij_vault.padding import pad
from nabij_vault.text import json_bytes, json_text, to_b64
from nabij_vault.write import sign_write
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
    VISITOR,
    bad,
    drawn,
    good,
    stream,
)

type Vector = dict[str, object]

NOTES = GrantContext(PRACTICE, MATTER, "notes", 1)
MATTER_KEY = drawn("granted key")
SIGNERS = [AMINA.signer.sign, BRAM.signer.sign]
BY_AGE = "file-by-age"
OUTSIDE = "de bestuurder"


def grant() -> list[Vector]:
    sealed = seal_grant(NOTES, MATTER_KEY, BRAM.public.recipient, AMINA.signer, stream("grant"))
    vectors = [good("grant", "Amina hands Bram a key", "open_grant", MATTER_KEY, **_grant_inputs(sealed))]
    elsewhere = {
        "practice": replace(NOTES, practice=OTHER_PRACTICE),
        "matter": replace(NOTES, matter=OTHER_MATTER),
        "part": replace(NOTES, part="conversation"),
        "epoch": replace(NOTES, epoch=2),
    }
    for name, context in elsewhere.items():
        inputs = {**_grant_inputs(sealed), "context": vars(context)}
        vectors.append(bad(f"replayed-{name}", f"of another {name}", "open_grant", "WrongContext", **inputs))
    by_carla = seal_grant(NOTES, MATTER_KEY, BRAM.public.recipient, CARLA.signer, stream("carla"))
    vectors.append(
        bad("stranger", "the signer is not pinned", "open_grant", "UntrustedSigner", **_grant_inputs(by_carla))
    )
    inputs = {**_grant_inputs(sealed), "identity": CARLA.identity}
    vectors.append(bad("not-mine", "another's identity", "open_grant", "WrongKey", **inputs))
    return vectors + _forged_grants() + _broken_grants(sealed)


def _grant_inputs(file: bytes) -> dict[str, object]:
    return {"context": vars(NOTES), "identity": BRAM.identity, "signers": SIGNERS, "file": file}


def _payload(**changes: object) -> str:
    payload = {
        "v": 1,
        **vars(NOTES),
        "key": to_b64(MATTER_KEY),
        "recipient": BRAM.public.recipient,
        "signer": AMINA.signer.sign,
    }
    return json_text({**payload, **changes})


def _resealed(payload: str, signer: SigningKey = AMINA.signer) -> bytes:
    signature = signer.signature(b"nabij/grant/1\x00" + payload.encode())
    content = pad(json_bytes({"payload": payload, "signature": signature}))
    return seal_to_recipients(content, [BRAM.public.recipient], stream("resealed"))


def _forged_grants() -> list[Vector]:
    honest = _payload()
    moved = {"payload": _payload(epoch=2), "signature": AMINA.signer.signature(b"nabij/grant/1\x00" + honest.encode())}
    undomained = {"payload": honest, "signature": AMINA.signer.signature(honest.encode())}
    to_bram, source = [BRAM.public.recipient], stream("forged grants")
    cases = {
        "forged": ("signed by another than it says", "ForgedSignature", _resealed(honest, CARLA.signer)),
        "changed": (
            "another epoch written in",
            "ForgedSignature",
            seal_to_recipients(pad(json_bytes(moved)), to_bram, source),
        ),
        "undomained": (
            "signed as something else",
            "ForgedSignature",
            seal_to_recipients(pad(json_bytes(undomained)), to_bram, source),
        ),
        "misaddressed": (
            "meant for Carla, sealed again to Bram",
            "Misaddressed",
            _resealed(_payload(recipient=CARLA.public.recipient)),
        ),
        "version-2": ("of a later version", "UnknownVersion", _resealed(_payload(v=2))),
        "short-signer": ("a signer of 3 bytes", "BadEnvelope", _resealed(_payload(signer="AAAA"))),
        "epoch-0": ("an epoch that cannot be", "BadEnvelope", _resealed(_payload(epoch=0))),
        "short-key": ("a key of 3 bytes", "BadEnvelope", _resealed(_payload(key="AAAA"))),
        "more-fields": ("a field too many", "BadEnvelope", _resealed(_payload(extra=1))),
        "not-json": ("a payload that is not JSON", "BadEnvelope", _resealed("hello")),
    }
    return [bad(name, what, "open_grant", error, **_grant_inputs(file)) for name, (what, error, file) in cases.items()]


def _broken_grants(sealed: bytes) -> list[Vector]:
    altered = bytearray(sealed)
    altered[-1] ^= 1
    source, bram = stream("broken grants"), BRAM.public.recipient
    honest = pad(json_bytes({"payload": _payload(), "signature": ""}))
    cases = {
        "altered": ("the last byte changed", "WrongKey", bytes(altered)),
        "truncated": ("the last byte gone", "WrongKey", sealed[:-1]),
        "not-age": ("not an age file", "BadEnvelope", b"hello"),
        "no-bytes": ("nothing at all", "BadEnvelope", b""),
        "two-recipients": (
            "sealed to two",
            "BadEnvelope",
            seal_to_recipients(honest, [bram, CARLA.public.recipient], source),
        ),
        "no-signature": ("a signature of no bytes", "ForgedSignature", seal_to_recipients(honest, [bram], source)),
        "unpadded": ("without padding", "BadPadding", seal_to_recipients(b'{"payload":""}', [bram], source)),
    }
    return [bad(name, what, "open_grant", error, **_grant_inputs(file)) for name, (what, error, file) in cases.items()]


def _consent(sequence: int, previous: str, **changes: object) -> Consent:
    first = Consent(
        practice=PRACTICE,
        matter=MATTER,
        step="share_with_pair",
        receiver=BRAM.signer.sign,
        width="everything",
        conversation_head=Head(4, envelope_hash(b"conversation")),
        notes_head=None,
        text_hash=envelope_hash(b"Ik vind het goed dat Bram meeleest."),
        expires=None,
        sequence=sequence,
        previous=previous,
        state="given",
        heard=False,
    )
    return replace(first, **changes)  # type: ignore[arg-type]  # the fields are those of Consent


def consent() -> list[Vector]:
    first = sign_consent(_consent(1, ""), VISITOR.signer)
    hash_first = consent_hash(first.text)
    heard = sign_consent(_consent(2, hash_first, step="signal", expires="2031-12-31", heard=True), AMINA.signer)
    withdrawn = sign_consent(_consent(3, consent_hash(heard.text), state="withdrawn", width="from_now"), VISITOR.signer)
    dated = sign_consent(_consent(4, consent_hash(withdrawn.text), heard=True, on="2026-03-03"), AMINA.signer)
    refused = sign_consent(_consent(1, "", state="refused", on="2026-03-03"), VISITOR.signer)
    outside = sign_consent(
        _consent(2, consent_hash(refused.text), step="tell", width="as_said", receiver=receiver_outside(OUTSIDE)),
        VISITOR.signer,
    )
    vectors = [
        good(
            f"sign-{name}", "exact text", "sign_consent", one.text, signing=keys.signing, consent=one.consent.to_json()
        )
        for name, one, keys in (
            ("given", first, VISITOR),
            ("heard", heard, AMINA),
            ("withdrawn", withdrawn, VISITOR),
            ("with-a-day", dated, AMINA),
            ("refused", refused, VISITOR),
            ("outside", outside, VISITOR),
        )
    ]
    chain = [first, heard, withdrawn]
    for name, consents in {"none": [], "one": [first], "three": chain, "with-a-day": [*chain, dated]}.items():
        vectors.append(good(f"chain-{name}", "a chain", "verify_consents", True, **_chain_inputs(consents)))
    answers = _chain_inputs([refused, outside])
    vectors.append(good("chain-answers", "a refusal, and a step outside", "verify_consents", True, **answers))
    vectors += _questions()
    return vectors + _named_by_card(chain) + _refused_consents(first, heard, withdrawn) + _odd_consents(first)


def _questions() -> list[Vector]:
    ask, text = OTHER_MATTER, "Mag ik het zeggen?\n\u00e9n nu"
    return [
        good("outside", "somebody without a key", "receiver_outside", receiver_outside(OUTSIDE), name_outside=OUTSIDE),
        good("question", "what an answer belongs to", "question_hash", question_hash(ask, text), ask=ask, text=text),
    ]


def _named_by_card(chain: list[SignedConsent]) -> list[Vector]:
    """A card names the number and hash of the last consent when it was written."""
    hashes = [consent_hash(one.text) for one in chain]
    whole, two = _chain_inputs(chain), _chain_inputs(chain[:2])
    third, second, other = (
        {"sequence": 3, "hash": hashes[2]},
        {"sequence": 2, "hash": hashes[1]},
        {"sequence": 2, "hash": envelope_hash(b"another")},
    )
    return [
        good("card-last", "a card names the last", "verify_consents", True, **whole, last=third),
        good("card-earlier", "a card names an earlier one", "verify_consents", True, **whole, last=second),
        bad("card-knows-more", "the last is withheld", "verify_consents", "RolledBack", **two, last=third),
        bad("card-knows-all", "all are withheld", "verify_consents", "RolledBack", **_chain_inputs([]), last=second),
        bad("card-another", "another has that number", "verify_consents", "Forked", **whole, last=other),
    ]


def _refused_consents(first: SignedConsent, heard: SignedConsent, withdrawn: SignedConsent) -> list[Vector]:
    elsewhere = sign_consent(_consent(2, consent_hash(first.text), matter=OTHER_MATTER), VISITOR.signer)
    cases = {
        "gap": ("the second is gone", "ForgedConsent", [first, withdrawn]),
        "no-first": ("the first is gone", "ForgedConsent", [heard, withdrawn]),
        "twice": ("the first again", "ReplayedConsent", [first, first]),
        "again-later": ("the first again, after its withdrawal", "ReplayedConsent", [first, heard, withdrawn, first]),
        "other-matter": ("of another matter", "ReplayedConsent", [first, elsewhere]),
        "swapped": ("in another order", "ForgedConsent", [first, withdrawn, heard]),
        "previous": ("another consent before it", "ForgedConsent", [first, _signed(2, envelope_hash(b"x"))]),
        "no-previous": ("nothing before the second", "ForgedConsent", [first, _signed(2, "")]),
        "stranger": ("signed by someone else", "ForgedConsent", [sign_consent(_consent(1, ""), CARLA.signer)]),
        "counsellor-for-visitor": (
            "a counsellor for the visitor",
            "ForgedConsent",
            [sign_consent(_consent(1, ""), AMINA.signer)],
        ),
        "visitor-for-counsellor": (
            "the visitor for a counsellor",
            "ForgedConsent",
            [sign_consent(_consent(1, "", heard=True), VISITOR.signer)],
        ),
        "signature": ("another's signature", "ForgedConsent", [replace(first, signature=heard.signature)]),
        "other-day": ("another day", "ForgedConsent", [replace(first, consent=_consent(1, "", on="2026-03-04"))]),
        "widened": ("changed after signing", "ForgedConsent", [replace(first, consent=_consent(1, "", step="signal"))]),
    }
    return [
        bad(f"consent-{name}", what, "verify_consents", error, **_chain_inputs(consents))
        for name, (what, error, consents) in cases.items()
    ]


def _signed(sequence: int, previous: str) -> SignedConsent:
    return sign_consent(_consent(sequence, previous), VISITOR.signer)


def _chain_inputs(consents: list[SignedConsent]) -> dict[str, object]:
    return {
        "practice": PRACTICE,
        "matter": MATTER,
        "visitor": VISITOR.signer.sign,
        "counsellors": SIGNERS,
        "consents": [one.text for one in consents],
    }


def _odd_consents(first: SignedConsent) -> list[Vector]:
    def signed(**changes: object) -> str:
        body = {**first.consent.to_json(), **changes, "signer": VISITOR.signer.sign}
        signature = VISITOR.signer.signature(b"nabij/consent/1\x00" + json_bytes(body))
        return json_text({**body, "signature": signature})

    texts = {
        "not-json": "hello",
        "more-fields": signed(extra=1),
        "width": signed(width="all"),
        "refusal-heard": signed(state="refused", heard=True),
        "state": signed(state="maybe"),
        "date": signed(expires="2031-02-30"),
        "sequence": signed(sequence=0),
        "spaces": first.text.replace('":"', '": "', 1),
    }
    return [
        bad(
            f"odd-{name}",
            "not a consent",
            "verify_consents",
            "ForgedConsent",
            **{**_chain_inputs([]), "consents": [text]},
        )
        for name, text in texts.items()
    ]


def fingerprint_vectors() -> list[Vector]:
    people = {"amina": AMINA, "bram": BRAM, "visitor": VISITOR}
    box, what = str(memory_box(UUID(PRACTICE))), "under which id a practice keeps how lists were read"
    return [
        *(
            good(name, "what two people compare", "fingerprint", fingerprint(keys.public), **vars(keys.public))
            for name, keys in people.items()
        ),
        good("memory-box", what, "memory_box", box, practice=PRACTICE),
    ]


def file() -> list[Vector]:
    contents = {"letter": "Beste Amina, …".encode(), "empty": b"", "chunks": drawn("chunks", 70_000)}
    vectors = []
    for name, content in contents.items():
        sealed, record = seal_file(content, f"{name} – café.txt", "text/plain", stream(f"file/{name}"))
        vectors.append(good(f"file-{name}", "a file opens", "open_file", content, record=record.to_json(), file=sealed))
    return vectors + _bad_files()


def _bad_files() -> list[Vector]:
    sealed, record = seal_file(b"inhoud", "brief.txt", "text/plain", stream("file/bad"))
    long, long_record = seal_file(drawn("chunks", 70_000), "foto.jpg", "image/jpeg", stream("file/long"))
    altered = bytearray(sealed)
    altered[-1] ^= 1
    payload = long.index(b"\n", long.index(b"--- ")) + 1
    first_chunk = long[: payload + 16 + 64 * 1024 + 16]
    unpadded = seal_to_recipients(b"inhoud", [identity_to_recipient(record.identity)], stream("file/unpadded"))
    other = replace(record, identity=generate_identity(stream("file/other")))
    cases = {
        "truncated": ("the last byte gone", record, sealed[:-1]),
        "altered": ("the last byte changed", record, bytes(altered)),
        "first-chunk": ("cut after the first chunk, digest to match", _digested(long_record, first_chunk), first_chunk),
        "altered-digested": (
            "the last byte changed, digest to match",
            _digested(record, bytes(altered)),
            bytes(altered),
        ),
        "truncated-digested": ("the last byte gone, digest to match", _digested(record, sealed[:-1]), sealed[:-1]),
        "unpadded": ("without padding", _digested(record, unpadded), unpadded),
        "other-identity": ("another identity", other, sealed),
        "other-size": ("another size", replace(record, size=7), sealed),
        "other-file": ("the file of another record", record, long),
        "not-age": ("not an age file", _digested(record, b"hello"), b"hello"),
    }
    return [
        bad(f"bad-{name}", what, "open_file", "BadFile", record=one.to_json(), file=data)
        for name, (what, one, data) in cases.items()
    ]


def _digested(record: FileRecord, file: bytes) -> FileRecord:
    return replace(record, digest=envelope_hash(file))


def file_by_age(age: Callable[[str, bytes], bytes]) -> Vector:
    """A file that the standard age program sealed."""
    identity = generate_identity(stream("file/by age"))
    content = b"Gemaakt door het gewone programma"
    sealed = age(identity_to_recipient(identity), pad(content))
    record = FileRecord("brief.txt", "text/plain", len(content), envelope_hash(sealed), identity)
    return good(BY_AGE, "sealed by the age program", "open_file", content, record=record.to_json(), file=sealed)


def write_vectors() -> list[Vector]:
    note, keyring = f"/kwesties/{MATTER}/noteren.json", "/kluis/sleutelbos.json"
    cases = {
        "note": ("a note", AMINA, USER, note, b'{"encounter":null}'),
        "other-path": ("the same to another address", AMINA, USER, keyring, b'{"encounter":null}'),
        "other-body": ("the same with one space more", AMINA, USER, note, b'{"encounter": null}'),
        "other-owner": ("the same for another owner", AMINA, OTHER_USER, note, b'{"encounter":null}'),
        "other-key": ("the same with another key", BRAM, USER, note, b'{"encounter":null}'),
        "empty": ("no bytes at all", AMINA, USER, note, b""),
        "beyond-ascii": ("text beyond ASCII", AMINA, USER, note, '{"text":"\u00e9\u00e9n \u2014 \U0001f642"}'.encode()),
    }
    return [
        good(
            name,
            what,
            "sign_write",
            sign_write(owner, path, body, own.signer),
            signing=own.signing,
            owner=owner,
            path=path,
            body=body,
        )
        for name, (what, own, owner, path, body) in cases.items()
    ]
