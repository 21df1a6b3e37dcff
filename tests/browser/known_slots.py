"""Slots that were sealed once in this run, and a browser that need not stretch their words again.

Stretching six words costs a second of a core, by design. The result depends on the slot and the words alone, so a
tab that types the words of a slot made here gets what the Worker would have found; everything else goes to the Worker.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from playwright.sync_api import BrowserContext

from nabij_vault.slots import seal_recovery_slot, seal_words_slot

_UVKS: dict[tuple[str, str, str], str] = {}

_ASK_FIRST = """
(() => {
  const Real = globalThis.Worker;
  if (!Real) return;
  const b64 = (bytes) => btoa(String.fromCharCode(...bytes));
  globalThis.Worker = class {
    constructor(url, options) {
      const passOn = { onmessage: (event) => this.onmessage?.(event), onerror: (event) => this.onerror?.(event) };
      this.make = () => Object.assign(new Real(url, options), passOn);
      if (options?.name !== "nabij-scrypt") return new Real(url, options);
    }
    async postMessage(job) {
      const uvk = job.task === "open" ? await globalThis.knownSlot(b64(job.file), job.kind, job.typed) : null;
      if (this.ended) return;
      if (uvk) this.onmessage?.({ data: { bytes: Uint8Array.from(atob(uvk), (sign) => sign.charCodeAt(0)) } });
      else (this.real = this.make()).postMessage(job);
    }
    terminate() {
      this.ended = true;
      this.real?.terminate();
    }
  };
})();
"""


def remember(kind: str, sealed: bytes, typed: str, uvk: bytes) -> bytes:
    """``sealed``, which a tab that types exactly this now opens at once."""
    _UVKS[base64.b64encode(sealed).decode(), kind, typed] = base64.b64encode(uvk).decode()
    return sealed


@cache
def words_slot(uvk: bytes, words: str) -> bytes:
    """A real words slot, sealed once per run."""
    return remember("words", seal_words_slot(uvk, words), words, uvk)


@cache
def recovery_slot(uvk: bytes, code: bytes) -> bytes:
    """A real recovery slot, sealed once per run; opening one always stretches."""
    return seal_recovery_slot(uvk, code)


@contextmanager
def sealed_once() -> Iterator[None]:
    """The demo's vaults take their slots from here."""
    with (
        patch("nabij_demo.sealing.seal_words_slot", lambda uvk, words, **_: words_slot(uvk, words)),
        patch("nabij_demo.sealing.seal_recovery_slot", lambda uvk, code, **_: recovery_slot(uvk, code)),
    ):
        yield


def open_known_slots_at_once(context: BrowserContext) -> None:
    """From now on the tabs of this context ask here before they start the scrypt Worker."""
    context.expose_function("knownSlot", lambda sealed, kind, typed: _UVKS.get((sealed, kind, typed)))
    context.add_init_script(_ASK_FIRST)
