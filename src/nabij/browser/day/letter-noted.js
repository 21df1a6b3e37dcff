// The days, places and parts of the organisation that stand in the matters behind a signal, as its letter is held against them. Pure.
import { dayNumber, daysIn } from "./letter-moments.js";
import { formsOf } from "./letter-patterns.js";
import { roomsIn } from "./letter-people.js";
import { folded } from "./search.js";

/** @typedef {{places: string[], told: {text: string, day: string}[], met: string[], unit: string}} Noted of one matter */
/** @typedef {import("./letter-moments.js").Days} Days */

/** Shorter words than this are too many other things. */
const LEAST = 4;
/** Where a talk may be that says nothing of where anything happened. */
const NOWHERE = new Set(["telefoon", "telefonisch", "online", "thuis", "teams", "zoom", "beeldbellen", "videobellen", "kantoor", "extern", "buiten", "wandeling", "wandelend", "onbekend"]);

/** @template T @param {T[]} all */
const once = (all) => [...new Set(all)];

/** Every day of a talk, and every moment that was noted or told. @param {Noted[]} noted @returns {Days[]} */
export function knownDays(noted) {
  const met = noted.flatMap((one) => one.met).map(dayNumber).filter(Number.isFinite).map((day) => ({ from: day, to: day }));
  const told = noted.flatMap((one) => one.told).flatMap(({ text, day }) => daysIn(folded(text.normalize("NFC")), dayNumber(day)));
  return [...new Map([...met, ...told].map((days) => [`${days.from} ${days.to}`, days])).values()];
}

/** Where talks were, whole and in their parts ("Dorpsstraat 12, kantine"), and rooms that a text names. @param {Noted[]} noted @returns {string[]} */
export function knownPlaces(noted) {
  const whole = noted.flatMap((one) => one.places);
  const parts = whole.flatMap((place) => place.split(/[,;()/\n]|\s[-–]\s/u)).flatMap((part) => [part, part.replace(/\s+\d+\s*\p{L}?\s*$/u, "")]);
  const rooms = noted.flatMap((one) => one.told).flatMap(({ text }) => roomsIn(folded(text.normalize("NFC"))));
  const long = parts.map((part) => part.trim()).filter((part) => part.length >= LEAST && !NOWHERE.has(folded(part)));
  return once([...whole, ...long, ...rooms]);
}

/** Parts of the organisation that a matter belongs to, or that a text names. @param {Noted[]} noted @param {string[]} units @returns {string[]} */
export function knownUnits(noted, units) {
  const texts = noted.flatMap((one) => one.told).map(({ text }) => folded(text.normalize("NFC")));
  const named = units.filter((unit) => texts.some((text) => folded(unit).trim() !== "" && formsOf(folded(unit.normalize("NFC").trim())).test(text)));
  return once([...noted.map(({ unit }) => unit).filter(Boolean), ...named]);
}
