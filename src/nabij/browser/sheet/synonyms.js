// What counsellors write for a code: each word here, alone in its cell, is that code. With a question mark, or within a longer text, it is a guess that a person looks at.
import { wordsOf } from "./columns.js";

/** @typedef {import("./columns.js").Coded} Coded */

const DURABILITY = {
  durable: "ja, goed, stabiel, houdt stand, duurzaam, standgehouden, opgelost gebleven",
  partly: "deels, gedeeltelijk, ten dele, redelijk, wisselend",
  not: "nee, niet, houdt geen stand, teruggekomen, opnieuw begonnen, niet duurzaam",
  not_asked: "niet gevraagd, niet nagevraagd, wil geen contact, geen contact gewenst",
  unknown: "onbekend, weet niet, weet ik niet, geen reactie, niet bereikt, geen gehoor",
};

/** Words for each code, parted by commas. @type {Partial<Record<Coded, Record<string, string>>>} */
const TABLE = {
  channel: {
    phone: "telefoon, tel, telefonisch, per telefoon, gebeld, bellen, belletje, telefoongesprek, teruggebeld, getelefoneerd",
    email: "mail, e mail, email, per mail, per e mail, gemaild, mailwisseling, via mail, mailcontact",
    chat_app: "whatsapp, app, appje, geappt, sms, bericht?, signal, chat, via whatsapp, teams chat",
    video: "teams, zoom, video, videobellen, beeldbellen, online?, digitaal?, videocall, ms teams, microsoft teams, google meet, via teams, online gesprek",
    on_site: "op locatie, op kantoor, kantoor, fysiek, face to face, f2f, live, op het werk, op de zaak, fysiek gesprek, in persoon, persoonlijk gesprek?, in huis?",
    walk_in: "inloop, spreekuur, inloopspreekuur, na voorlichting, binnengelopen",
    letter: "brief, per brief, post, per post",
    elsewhere: "elders, buiten de deur, wandeling, wandelen, buiten kantoor, op neutraal terrein, neutrale plek, extern?, thuis?",
    via_other: "via een ander, via collega, via hr, doorverwezen",
    secure_form: "formulier, webformulier, meldformulier, contactformulier",
  },
  nature: {
    bullying: "pesten, pesterij, pesterijen, pesten op het werk, pestgedrag, gepest, treiteren, treiterij, treiterijen",
    intimidation: "intimidatie, intimiderend gedrag, intimiderend, geintimideerd, verbale intimidatie",
    sexual_harassment: "seksuele intimidatie, seks intimidatie, sex intimidatie, sexuele intimidatie, seks intim, s i, seksueel grensoverschrijdend gedrag, seksueel grensoverschrijdend, seks grensoverschrijdend gedrag, sexueel grensoverschrijdend gedrag, sgg, seksueel getinte opmerkingen, ongewenste aanraking, ongewenste aanrakingen, ongewenste seksuele aandacht, ongewenste intimiteiten, handtastelijk, metoo, seksueel ongewenst gedrag",
    sexual_assault: "aanranding, verkrachting",
    discrimination: "discriminatie, racisme, gediscrimineerd, discriminerend gedrag, leeftijdsdiscriminatie, zwangerschapsdiscriminatie, discriminatie op afkomst, seksisme",
    microaggression: "microagressie, microagressies, uitsluiting in kleine dingen",
    aggression_violence: "agressie, geweld, agressie en geweld, agressie geweld, verbale agressie, fysieke agressie, fysiek geweld, verbaal geweld, schelden, uitschelden, slaan",
    threat_stalking: "bedreiging, stalking, stalken, bedreigd, belaging",
    abuse_of_power: "machtsmisbruik, misbruik van macht",
    gossip_exclusion: "roddel, roddelen, roddels, kwaadspreken, buitensluiten, buitengesloten, uitsluiting, uitsluiten, negeren",
    disrespectful_treatment: "bejegening, onheuse bejegening, respectloos, respectloze omgang, onfatsoenlijk, omgangsvormen",
    financial_violation: "fraude, diefstal, verduistering, financiele schending",
    conflict_of_interest: "belangenverstrengeling, belangenconflict, vriendjespolitiek",
    information_misuse: "lekken, datalek, privacyschending, lekken van informatie",
    misuse_of_resources: "misbruik bedrijfsmiddelen",
    breach_of_rules: "overtreding regels, overtreding van regels, integriteitsschending",
    research_integrity: "wetenschappelijke integriteit, plagiaat",
    suspected_wrongdoing: "misstand, vermoeden van een misstand, vermoeden misstand, klokkenluider, klokkenluiden, wbk",
    retaliation: "benadeling, represailles, represaille",
    unsafe_culture: "angstcultuur, onveilige cultuur, onveilig klimaat, onveilige werksfeer, sociale onveiligheid, onveiligheid, verziekte sfeer",
    leadership_style: "leiderschap, leiderschapsstijl, stijl van leidinggeven, manier van leidinggeven, leidinggevende stijl",
    work_conflict: "arbeidsconflict, conflict, conflict op het werk, functioneren?, samenwerking?, ruzie?, meningsverschil, verstoorde arbeidsrelatie, conflict leidinggevende",
    work_pressure: "werkdruk, reorganisatie, te hoge werkdruk, werkstress",
    moral_dilemma: "dilemma, gewetensvraag, moreel dilemma, integriteitsdilemma",
    personal_circumstances: "prive, privesituatie, priveomstandigheden, thuissituatie, persoonlijke omstandigheden",
    outside_remit: "buiten het vertrouwenswerk, arbeidsrechtelijk, geen vertrouwenswerk, arbeidsvoorwaarden",
    not_yet_named: "nog niet te benoemen, onbekend?, nog onbekend, nog onduidelijk",
  },
  outcome: {
    ongoing: "loopt, lopend, loopt nog, open, in behandeling, nog niet klaar, nog niet afgerond, nog open, loopt door",
    told_enough: "verhaal gedeeld, verhaal kwijt, luisterend oor, luisterend oor voldoende, voldoende geholpen, gesprek was voldoende, wilde verhaal kwijt, voldoende?",
    no_step_chosen: "geen actie, geen stap, geen stappen, geen verdere actie, geen vervolg, wil geen actie, geen actie gewenst, bewust geen stap",
    raised_self: "zelf besproken, zelf opgelost, zelf aangekaart, zelf gesprek aangegaan, zelf in gesprek gegaan",
    via_manager: "besproken met leidinggevende, besproken met hr, via leidinggevende, via hr, met leidinggevende besproken",
    facilitated_talk: "begeleid gesprek, gesprek onder begeleiding, driegesprek, bemiddelend gesprek, bemiddelingsgesprek",
    mediation: "mediation, mediator, naar mediator, bemiddeling?",
    org_measure: "maatregel, maatregel door organisatie, maatregel organisatie, waarschuwing gegeven",
    formal_complaint: "klacht?, klacht ingediend, formele klacht, klachtencommissie, klachtprocedure, officiele klacht",
    report_employer: "melding bij werkgever, melding gedaan bij werkgever, interne melding",
    report_external: "externe melding, melding bij inspectie, huis voor klokkenluiders",
    police: "politie?, aangifte, aangifte gedaan, melding politie, melding bij politie",
    left: "vertrek, uit dienst, ontslag genomen, vertrokken, andere baan, overgeplaatst?, overplaatsing?, weg bij werkgever",
    transferred_counsellor: "overgedragen?, overgedragen aan collega, overgedragen aan andere vertrouwenspersoon, doorverwezen naar andere vertrouwenspersoon",
    contact_ended: "niets meer gehoord, geen contact meer, geen reactie meer, contact verbroken, contact geeindigd, niet meer gereageerd",
  },
  person_role: {
    employee: "medewerker, werknemer, collega?, medewerkster, personeelslid",
    manager: "leidinggevende, manager, teamleider, afdelingshoofd, chef, teammanager",
    board_member: "bestuurder, toezichthouder, directeur?, bestuurslid",
    intern: "stagiair, stagiaire, stage",
    hired_external: "zzp, zzper, inhuur, uitzendkracht, extern, externe, ingehuurd, detachering, gedetacheerd, freelancer",
    volunteer: "vrijwilliger, vrijwilligster",
    phd_candidate: "promovendus, promovenda, phd",
    student: "student, studente", pupil: "leerling", parent: "ouder, verzorger, moeder, vader", client_patient: "client, patient", member_athlete: "lid, sporter",
    former: "oud medewerker, ex medewerker, voormalig medewerker, oud werknemer", not_shared: "onbekend, niet gedeeld, wil niet zeggen, anoniem",
  },
  person_position: {
    affected: "slachtoffer, zelf, betrokkene?, direct betrokkene, overkomt het zelf, ervaart het zelf",
    bystander: "omstander, getuige, collega van slachtoffer, toeschouwer",
    named_person: "beklaagde, beschuldigde, aangeklaagde, veroorzaker, kwestie veroorzaker",
    sparring: "sparren, sparringpartner, zoekt sparringpartner, advies?, adviesvraag?",
    reporter_wbk: "klokkenluider, melder misstand, wbk melder",
  },
  subject_relation: {
    direct_manager: "leidinggevende, direct leidinggevende, eigen leidinggevende, manager, chef, baas, teamleider, afdelingshoofd",
    higher_management: "hoger management, management, hogere leidinggevende, mt",
    board: "directie, bestuur, directeur?, bestuurder, raad van toezicht",
    colleague: "collega, collegas, een collega, naaste collega, medewerker?",
    subordinate: "ondergeschikte, eigen medewerker, medewerker uit eigen team",
    team_or_culture: "team, groep?, cultuur, afdeling?, hele team, het team",
    organisation_policy: "organisatie, beleid, procedure, werkgever, hr?",
    client_patient: "client, patient, klant, bewoner",
    academic_supervisor: "promotor, begeleider", student: "student", pupil: "leerling", parent: "ouder, familie, verwant",
    staff_with_duty_of_care: "docent, leraar, trainer, zorgverlener, arts, coach",
    external_third: "externe, derde, externe derde, leverancier, bezoeker, extern?", own_conduct: "eigen gedrag, eigen handelen", not_shared: "onbekend, niet gedeeld, wil niet zeggen, anoniem",
  },
  involvement: {
    listening: "luisterend oor, luisteren, opvang, geluisterd, opgevangen, eerste opvang",
    reflection: "sparren, meedenken, meegedacht, duiden, reflectie, gespard, klankbord",
    information: "informeren, informatie, geinformeerd, informatie gegeven, advies?, uitleg, voorlichten?",
    guidance: "begeleiden, begeleiding, begeleid, ondersteuning?, coaching?",
    accompanying: "aanwezig bij gesprek, mee naar gesprek, meegegaan, meegegaan naar gesprek, bijgezeten",
    active_in_conversation: "actief in het gesprek, gesprek geleid, bemiddeld?, bemiddeling?",
    referral: "doorverwijzen, doorverwijzing, doorverwezen, verwezen, verwijzing",
    support_complaint: "ondersteunen bij klacht, hulp bij klacht, hulp bij klachtprocedure, begeleiding klachtprocedure, klachtprocedure?, klacht?",
    support_report: "ondersteunen bij melding, hulp bij melding, begeleiding melding, melding?",
    pass_on_confidentially: "vertrouwelijk doorgeleiden, doorgeleid, doorgegeven met toestemming",
    interim_signal: "tussentijds signaal, signaal, gesignaleerd?",
    aftercare: "nazorg, nagesprek, nazorggesprek",
  },
  integrity_levels: {
    personal: "persoonlijk niveau, individueel, individu, persoon, micro",
    organisational: "organisatie, organisatieniveau, meso, team?",
    societal: "maatschappij, samenleving, maatschappelijk niveau, macro",
  },
  durability_3: DURABILITY, durability_6: DURABILITY, durability_12: DURABILITY,
};

/** Words that say that it is over, and not how. */
const OVER = new Set(["afgesloten", "afgerond", "gesloten", "klaar", "gereed", "beeindigd", "closed", "afgehandeld", "voltooid", "dossier gesloten", "casus gesloten", "gesprek afgerond", "ja"]);

/** @typedef {{code: string, sure: boolean}} Meant */

/** The words of a field and what each means. @type {Map<Coded, Map<string, Meant>>} */
const FOUND = new Map(Object.entries(TABLE).map(([field, codes]) => [
  /** @type {Coded} */ (field), new Map(Object.entries(codes).flatMap(([code, words]) => words.split(", ").map((word) => /** @type {[string, Meant]} */ ([word.replace("?", ""), { code, sure: !word.endsWith("?") }])))),
]));

/** @param {Coded} field @returns {ReadonlyMap<string, Meant>} */
export const synonymsOf = (field) => FOUND.get(field) ?? new Map();

/** Whether a value says that a matter is over, but not how it ended. @param {Coded} field @param {string} value */
export const saysOnlyOver = (field, value) => field === "outcome" && OVER.has(wordsOf(value));
