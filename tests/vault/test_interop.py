"""What is sealed here opens elsewhere, and the other way round: pyrage, age, the browser's age-encryption, by hand."""

import base64
import hashlib
import hmac
import json
import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from nabij_vault.age_file import (
    open_with_identity,
    open_with_passphrase,
    scrypt_log_n,
    seal_to_recipients,
    seal_with_passphrase,
)
from nabij_vault.envelope import hkdf
from nabij_vault.errors import BadEnvelope
from nabij_vault.export import ExportedRecord, open_export, safe_name
from nabij_vault.keys import identity_from_secret, identity_to_recipient, recipient_bytes
from nabij_vault.record import RecordContext, seal_record
from nabij_vault.slots import open_words_slot, seal_words_slot
from nabij_vault.text import json_text
from tests.vault.vector_contents.people import AMINA, BRAM, KEYS, MATTER, PRACTICE, RECORD, USER, UVK

ROOT = Path(__file__).resolve().parents[2]
WORDS = "appel molen zilver fiets duin lantaarn"
CHUNK = 64 * 1024
# A busy machine must not fail a test about correctness.
unhurried = settings(deadline=None)
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5]


def test_a_record_opens_by_hand_from_the_format_page() -> None:
    context = RecordContext(PRACTICE, MATTER, "notes", 2, RECORD, "note", 3)
    sealed = seal_record(context, {"text": "één"}, KEYS, AMINA.signer)
    salt, iv, rest = sealed[1:17], sealed[17:29], sealed[29:]
    extracted = hmac.digest(salt, KEYS.matter + KEYS.shred, hashlib.sha256)
    key = hmac.digest(extracted, b"nabij/record/1\x01", hashlib.sha256)
    aad = f'["nabij/record/1","{PRACTICE}","{MATTER}","notes",2,"{RECORD}","note",3]'.encode()
    block = AESGCM(key).decrypt(iv, rest, aad)
    assert sealed[0] == 1
    assert len(block) == 256
    content = json.loads(block.rstrip(b"\x00").removesuffix(b"\x80"))
    assert list(content) == ["author", "body", "signature"]
    assert content["body"] == '{"text":"één"}'
    message = b"nabij/record/1\x00" + aad + hashlib.sha256(content["body"].encode()).digest()
    author = Ed25519PublicKey.from_public_bytes(base64.b64decode(content["author"]))
    author.verify(base64.b64decode(content["signature"]), message)


def test_hkdf_is_that_of_rfc_5869() -> None:
    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert hkdf(b"\x0b" * 22, b"", "").hex() == expected


@unhurried
@given(st.binary(min_size=32, max_size=32))
def test_identities_are_written_as_pyrage_writes_them(secret: bytes) -> None:
    identity = identity_from_secret(secret)
    theirs = pyrage.x25519.Identity.from_str(identity)
    assert str(theirs) == identity
    assert str(theirs.to_public()) == identity_to_recipient(identity)


def test_a_mistyped_recipient_is_refused() -> None:
    recipient = AMINA.public.recipient
    other = recipient[:-1] + ("q" if recipient[-1] != "q" else "p")
    for wrong, why in ((other, "checksum"), (recipient[:-1].upper() + "q", "case"), ("age1", "not a"), ("", "not a")):
        with pytest.raises(ValueError, match=why):
            recipient_bytes(wrong)
    with pytest.raises(ValueError, match="not a"):
        recipient_bytes(AMINA.identity)


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_and_age_open_what_is_sealed_to_recipients(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    sealed = seal_to_recipients(content, [AMINA.public.recipient, BRAM.public.recipient])
    for keys in (AMINA, BRAM):
        assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(keys.identity)]) == content
    identity = tmp_path / "identity"
    identity.write_text(BRAM.identity + "\n")
    opened = subprocess.run(["age", "-d", "-i", identity], input=sealed, stdout=subprocess.PIPE, check=True).stdout
    assert opened == content


