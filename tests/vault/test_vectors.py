"""Every vector in vectors/ comes out as it says, or is refused with the error it names."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from nabij.matters.rules.importing import memory_box
from nabij_vault import errors
from nabij_vault.bundle import check_pin, open_bundle, parse_bundle, parse_pin, seal_bundle
from nabij_vault.consent import (
    LastConsent,
    parse_consent_fields,
    question_hash,
    receiver_outside,
    sign_consent,
    verify_consents,
)
from nabij_vault.draft import open_draft, seal_draft
from nabij_vault.envelope import hkdf
from nabij_vault.file import open_file, parse_file_record
from nabij_vault.fingerprint import fingerprint
from nabij_vault.grant import GrantContext, open_grant
from nabij_vault.invitation import Answered, Offered, code_keys, must_vouch, prove_answer, prove_offer
from nabij_vault.keyring import open_keyring, parse_keyring, seal_keyring
from nabij_vault.keys import PublicKeys, SigningKey, identity_to_recipient
from nabij_vault.letters import Place, Reader, letter_hash, open_lesson, open_letter, open_reply
from nabij_vault.manifest import (
    Head,
    Link,
    ManifestContext,
    ServedRecord,
    check_growth,
    check_head,
    check_records,
    mended_entries,
    open_manifest,
    parse_manifest,
    seal_manifest,
)
from nabij_vault.padding import pad, padded, unpad
from nabij_vault.record import RecordContext, RecordKeys, open_record, seal_record
from nabij_vault.recovery import code_identity, code_passphrase, parse_code, show_code
from nabij_vault.slots import open_passkey_slot, open_recovery_slot, open_words_slot, seal_passkey_slot
from nabij_vault.text import from_b64, json_text, to_b64
from nabij_vault.visitor import (
    open_keepsake,
    parse_introduced,
    parse_keepsake,
    seal_keepsake,
    sign_erasure,
    sign_introduction,
    sign_keeping,
    sign_succession,
    verify_introduction,
    verify_succession,
    visitor_keys,
    visitor_root,
)
from nabij_vault.write import sign_write
from tests.vault.vector_contents.people import fixed

ROOT = Path(__file__).resolve().parents[2]

type Inputs = dict[str, Any]

VECTORS: dict[str, Inputs] = {
    f"{path.stem}/{vector['name']}": vector
    for path in sorted((ROOT / "vectors").glob("*.json"))
    # those of the matcher: tests/matcher/
    if path.stem not in {"voprf", "person-names"}
    for vector in json.loads(path.read_text())
}


def _bytes(vector: Inputs, name: str) -> bytes:
    return from_b64(vector[name])


def _uvk(vector: Inputs) -> bytes | None:
    return None if vector["uvk"] is None else _bytes(vector, "uvk")


def _randomness(vector: Inputs) -> Callable[[int], bytes]:
    return fixed(_bytes(vector, "salt"), _bytes(vector, "iv"))


def _keys(vector: Inputs) -> RecordKeys:
    return RecordKeys(_bytes(vector, "matter_key"), _bytes(vector, "shred_key"))


def _seal_record(v: Inputs) -> str:
    context, signer = RecordContext(**v["context"]), SigningKey(_bytes(v, "signing"))
    return to_b64(seal_record(context, v["body"], _keys(v), signer, _randomness(v)))


def _open_record(v: Inputs) -> object:
    opened = open_record(
        RecordContext(**v["context"]), _bytes(v, "envelope"), _keys(v), v["authors"], v.get("visitors", ())
    )
    return {"author": opened.author, "body": opened.body}


def _seal_manifest(v: Inputs) -> str:
    context, signer, manifest = (
        ManifestContext(**v["context"]),
        SigningKey(_bytes(v, "signing")),
        parse_manifest(v["manifest"]),
    )
    return to_b64(seal_manifest(context, manifest.previous, manifest.entries, _keys(v), signer, _randomness(v)))


def _open_manifest(v: Inputs) -> object:
    author, manifest = open_manifest(ManifestContext(**v["context"]), _bytes(v, "envelope"), _keys(v), v["authors"])
    return {"author": author, "manifest": manifest.to_json()}


def _check_records(v: Inputs) -> bool:
    served = [ServedRecord(**{**one, "envelope": from_b64(one["envelope"])}) for one in v["served"]]
    check_records(parse_manifest(v["manifest"]), served)
    return True


def _check_growth(v: Inputs) -> bool:
    check_growth(parse_manifest(v["before"]), parse_manifest(v["after"]), by_keeper=v["by_keeper"])
    return True


def _mended_entries(v: Inputs) -> object:
    served = [
        (ServedRecord(one["id"], one["kind"], one["revision"], from_b64(one["envelope"])), one["opens"])
        for one in v["served"]
    ]
    return [
        [entry.id, entry.kind, entry.revision, entry.digest]
        for entry in mended_entries(parse_manifest(v["manifest"]).entries, served)
    ]


def _check_head(v: Inputs) -> bool:
    known = None if v["known"] is None else Head(**v["known"])
    check_head(known, Head(**v["newest"]), [Link(**link) for link in v["links"]])
    return True


def _seal_bundle(v: Inputs) -> str:
    return to_b64(seal_bundle(v["user"], v["version"], _uvk(v), parse_bundle(v["content"]), _randomness(v)))


def _open_bundle(v: Inputs) -> object:
    return open_bundle(v["user"], v["version"], _uvk(v), _bytes(v, "envelope")).to_json()


def _seal_keyring(v: Inputs) -> str:
    return to_b64(seal_keyring(v["user"], v["version"], _uvk(v), parse_keyring(v["content"]), _randomness(v)))


def _open_keyring(v: Inputs) -> object:
    return open_keyring(v["user"], v["version"], _uvk(v), _bytes(v, "envelope")).to_json()


def _seal_draft(v: Inputs) -> str:
    return to_b64(seal_draft(v["user"], v["draft"], _uvk(v), v["content"], _randomness(v)))


def _check_pin(v: Inputs) -> object:
    pin = check_pin(map(parse_pin, v["pins"]), v["owner"], PublicKeys(**v["served"]))
    return None if pin is None else pin.to_json()


def _check_served(v: Inputs) -> bool:
    parse_keyring(v["keyring"]).check_served({tuple(place) for place in v["served"]})
    return True


def _seal_passkey_slot(v: Inputs) -> str:
    return to_b64(seal_passkey_slot(v["user"], v["slot"], _bytes(v, "uvk"), _bytes(v, "prf"), _randomness(v)))


def _open_passkey_slot(v: Inputs) -> str:
    return to_b64(open_passkey_slot(v["user"], v["slot"], _bytes(v, "envelope"), _bytes(v, "prf")))


def _parse_recovery_code(v: Inputs) -> object:
    code = parse_code(v["typed"])
    identity = code_identity(code)
    recipient = identity_to_recipient(identity)
    return {"bytes": to_b64(code), "passphrase": code_passphrase(code), "identity": identity, "recipient": recipient}


def _open_grant(v: Inputs) -> str:
    return to_b64(open_grant(GrantContext(**v["context"]), _bytes(v, "file"), v["identity"], v["signers"]))


def _verify_consents(v: Inputs) -> bool:
    people = {name: v[name] for name in ("practice", "matter", "visitor", "counsellors")}
    last = LastConsent(**v["last"]) if "last" in v else None
    return len(verify_consents(v["consents"], **people, last=last)) == len(v["consents"])


def _visitor_keys(v: Inputs) -> object:
    keys = visitor_keys(_bytes(v, "root"))
    public = {"recipient": keys.own.public.recipient, "sign": keys.own.public.sign}
    uvk, identity = to_b64(keys.uvk), keys.own.identity
    return {"lookup": keys.lookup, "token": keys.token, "uvk": uvk, "identity": identity, **public}


def _keepsake_place(v: Inputs) -> tuple[str, str, int, bytes | None]:
    return v["practice"], v["conversation"], v["version"], _uvk(v)


def _verify_introduction(v: Inputs) -> object:
    expected = {name: v[name] for name in ("practice", "matter", "signers")}
    return verify_introduction(v["body"], **expected).to_json()


def _sign_succession(v: Inputs) -> object:
    keys = PublicKeys(v["keys"]["recipient"], v["keys"]["sign"])
    return sign_succession(v["practice"], v["owner"], keys, SigningKey(_bytes(v, "signing")))


def _verify_succession(v: Inputs) -> object:
    keys = verify_succession(v["statement"], practice=v["practice"], owner=v["owner"], signer=v["signer"])
    return {"recipient": keys.recipient, "sign": keys.sign}


def _code_keys(v: Inputs) -> object:
    keys = code_keys(v["typed"])
    return {"lookup": keys.lookup, "token": keys.token, "key": to_b64(keys.key)}


def _prove_offer(v: Inputs) -> str:
    offered = v["offered"]
    public = PublicKeys(offered["recipient"], offered["sign"])
    names = {name: offered[name] for name in ("practice", "matter", "owner", "name")}
    others = tuple((one["id"], one["name"]) for one in offered.get("others", ()))
    return prove_offer(_bytes(v, "key"), Offered(**names, keys=public, others=others))


def _check_answer(v: Inputs) -> bool:
    answered = v["answered"]
    keys = PublicKeys(answered["recipient"], answered["sign"])
    made = prove_answer(code_keys(v["code"]).key, Answered(answered["practice"], answered["matter"], keys))
    must_vouch(made, v["proof"])
    return True


def _reader(v: Inputs) -> Reader:
    return Reader(tuple(v["identities"]), v["signers"])


def _open_letter(v: Inputs) -> object:
    return open_letter(Place(**v["place"]), v["from"], v["to"], _reader(v), _bytes(v, "file")).to_json()


def _open_reply(v: Inputs) -> object:
    return open_reply(Place(**v["place"]), v["letter"], v["from"], v["to"], _reader(v), _bytes(v, "file")).to_json()


def _open_lesson(v: Inputs) -> object:
    return open_lesson(v["practice"], v["lesson"], v["from"], _reader(v), _bytes(v, "file")).to_json()


OPERATIONS: dict[str, Callable[[Inputs], object]] = {
    "padded": lambda v: padded(v["length"]),
    "pad": lambda v: to_b64(pad(_bytes(v, "bytes"))),
    "unpad": lambda v: to_b64(unpad(_bytes(v, "bytes"))),
    "hkdf": lambda v: to_b64(hkdf(_bytes(v, "key"), _bytes(v, "salt"), v["info"])),
    "json": lambda v: json_text(v["value"]),
    "seal_record": _seal_record,
    "open_record": _open_record,
    "seal_manifest": _seal_manifest,
    "open_manifest": _open_manifest,
    "check_records": _check_records,
    "check_growth": _check_growth,
    "mended_entries": _mended_entries,
    "check_head": _check_head,
    "seal_bundle": _seal_bundle,
    "open_bundle": _open_bundle,
    "seal_keyring": _seal_keyring,
    "open_keyring": _open_keyring,
    "seal_draft": _seal_draft,
    "open_draft": lambda v: open_draft(v["user"], v["draft"], _uvk(v), _bytes(v, "envelope")),
    "check_pin": _check_pin,
    "check_served": _check_served,
    "seal_passkey_slot": _seal_passkey_slot,
    "open_passkey_slot": _open_passkey_slot,
    "open_words_slot": lambda v: to_b64(open_words_slot(_bytes(v, "file"), v["secret"])),
    "open_recovery_slot": lambda v: to_b64(open_recovery_slot(_bytes(v, "file"), v["secret"])),
    "recovery_code": lambda v: show_code(_bytes(v, "bytes")),
    "parse_recovery_code": _parse_recovery_code,
    "open_grant": _open_grant,
    "verify_consents": _verify_consents,
    "sign_consent": lambda v: sign_consent(parse_consent_fields(v["consent"]), SigningKey(_bytes(v, "signing"))).text,
    "receiver_outside": lambda v: receiver_outside(v["name_outside"]),
    "question_hash": lambda v: question_hash(v["ask"], v["text"]),
    "sign_write": lambda v: sign_write(v["owner"], v["path"], _bytes(v, "body"), SigningKey(_bytes(v, "signing"))),
    "memory_box": lambda v: str(memory_box(UUID(v["practice"]))),
    "fingerprint": lambda v: fingerprint(PublicKeys(v["recipient"], v["sign"])),
    "visitor_root": lambda v: to_b64(visitor_root(v["typed"], _bytes(v, "salt"))),
    "visitor_keys": _visitor_keys,
    "seal_keepsake": lambda v: to_b64(seal_keepsake(*_keepsake_place(v), parse_keepsake(v["content"]), _randomness(v))),
    "open_keepsake": lambda v: open_keepsake(*_keepsake_place(v), _bytes(v, "envelope")).to_json(),
    "sign_erasure": lambda v: sign_erasure(
        v["practice"], v["conversation"], v["wish"], SigningKey(_bytes(v, "signing"))
    ),
    "sign_keeping": lambda v: sign_keeping(
        v["practice"], v["conversation"], v["record"], v["wishes"], SigningKey(_bytes(v, "signing"))
    ),
    "sign_introduction": lambda v: sign_introduction(
        parse_introduced(v["introduced"]), SigningKey(_bytes(v, "signing"))
    ),
    "verify_introduction": _verify_introduction,
    "sign_succession": _sign_succession,
    "verify_succession": _verify_succession,
    "code_keys": _code_keys,
    "prove_offer": _prove_offer,
    "check_answer": _check_answer,
    "letter_hash": lambda v: letter_hash(_bytes(v, "file")),
    "open_letter": _open_letter,
    "open_lesson": _open_lesson,
    "open_reply": _open_reply,
    "open_file": lambda v: to_b64(open_file(parse_file_record(v["record"]), _bytes(v, "file"))),
}


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS.keys())
def test_a_vector_comes_out_as_it_says(vector: Inputs) -> None:
    operation = OPERATIONS[vector["operation"]]
    if "error" in vector:
        with pytest.raises(errors.VaultError) as refusal:
            operation(vector)
        assert type(refusal.value).__name__ == vector["error"]
    else:
        assert operation(vector) == vector["expected"]


def test_every_refusal_has_a_vector() -> None:
    named = {error.__name__ for error in errors.VaultError.__subclasses__()}
    assert named == {vector["error"] for vector in VECTORS.values() if "error" in vector}


def test_the_errors_are_those_of_the_format() -> None:
    page = (ROOT / "docs" / "vault-format.md").read_text()
    section = page.split("## Errors", 1)[1].split("##", 1)[0]
    for error in errors.VaultError.__subclasses__():
        assert f"`{error.__name__}`" in section


def test_every_operation_has_vectors() -> None:
    assert set(OPERATIONS) == {vector["operation"] for vector in VECTORS.values()}


def test_making_the_vectors_again_gives_the_same_bytes(tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (ROOT / "vectors").glob("*.json")}
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, str(ROOT / "tools" / "make_vectors.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json")} == before
