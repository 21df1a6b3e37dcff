// Opens an invitation: the secret stands behind the #, which browsers send to nobody; here it is posted, once, and
// taken out of the address bar and the history.
const form = document.querySelector("form[data-invitation]");
const secret = location.hash.slice(1);

if (form instanceof HTMLFormElement && secret !== "") {
  const field = form.elements.namedItem("secret");
  if (field instanceof HTMLInputElement) {
    history.replaceState(null, "", location.pathname);
    field.value = secret;
    form.requestSubmit();
  }
}
