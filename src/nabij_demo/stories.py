"""What is said in the demo: made-up aliases, next steps and notes, by nature. No real person, place or event."""

ALIASES = (
    "Blauwe fiets", "Regenjas", "Tweede verdieping", "Koffiekopje", "Lindeboom", "Gele sjaal", "Achterdeur", "Notitieblok", "Zilveren pen",
    "Wandelaar", "Vroege trein", "Groene map", "Balkon", "Appeltaart", "Zachte stem", "Witte muur", "Laatste bus", "Kamerplant", "Houten bank",
    "Postzegel", "Rode laarzen", "Zeilboot", "Stille gang", "Broodtrommel", "Grote tas", "Winterjas", "Theepot", "Sleutelbos", "Parkeerplaats",
    "Oude kaart", "Dakraam", "Muziekles", "Kruidentuin", "Schetsboek", "Duinpad", "Zonnehoed", "Fluitketel", "Molenwiek", "Kiezelsteen",
    "Vuurtoren", "Waslijn", "Brievenbus", "Kastanje", "Boekenplank", "Ochtendmist", "Pontje", "Perenboom", "Klokhuis", "Wollen deken",
    "Plattegrond", "Lange gang", "Herfstblad", "Klaproos", "Stoeprand", "Kersenpit", "Zandpad", "Waterglas", "Buitentrap", "Potlood", "Sneeuwklok",
)  # fmt: skip

NEXT_STEPS = {
    "counsellor": (
        "Terugbellen na 17.00 uur, niet inspreken",
        "Uitleggen hoe een klacht loopt",
        "Uitzoeken wie de interne regeling beheert",
        "Nazorg: vragen hoe het nu gaat",
        "Voorbereiden van het gesprek met de leidinggevende",
    ),
    "visitor": (
        "Denkt na over een gesprek met de leidinggevende, alleen of samen",
        "Wil voorlopig alleen kunnen praten",
        "Schrijft op wat er gebeurde en wanneer",
        "Bespreekt het eerst thuis",
    ),
    "organisation": ("Wacht op een datum voor het gesprek met P&O", "De teamleider komt terug op de afspraken"),
    "colleague": ("Een collega denkt mee met een kaart zonder naam",),
    "nobody": ("Afgerond; kan altijd terugkomen",),
}

FIRST_NOTES = {
    "bullying": "Vertelt over grapjes in het team die al maanden over dezelfde persoon gaan. Slaapt slecht. Wil vooral dat het stopt, niet dat er iemand wordt weggestuurd.",
    "intimidation": "Beschrijft hoe er in overleggen met stemverheffing wordt gereageerd op vragen. Durft sinds het voorjaar niets meer te zeggen.",
    "sexual_harassment": "Vertelt over berichten in de avond die steeds persoonlijker werden. Heeft ze bewaard. Wil eerst weten wat er kan, zonder dat er iets in gang wordt gezet.",
    "discrimination": "Wordt bij roosters steeds overgeslagen en hoort opmerkingen over haar geloof. Twijfelt of het aan haar ligt.",
    "aggression_violence": "Is op de gang vastgepakt na een meningsverschil. Geen letsel, wel erg geschrokken. Heeft steun aan een collega.",
    "abuse_of_power": "Een contractverlenging lijkt af te hangen van diensten buiten werktijd. Zegt: ik weet niet wie ik dit kan vertellen.",
    "gossip_exclusion": "Hoort via anderen wat er over hem gezegd wordt. Wordt niet meer meegevraagd met de lunch.",
    "disrespectful_treatment": "Voelt zich klein gemaakt waar cliënten bij zijn. Zoekt woorden om het zelf te bespreken.",
    "conflict_of_interest": "Ziet dat opdrachten steeds naar hetzelfde bureau gaan, van een bekende. Wil weten waar dit hoort.",
    "financial_violation": "Merkte verschillen in de kas op. Is bang om als lastig te worden gezien.",
    "suspected_wrongdoing": "Denkt dat er met controles wordt gesjoemeld. Besproken wat de interne regeling en de wet zeggen.",
    "retaliation": "Sinds het gesprek met de leiding worden taken weggehaald. Houdt bij wat er wanneer gebeurt.",
    "unsafe_culture": "Noemt het een team waar niemand meer iets zegt. Vier mensen vertrokken in een jaar.",
    "leadership_style": "Afspraken veranderen zonder overleg. Wil leren hoe dit aan te kaarten zonder strijd.",
    "work_conflict": "Vastgelopen over de verdeling van uren. Uitgelegd wat de rol van een vertrouwenspersoon is, en wat niet.",
    "work_pressure": "De reorganisatie drukt op iedereen. Zoekt een plek om het te kunnen zeggen.",
    "moral_dilemma": "Weet iets van een collega en vraagt zich af of zwijgen nog goed is.",
    "outside_remit": "Vraag over ontslagrecht. Verwezen naar de vakbond en het Juridisch Loket.",
    "not_yet_named": "Kan er nog geen woord aan geven. Er klopt iets niet sinds de verhuizing. Afgesproken om verder te praten.",
}  # fmt: skip

LATER_NOTES = (
    "Heeft zelf een gesprek aangevraagd. Voorbereid wat hij wil zeggen en wat niet.",
    "Het gesprek is geweest. Er zijn afspraken gemaakt, op papier. Opgelucht, nog niet gerust.",
    "Gebeld over wat er sindsdien gebeurde. Rustiger. Wil over drie weken nog eens spreken.",
    "Samen de mogelijkheden doorgenomen: zelf bespreken, samen bespreken, klacht, of niets. Kiest nu voor niets.",
    "Verwezen naar de bedrijfsarts voor het slapen. Blijft hier terecht kunnen.",
    "Nazorg: het gaat beter. De sfeer is veranderd nadat er iemand anders kwam.",
    "Twijfelt weer. Vraagt of het gek is om het nog steeds vervelend te vinden. Nee.",
    "Meegegaan naar het gesprek met P&O, als steun. Niet zelf het woord gevoerd.",
)  # fmt: skip

OWN_WORDS = (
    "Ik ga met buikpijn naar mijn werk.",
    "Het zijn altijd grapjes, maar nooit grappig.",
    "Ik wil gewoon mijn werk kunnen doen.",
    "Iedereen ziet het en niemand zegt iets.",
    "Ik weet niet of het erg genoeg is.",
)

NAMES = (
    "Ilse Vonk", "Bas Terlouw", "Fatima el Idrissi", "Marloes Prins", "Kees Noorman", "Yara Blom", "Hugo Sanders", "Amrita Jairam",
    "Sjoerd Wiersma", "Olga Petrova", "Femke Ruiter", "Youssef Amrani", "Greet Mulder", "Dirk-Jan Bos", "Naima Haddou", "Thijs Wolters",
)  # fmt: skip

CONTACT = (
    "Bellen na vijf uur, niet inspreken.",
    "Liever een bericht dan bellen.",
    "Alleen op woensdag, dan is ze vrij.",
    "Via privémail, niet via het werk.",
)

EXAMPLES = "Voorbeeld.\n\nDit is een verzonnen bijlage bij een verzonnen kwestie. Zo ziet een bewaard bericht eruit.\n"
