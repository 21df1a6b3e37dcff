"""What an activity may be and what a year adds up to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.outreach import rules
from nabij.outreach.rules import Row, check_content, hours_words, months_to_choose, totals
from tests.outreach.making import CONTENT

TODAY = date(2026, 11, 28)
ROW = Row(date(2026, 3, 1), "info_session", "Voorlichting", (), 24, "counted", 6, own_initiative=True, explained=False)


def test_every_kind_that_is_counted_apart_is_in_the_code_list() -> None:
    assert codes.labels("prevention_activity").keys() >= rules.VISIBLE | rules.ADVICE | rules.MEETINGS


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": date(2026, 12, 1)},
        {"month": date(2015, 12, 1)},
        {"people": -1},
        {"people": 100_001},
        {"quarters": 0},
        {"quarters": 801},
        {"people_how": "guessed"},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        check_content(replace(CONTENT, **wrong), today=TODAY, ended=None)


def test_this_month_and_ten_years_back_can_be() -> None:
    for month in (date(2026, 11, 1), date(2016, 1, 1)):
        check_content(replace(CONTENT, month=month), today=TODAY, ended=None)


def test_after_the_work_ended_nothing_was_done_and_before_it_was() -> None:
    check_content(CONTENT, today=TODAY, ended=date(2026, 3, 2))
    with pytest.raises(Refused, match="al beëindigd"):
        check_content(CONTENT, today=TODAY, ended=date(2026, 2, 27))
    assert months_to_choose(TODAY, date(2026, 2, 27), 2026) == [date(2026, 2, 1), date(2026, 1, 1)]
    assert months_to_choose(TODAY, date(2025, 2, 27), 2026) == []


def test_a_year_adds_up_to_the_indicators_of_the_report() -> None:
    poster = replace(ROW, kind="visibility", people=300, people_how="by_reach", quarters=1, own_initiative=False)
    advice = replace(ROW, kind="policy_advice", people=0, quarters=8, explained=True)
    meeting = replace(ROW, kind="board_meeting", people=2, own_initiative=False)
    found = totals([ROW, ROW, poster, advice, meeting])
    assert (found.activities, found.people_reached, found.channels_used) == (2, 350, 2)
    assert (found.own_initiative, found.limits_explained, found.advice_given, found.meetings_held) == (3, 1, 1, 1)
    assert (found.quarters, found.hours) == (27, "6,75")
    assert found.method.startswith("50 geteld, de rest geschat (oplage of weergaven).")


def test_a_year_without_activities_is_nothing_and_tells_no_method() -> None:
    found = totals([])
    assert (found.people_reached, found.quarters, found.method) == (0, 0, "")


def test_hours_are_written_with_a_comma() -> None:
    assert [hours_words(quarters) for quarters in (1, 4, 6, 40, 800)] == ["0,25", "1", "1,5", "10", "200"]
