"""Five years of made-up prevention: the same for the same day, possible, and never where it is silent."""

from datetime import date

from nabij.kit import codes
from nabij.outreach.rules import Content, check_content
from nabij_demo.activities import plan_activities
from nabij_demo.people import ORGANISATIONS

TODAY = date(2026, 11, 21)


def test_the_plan_is_the_same_for_the_same_day_and_every_activity_can_be() -> None:
    planned = plan_activities(TODAY)
    assert planned == plan_activities(TODAY)
    assert {(one.organisation, one.month.year) for one in planned} == {
        (organisation.key, year) for organisation in ORGANISATIONS for year in range(2022, 2027)
    }
    for one in planned:
        assert one.kind in codes.labels("prevention_activity")
        content = Content(
            one.month,
            one.kind,
            frozenset(),
            one.people,
            one.people_how,
            one.quarters,
            own_initiative=one.own_initiative,
            explained=one.explained,
        )
        check_content(content, today=TODAY, ended=None)


def test_the_silent_place_was_never_visited() -> None:
    assert "Havenzicht" not in {name for one in plan_activities(TODAY) for name in one.units}
