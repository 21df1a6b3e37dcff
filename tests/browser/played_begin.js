// Stands in for door/begin.js: remembers what it was asked, and answers as `globalThis.played` says.
import { NotSent } from "./not-sent.js";

globalThis.sent = [];

export const doubted = async (who, fragment) => (fragment === "wrong" ? who.counsellors.map((one) => one.id) : []);

export async function begin(answers) {
  globalThis.sent.push(answers);
  await globalThis.pause;
  if (globalThis.trouble) throw new NotSent(globalThis.trouble);
  return { words: ["appel", "bezem", "citroen", "deken", "emmer", "fakkel", "gieter"], due: "2026-12-01" };
}
