// Every vector in vectors/ comes out as it says, or is refused with the error it names.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { blindPoints, finalizePoints } from "../../src/nabij/browser/vault/blind.js";
import { checkPin, openBundle, sealBundle } from "../../src/nabij/browser/vault/bundle.js";
import { b64, derive, json, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { questionHash, receiverOutside, signConsent, verifyConsents } from "../../src/nabij/browser/vault/consent.js";
import { openDraft, sealDraft } from "../../src/nabij/browser/vault/draft.js";
import { openFile } from "../../src/nabij/browser/vault/file.js";
import { fingerprint } from "../../src/nabij/browser/vault/fingerprint.js";
import { openGrant } from "../../src/nabij/browser/vault/grant.js";
import { codeKeys, mustVouch, proveAnswer, proveOffer } from "../../src/nabij/browser/vault/invitation.js";
import { checkServed, keyringIn, openKeyring, plainKeyring, sealKeyring } from "../../src/nabij/browser/vault/keyring.js";
import { checkGrowth, checkHead, checkRecords, mendedEntries, openManifest, sealManifest } from "../../src/nabij/browser/vault/manifest.js";
import { memoryBox } from "../../src/nabij/browser/vault/matter.js";
import { letterHash, openLesson, openLetter, openReply } from "../../src/nabij/browser/vault/letters.js";
import { pad, padded, unpad } from "../../src/nabij/browser/vault/padding.js";
import { openRecord, sealRecord } from "../../src/nabij/browser/vault/record.js";
import { readRecoveryCode, recoveryCodeOf } from "../../src/nabij/browser/vault/recovery-code.js";
import { plainEd25519, signerOf } from "../../src/nabij/browser/vault/signature.js";
import { openPasskeySlot, openScryptSlot, sealPasskeySlot } from "../../src/nabij/browser/vault/slots.js";
import { signErasure, signKeeping } from "../../src/nabij/browser/vault/erasing.js";
import { signIntroduction, verifyIntroduction } from "../../src/nabij/browser/vault/introduction.js";
import { signSuccession, verifySuccession } from "../../src/nabij/browser/vault/succession.js";
import { openKeepsake, sealKeepsake } from "../../src/nabij/browser/vault/keepsake.js";
import { visitorKeys, visitorRoot } from "../../src/nabij/browser/vault/visitor-root.js";
import { signWrite } from "../../src/nabij/browser/vault/write.js";

const VECTORS = new URL("../../vectors/", import.meta.url);

const uvk = (v) => (v.uvk === null ? null : unb64(v.uvk));
const fixed = (v) => ({ salt: unb64(v.salt), iv: unb64(v.iv) });
const place = (v) => ({ ...v.context, key: unb64(v.matter_key), shredKey: unb64(v.shred_key) });
const signer = (v) => signerOf(unb64(v.signing));

const reader = (v) => ({ identities: v.identities, signers: new Map(Object.entries(v.signers).map(([owner, signs]) => [owner, new Set(signs)])) });

/** What was written, without the key that signed it. */
const unsigned = ({ signer: _, ...written }) => written;

// The half of who holds the matcher's key: in Python only (tests/matcher/).
const ELSEWHERE = ["evaluate_points"];

/** The bytes from which a scalar is drawn: it is what they say, modulo the order less one, and one more. */
function drawing(scalar, length) {
  const bytes = new Uint8Array(length);
  bytes.set(scalar);
  for (let at = 0; bytes[at]-- === 0; at += 1);
  return bytes;
}

const OPERATIONS = {
  padded: (v) => padded(v.length),
  pad: (v) => b64(pad(unb64(v.bytes))),
  unpad: (v) => b64(unpad(unb64(v.bytes))),
  hkdf: (v) => b64(derive(unb64(v.key), unb64(v.salt), v.info)),
  json: (v) => json(v.value),
  seal_record: async (v) => b64(await sealRecord(place(v), await signer(v), v.body, fixed(v))),
  async open_record(v) {
    const { author, content } = await openRecord({ ...place(v), visitors: v.visitors }, new Set(v.authors), unb64(v.envelope));
    return { author, body: content };
  },
  seal_manifest: async (v) => b64(await sealManifest(place(v), await signer(v), v.manifest, fixed(v))),
  async open_manifest(v) {
    const { author, counter, previous, entries } = await openManifest(place(v), v.context.counter, new Set(v.authors), unb64(v.envelope));
    return { author, manifest: { counter, previous, entries } };
  },
  check_records(v) {
    checkRecords(v.manifest.entries, v.served.map((one) => ({ ...one, envelope: unb64(one.envelope) })));
    return true;
  },
  check_growth(v) {
    checkGrowth(v.before, v.after, v.by_keeper);
    return true;
  },
  mended_entries: (v) => mendedEntries(v.manifest.entries, v.served.map((one) => ({ ...one, envelope: unb64(one.envelope) }))).entries,
  check_head(v) {
    checkHead(v.known, v.newest, v.links);
    return true;
  },
  seal_bundle: async (v) => b64(await sealBundle(uvk(v), v.user, v.version, v.content, fixed(v))),
  open_bundle: (v) => openBundle(uvk(v), v.user, v.version, unb64(v.envelope)),
  seal_keyring: async (v) => b64(await sealKeyring(uvk(v), v.user, v.version, keyringIn(v.content), fixed(v))),
  open_keyring: async (v) => plainKeyring(await openKeyring(uvk(v), v.user, v.version, unb64(v.envelope))),
  seal_draft: async (v) => b64(await sealDraft(uvk(v), v.user, v.draft, v.content, fixed(v))),
  open_draft: (v) => openDraft(uvk(v), v.user, v.draft, unb64(v.envelope)),
  check_pin: (v) => checkPin(v.pins, v.owner, v.served),
  check_served(v) {
    checkServed(keyringIn(v.keyring), v.served);
    return true;
  },
  seal_passkey_slot: async (v) => b64(await sealPasskeySlot(unb64(v.prf), v.user, v.slot, unb64(v.uvk), fixed(v))),
  open_passkey_slot: async (v) => b64(await openPasskeySlot(unb64(v.prf), v.user, v.slot, unb64(v.envelope))),
  open_words_slot: async (v) => b64(await openScryptSlot(unb64(v.file), "words", v.secret)),
  open_recovery_slot: async (v) => b64(await openScryptSlot(unb64(v.file), "recovery", v.secret)),
  recovery_code: (v) => recoveryCodeOf(unb64(v.bytes)),
  async parse_recovery_code(v) {
    const { bytes, passphrase, identity, recipient } = await readRecoveryCode(v.typed);
    return { bytes: b64(bytes), passphrase, identity, recipient };
  },
  open_grant: async (v) => b64(await openGrant(v.context, v.identity, new Set(v.signers), unb64(v.file))),
  verify_consents: async (v) => (await verifyConsents(v.consents, v, { last: v.last })).length === v.consents.length,
  sign_consent: async (v) => json(await signConsent(v.consent, await signer(v))),
  receiver_outside: (v) => receiverOutside(v.name_outside),
  question_hash: (v) => questionHash(v.ask, v.text),
  sign_write: async (v) => signWrite(await signer(v), v.owner, v.path, unb64(v.body)),
  memory_box: (v) => memoryBox(v.practice),
  fingerprint: (v) => fingerprint(v),
  visitor_root: async (v) => b64(await visitorRoot(v.typed, unb64(v.salt))),
  async visitor_keys(v) {
    const { lookup, token, uvk: own, identity, recipient, signer: { sign } } = await visitorKeys(unb64(v.root));
    return { lookup, token, uvk: b64(own), identity, recipient, sign };
  },
  seal_keepsake: async (v) => b64(await sealKeepsake(uvk(v), v.practice, v.conversation, v.version, v.content, fixed(v))),
  open_keepsake: (v) => openKeepsake(uvk(v), v.practice, v.conversation, v.version, unb64(v.envelope)),
  sign_erasure: async (v) => signErasure({ practice: v.practice, user: v.conversation, signer: await signer(v) }, v.wish),
  sign_keeping: async (v) => signKeeping({ practice: v.practice, user: v.conversation, signer: await signer(v) }, v.record, v.wishes),
  sign_introduction: async (v) => signIntroduction(v.introduced, await signer(v)),
  async verify_introduction(v) {
    const { owner, recipient, sign } = await verifyIntroduction(v.body, { ...v, signers: new Set(v.signers) });
    return { practice: v.practice, matter: v.matter, owner, recipient, sign };
  },
  async sign_succession(v) {
    const former = await signer(v);
    return { recipient: v.keys.recipient, sign: v.keys.sign, signer: former.sign, signature: await signSuccession(v, former) };
  },
  verify_succession: (v) => verifySuccession(v.statement, v),
  async blind_points(v) {
    const drawn = v.blinds.map(unb64);
    const asked = await Promise.all(v.inputs.map((input, nth) => blindPoints([unb64(input)], (length) => drawing(drawn[nth], length))));
    return asked.map(([{ blinded }]) => b64(blinded));
  },
  async finalize_points(v) {
    const asked = v.inputs.map((input, nth) => ({ input: unb64(input), blind: unb64(v.blinds[nth]), blinded: unb64(v.blinded[nth]) }));
    return (await finalizePoints(asked, v.evaluated.map(unb64), unb64(v.public), unb64(v.proof))).map(b64);
  },
  code_keys: (v) => ({ ...codeKeys(v.typed), key: b64(codeKeys(v.typed).key) }),
  prove_offer: (v) => proveOffer(unb64(v.key), v.offered),
  check_answer(v) {
    mustVouch(proveAnswer(codeKeys(v.code).key, v.answered), v.proof);
    return true;
  },
  letter_hash: (v) => letterHash(unb64(v.file)),
  open_letter: async (v) => unsigned(await openLetter({ ...v.place, from: v.from, to: v.to }, reader(v), unb64(v.file))),
  open_reply: async (v) => unsigned(await openReply({ ...v.place, letter: v.letter, from: v.from, to: v.to }, reader(v), unb64(v.file))),
  open_lesson: async (v) => unsigned(await openLesson(v, reader(v), unb64(v.file))),
  open_file: async (v) => b64(await openFile(v.record, unb64(v.file))),
};

const files = readdirSync(VECTORS).filter((name) => name.endsWith(".json") && name !== "person-names.json");
const all = files.flatMap((name) => JSON.parse(readFileSync(new URL(name, VECTORS), "utf8")).map((vector) => ({ file: name, ...vector })).filter(({ operation }) => !ELSEWHERE.includes(operation)));

for (const vector of all) {
  test(`${vector.file} ${vector.name}: ${vector.what}`, async () => {
    const run = async () => OPERATIONS[vector.operation](vector);
    if ("error" in vector) await assert.rejects(run, { name: vector.error });
    else assert.deepEqual(await run(), vector.expected);
  });
}

test("every operation has vectors and every vector an operation", () => {
  assert.deepEqual([...new Set(all.map(({ operation }) => operation))].sort(), Object.keys(OPERATIONS).sort());
});

test("signatures made in JavaScript are those of the browser itself", async () => {
  for (const vector of all.filter(({ operation }) => operation === "sign_consent")) {
    const made = json(await signConsent(vector.consent, await plainEd25519.signer(unb64(vector.signing))));
    assert.equal(made, vector.expected);
    const { signer: sign, signature } = JSON.parse(made);
    const verify = await plainEd25519.verifier(sign);
    assert.equal(await verify(unb64(signature), unb64(signature)), false);
  }
});
