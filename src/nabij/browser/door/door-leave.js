// "Weg hier": the button, and Shift three times. Blank at once, then an ordinary page in place of this one.
import { blank } from "./blank.js";

const TIMES = 3;
const WITHIN = 1500;

class DoorLeave extends HTMLElement {
  /** @type {number[]} when Shift was pressed, with nothing else in between */
  #pressed = [];
  #stop = new AbortController();

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener("click", (event) => {
      event.preventDefault();
      this.#leave();
    });
    addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    addEventListener("pointerdown", () => (this.#pressed = []), { capture: true, signal });
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Shift") {
      this.#pressed = [];
      return;
    }
    if (event.repeat) return;
    const now = performance.now();
    this.#pressed = [...this.#pressed.filter((at) => now - at < WITHIN), now];
    if (this.#pressed.length >= TIMES) this.#leave();
  }

  #leave() {
    const link = this.querySelector("a");
    const away = link ? link.href : "/weg";
    blank();
    // Who has to go leaves nothing open in another tab.
    new BroadcastChannel("nabij").postMessage("lock");
    location.replace(away);
  }
}

customElements.define("door-leave", DoorLeave);
