// What the kinds of records and the parts of a matter are called on every screen.

/** @type {Record<string, string>} */
export const KINDS = {
  card: "schuilnaam en volgende stap", note: "notitie", person: "naam en contact", named_party: "kwestie-veroorzaker", exception: "doorbreking van vertrouwelijkheid",
  file: "bijlage", ask: "vraag om toestemming", introduction: "wie hoort bij welke sleutel", message: "bericht", wish: "verzoek", contact: "hoe te bereiken", words: "eigen woorden", consent: "toestemming", peer_card: "kaart zonder naam", invitation: "code om uit te nodigen", match: "vergelijken",
};

/** @type {Record<import("../vault/record.js").Part, string>} */
export const PARTS = { conversation: "gesprek en toestemmingen", notes: "notities, naam en bijlagen", peer: "kaart zonder naam", story: "verhaal van een jaarverslag of signaal" };

/** As the first words of a line. @param {string} name */
export const asTitle = (name) => name.charAt(0).toLocaleUpperCase("nl") + name.slice(1);
