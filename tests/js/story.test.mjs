// The story of a report: which section is whose, what may be saved, whom its keys are taken from, and names in a text.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { contradictions, isSame, plainStory, sectionId, sectionsOf, sorted } = await import("../../src/nabij/browser/day/story.js");
const { goTo, keepLeft, leftIn, placeIn, whereTo } = await import("../../src/nabij/browser/day/story-left.js");
const { namedIn } = await import("../../src/nabij/browser/day/story-names.js");
const { makeGrant } = await import("../../src/nabij/browser/vault/grant.js");
const { newCounsellor, PRACTICE } = await import("./practice.mjs");

const REPORT = "018f3c1e-0000-7000-8000-000000000001";
const said = (value, revision, author = "Bram") => ({ value, revision, author, written: "" });

test("both authors write the same record of a section, and each section has its own", () => {
  assert.equal(sectionId(REPORT, "beside.people"), sectionId(REPORT, "beside.people"));
  assert.match(sectionId(REPORT, "beside.people"), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(sectionId(REPORT, "beside.people"), sectionId(REPORT, "beside.talks"));
  assert.notEqual(sectionId(REPORT, "foreword"), sectionId(crypto.randomUUID(), "foreword"));
});

test("what nobody wrote over is free, what is there is done, and what the other wrote over is contested", () => {
  const sections = new Map([["foreword", said(["Hunne"], 2)], ["beside.people", said({ a: 1 }, 1)], ["happened", said([], 4)]]);
  const changes = [
    { name: "foreword", value: ["Mijne"], base: 1 }, { name: "beside.people", value: { a: 1 }, base: 0 },
    { name: "happened", value: [1], base: 4 }, { name: "distribution", value: ["Bestuur"], base: 0 },
  ];
  const { free, done, contested } = sorted(sections, changes);
  assert.deepEqual(free.map(({ name, base }) => [name, base]), [["happened", 4], ["distribution", 0]]);
  assert.deepEqual(done.map(({ name }) => name), ["beside.people"]);
  assert.deepEqual(contested.map(({ name, theirs }) => [name, theirs.value]), [["foreword", ["Hunne"]]]);
  // sent again after a lost answer: one's own words are there already
  assert.deepEqual(sorted(new Map([["foreword", said(["Mijne"], 2)]]), changes.slice(0, 1)).contested, []);
  // of a section that the server does not give at all, the next is the first
  assert.deepEqual(sorted(new Map(), [{ name: "foreword", value: ["x"], base: 3 }]).free, [{ name: "foreword", value: ["x"], base: 0 }]);
  assert.ok(isSame(undefined, null) && !isSame([], null));
});

test("what is said anew is written once more, also in the same words, and once", () => {
  const anew = { name: "second", value: { text: "Ja" }, base: 1, anew: true };
  assert.equal(sorted(new Map([["second", said({ text: "Ja" }, 1)]]), [anew]).free.length, 1);
  // sent again after a lost answer: it stands there in a newer revision
  assert.equal(sorted(new Map([["second", said({ text: "Ja" }, 2)]]), [anew]).done.length, 1);
  assert.equal(sorted(new Map([["second", said({ text: "Nee" }, 2)]]), [anew]).contested.length, 1);
});

test("the plain story is what its sections say", () => {
  const beside = { paragraphs: ["Een"], question: "", why_none: "" };
  const sections = new Map([["foreword", said(["Voor"], 1)], ["beside.people", said(beside, 1)], ["qualities.reach_story", said({ text: "x", method: "", withheld: "" }, 1)]]);
  assert.deepEqual(plainStory(sections), {
    corrected: [], foreword: ["Voor"], beside: { people: beside }, qualities: { reach_story: { text: "x", method: "", withheld: "" } }, followed: [], recommendations: [], happened: [], distribution: [], counsellors: [],
  });
});

test("a story that is out becomes its sections again, without the empty ones", () => {
  const beside = { paragraphs: ["Een"], question: "Wat nu?", why_none: "" };
  const out = {
    corrected: [], foreword: ["Voor"], beside: { people: beside, unit: { paragraphs: [], question: "", why_none: "" } }, qualities: { reach_story: { text: "", method: "", withheld: "" } },
    followed: [], recommendations: [{ key: "toon", text: "Praat." }], happened: [], distribution: ["Bestuur"], counsellors: [],
  };
  const sections = sectionsOf(out);
  assert.deepEqual([...sections.keys()].sort(), ["beside.people", "distribution", "foreword", "recommendations"]);
  const again = plainStory(new Map([...sections].map(([name, value]) => [name, { value }])));
  assert.deepEqual(again, { ...out, beside: { people: beside }, qualities: {} });
  assert.equal(sectionsOf({}).size, 0);
});

test("a name is found whole, in parts, with an ending and without accents; a word that is no name is not", () => {
  const named = (text, ...names) => namedIn(names, [{ place: "p", text }]).map(({ match }) => match);
  assert.deepEqual(named("Gisteren zei Fatima Wolters iets, en Wolters' chef ook.", "Fatima Wolters"), ["Fatima Wolters", "Wolters"]);
  assert.deepEqual(named("BLAUWE FIETS en blauwe  fiets", "Blauwe fiets"), ["BLAUWE FIETS", "blauwe  fiets"]);
  assert.deepEqual(named("Renees idee, en dat van Renée.", "Renée"), ["Renees", "Renée"]);
  assert.deepEqual(named("Een roos in de tuin; Roos was er.", "Roos"), ["Roos"]);
  assert.deepEqual(named("De heer van der Berg en de Bergweg", "Jan van der Berg"), ["Berg"]);
  assert.deepEqual(named("Wolterskluis en Woltersen", "Wolters"), []);
  assert.deepEqual(named("niets", "", "  ", "(", "a.b*c"), []);
  const [{ before, after }] = namedIn(["Merel"], [{ place: "p", text: `${"x ".repeat(40)}Merel${" y".repeat(40)}` }]);
  assert.ok(before.startsWith("…") && after.endsWith("…"));
});

/** Two who compared each other's digits, and Cleo, whom Bram pinned and never compared. */
async function authors() {
  const [amina, bram, cleo] = await Promise.all([newCounsellor(), newCounsellor(), newCounsellor()]);
  const pin = async (who, other, checked) => who.vault.bundleSaved(await who.vault.pin(other.user, other.keys, { checked, name: "x" }));
  await pin(amina, bram, true);
  await pin(bram, amina, true);
  await pin(bram, cleo, false);
  return { amina, bram, cleo };
}

const asServed = (grants, user) => grants.filter(({ owner }) => owner === user).map(({ matter, part, epoch, grant }) => ({ matter, part, epoch, grant }));

test("either author gives a key that the other takes, and a matter's list knows nothing of it", async () => {
  const { amina, bram } = await authors();
  const begun = await amina.vault.storyKeys(REPORT, [bram.user], 1);
  await amina.vault.keyringSaved(begun.keyring);
  const taken = await bram.vault.acceptGrants(asServed(begun.grants, bram.user));
  assert.deepEqual(taken.refused, []);
  await bram.vault.keyringSaved(taken.keyring);
  assert.deepEqual(await bram.vault.heldMatters(), []);
  const next = await bram.vault.storyKeys(REPORT, [amina.user], 2);
  await bram.vault.keyringSaved(next.keyring);
  const back = await amina.vault.acceptGrants(asServed(next.grants, amina.user));
  assert.deepEqual(back.refused, []);
  await amina.vault.keyringSaved(back.keyring);
  const late = await amina.vault.storyKeys(REPORT, [bram.user], null);
  assert.deepEqual(late.grants.map(({ epoch }) => epoch), [2]);
  await assert.rejects(amina.vault.storyKeys(REPORT, [bram.user], 2), { name: "RolledBack" });
  await assert.rejects(amina.vault.storyKeys(crypto.randomUUID(), [bram.user], null), { name: "Missing" });
});

test("nobody gets a key, or is believed about one, whose digits were not compared", async () => {
  const { amina, bram, cleo } = await authors();
  await assert.rejects(amina.vault.storyKeys(REPORT, [cleo.user], 1), /pin|check/i);
  await amina.vault.keyringDropped();
  const begun = await cleo.vault.storyKeys(REPORT, [], 1);
  assert.equal(begun.grants.length, 1);
  const { signer } = (await import("../../src/nabij/browser/vault/session.js")).keysOf(cleo.vault.session);
  const grant = await makeGrant({ practice: PRACTICE, matter: REPORT, part: "story", epoch: 1 }, crypto.getRandomValues(new Uint8Array(32)), bram.keys.recipient, signer);
  const { refused, accepted } = await bram.vault.acceptGrants([{ matter: REPORT, part: "story", epoch: 1, grant }]);
  assert.deepEqual([accepted, refused.map(({ error }) => error.name)], [[], ["UntrustedSigner"]]);
  // the key of another part or report opens nothing here
  const mine = await amina.vault.storyKeys(REPORT, [bram.user], 1);
  const [theirs] = asServed(mine.grants, bram.user);
  for (const moved of [{ ...theirs, part: "notes" }, { ...theirs, matter: crypto.randomUUID() }, { ...theirs, epoch: 2 }]) {
    const { refused: wrong } = await bram.vault.acceptGrants([moved]);
    assert.deepEqual(wrong.map(({ error }) => error.name), ["WrongContext"]);
  }
});

test("who writes that something is not kept is told where the figures give it", () => {
  const figures = {
    sections: [{ key: "talks", heading: "Gesprekken", says: [], shown: true }, { key: "signals", heading: "Signalen", says: [], shown: false }],
    answered: [{ key: "people_who_came", where: "Hoeveel mensen kwamen" }],
    not_kept: "houden\\s+(?:\\w+\\s+){0,5}niet\\s+bij|niet\\s+geteld",
  };
  const beside = (/** @type {string} */ why_none) => ({ paragraphs: [], question: "", why_none });
  const found = contradictions(
    [
      { name: "beside.talks", heading: "Gesprekken", value: beside("Dat houden we nog niet bij.") },
      { name: "beside.signals", heading: "Signalen", value: beside("Niet geteld.") },
      { name: "qualities.people_who_came", heading: "Mensen", value: { text: "", method: "", withheld: "Liever niet." } },
      { name: "qualities.answered_in_time", heading: "Reacties", value: { text: "", method: "", withheld: "Niet geteld." } },
      { name: "foreword", heading: "Voorwoord", value: ["Niet geteld."] },
      { name: "distribution", heading: "Verspreiding", value: undefined },
    ],
    figures,
  );
  assert.deepEqual(found, [
    "Je schrijft bij “Gesprekken” dat je dit niet bijhoudt; het staat in dit onderdeel zelf.",
    "Je schrijft bij “Mensen” dat je dit niet bijhoudt; het staat in het onderdeel “Hoeveel mensen kwamen”.",
  ]);
});

test("what was found stands beside a section until its text changes there", () => {
  const one = { place: "beside.people", before: "…kwamen er ", found: "37", after: " mensen.", why: "" };
  keepLeft("r", [one]);
  assert.equal(placeIn(one, "Dit jaar kwamen er 37 mensen."), 19);
  assert.deepEqual(leftIn("r", "beside.people", "Dit jaar kwamen er 37 mensen. En meer."), [one]);
  assert.deepEqual(leftIn("r", "beside.people", "Dit jaar kwamen er veel mensen."), []);
  assert.deepEqual(leftIn("r", "foreword", "Dit jaar kwamen er 37 mensen."), []);
  goTo("r", one);
  assert.deepEqual([whereTo("r"), whereTo("r")], [one, null]);
});
