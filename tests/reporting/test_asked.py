"""Each chart ends in a question: the authors' own, or else one that is the same for everybody."""

import pytest

from nabij.reporting.conversation import questions_of
from nabij.reporting.document import CHARTS, Question, Silence
from nabij.reporting.reading import finished
from nabij.reporting.rules.asked import ANY, QUESTIONS, question_of
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.story import SECTIONS, Beside, Story
from tests.personas import Personas
from tests.reporting.years import Came, another, come, published


@pytest.mark.django_db(databases=["default", "shred"])
def test_each_section_with_a_chart_ends_in_one_question(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 300})
    come(people.amina, organisation, 2025, Came(60, units=units))
    own = "Wat maakte dat u hier vaker van hoorde?"
    told = finished(published(people.amina, organisation, 2025, Story(beside={"unit": Beside(question=own)})))
    drawn = [
        one
        for one in told.sections
        if one.heading in SECTIONS.values() and any(isinstance(b, CHARTS) for b in one.blocks)
    ]
    assert drawn
    for section in drawn:
        asked = [block for block in section.blocks if isinstance(block, Question | Silence)]
        assert len(asked) == 1, section.heading
        assert section.blocks[-1] == asked[0] or isinstance(asked[0], Silence)
    by_key = {one.key: one.text for one in questions_of(told)}
    assert by_key["unit"] == own
    assert set(by_key.values()) <= {own, ANY, *QUESTIONS.values()}


@pytest.mark.parametrize("section", [*SECTIONS])
def test_such_a_question_says_nothing_of_anybody(section: str) -> None:
    asked = question_of(section)
    assert asked.endswith("?")
    assert lint(asked, Known()) == ()
