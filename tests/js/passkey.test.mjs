// Passkeys: the PRF result stays in the browser.
import assert from "node:assert/strict";
import test from "node:test";
import { createPasskey, signInWithPasskey, unlockWithPasskey } from "../../src/nabij/browser/vault/passkey.js";

const PRF = Uint8Array.from({ length: 32 }, (_, at) => at + 100);
const bytes = (...values) => Uint8Array.from(values).buffer;

/** A credential as the browser gives it: its own toJSON() carries the PRF result. */
function fakeCredential(response, extensions) {
  const toJSON = () => ({ id: "AQID", clientExtensionResults: { prf: { results: { first: Buffer.from(PRF).toString("base64url") } } } });
  return {
    id: "AQID", rawId: bytes(1, 2, 3), type: "public-key", authenticatorAttachment: "platform",
    response, getClientExtensionResults: () => extensions, toJSON,
  };
}

/** An authenticator that gives its PRF result when made, only when asked again, or never. */
function authenticator({ atCreation = true, ever = true } = {}) {
  const asked = [];
  const results = { first: PRF.slice().buffer };
  return {
    asked,
    async create({ publicKey }) {
      asked.push(publicKey);
      const prf = ever ? { enabled: true, ...(atCreation ? { results } : {}) } : { enabled: false };
      const response = { clientDataJSON: bytes(4), attestationObject: bytes(5), getTransports: () => ["internal"] };
      return fakeCredential(response, { prf, credProps: { rk: true } });
    },
    async get({ publicKey }) {
      asked.push(publicKey);
      const response = { clientDataJSON: bytes(6), authenticatorData: bytes(7), signature: bytes(251, 255), userHandle: null };
      return fakeCredential(response, ever ? { prf: { results } } : {});
    },
  };
}

const CREATION = {
  publicKey: {
    rp: { id: "werk.localhost", name: "Nabij" }, user: { id: "CQk", name: "amina", displayName: "Amina" }, challenge: "-_8",
    pubKeyCredParams: [{ type: "public-key", alg: -7 }], excludeCredentials: [{ id: "CAg", type: "public-key" }],
  },
};
const REQUEST = { publicKey: { rpId: "werk.localhost", challenge: "AQ", allowCredentials: [{ id: "AQID", type: "public-key", transports: ["usb"] }] } };

/** Every way in which the PRF result could be written. */
function assertNoPrf(sent) {
  const text = JSON.stringify(sent);
  const prf = Buffer.from(PRF);
  for (const written of [prf.toString("base64url"), prf.toString("base64"), prf.toString("hex"), prf.join(",")]) {
    assert.equal(text.includes(written), false);
  }
  assert.equal(text.includes("prf"), false);
}

test("the fake credential would give its PRF result away", async () => {
  const credential = await authenticator().create({ publicKey: {} });
  assert.throws(() => assertNoPrf(credential));
});

test("a new passkey is sent without its PRF result", async () => {
  const fake = authenticator();
  const { credentialForServer, prf } = await createPasskey(CREATION, fake);
  assert.deepEqual(prf, PRF);
  assertNoPrf(credentialForServer);
  assert.deepEqual(credentialForServer, {
    id: "AQID", rawId: "AQID", type: "public-key", authenticatorAttachment: "platform",
    response: { clientDataJSON: "BA", attestationObject: "BQ", transports: ["internal"] }, clientExtensionResults: { credProps: { rk: true } },
  });
});

test("a new passkey is asked for its PRF result, whatever the server asks", async () => {
  const fake = authenticator();
  const extensions = { prf: { eval: { first: new Uint8Array(32) } }, largeBlob: { support: "required" } };
  await createPasskey({ publicKey: { ...CREATION.publicKey, extensions } }, fake);
  const [{ extensions: asked, challenge, user, excludeCredentials }] = fake.asked;
  assert.deepEqual(Object.keys(asked).sort(), ["credProps", "prf"]);
  assert.equal(new TextDecoder().decode(asked.prf.eval.first), "nabij/unlock/1");
  assert.deepEqual([...challenge], [251, 255]);
  assert.deepEqual([...user.id], [9, 9]);
  assert.deepEqual([...excludeCredentials[0].id], [8, 8]);
});

test("a passkey that gives its PRF result only later is asked once more", async () => {
  const fake = authenticator({ atCreation: false });
  const { prf, credentialForServer } = await createPasskey(CREATION, fake);
  assert.deepEqual(prf, PRF);
  assert.equal(fake.asked[1].rpId, "werk.localhost");
  assertNoPrf(credentialForServer);
});

test("a passkey without PRF says so, and unlocks nothing", async () => {
  const fake = authenticator({ ever: false });
  assert.equal((await createPasskey(CREATION, fake)).prf, null);
  await assert.rejects(unlockWithPasskey(["AQID"], "werk.localhost", fake), { name: "WrongSecret" });
});

test("signing in is sent without the PRF result", async () => {
  const fake = authenticator();
  const { credentialForServer, credentialId, prf } = await signInWithPasskey(REQUEST, fake);
  assert.deepEqual(prf, PRF);
  assert.equal(credentialId, "AQID");
  assertNoPrf(credentialForServer);
  assert.equal(credentialForServer.response.signature, "-_8");
});

test("unlocking uses a challenge of its own and gives nothing to send", async () => {
  const fake = authenticator();
  assert.deepEqual(Object.keys(await unlockWithPasskey(["AQID"], "werk.localhost", fake)).sort(), ["credentialId", "prf"]);
  await unlockWithPasskey(["AQID"], "werk.localhost", fake);
  const [one, two] = fake.asked;
  assert.equal(one.userVerification, "required");
  assert.equal(one.challenge.length, 32);
  assert.notDeepEqual(one.challenge, two.challenge);
});
