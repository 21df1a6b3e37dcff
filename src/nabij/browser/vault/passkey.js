// Passkeys (WebAuthn). Their PRF result unlocks the vault, so it never enters what is sent: `toJSON()` would carry it,
// therefore what the server gets is written out here, field by field.
import { b64, random, unb64, utf8 } from "./bytes.js";
import { WrongSecret } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {Pick<CredentialsContainer, "create" | "get">} Credentials */

const PRF = { eval: { first: utf8("nabij/unlock/1") } };

/** base64url without padding, as WebAuthn's JSON writes bytes. @param {ArrayBuffer} bytes */
const b64url = (bytes) => b64(new Uint8Array(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** @param {string} value */
const unb64url = (value) => unb64(value.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(value.length / 4) * 4, "="));

/** @param {PublicKeyCredentialDescriptorJSON[] | undefined} list @returns {PublicKeyCredentialDescriptor[]} */
const descriptors = (list = []) =>
  list.map(({ id, transports }) => ({
    id: unb64url(id),
    type: "public-key",
    ...(transports ? { transports: /** @type {AuthenticatorTransport[]} */ (transports) } : {}),
  }));

/** The PRF result, taken out of the credential. @param {PublicKeyCredential} credential @returns {Bytes | null} */
function prfOf(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  return ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice() : new Uint8Array(first);
}

/** @param {Credential | null} credential @returns {PublicKeyCredential} */
function present(credential) {
  if (!credential) throw new WrongSecret("No passkey was chosen");
  return /** @type {PublicKeyCredential} */ (credential);
}

/** What every credential tells. @param {PublicKeyCredential} credential */
const outline = ({ id, rawId, type, authenticatorAttachment }) => ({ id, rawId: b64url(rawId), type, authenticatorAttachment });

/** @param {PublicKeyCredential} credential */
function newCredential(credential) {
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  const rk = credential.getClientExtensionResults().credProps?.rk;
  return {
    ...outline(credential),
    response: {
      clientDataJSON: b64url(response.clientDataJSON),
      attestationObject: b64url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
    clientExtensionResults: typeof rk === "boolean" ? { credProps: { rk } } : {},
  };
}

/** @param {PublicKeyCredential} credential */
function assertion(credential) {
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return {
    ...outline(credential),
    response: {
      clientDataJSON: b64url(response.clientDataJSON),
      authenticatorData: b64url(response.authenticatorData),
      signature: b64url(response.signature),
      userHandle: response.userHandle ? b64url(response.userHandle) : null,
    },
    clientExtensionResults: {},
  };
}

/** The options themselves, or wrapped as `{publicKey: …}`. @template T @param {T | {publicKey: T}} options @returns {T} */
const unwrapped = (options) =>
  typeof options === "object" && options !== null && "publicKey" in options ? options.publicKey : /** @type {T} */ (options);

/**
 * Makes a passkey by the server's options, and asks for its PRF result besides (a second touch, where making it gives none).
 * @param {PublicKeyCredentialCreationOptionsJSON | {publicKey: PublicKeyCredentialCreationOptionsJSON}} optionsJson
 * @param {Credentials} [credentials]
 * @returns {Promise<{credentialForServer: ReturnType<typeof newCredential>, prf: Bytes | null}>} null: this passkey cannot unlock a vault
 */
export async function createPasskey(optionsJson, credentials = navigator.credentials) {
  const options = unwrapped(optionsJson);
  const publicKey = /** @type {PublicKeyCredentialCreationOptions} */ ({
    ...options,
    challenge: unb64url(options.challenge),
    user: { ...options.user, id: unb64url(options.user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
    extensions: { credProps: true, prf: PRF },
  });
  const credential = present(await credentials.create({ publicKey }));
  const { prf } = credential.getClientExtensionResults();
  const result = prfOf(credential);
  const credentialForServer = newCredential(credential);
  if (result || !prf?.enabled) return { credentialForServer, prf: result };
  const again = await unlockWithPasskey([credential.id], options.rp.id ?? location.hostname, credentials);
  return { credentialForServer, prf: again.prf };
}

/**
 * Signs in by the server's options and gives the PRF result of the same touch.
 * @param {PublicKeyCredentialRequestOptionsJSON | {publicKey: PublicKeyCredentialRequestOptionsJSON}} optionsJson
 * @param {Credentials} [credentials]
 * @returns {Promise<{credentialForServer: ReturnType<typeof assertion>, credentialId: string, prf: Bytes | null}>}
 */
export async function signInWithPasskey(optionsJson, credentials = navigator.credentials) {
  const options = unwrapped(optionsJson);
  const publicKey = /** @type {PublicKeyCredentialRequestOptions} */ ({
    ...options,
    challenge: unb64url(options.challenge),
    allowCredentials: descriptors(options.allowCredentials),
    extensions: { prf: PRF },
  });
  const credential = present(await credentials.get({ publicKey }));
  return { credentialForServer: assertion(credential), credentialId: credential.id, prf: prfOf(credential) };
}

/**
 * The PRF result of one of these passkeys. Nothing of this ceremony is sent anywhere. `WrongSecret` when it gives none.
 * @param {string[]} credentialIds base64url
 * @param {string} rpId
 * @param {Credentials} [credentials]
 * @returns {Promise<{credentialId: string, prf: Bytes}>}
 */
export async function unlockWithPasskey(credentialIds, rpId, credentials = navigator.credentials) {
  const publicKey = {
    challenge: random(32),
    rpId,
    allowCredentials: descriptors(credentialIds.map((id) => ({ id, type: "public-key" }))),
    userVerification: /** @type {const} */ ("required"),
    extensions: { prf: PRF },
  };
  const credential = present(await credentials.get({ publicKey }));
  const prf = prfOf(credential);
  if (!prf) throw new WrongSecret("This passkey gives no PRF result");
  return { credentialId: credential.id, prf };
}
