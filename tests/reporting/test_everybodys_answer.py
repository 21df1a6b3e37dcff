"""What tells the answer of each who came is changed, whatever reason is given; other words for everybody may stay."""

import pytest

from nabij.kit.errors import Refused
from nabij.reporting.rules.findings import Choice, Decision, Finding, Kind, decide, undecided
from nabij.reporting.rules.known import Known, Told
from nabij.reporting.rules.linter import lint

REASON = "Dit gaat over het aanbod, niet over mensen die kwamen."


def everybody(text: str, told: Told | None = None) -> list[Finding]:
    return [one for one in lint(text, Known(told=told)) if one.kind is Kind.EVERYBODY]


@pytest.mark.parametrize(
    "text",
    [
        "Alle inbrengers waren tevreden.",
        "Niemand noemde pesten.",
        "Iedereen die bij ons kwam, werkte in de zorg.",
        "Geen mens kwam over geweld.",
        "Over discriminatie kwam geen inbrenger.",
        "Iedere inbrenger ging weg.",
        "Elke medewerker die kwam, is weg.",
        "Ieder van hen vertrok.",
        "Geen van hen diende een klacht in en niemand vertelde het thuis.",
        "Alle kwesties gingen over leidinggeven.",
        "Pesten kwam niet voor.",
        "Over discriminatie hoorden we dit jaar niets.",
    ],
)
def test_what_tells_everybodys_answer_stays_on_no_reason(text: str) -> None:
    found = [one for one in everybody(text) if one.must_change]
    assert found, everybody(text)
    for one in found:
        with pytest.raises(Refused, match="kan niet blijven staan"):
            decide(one, Choice.KEPT, REASON)
        # as it was kept before this was asked
        assert undecided([one], [Decision(one.key, Choice.KEPT, REASON)]) == (one,)
        assert decide(one, Choice.CHANGED).choice is Choice.CHANGED


@pytest.mark.parametrize(
    "text",
    [
        "Niet alle inbrengers wilden een vervolg.",
        "Bijna iedereen die kwam, koos zelf.",
        "Zorg dat iedereen weet waar we zitten.",
        "Alle leidinggevenden kregen een uitnodiging.",
        "Wij gaven aan alle teams uitleg.",
        "Niemand hoeft alleen te blijven lopen met wat er speelt.",
        "Alle gesprekken zijn vertrouwelijk, tenzij.",
        "De enige vraag was of het mocht.",
    ],
)
def test_other_words_for_everybody_stay_on_a_reason(text: str) -> None:
    for one in everybody(text):
        assert not one.must_change
        assert undecided([one], [decide(one, Choice.KEPT, REASON)]) == ()


def test_that_something_did_not_happen_may_stay_where_the_report_shows_nought_of_it() -> None:
    shown = Told(2025, frozenset({12}), {"pesten": frozenset({0})})
    (one,) = everybody("Pesten kwam niet voor.", shown)
    assert not one.must_change
    (one,) = everybody("Pesten kwam niet voor.", Told(2025, frozenset({12}), {"pesten": frozenset({6})}))
    assert one.must_change
