// How a visitor is reached: exactly the way they chose, as another leaves traces on their phone.
import assert from "node:assert/strict";
import test from "node:test";
import { contactOf } from "../../src/nabij/browser/door/answers.js";
import { reachWords } from "../../src/nabij/browser/day/reach-words.js";

const told = (channel, reach, over = {}) => reachWords(contactOf({ name: "", channel, reach, when: "", message: "no", ...over }));
const QUIET = "Niet inspreken en geen bericht achterlaten.";

test("who chose to be rung is not to be sent a message, and the other way round", () => {
  assert.deepEqual(told("phone", "06 1"), ["Bel 06 1. App niet: dat is niet gekozen.", QUIET]);
  assert.deepEqual(told("chat_app", "06 1"), ["App 06 1. Bel niet: dat is niet gekozen.", QUIET]);
  assert.deepEqual(told("email", "a@b.nl", { when: "na zes" }), ["Mail a@b.nl.", "Veilig: na zes.", QUIET]);
});

test("a number that came without a way to use it is not said to be for ringing", () => {
  assert.match(reachWords({ phone: "06 1", how: "", when: "", voicemail: null })[0], /is niet gezegd: vraag het hier/);
  assert.match(reachWords({ phone: "06 1", how: "email", email: "", when: "", voicemail: null })[0], /is niet gezegd: vraag het hier/);
});

test("who chose a way and gave nothing for it is answered here, and who chose none as well", () => {
  assert.deepEqual(told("phone", ""), ["Koos bellen, maar gaf geen nummer. Antwoord hier."]);
  assert.deepEqual(told("", ""), ["Wil alleen hier antwoord."]);
  assert.deepEqual(told("on_site", "kantoor", { when: "maandag" }), ["Veilig: kantoor, maandag.", "Wil praten op locatie. Spreek hier af waar en wanneer."]);
});
