// How lists were read before in this practice: sealed for its counsellors like a story, each with a key from a colleague whose digits were compared.
import { getJson, Refusal } from "../desk/talk.js";
import { merged, NO_MAPPING, readMapping } from "../sheet/shared-memory.js";
import { isVerdict } from "../vault/errors.js";
import { memoryBox } from "../vault/matter.js";
import { beginStory, giveKey, isSame, loadStory, renewStory, saveSections, withoutKey } from "./story.js";
import { vault } from "./vault.js";

/** @typedef {import("./story.js").OpenStory} OpenStory */
/** @typedef {import("../sheet/shared-memory.js").Mapping} Mapping */

const AT = "/kwesties/imports/geheugen";
const SECTION = "memory";
const MOST_TRIES = 5;
/** What is said where somebody else was first. */
const OVERTAKEN = ["stale", "stale_manifest", "conflict"];

/** @returns {Promise<OpenStory>} */
const opened = async () => loadStory(memoryBox((await vault.me()).practice), AT);

/** @param {OpenStory} story */
const mappingIn = ({ sections }) => readMapping(sections.get(SECTION)?.value);

/** Hands the key to colleagues who can get it now; who comes later gets it when somebody who has it comes by. Where who left holds it too, they get a new one. @param {OpenStory} story */
async function handOn(story) {
  const able = story.state === "open" ? withoutKey(story).flatMap(({ colleague }) => (colleague?.checked && !colleague.substituted ? [colleague] : [])) : [];
  if (able.length > 0 && story.renew) return void (await renewStory(story));
  for (const colleague of able) await giveKey(story, colleague);
}

/** The same for whoever was compared just now; never rejects. */
export async function shareMapping() {
  try {
    const { epoch, mine } = /** @type {import("./story.js").ServedStory} */ (await getJson(`${AT}/stukken.json`));
    if (epoch > 0 && mine) await handOn(await opened());
  } catch {
    // They get it when this vault opens *Importeren*.
  }
}

/** What colleagues and oneself chose before; nothing where there is none, or no key yet. @returns {Promise<Mapping>} */
export async function loadMapping() {
  const story = await opened();
  if (story.state !== "open") return NO_MAPPING;
  void handOn(story).catch(() => undefined);
  return mappingIn(story);
}

/** The story with a key, where one can be had: the first one is made here. @returns {Promise<OpenStory>} */
async function begun() {
  const story = await opened();
  if (story.state !== "new" && story.state !== "lost") return story;
  try {
    await beginStory(story);
  } catch (error) {
    // A colleague, or another try of one's own, was first: then theirs is the key.
    if (!isVerdict(error) && !(error instanceof Refusal && OVERTAKEN.includes(error.code))) throw error;
  }
  return opened();
}

/** Adds what was chosen now to what the practice knows, whoever writes meanwhile; without a key of it, nothing. @param {Mapping} now */
export async function addMapping(now) {
  let story = await begun();
  for (let tries = 1; tries <= MOST_TRIES && story.state === "open"; tries += 1) {
    const kept = story.sections.get(SECTION);
    const value = merged(readMapping(kept?.value), now);
    if (kept && isSame(readMapping(kept.value), value)) break;
    const saved = await saveSections(story, [{ name: SECTION, value, base: kept?.revision ?? 0 }]);
    story = saved.story;
    if (saved.contested.length === 0) break;
  }
  await handOn(story);
}
