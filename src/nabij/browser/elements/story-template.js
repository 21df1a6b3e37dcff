// Which sections a story has, as the page says: those with figures, the overview of qualities, last year's recommendations.
import { sectionsOf } from "../day/story.js";
import { besideEditor, correctedEditor, counsellorsEditor, followedEditor, happenedEditor, proseEditor, qualityEditor, recommendationsEditor } from "./story-fields.js";

/** @typedef {{editor: import("./story-fields.js").Editor, group: string}} Place */

/** @param {HTMLElement} page @param {string} name @returns {HTMLElement[]} */
const listed = (page, name) => [.../** @type {HTMLTemplateElement} */ (page.querySelector("template[data-story]")).content.querySelectorAll(`[data-${name}] > *`)].map((one) => /** @type {HTMLElement} */ (one));

const wordsOf = (/** @type {HTMLElement} */ one) => one.textContent?.trim() ?? "";
const keyOf = (/** @type {HTMLElement} */ one) => one.getAttribute("value") ?? "";

/** What the edition that is corrected says, which is out; null when this is the first. @param {HTMLElement} page @returns {{edition: string, sections: Map<string, unknown>} | null} */
export function previousOf(page) {
  const [one] = listed(page, "previous");
  return one ? { edition: keyOf(one), sections: sectionsOf(JSON.parse(wordsOf(one))) } : null;
}

/**
 * @param {HTMLElement} page
 * @param {DOMStringMap} about
 * @param {(key: string) => boolean} stands whether a section stands in the story: it has figures, or a text
 * @returns {Place[]} in the order of the report
 */
export function editorsOf(page, { year = "", edition = "1" }, stands) {
  const plain = (/** @type {import("./story-fields.js").Editor} */ editor) => ({ editor, group: "" });
  const earlier = listed(page, "earlier").map((one) => ({ key: keyOf(one), text: wordsOf(one) }));
  const became = listed(page, "became").map((one) => /** @type {[string, string]} */ ([keyOf(one), wordsOf(one)]));
  const months = listed(page, "months").map(wordsOf);
  return [
    ...(Number(edition) > 1 ? [plain(correctedEditor())] : []),
    plain(proseEditor("foreword", "Voorwoord", { label: "Wat je vooraf wilt zeggen", hint: "Een witregel begint een nieuwe alinea." })),
    ...listed(page, "headings").filter((one) => stands(keyOf(one))).map((one) => plain(besideEditor(keyOf(one), wordsOf(one)))),
    ...(earlier.length > 0 ? [plain(followedEditor(earlier, became))] : []),
    plain(recommendationsEditor()),
    plain(happenedEditor(Number(year), months)),
    ...listed(page, "qualities").flatMap((square) =>
      [...square.children].map((one) => ({ editor: qualityEditor({ key: one.getAttribute("value") ?? "", label: one.textContent?.trim() ?? "", how: one.getAttribute("data-how") ?? "" }), group: square.getAttribute("data-label") ?? "" })),
    ),
    plain(counsellorsEditor(Object.fromEntries(listed(page, "counsellors").map((one) => [keyOf(one), wordsOf(one)])))),
    plain(proseEditor("distribution", "Verspreiding", { label: "Wie krijgt dit verslag?", hint: "Eén ontvanger per regel.", lines: true })),
  ];
}
