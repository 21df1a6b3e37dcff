"""A made-up report of a made-up organisation: every kind of block, every kind of figure."""

from datetime import date

from nabij.reporting.document import (
    Bars,
    Count,
    Event,
    Ladder,
    Mark,
    Multiples,
    Paragraph,
    Place,
    Question,
    Report,
    Ring,
    Row,
    Section,
    Silence,
    Statement,
    Table,
    Trend,
)

YEARS = (2021, 2022, 2023, 2024, 2025)
H = Mark.HIDDEN

TREND = Trend(
    "Er kwamen meer mensen, en ze kwamen eerder",
    "mensen",
    YEARS,
    (14, 17, 16, 23, 31),
    (Event(2022, 9, "nieuwe leiding in Havenzicht"), Event(2024, 3, "teamgesprekken begonnen")),
)
GAP = Trend("Over één jaar kunnen we niets laten zien", "mensen", YEARS, (12, 9, H, 11, 14))
NATURES = Multiples(
    "Over leidinggeven kwamen steeds meer mensen",
    "mensen",
    YEARS,
    (
        Row("Pesten", (6, 8, 7, 9, 12)),
        Row("Stijl van leidinggeven", (H, 5, 6, 8, 10)),
        Row("Intimidatie", (H, H, 5, 6, H)),
        Row("Werkdruk of reorganisatie", (5, H, H, H, 9)),
    ),
)
BARS = Bars(
    "Pesten en leidinggeven waren het vaakst de aanleiding",
    "mensen",
    "Aard van de kwestie",
    (
        Count("Discriminatie", H),
        Count("Pesten", 12),
        Count("Seksuele intimidatie of seksueel grensoverschrijdend gedrag", H),
        Count("Stijl van leidinggeven", 10),
        Count("Wetenschappelijke integriteit", Mark.IMPOSSIBLE),
        Count("Werkdruk of reorganisatie", 9),
    ),
)
LADDER = Ladder(
    "Voor de meesten was praten genoeg",
    "mensen",
    (
        Count("Een of meer gesprekken met de vertrouwenspersoon", 16),
        Count("Zelf het gesprek aangegaan", 8),
        Count("Gesprek met iemand erbij", H),
        Count("Bemiddeling", H),
        Count("Officiële klacht", H),
    ),
)
SILENCE = Silence(
    "In Havenzicht bleef het stil",
    (
        Place("Noord", Ring.FILLED),
        Place("Centrum", Ring.FILLED),
        Place("Havenzicht", Ring.OPEN),
        Place("Servicebureau", Ring.UNTOLD),
    ),
    (
        "Het kan rust zijn: er is weinig aan de hand.",
        "Het kan zijn dat mensen ons niet kennen.",
        "Het kan zijn dat mensen niet durven.",
    ),
    "Wie hoort u nooit?",
)
CHANNELS = Table(
    "Hoe mensen ons vonden, per plek",
    "Plek",
    ("Collega", "Intranet", "Voorlichting", "Totaal"),
    (
        Row("Noord", (H, H, 5, 12)),
        Row("Centrum", (6, H, H, 13)),
        Row("Havenzicht", (H, H, H, H)),
        Row("Servicebureau", (H, H, H, H)),
        Row("Totaal", (11, 6, 14, 31), total=True),
    ),
)


SECTIONS = (
    Section(
        "Het jaar in het kort",
        (
            Paragraph(
                "De helft had nog niets ondernomen toen ze belden. Twee jaar geleden kwam bijna iedereen pas "
                "na een conflict. Nu bellen mensen met een vraag: is het gek dat ik hier last van heb? Zo'n "
                "eerste gesprek is kort, en vaak is het genoeg om weer zelf verder te kunnen."
            ),
            TREND,
            Question("Wat maakte dat mensen de weg nu eerder vinden, en wie vindt hem nog niet?"),
        ),
    ),
    Section(
        "Waar het over ging",
        (
            Paragraph(
                "Achter deze aantallen zitten verhalen over hoe er in een team gepraat wordt. Over grappen die "
                "geen grappen meer zijn, en over een leidinggevende die pas na weken antwoordt."
            ),
            BARS,
            NATURES,
            Question("Welke van deze onderwerpen komen terug in uw gesprekken met teams?"),
        ),
    ),
    Section(
        "Waar het eindigde",
        (
            LADDER,
            Paragraph(
                "Wie komt, houdt de regie. Meestal betekent dat: eerst op een rij zetten wat er gebeurde, dan "
                "kijken welke stap past. Niemand hoeft verder dan hij of zij wil."
            ),
            Question("Wat heeft iemand bij u nodig om zelf het gesprek aan te durven?"),
        ),
    ),
    Section("Waar het stil bleef", (SILENCE,)),
    Section(
        "Hoe mensen ons vonden",
        (
            CHANNELS,
            Statement("Via de bedrijfsarts kwamen 0 tot en met 4 mensen."),
            Paragraph(
                "Voorlichting in teamoverleggen werkt beter dan een bericht op intranet. Dat hoorden we van "
                "mensen die kwamen, en van leidinggevenden die ons uitnodigden."
            ),
            GAP,
        ),
    ),
)


def fictional_report() -> Report:
    """The report that every test of a form of it draws."""
    return Report(
        title="Jaarverslag vertrouwenswerk 2025",
        organisation="Zorggroep De Linde",
        practice="Praktijk Wilgenhof",
        period="1 januari tot en met 31 december 2025",
        counted="Geteld in mensen die een gesprek voerden",
        day=date(2026, 2, 12),
        sections=SECTIONS,
    )
