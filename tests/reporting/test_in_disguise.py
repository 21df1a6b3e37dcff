"""Counts that hide from a reader of numbers: in words, in broken letters, in other scripts, in comparisons."""

import pytest

from nabij.reporting.rules.findings import Kind
from tests.reporting.test_linter import found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Slechts een gesprek ging over geweld.", Kind.NUMBER),
        ("We gaven dit jaar geen brief met een signaal.", Kind.EVERYBODY),
        ("We gaven geen tussentijdse signalen.", Kind.EVERYBODY),
        ("Hij vertrok in maart.", Kind.DATE),
        ("Er kwam maar een medewerker.", Kind.NUMBER),
        ("Eén keer ging het om een aanranding.", Kind.NUMBER),
        ("Er kwam één iemand over geweld.", Kind.NUMBER),
        ("Het was de derde inbrenger dit jaar.", Kind.NUMBER),
        ("Het was de 3e inbrenger dit jaar.", Kind.NUMBER),
        ("Beide inbrengers waren boos.", Kind.NUMBER),
        ("Beiden kwamen uit hetzelfde team.", Kind.NUMBER),
        ("Allebei gingen weg.", Kind.NUMBER),
        ("Een koppel kwam samen.", Kind.NUMBER),
        ("Het ging om een enkeling.", Kind.NUMBER),
        ("Een paar mensen kwamen terug.", Kind.NUMBER),
        ("Een handvol kwam terug.", Kind.NUMBER),
        ("Er kwamen IV mensen.", Kind.NUMBER),
        ("Vier vragen gingen over geweld.", Kind.NUMBER),
        ("Er kwamen viеr mensen.", Kind.NUMBER),
        ("Er kwamen v i e r mensen.", Kind.NUMBER),
        ("Er kwamen d-r-i-e mensen.", Kind.NUMBER),
        ("Er kwamen dr1e mensen.", Kind.NUMBER),
        ("Geen mens kwam over geweld.", Kind.EVERYBODY),
        ("Over discriminatie kwam geen inbrenger.", Kind.EVERYBODY),
        ("Iedere inbrenger ging weg.", Kind.EVERYBODY),
        ("Elke medewerker die kwam, is weg.", Kind.EVERYBODY),
        ("Ieder van hen vertrok.", Kind.EVERYBODY),
        ("Een tiende kwam terug.", Kind.SHARE),
        ("Een zesde deel kwam terug.", Kind.SHARE),
        ("Anderhalf keer zoveel als vorig jaar.", Kind.SHARE),
        ("Het dubbele van vorig jaar.", Kind.SHARE),
        ("Evenveel als vorig jaar.", Kind.SHARE),
        ("Meer dan de helft kwam terug.", Kind.SHARE),
        ("Bij de Thuis-zorg was het onrustig.", Kind.OWN_NAME),
        ("Bij de Thuis zorg was het onrustig.", Kind.OWN_NAME),
        ("Bij StichtingWaterland was het onrustig.", Kind.OWN_NAME),
    ],
)
def test_it_is_found_all_the_same(text: str, kind: Kind) -> None:
    assert kind in {one for one, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Beide vertrouwenspersonen zijn gecertificeerd.",
        "Wij zijn een vast duo.",
        "Een stelling hielp het gesprek op gang.",
        "In het eerste gesprek luisteren wij.",
        "Elke collega mag bellen.",
        "Dat vroeg een collega één keer.",
        "In fase B2B werkt dit anders.",
        "Wij stelden drie vragen aan het team.",
        # these count nobody, and are what we say to write in place of a number
        "Sommigen kwamen terug.",
        "Meerdere mensen noemden de toon.",
        "Enkele mensen noemden de toon.",
    ],
)
def test_what_counts_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []
