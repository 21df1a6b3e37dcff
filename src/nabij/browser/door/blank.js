// Nothing of the page is left: not on the screen, not in what the browser may keep of it.

/** Empties the page at once. */
export function blank() {
  for (const field of document.querySelectorAll("input, textarea")) {
    if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) field.value = "";
  }
  document.body.replaceChildren();
}