@pytest.mark.parametrize("size", SIZES)
def test_what_age_seals_to_a_recipient_opens(size: int) -> None:
    content = os.urandom(size)
    command = ["age", "-r", AMINA.public.recipient]
    sealed = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout
    assert open_with_identity(sealed, AMINA.identity) == content


@pytest.mark.parametrize("size", SIZES)
def test_passphrase_files_go_to_pyrage_and_back(size: int) -> None:
    content = os.urandom(size)
    sealed = seal_with_passphrase(content, WORDS, 4)
    assert pyrage.passphrase.decrypt(sealed, WORDS) == content
    assert open_with_passphrase(sealed, WORDS) == content


def test_what_pyrage_seals_with_a_passphrase_opens() -> None:
    sealed = pyrage.passphrase.encrypt(b"inhoud", WORDS)
    assert scrypt_log_n(sealed) >= 10
    assert open_with_passphrase(sealed, WORDS) == b"inhoud"


def test_the_age_program_opens_a_slot_with_the_six_words(tmp_path: Path) -> None:
    slot, out = tmp_path / "slot.age", tmp_path / "uvk"
    slot.write_bytes(seal_words_slot(UVK, WORDS))
    child, terminal = pty.fork()
    if not child:
        os.execvp("age", ["age", "-d", "-o", str(out), str(slot)])
    asked = b""
    while b"passphrase" not in asked:
        asked += os.read(terminal, 1024)
    os.write(terminal, WORDS.encode() + b"\n")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert out.read_bytes() == b"nabij/uvk/1" + UVK


BROWSER = """
import { Decrypter, Encrypter } from "age-encryption";
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const b64 = (bytes) => Buffer.from(bytes).toString("base64");
const slot = new Encrypter(); slot.setPassphrase(given.words); slot.setScryptWorkFactor(17);
const file = new Encrypter(); file.addRecipient(given.recipient);
const byWords = new Decrypter(); byWords.addPassphrase(given.words);
const byIdentity = new Decrypter(); byIdentity.addIdentity(given.identity);
console.log(JSON.stringify({
  slot: b64(await slot.encrypt(Buffer.from(given.slot_content, "base64"))),
  file: b64(await file.encrypt("inhoud")),
  opened_slot: b64(await byWords.decrypt(Buffer.from(given.slot, "base64"))),
  opened_file: b64(await byIdentity.decrypt(Buffer.from(given.file, "base64"))),
}));
"""


def test_age_files_go_to_the_browser_and_back() -> None:
    content = b"nabij/uvk/1" + UVK
    given_ = {
        "words": WORDS,
        "identity": AMINA.identity,
        "recipient": AMINA.public.recipient,
        "slot_content": base64.b64encode(content).decode(),
        "slot": base64.b64encode(seal_words_slot(UVK, WORDS)).decode(),
        "file": base64.b64encode(seal_to_recipients(b"x" * 70_000, [AMINA.public.recipient])).decode(),
    }
    made = {key: base64.b64decode(value) for key, value in _node(BROWSER, given_).items()}
    assert open_words_slot(made["slot"], WORDS) == UVK
    assert open_with_identity(made["file"], AMINA.identity) == b"inhoud"
    assert made["opened_slot"] == content
    assert made["opened_file"] == b"x" * 70_000


def test_json_is_written_as_the_browser_writes_it() -> None:
    letters = [chr(point) for point in range(0x10000)] + ["😌", "\ud83d\udc4d", "\udc4d\ud83d", "\ud83d", 'a"b\\c/d']
    values = [letters, {"1": None, "a": [True, False, 0, -1, 2**53]}, {"": {}, "b": []}]
    source = """
    import { readFileSync } from "node:fs"; import { createHash } from "node:crypto";
    const texts = JSON.parse(readFileSync(0, "utf8")).map((value) => JSON.stringify(value));
    console.log(JSON.stringify(texts.map((text) => createHash("sha256").update(text, "utf8").digest("hex"))));
    """
    # "\\ud83d\\udc4d" arrives in the browser as one letter; there Python must say the same.
    letters[letters.index("\ud83d\udc4d")] = "👍"
    assert _node(source, values) == [hashlib.sha256(json_text(value).encode()).hexdigest() for value in values]


