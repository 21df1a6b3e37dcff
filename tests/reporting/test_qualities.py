"""Three functions times four qualities: what a report accounts for, and what it still lacks."""

from dataclasses import replace

import pytest

from nabij.reporting.rules.qualities import (
    ESSAY_NAMES,
    INDICATORS,
    SQUARES,
    Answer,
    Function,
    How,
    Lack,
    Quality,
    Source,
    Square,
    missing,
    overview,
)

WHOLE = {one.key: Answer("iets", "navraag bij twintig mensen") for one in INDICATORS}
FIRST = Square(Function.SUPPORT, Quality.PROFESSIONAL)


def lacks(answers: dict[str, Answer]) -> list[tuple[Lack, str]]:
    return [(one.lack, one.indicator) for one in missing(answers)]


def without(*keys: str) -> dict[str, Answer]:
    return {key: answer for key, answer in WHOLE.items() if key not in keys}


def test_there_are_twelve_squares_in_order() -> None:
    assert len(SQUARES) == len(set(SQUARES)) == 12
    assert list(overview()) == list(SQUARES)
    assert [one.value for one in Function] == [
        "Opvang en begeleiding",
        "Preventie en voorlichting",
        "Signaleren en adviseren",
    ]
    assert list(ESSAY_NAMES) == list(Function)
    assert [one.value for one in Quality] == [
        "Professioneel",
        "Toegankelijk",
        "Onafhankelijk",
        "Betrouwbaar en vertrouwelijk",
    ]


@pytest.mark.parametrize("square", SQUARES, ids=lambda square: square.label)
def test_every_square_can_be_counted_and_told(square: Square) -> None:
    ways = {one.how for one in overview()[square]}
    assert How.TOLD in ways
    assert ways & {How.COUNTED, How.ESTIMATED}


def test_every_indicator_has_a_key_of_its_own_and_stands_in_one_square() -> None:
    assert len({one.key for one in INDICATORS}) == len({one.label for one in INDICATORS}) == len(INDICATORS)
    assert sum(len(ones) for ones in overview().values()) == len(INDICATORS)
    assert {one.source for one in INDICATORS} == set(Source)
    assert {one.how for one in INDICATORS} == set(How)


def test_a_whole_report_lacks_nothing() -> None:
    assert missing(WHOLE) == ()


def test_an_empty_report_lacks_a_number_and_a_story_in_every_square() -> None:
    found = missing({})
    assert [one.lack for one in found] == [Lack.NUMBER, Lack.STORY] * 12
    assert [one.sentence.split(":")[0] for one in found[::2]] == [square.label for square in SQUARES]


def test_one_number_is_enough_for_a_square() -> None:
    assert lacks(without("activities")) == []
    assert lacks(without("activities_valued")) == []
    assert lacks(without("activities", "activities_valued")) == [(Lack.NUMBER, "activities")]
    assert lacks(without("durable_outcomes")) == [(Lack.NUMBER, "durable_outcomes")]


def test_a_story_is_no_number_and_a_number_no_story() -> None:
    nothing_told = without("support_story", "aftercare_asked")
    assert [one.lack for one in missing(nothing_told)] == [Lack.STORY]
    (found,) = missing(nothing_told)
    assert found.sentence == "Opvang en begeleiding, professioneel: het verhaal bij het cijfer ontbreekt nog."
    (found,) = missing(without("people_who_came"))
    assert found.sentence == (
        "Opvang en begeleiding, toegankelijk: er is nog geen cijfer (kijk in de gepubliceerde cijfers)."
    )


def test_spaces_are_no_answer() -> None:
    assert lacks(WHOLE | {"activities_story": Answer("  \n")}) == [(Lack.STORY, "activities_story")]
    assert lacks(WHOLE | {"activities_story": Answer(withheld=" ")}) == [(Lack.STORY, "activities_story")]


def test_what_is_withheld_with_its_reason_is_accounted_for() -> None:
    secret = Answer(withheld="Het zijn er te weinig om te tonen.")
    assert lacks(WHOLE | {"confidence_broken": secret}) == []
    assert lacks(WHOLE | {"durable_outcomes": secret}) == []


def test_an_estimate_says_how_it_was_made() -> None:
    assert lacks(WHOLE | {"people_reached": Answer("ongeveer de helft")}) == [(Lack.METHOD, "people_reached")]
    assert lacks(WHOLE | {"people_reached": Answer("ongeveer de helft", " ")}) == [(Lack.METHOD, "people_reached")]
    assert lacks(WHOLE | {"activities": Answer("34")}) == []
    (found,) = missing(WHOLE | {"people_reached": Answer("ongeveer de helft")})
    assert found.sentence == "Mensen die zijn bereikt: schrijf hoe dit is geschat."


def test_an_answer_to_nothing_is_named() -> None:
    (found,) = missing(WHOLE | {"no_such": Answer("iets")})
    assert (found.lack, found.indicator) == (Lack.UNKNOWN, "no_such")
    assert "no_such" in found.sentence


def test_a_square_without_indicators_still_lacks_both() -> None:
    chosen = [one for one in INDICATORS if one.square != FIRST]
    answers = {one.key: WHOLE[one.key] for one in chosen}
    found = missing(answers, chosen)
    assert [(one.lack, one.indicator) for one in found] == [(Lack.NUMBER, ""), (Lack.STORY, "")]
    assert found[0].sentence == "Opvang en begeleiding, professioneel: er is nog geen cijfer."


def test_a_practice_may_count_what_others_estimate() -> None:
    chosen = [replace(one, how=How.COUNTED) if one.key == "people_reached" else one for one in INDICATORS]
    assert missing(WHOLE | {"people_reached": Answer("34")}, chosen) == ()
