// The code lists that the server put in the page, read from its template.

/** @typedef {import("./matter-fields.js").Choices} Choices */

/** @param {ParentNode} place @returns {Choices} */
const pairs = (place) => [...place.querySelectorAll("data")].map((one) => [one.value, one.textContent ?? ""]);

/** @param {HTMLTemplateElement} template with `<div data-list="channel"><data value="phone">Telefoon</data>…` */
export function readCodes({ content }) {
  const lists = new Map([...content.querySelectorAll("[data-list]")].map((list) => [list.getAttribute("data-list"), pairs(list)]));
  // Under the names of the fields that hold them.
  lists.set("nature", lists.get("matter_nature") ?? []);
  lists.set("primary_nature", lists.get("matter_nature") ?? []);
  return {
    choices: (/** @type {string} */ list) => lists.get(list) ?? [],
    label: (/** @type {string} */ list, /** @type {string} */ key) => lists.get(list)?.find(([one]) => one === key)?.[1] ?? key,
    natures: [...content.querySelectorAll("[data-group]")].map((group) => /** @type {[string, Choices]} */ ([group.getAttribute("data-group") ?? "", pairs(group)])),
  };
}
