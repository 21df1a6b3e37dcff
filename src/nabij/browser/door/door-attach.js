// A file or a spoken message with the conversation: looked at first, sealed, sent once, and to be had back by both.
import { afterPaint, el, fill } from "../desk/dom.js";
import { isDoubt, NotSent, talkTrouble } from "./not-sent.js";
import { announce, phrase } from "./phrases.js";
import { canRecord, LONGEST, play, startRecording } from "./recording.js";
import { stayOpen } from "./room.js";
import { fetchFile, fits, readChosen, readyToSend, sendFile, sentWith } from "./sending.js";

/** @typedef {import("./sending.js").Chosen} Chosen */
/** @typedef {import("./sending.js").Ready} Ready */
/** @typedef {import("./sending.js").Sent} Sent */
/** @typedef {"start" | "ask" | "recording" | "check"} Stage */

const STAGES = /** @type {const} */ (["start", "ask", "recording", "check"]);
/** A saved blob is let go of after a minute, in milliseconds. */
const LET_GO = 60_000;

/** "12 kB", "3,4 MB"; what is smaller than a kB is one. @param {number} bytes */
function sizeWords(bytes) {
  const kB = Math.ceil(bytes / 1024);
  if (kB < 1024) return `${kB} kB`;
  const size = kB / 1024;
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)} MB`;
}

/** "1:05". @param {number} milliseconds */
const clock = (milliseconds) => `${Math.floor(milliseconds / 60_000)}:${String(Math.floor(milliseconds / 1000) % 60).padStart(2, "0")}`;

class DoorAttach extends HTMLElement {
  #busy = false;
  #count = 0;
  /** @type {Chosen | null} */
  #chosen = null;
  /** What is sealed and not wholly sent, so that trying again sends the same. @type {Ready | null} */
  #ready = null;
  /** @type {Awaited<ReturnType<typeof startRecording>> | null} */
  #recording = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {(() => void) | null} */
  #playing = null;
  /** @type {Set<string>} */
  #addresses = new Set();
  /** @type {(sent?: boolean) => Promise<void>} */
  #refresh = async () => {};

  connectedCallback() {
    this.#file().addEventListener("change", () => void this.#choose());
    /** @type {Record<string, () => unknown>} */
    const clicks = {
      speak: () => this.#stage("ask"),
      record: () => this.#record(),
      stop: () => this.#stop(),
      play: () => this.#play(),
      send: () => this.#send(),
    };
    for (const [name, work] of Object.entries(clicks)) this.#part(name).addEventListener("click", () => void work());
    for (const button of this.querySelectorAll("[data-attach-cancel]")) button.addEventListener("click", () => this.#cancel());
    this.#part("speak").hidden = !canRecord();
  }

  disconnectedCallback() {
    this.#drop();
    for (const address of this.#addresses) URL.revokeObjectURL(address);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-attach-${name}]`));
  }

  #file() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
  }

  /**
   * What there is now.
   * @param {import("./room.js").Shown} shown
   * @param {(sent?: boolean) => Promise<void>} refresh draws the conversation again
   */
  show(shown, refresh) {
    this.#refresh = refresh;
    const sent = sentWith(shown);
    this.#count = sent.length;
    const list = this.#part("list");
    fill(list, ...sent.map((one) => this.#line(one)));
    list.hidden = sent.length === 0;
    // Nothing can be sent under a key that the counsellor did not hand out yet.
    this.#part("add").hidden = !shown.conversation.writable || shown.about.grants.length === 0;
    this.hidden = this.#part("add").hidden && sent.length === 0;
  }

  /** @param {Sent} sent */
  #line(sent) {
    const state = el("span", { class: "small soft", role: "status" });
    const name = sent.name || phrase("attach-nameless");
    const button = el("button", { type: "button", class: "link", onclick: () => void this.#save(sent, state) }, phrase("attach-save", { name }));
    return el("li", {}, sent.served ? button : name, " ", el("span", { class: "small soft" }, sent.own ? phrase("talk-you") : phrase("talk-someone"), " · ", sent.served ? sizeWords(sent.size) : phrase("attach-away")), " ", state);
  }

  /** @param {Sent} sent @param {HTMLElement} state */
  async #save(sent, state) {
    if (this.#busy) return;
    this.#busy = true;
    state.textContent = phrase("attach-fetching");
    try {
      const address = URL.createObjectURL(await fetchFile(sent));
      this.#addresses.add(address);
      setTimeout(() => URL.revokeObjectURL(address), LET_GO);
      const link = el("a", { href: address, download: sent.name });
      // In the document for browsers that only follow links that are in it.
      this.append(link);
      link.click();
      link.remove();
      state.textContent = phrase("attach-saved");
    } catch (error) {
      state.textContent = phrase(error instanceof NotSent && error.trouble === "keys" ? "attach-other" : troubleName(error));
    } finally {
      this.#busy = false;
    }
  }

  /** @param {Stage} stage */
  #stage(stage) {
    for (const name of STAGES) this.#part(name).hidden = name !== stage;
    const first = stage === "start" ? this.#file() : this.#part(stage).querySelector("h3, button");
    /** @type {HTMLElement} */ (first).focus();
  }

  /** @param {string | null} sentence */
  #tell(sentence) {
    const place = this.#part("trouble");
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
    if (sentence !== null) place.focus();
  }

  async #choose() {
    const file = this.#file().files?.[0];
    if (!file || this.#busy) return;
    this.#tell(null);
    if (!fits(file)) {
      this.#file().value = "";
      this.#tell(phrase("attach-large", { size: sizeWords(file.size) }));
      return;
    }
    try {
      this.#check(await readChosen(file));
    } catch (error) {
      this.#tell(phrase(error instanceof DOMException ? "attach-unread" : troubleName(error)));
    }
  }

  /** Shows what goes, and what it may tell. @param {Chosen} chosen */
  #check(chosen) {
    this.#chosen = chosen;
    this.#ready = null;
    const neutral = this.#neutral(chosen);
    this.#part("what").textContent = `${phrase(`attach-sort-${chosen.sort}`)}, ${sizeWords(chosen.bytes.length)}`;
    this.#part("tells").textContent = phrase(`attach-tells-${chosen.sort}`);
    this.#part("neutral").textContent = neutral;
    this.#part("own").textContent = chosen.ownName;
    this.#part("names").hidden = chosen.sort === "spoken";
    this.#part("play").hidden = chosen.sort !== "spoken";
    this.#part("send").textContent = phrase(["cleaned", "redrawn", "spoken"].includes(chosen.sort) ? "attach-send" : "attach-send-anyway");
    /** @type {HTMLInputElement} */ (this.querySelector("input[value=neutral]")).checked = true;
    this.#stage("check");
  }

  /** @param {Chosen} chosen */
  #neutral({ ending, sort }) {
    return `${phrase(sort === "spoken" ? "attach-name-spoken" : "attach-name")}-${this.#count + 1}${ending ? `.${ending}` : ""}`;
  }

  async #send() {
    if (this.#busy || !this.#chosen) return;
    this.#busy = true;
    this.#tell(null);
    this.#silence();
    const own = /** @type {HTMLInputElement} */ (this.querySelector("input[value=own]")).checked;
    const name = own ? this.#chosen.ownName : this.#neutral(this.#chosen);
    try {
      this.#working(phrase("attach-sealing"));
      await afterPaint();
      if (this.#ready?.name !== name) this.#ready = await readyToSend(this.#chosen, name);
      this.#working(phrase("attach-sending"));
      const bar = this.#bar();
      bar.value = 0;
      bar.hidden = false;
      await sendFile(this.#ready, (done) => (bar.value = done));
      this.#drop();
      this.#stage("start");
      announce(phrase("attach-sent"));
      await this.#refresh();
    } catch (error) {
      this.#tell(phrase(troubleName(error)));
    } finally {
      this.#busy = false;
      this.#working("");
      this.#bar().hidden = true;
    }
  }

  #bar() {
    return /** @type {HTMLProgressElement} */ (this.querySelector("progress"));
  }

  /** @param {string} sentence */
  #working(sentence) {
    this.#part("busy").textContent = sentence;
  }

  async #record() {
    if (this.#busy) return;
    this.#busy = true;
    this.#tell(null);
    try {
      this.#recording = await startRecording();
      const began = performance.now();
      const tick = () => {
        const past = performance.now() - began;
        this.#part("time").textContent = clock(past);
        stayOpen();
        if (past >= LONGEST) void this.#stop();
      };
      tick();
      this.#ticking = setInterval(tick, 500);
      this.#stage("recording");
    } catch {
      this.#stage("start");
      this.#tell(phrase("attach-no-microphone"));
    } finally {
      this.#busy = false;
    }
  }

  async #stop() {
    const recording = this.#recording;
    this.#recording = null;
    clearInterval(this.#ticking);
    if (!recording) return;
    const file = await recording.stop();
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.#check({ bytes, type: file.type, ending: file.name.split(".").at(-1) ?? "", sort: "spoken", ownName: file.name });
  }

  async #play() {
    if (this.#playing) {
      this.#silence();
      return;
    }
    if (this.#busy || !this.#chosen) return;
    this.#busy = true;
    try {
      const button = this.#part("play");
      this.#playing = await play(this.#chosen.bytes, () => {
        this.#playing = null;
        button.textContent = phrase("attach-play");
      });
      button.textContent = phrase("attach-quiet");
    } catch {
      this.#tell(phrase("attach-unplayed"));
    } finally {
      this.#busy = false;
    }
  }

  #silence() {
    this.#playing?.();
  }

  #cancel() {
    if (this.#busy) return;
    this.#drop();
    this.#tell(null);
    this.#stage("start");
  }

  /** Forgets what was chosen or spoken. */
  #drop() {
    clearInterval(this.#ticking);
    this.#silence();
    this.#recording?.drop();
    this.#recording = this.#chosen = this.#ready = null;
    this.#file().value = "";
  }
}

/** @param {unknown} error */
const troubleName = (error) => {
  if (isDoubt(error)) return talkTrouble(error);
  const trouble = error instanceof NotSent ? error.trouble : "other";
  return `attach-trouble-${["connection", "busy", "full"].includes(trouble) ? trouble : "other"}`;
};

customElements.define("door-attach", DoorAttach);
