"""What a browser sent, what it shows, and what it keeps of one origin."""

import json
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request

# Everything of this origin's storage as text; bytes as hexadecimal digits.
_KEPT = """async () => {
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const plain = (_, value) =>
    value instanceof ArrayBuffer ? hex(new Uint8Array(value))
    : ArrayBuffer.isView(value) ? hex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    : value;
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const kept = { local: { ...localStorage }, session: { ...sessionStorage }, state: history.state, databases: {} };
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())]);
      kept.databases[`${name}/${store}`] = keys.map((key, at) => [key, values[at]]);
    }
    database.close();
  }
  kept.caches = [];
  for (const name of globalThis.caches ? await caches.keys() : []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.caches.push([name, request.url, await (await cache.match(request)).text()]);
    }
  }
  return JSON.stringify(kept, plain);
}"""


@dataclass
class Asked:
    """Every request of every tab of a browser."""

    context: BrowserContext
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.requests.append(request))

    def whole(self) -> list[tuple[str, bytes]]:
        """Address, headers and body of each; the addresses are names."""
        return [
            (f"{one.method} {one.url}", json.dumps(one.all_headers()).encode() + b"\n" + (one.post_data_buffer or b""))
            for one in self.requests
        ]


def shown(page: Page) -> bytes:
    """The whole document as it is now: elements, attributes, texts, and what stands in the fields."""
    session = page.context.new_cdp_session(page)
    snapshot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    session.detach()
    return "\n".join(snapshot["strings"]).encode()


def history_of(page: Page) -> bytes:
    """Addresses and titles that a tab was at, as the browser remembers them."""
    session = page.context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    session.detach()
    return json.dumps(entries).encode()


def kept_by(page: Page) -> bytes:
    """IndexedDB, localStorage, sessionStorage, Cache storage, cookies and history state of the page's origin."""
    cookies = json.dumps(page.context.cookies())
    return f"{page.evaluate(_KEPT)}\n{cookies}".encode()
