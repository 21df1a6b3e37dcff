"""Words that count as a number does are pointed at wherever they stand; ordinals of other things are not."""

import pytest

from nabij.reporting.rules.findings import COUNTING, Kind
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.number_words import rank_of
from nabij.reporting.rules.whose_number import told_of


def counted(text: str, known: Known = Known()) -> list[str]:  # noqa: B008  # frozen
    return [text[one.start : one.end] for one in lint(text, known) if one.kind in COUNTING]


@pytest.mark.parametrize(
    "text",
    [
        # ordinals
        "Dit was de 4e keer.",
        "Dit was de vierde keer over pesten.",
        "De vierde kwam in het najaar.",
        "De 4e, en laatste, was er kort.",
        "De vierde en laatste inbrenger bleef.",
        "Er kwam een derde man.",
        "Naast de eerste vrouw kwam een tweede.",
        "De twaalfde leidinggevende belde.",
        # other ways to write a number
        "Aantal over pesten: III.",
        "Er kwamen III over pesten.",
        "Er kwamen four mensen.",
        "Aantal: drieën.",
        "Wij drieën.",
        "De drieling van de afdeling.",
        "Een drietallig groepje.",
        "Driekeer belde iemand.",
        "2x pesten.",
        "Er kwamen d\u00adr\u200bi\u00ade mensen.",
        "Er kwamen ４ mensen.",
        "Er kwamen ³ mensen.",
        # multiples
        "Dubbel zoveel als vorig kwartaal.",
        "Half zo veel als vorig kwartaal.",
        "Nog een keer zo veel als vorig jaar.",
        "Dat was een halvering.",
        "Het aantal halveerde.",
        "Een minder dan vorig jaar.",
        # few
        "Beide leidinggevenden kwamen terug.",
        "Er kwam anderhalve man.",
        "Er kwam een stuk of wat mensen.",
        "Een man of drie.",
        "Minder mensen dan vingers aan een hand.",
        "Een keer ging het over fraude.",
        # how often
        "Elke maand kwam er iemand over pesten.",
        "Er kwam iedere maand van dit kwartaal iemand.",
        "Pesten kwam maandelijks voor.",
        "Afgelopen 4 maanden kwam er elke maand een ander.",
        "4 werkdagen achtereen kwam er iemand.",
        "Er is 3 keer per jaar gepest.",
        "Er werd 4 keer per kwartaal gebeld over pesten.",
        # behind what mostly points at a place, or counts things
        "Voor het grootste deel 3 vrouwen.",
        "In versie 3 vrouwen.",
        "Tabel 4 stagiairs.",
        "Er kwamen 3 onderdelen bij ons langs.",
        "Er kwamen 3 vragen binnen.",
        "Er waren 3 gevoelige vragen over pesten.",
        "We gaven 3 adviezen aan vrouwen.",
    ],
)
def test_what_counts_is_found_wherever_it_stands(text: str) -> None:
    assert counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dit is het tweede verslag, en de derde keer dat wij dit schrijven.",
        "In het tweede gesprek komt vaak meer naar boven.",
        "Sinds dit jaar is er een tweede vertrouwenspersoon.",
        "Ten tweede, en ten derde: vraag het na.",
        "In de tweede helft van het jaar bleef dit zo.",
        "Een derde partij kan helpen.",
        "De eerste keer bellen is het moeilijkst.",
        "Halverwege het jaar begonnen de teamgesprekken.",
        "Zie deel II, tabel III en hoofdstuk IV.",
        "Koning Willem II liep langs.",
        "Zie versie 3 van de regeling en deel 2.",
        "Wij stellen drie vragen aan het bestuur.",
        "Wij deden drie adviezen, en gaven vijf trainingen.",
        "Wij komen 4 keer per jaar samen.",
        "De afgelopen drie jaar zagen wij dit vaker.",
        "Wij antwoorden binnen 2 werkdagen.",
        "Elke week is er iemand bereikbaar.",
        "Zij vieren hun verjaardag, en wij achten dit van belang.",
        "Het team viel in tweeën uiteen.",
        "Een half uur is vaak genoeg.",
        "Enkele mensen noemden de toon, en sommigen kwamen terug.",
        "Beide vertrouwenspersonen zijn gecertificeerd, en beide wegen staan open.",
    ],
)
def test_what_counts_nobody_is_left_alone(text: str) -> None:
    assert counted(text) == []


@pytest.mark.parametrize(
    ("word", "rank"),
    [("tweede", 2), ("derde", 3), ("4e", 4), ("8ste", 8), ("achtste", 8), ("twintigste", 20), ("vierentwintigste", 24)]
    + [(word, None) for word in ("eerste", "1e", "beste", "moeite", "vierend", "einde", "de", "4", "laatste")],
)
def test_an_ordinal_has_a_rank_from_the_second_on(word: str, rank: int | None) -> None:
    assert rank_of(word) == rank


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Over discriminatie waren het er zes.", False),
        ("Bij discriminatie: 6.", False),
        ("6 keer ging het over discriminatie.", False),
        ("Discriminatie werd zes keer genoemd.", False),
        ("Pesten werd zes keer genoemd.", True),
        ("Over pesten waren het er zes.", True),
        ("Er kwamen 6 leidinggevenden.", False),
        ("Wij waren er 6 dagen per week.", True),
    ],
)
def test_a_released_number_about_something_else_is_found_without_a_word_for_people_behind_it(
    text: str, passes: bool
) -> None:
    known = Known(figures=frozenset({6, 16}), told=told_of(2026, [16], [("Pesten", 6)]))
    found = [one for one in lint(text, known) if one.kind is Kind.NUMBER]
    assert (found == []) is passes
