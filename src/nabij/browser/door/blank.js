// Nothing of the page is left: not on the screen, not in what the browser may keep of it.

/** Empties the page at once. */
export function blank() {
  for (const field of document.querySelectorAll("input, textarea")) {
    if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text")) field.value = "";
  }
  document.body.replaceChildren();
}

/** Every page of the visitor's: nothing of it is kept for the back button, and `data-replace` leads on without an entry in the history. */
export function leaveNothing() {
  // A page that the browser keeps for its back button must hold nothing, and is made anew when somebody comes back to it.
  addEventListener("pagehide", blank);
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  // In place of this page, so that going to another language or the start leaves no entry; the keys behind the # go along.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-replace]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const to = new URL(link.href);
    if (to.pathname === location.pathname) to.hash = location.hash;
    location.replace(to);
  });
}
