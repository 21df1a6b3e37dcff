// Words that a reader is pointed at. Made from reporting/rules/words.toml by tools/make_watched_words.py.
export const WATCHED = {
  "refused": [
    {
      "words": [
        "melding",
        "meldingen"
      ],
      "use": "kwestie",
      "why": "Een gesprek is nog geen formele stap.",
      "unless": [
        "geen melding",
        "formele melding",
        "formele meldingen"
      ]
    },
    {
      "words": [
        "zaak",
        "zaken",
        "casus",
        "casussen",
        "case",
        "cases",
        "ticket",
        "tickets"
      ],
      "use": "kwestie",
      "why": "Het klinkt alsof er een procedure loopt.",
      "unless": [
        "het is zaak",
        "van zaken",
        "zaken als"
      ]
    },
    {
      "words": [
        "melder",
        "melders",
        "meldster",
        "slachtoffer",
        "slachtoffers",
        "klager",
        "klagers",
        "klaagster"
      ],
      "use": "kwestie-inbrenger",
      "why": "Het legt vast wat iemand is, terwijl die alleen iets kwam vertellen.",
      "unless": [
        "slachtofferhulp"
      ]
    },
    {
      "words": [
        "dader",
        "daders",
        "beklaagde",
        "beklaagden",
        "verdachte",
        "verdachten",
        "beschuldigde",
        "beschuldigden",
        "pester",
        "pesters"
      ],
      "use": "kwestie-veroorzaker (volgens de inbrenger)",
      "why": "Het spreekt een oordeel uit over iemand die niet is gehoord.",
      "unless": []
    },
    {
      "words": [
        "klacht",
        "klachten"
      ],
      "use": "kwestie, of tussentijds signaal",
      "why": "Een verhaal of een signaal is een uitnodiging om te kijken, geen aanklacht.",
      "unless": [
        "formele klacht",
        "formele klachten",
        "geen klacht",
        "geen klachten"
      ]
    },
    {
      "words": [
        "100% vertrouwelijk",
        "volledig vertrouwelijk",
        "altijd vertrouwelijk",
        "honderd procent vertrouwelijk"
      ],
      "use": "vertrouwelijk, tenzij",
      "why": "Er zijn uitzonderingen, en die worden vooraf verteld.",
      "unless": []
    },
    {
      "words": [
        "anoniem",
        "anonieme",
        "anonimiteit",
        "geanonimiseerd",
        "geanonimiseerde"
      ],
      "use": "onder pseudoniem",
      "why": "Anoniem is alleen waar als nergens een sleutel tot een naam bestaat.",
      "unless": [
        "niet anoniem"
      ]
    },
    {
      "words": [
        "vertrouwensman",
        "vertrouwensvrouw"
      ],
      "use": "vertrouwenspersoon",
      "why": "Het zegt wie van het duo het was.",
      "unless": []
    }
  ],
  "attributes": {
    "woman": [
      "vrouw",
      "vrouwen",
      "vrouwelijk",
      "vrouwelijke",
      "meisje",
      "meisjes",
      "moeder",
      "moeders",
      "dame",
      "dames",
      "zwanger",
      "zwangere"
    ],
    "man": [
      "man",
      "mannen",
      "mannelijk",
      "mannelijke",
      "jongen",
      "jongens",
      "vader",
      "vaders",
      "heren"
    ],
    "natures": [
      "pest",
      "gepest",
      "intimid",
      "geintimideerd",
      "seksu",
      "aanrand",
      "aangerand",
      "verkracht",
      "discrimin",
      "gediscrimin",
      "racis",
      "microagress",
      "agress",
      "geweld",
      "bedreig",
      "stalk",
      "gestalk",
      "machtsmisbruik",
      "roddel",
      "geroddel",
      "kwaadsprek",
      "buitenslui",
      "buitengesloten",
      "uitslui",
      "uitgesloten",
      "bejegen",
      "fraud",
      "gefraud",
      "diefstal",
      "gestolen",
      "belangenverstrengel",
      "misstand",
      "benadel",
      "angstcultuur",
      "integriteit",
      "schending",
      "arbeidsconflict",
      "reorganisat",
      "werkdruk"
    ]
  },
  "things": [
    "functies",
    "kernfuncties",
    "hoofdtaken",
    "taken",
    "kwaliteiten",
    "kwaliteitsaspecten",
    "niveaus",
    "soorten",
    "hoofdstukken",
    "delen",
    "onderdelen",
    "vragen",
    "lezingen",
    "stappen",
    "manieren",
    "wegen",
    "thema's",
    "aanbevelingen",
    "adviezen",
    "werkdagen",
    "vertrouwenspersonen",
    "kanalen",
    "nieuwsbrieven",
    "columns",
    "workshops",
    "voorlichtingen",
    "bijeenkomsten",
    "trainingen",
    "spreekuren",
    "uur per dag",
    "dagen per week",
    "keer per jaar",
    "keer per kwartaal",
    "keer per maand",
    "keer per week",
    "werkgebieden",
    "minuten"
  ]
};
