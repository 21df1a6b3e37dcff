"""What the authors write and how they group figures: read back as given, or refused in Dutch."""

import json
from typing import Any

import pytest

from nabij.kit.errors import Refused
from nabij.reporting.rules import plan, story

WRITTEN: dict[str, Any] = {
    "corrected": ["Eén aantal is rechtgezet."],
    "foreword": ["Een jaar van luisteren."],
    "beside": {"nature": {"paragraphs": ["Het ging vaak over toon."], "question": "Wie begint?", "why_none": ""}},
    "qualities": {"support_story": {"text": "Rust.", "method": "", "withheld": ""}},
    "followed": [{"key": "r1", "became": "done", "text": "Er is een gesprek geweest."}],
    "recommendations": [{"key": "r2", "text": "Oefen het gesprek."}],
    "happened": [{"year": 2026, "month": 3, "text": "Verhuizing"}],
    "distribution": ["Raad van bestuur"],
    "counsellors": ["Amina, externe vertrouwenspersoon. Werkt op maandag."],
}


def test_a_story_comes_back_as_it_was_written() -> None:
    found = story.story_of(json.loads(json.dumps(WRITTEN)))
    assert story.plain(found) == WRITTEN


def test_a_section_with_neither_words_nor_a_reason_is_untold() -> None:
    beside = {"nature": story.Beside(paragraphs=("Ja.",)), "role": story.Beside(why_none="Te weinig om te zeggen.")}
    assert story.untold(story.Story(beside=beside), {"nature", "role", "unit"}) == ("unit",)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"foreword": "geen lijst"},
        {"beside": {"niets": {"paragraphs": [], "question": "", "why_none": ""}}},
        {"beside": {"nature": {"paragraphs": [], "question": "Geen vraag.", "why_none": ""}}},
        {"qualities": {"onbekend": {"text": "", "method": "", "withheld": ""}}},
        {"followed": [{"key": "r1", "became": "misschien", "text": ""}]},
        {"happened": [{"year": True, "month": 1, "text": ""}]},
        {"recommendations": [{"key": "R 1", "text": ""}]},
        {"foreword": ["x" * 20_001]},
        {"distribution": ["x"] * 61},
    ],
)
def test_what_is_no_story_is_refused(wrong: Any) -> None:
    with pytest.raises(Refused):
        story.story_of(wrong)


def test_a_plan_comes_back_as_it_was_chosen() -> None:
    chosen = {"groups": {"onderdeel": {"Noord en Oost": ["Noord", "Oost"]}}, "whole_groups": ["aard"], "left_out": []}
    assert plan.plain(plan.plan_of(chosen)) == chosen


@pytest.mark.parametrize(
    "wrong", [[], {"groups": {"aard": {"a": ["x"], "b": ["x"]}}}, {"groups": {"aard": {"": ["x"]}}}, {"left_out": [1]}]
)
def test_what_is_no_plan_is_refused(wrong: Any) -> None:
    with pytest.raises(Refused):
        plan.plan_of(wrong)
