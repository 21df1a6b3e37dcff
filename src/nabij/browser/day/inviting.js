// A code for who came by phone or in person: made, handed over, and who used it let in. The code never goes to the server.
import { minute } from "../desk/dom.js";
import { getJson } from "../desk/talk.js";
import { newId, sha256, utf8 } from "../vault/bytes.js";
import { codeKeys, newCode, proveOffer } from "../vault/invitation.js";
import { heardAnew } from "./heard-anew.js";
import { latest } from "./latest.js";
import { sealChanges, send } from "./matter.js";
import { agreed, changing, consentsOf, deliver, holdersNow, leftOut, onTheWire, refuseDoubtful } from "./sharing.js";
import { fetchState, loadColleagues, saveBundle, vault } from "./vault.js";
import { cardChange, cardOf, nextCard, nextRevision } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Change} Change */
/** @typedef {{until: string, expired: boolean, visitor: {recipient: string, sign: string} | null, proof: string | null, standby?: boolean}} Invitation as the server has it; `standby`: who used the code chose that a colleague may answer in one's absence */
/** @typedef {{invitation: Invitation | null, has_words: boolean, page: string}} Standing `page`: where a code is typed */

/** How it is with the code of this matter. @param {OpenMatter} matter @returns {Promise<Standing>} */
export const loadInvitation = (matter) => getJson(`/kwesties/${matter.id}/uitnodiging.json`);

/** Of which matters somebody used the code. @returns {Promise<string[]>} */
export const loadAnswered = async () => (await getJson("/uitnodigingen.json")).answered;

/** The code that was handed over, as the vault keeps it; empty where none works. @param {OpenMatter} matter */
export const codeOf = (matter) => String(latest(matter, "invitation").at(-1)?.content.code ?? "");

/** Where a code comes along behind the #, so that no server sees it. @param {Standing} standing @param {string} code */
export const linkWith = ({ page }, code) => `${page}#u=${code}`;

/** @param {OpenMatter} matter @param {string} code @returns {Change} */
const codeChange = (matter, code) => ({ part: "notes", kind: "invitation", ...nextRevision(matter, "invitation", newId()), content: { code, written: minute() } });

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Who else works for the organisation, for the visitor to choose from; nobody whom the server lists under another name or with other keys than were compared. @param {OpenMatter} matter */
async function othersOf({ served: { pair = [] } }) {
  const listed = (await loadColleagues()).filter(({ id, substituted, comparedAs }) => pair.includes(id) && !substituted && comparedAs === null);
  return listed.map(({ id, name }) => ({ id, name }));
}

/** A new code, kept sealed in the matter. @param {OpenMatter} matter */
export async function invite(matter) {
  const code = newCode();
  const { lookup, token, key } = codeKeys(code);
  const { practice, user, recipient, sign } = await vault.me();
  const [{ name }, others] = await Promise.all([fetchState(), othersOf(matter)]);
  const offer = proveOffer(key, { practice, matter: matter.id, owner: user, name, recipient, sign, others });
  const body = { lookup, token_hash: hex(sha256(utf8(token))), offer, others };
  await send({ matter, url: `/kwesties/${matter.id}/uitnodigen.json`, body, changes: [codeChange(matter, code)] });
}

/** Makes the code useless, and with it what somebody did with it who was not let in. @param {OpenMatter} matter */
export const withdrawCode = (matter) =>
  send({ matter, url: `/kwesties/${matter.id}/uitnodiging/intrekken.json`, body: {}, changes: [codeChange(matter, "")] });

/**
 * Lets in who used the code: `SubstitutedKey` where it does not vouch for the keys that are served. Gives back who got no new key, and why.
 * @param {OpenMatter} matter
 * @param {Invitation} invitation
 */
export const admit = (matter, invitation) => changing(matter, () => admitting(matter, invitation));

/** @param {OpenMatter} matter @param {Invitation} invitation */
async function admitting(matter, { visitor, proof, standby = false }) {
  refuseDoubtful(matter);
  if (!visitor || proof === null) throw new TypeError("Nobody used the code");
  const { user } = await vault.me();
  const made = await vault.admitVisitor(matter.id, { code: codeOf(matter), visitor, proof }, holdersNow(matter), agreed(matter, consentsOf(matter)), standby ? (matter.served.pair ?? []) : []);
  const left = leftOut(matter, made.left);
  try {
    await saveBundle(made.bundle);
  } catch (error) {
    await vault.keyringDropped();
    throw error;
  }
  const introduced = made.introductions.map((body) => ({ part: /** @type {const} */ ("conversation"), kind: "introduction", id: newId(), revision: 1, content: { ...body, written: minute() } }));
  const heard = await heardAnew(matter);
  const changes = [cardChange(nextCard(matter, newId()), cardOf(matter)), codeChange(matter, ""), ...introduced, ...heard.changes];
  const { sealed, confirm } = await sealChanges(matter.id, changes, heard.last);
  await deliver(matter.id, "toelaten", { grants: onTheWire(made.grants, user), consents: heard.listed, sealed }, confirm, made.keyring, left);
  return { left };
}
