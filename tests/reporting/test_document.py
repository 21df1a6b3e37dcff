"""The frozen report refuses whatever is no released figure, and its order tells nothing."""

from dataclasses import FrozenInstanceError, replace

import pytest

from nabij.kit.errors import Refused
from nabij.reporting.document import (
    Count,
    Event,
    Hours,
    Mark,
    Multiples,
    Paragraph,
    Place,
    Question,
    Ring,
    Row,
    Silence,
    Table,
    Trend,
    said,
)
from tests.reporting.fictional import BARS, LADDER, NATURES, SILENCE, TREND, fictional_report

READINGS = ("rust", "niet bekend", "niet durven")


def test_a_figure_is_a_number_or_words() -> None:
    assert [said(figure) for figure in (0, 1240, Mark.HIDDEN, Mark.IMPOSSIBLE, Ring.OPEN)] == [
        "0",
        "1.240",
        "niet getoond",
        "kan niet voorkomen",
        "stiller dan verwacht",
    ]


def test_hours_are_told_to_the_quarter_so_that_rows_add_up() -> None:
    told = [said(Hours(quarters)) for quarters in (0, 1, 2, 3, 4, 4962)]
    assert told == ["0", "0,25", "0,5", "0,75", "1", "1.240,5"]
    with pytest.raises(ValueError, match="not below nought"):
        Hours(-1)


def test_a_finished_report_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        fictional_report().title = "Anders"  # type: ignore[misc]
    assert hash(fictional_report()) == hash(fictional_report())


@pytest.mark.parametrize("wrong", [2.5, True, -1, [3], {"true": 3}])
def test_a_row_holds_no_share_no_truth_and_no_loose_thing(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Row("Noord", (wrong,))  # type: ignore[arg-type]


@pytest.mark.parametrize("ring", [Ring.OPEN, Hours(2)])
def test_a_ring_is_never_a_bar_or_a_number_and_hours_are_no_bar(ring: Ring | Hours) -> None:
    with pytest.raises(TypeError, match="a ring is never"):
        replace(TREND, figures=(ring, 1, 2, 3, 4))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a ring is never"):
        replace(NATURES, kinds=(Row("Pesten", (ring, 1, 2, 3, 4)),))
    with pytest.raises(TypeError, match="a ring is never"):
        replace(BARS, counts=(Count("Noord", ring),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a ring is never"):
        replace(LADDER, rungs=(Count("Noord", ring),))  # type: ignore[arg-type]


def test_silence_is_told_by_rings_with_three_readings_and_a_question() -> None:
    with pytest.raises(TypeError):
        Silence("Ergens bleef het stil", (Place("Noord", 3),), READINGS, "Wie hoort u nooit?")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="three readings"):
        replace(SILENCE, question="Wie hoort u nooit")
    with pytest.raises(ValueError, match="three readings"):
        replace(SILENCE, readings=("rust",))  # type: ignore[arg-type]


def test_shapes_are_checked() -> None:
    with pytest.raises(ValueError, match="one figure for each column"):
        Table("Titel", "Plek", ("Een", "Twee"), (Row("Noord", (1,)),))
    with pytest.raises(ValueError, match="years in a row"):
        Trend("Er kwamen meer mensen", "mensen", (2021, 2023), (1, 2))
    with pytest.raises(ValueError, match="years in a row"):
        Multiples("Er kwamen meer mensen", "mensen", (2021, 2022), (Row("Pesten", (1,)),))
    with pytest.raises(ValueError, match="lies in a year"):
        replace(TREND, events=(Event(2030, 1, "later"),))
    with pytest.raises(ValueError, match="sentence with the finding"):
        replace(BARS, title="De aard")
    for many in ((), (Count("Noord", 6),) * 21):
        with pytest.raises(ValueError, match="make it a table"):
            replace(BARS, counts=many)
    with pytest.raises(ValueError, match="question mark"):
        Question("Wie hoort u nooit.")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\ud800", "\ufffe", "\u202e"])
def test_signs_that_no_paper_holds_are_refused_in_dutch(sign: str) -> None:
    with pytest.raises(Refused) as refused:
        Paragraph(f"Een tekst{sign} met een teken")
    assert f"U+{ord(sign):04X}" in refused.value.sentence


def test_the_order_given_does_not_reach_the_paper() -> None:
    turned = replace(BARS, counts=tuple(reversed(BARS.counts)))
    assert turned.table() == BARS.table()
    assert [count.label for count in BARS.ordered()][:3] == [
        "Pesten",
        "Stijl van leidinggeven",
        "Werkdruk of reorganisatie",
    ]
    assert replace(SILENCE, places=tuple(reversed(SILENCE.places))).table() == SILENCE.table()


def test_who_hears_a_chart_hears_every_figure_and_that_some_are_not_shown() -> None:
    assert "2023: 16; 2024: 23" in TREND.alt()
    assert "maart 2024: teamgesprekken begonnen." in TREND.alt()
    assert "Intimidatie: 2021 niet getoond" in NATURES.alt()
    assert "Bemiddeling: niet getoond" in LADDER.alt()
    assert "Havenzicht: stiller dan verwacht" in SILENCE.alt()
