// How and when a visitor is safely reached, in words: only the way they chose, as another may leave traces. Pure.

/** @type {Record<string, (number: string) => string>} */
const WAYS = {
  phone: (number) => `Bel ${number}. App niet: dat is niet gekozen.`,
  chat_app: (number) => `App ${number}. Bel niet: dat is niet gekozen.`,
  video: (number) => `Beeldbel ${number}. Gewoon bellen of appen is niet gekozen.`,
  letter: (address) => `Stuur een brief naar ${address}.`,
};

/** @type {Record<string, string>} */
const UNREACHED = {
  phone: "Koos bellen, maar gaf geen nummer. Antwoord hier.",
  chat_app: "Koos appen, maar gaf geen nummer. Antwoord hier.",
  video: "Koos beeldbellen, maar gaf geen nummer. Antwoord hier.",
  email: "Koos mail, maar gaf geen adres. Antwoord hier.",
  letter: "Koos een brief, maar gaf geen adres. Antwoord hier.",
  on_site: "Wil praten op locatie. Spreek hier af waar en wanneer.",
  elsewhere: "Wil ergens anders praten. Spreek hier af waar en wanneer.",
};

/**
 * Each line that the newest `contact` gives; a number without a way to use it is not for ringing and not for apps.
 * @param {Record<string, unknown>} contact
 * @returns {string[]}
 */
export function reachWords({ phone, email, how, when, voicemail }) {
  const way = String(how ?? "");
  const number = phone ? (WAYS[way]?.(String(phone)) ?? `Telefoon: ${phone}. Of je mag bellen of appen, is niet gezegd: vraag het hier.`) : "";
  const left = voicemail === true ? "Inspreken of een bericht achterlaten mag." : voicemail === false ? "Niet inspreken en geen bericht achterlaten." : "Of je mag inspreken, is niet gezegd: doe het niet.";
  const nowhere = !phone && !email;
  return [number, email ? `Mail ${email}.` : "", when ? `Veilig: ${when}.` : "", nowhere ? "" : left, nowhere ? (UNREACHED[way] ?? "Wil alleen hier antwoord.") : ""].filter(Boolean);
}