def _node(source: str, given_: object) -> Any:
    command = ["node", "--input-type=module", "-e", source]
    ran = subprocess.run(command, input=json.dumps(given_).encode(), stdout=subprocess.PIPE, check=True, cwd=ROOT)
    return json.loads(ran.stdout)


HEADER = b"age-encryption.org/v1\n"
SALT = base64.b64encode(bytes(16)).rstrip(b"=")
BODY = base64.b64encode(bytes(32)).rstrip(b"=")
MAC = b"--- " + BODY + b"\n"


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"age-encryption.org/v2\n",
        HEADER,
        HEADER + MAC,
        HEADER + b"-> scrypt " + SALT + b" 17\n" + BODY,
        HEADER + b"-> scrypt " + SALT + b" 17\n" + BODY + b"\n---\n",
        HEADER + b"-> scrypt " + SALT + b" 017\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b" +17\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b" 1717\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt  " + SALT + b" 17\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b" 17 x\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b"= 17\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b" 17\r\n" + BODY + b"\r\n" + MAC,
        HEADER + b"-> scrypt " + SALT[:-4] + b" 17\n" + BODY + b"\n" + MAC,
        HEADER + b"-> scrypt " + SALT + b" 17\n" + BODY[:-4] + b"\n" + MAC,
        HEADER + (b"-> scrypt " + SALT + b" 17\n" + BODY + b"\n") * 2 + MAC,
        HEADER + b"-> scrypt " + SALT + b" 17\n" + BODY + b"\n-> grease x\n\n" + MAC,
        HEADER + b"-> X25519 " + BODY + b"\n" + BODY + b"\n" + MAC,
    ],
)
def test_a_header_that_is_not_one_scrypt_stanza_is_refused(header: bytes) -> None:
    with pytest.raises(BadEnvelope):
        scrypt_log_n(header)


def test_a_work_factor_is_read_without_any_work() -> None:
    assert scrypt_log_n(HEADER + b"-> scrypt " + SALT + b" 63\n" + BODY + b"\n" + MAC) == 63


BROWSER_EXPORT = """
import { readFileSync } from "node:fs";
import { makeExport } from "./src/nabij/browser/vault/export.js";
const { practice, user, matter, record, recipient } = JSON.parse(readFileSync(0, "utf8"));
const note = { part: "notes", epoch: 1, id: record, kind: "note", revision: 1, author: "", body: { text: "één" } };
const files = [{ record, name: "../Çağla's brief: één (2).pdf ", content: new Uint8Array([1, 2, 3]) }];
const made = await makeExport(
  { practice, user, when: new Date("2031-03-04T10:15:00Z") },
  [{ matter, register: {}, records: [note], files }],
  [recipient],
);
console.log(JSON.stringify(Buffer.from(made).toString("base64")));
"""


def test_an_export_made_in_the_browser_opens(tmp_path: Path) -> None:
    ids = {"practice": PRACTICE, "user": USER, "matter": MATTER, "record": RECORD}
    path = tmp_path / "export.age"
    path.write_bytes(base64.b64decode(_node(BROWSER_EXPORT, {**ids, "recipient": AMINA.public.recipient})))
    export = open_export(path, AMINA.identity)
    assert (export.practice, export.user, export.matters) == (PRACTICE, USER, (MATTER,))
    note = ExportedRecord("notes", 1, RECORD, "note", 1, author="", body={"text": "één"})
    assert export.matter(MATTER)["records"] == [vars(note)]
    name = safe_name("../Çağla's brief: één (2).pdf ")
    assert export.contents[f"matters/{MATTER}/files/{RECORD}-{name}"] == b"\x01\x02\x03"
