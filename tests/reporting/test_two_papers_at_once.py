"""Two different papers let out at the same moment: the second is judged against the first, or does not go out."""

from typing import Any

import pytest

from nabij.audit.models import first_break_of
from nabij.kit.errors import Refused
from nabij.people.models import User
from nabij.releases import actions
from nabij.releases.models import Ledger, Release
from nabij.reporting.models import Report
from nabij_disclosure.release import audit
from tests.personas import Personas
from tests.racing import at_once
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def test_the_reports_of_two_years_at_once_stand_one_behind_the_other(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = []
    for year in (2024, 2025):
        a_year(people.amina, people.organisation, 40, year)
    for year in (2024, 2025):
        ready.append(set_ready(begun(people.amina, people.organisation, year), people.amina))

    beside: list[int] = []

    def spied(*given: Any, **named: Any) -> None:
        audit(*given, **named)
        beside.append(len(named["history"]))

    monkeypatch.setattr(actions, "audit", spied)

    def out(report: Report, who: User) -> str:
        try:
            publish(report, who)
        except Refused as refused:
            return refused.code
        return "out"

    found = at_once(lambda: out(ready[0], people.amina), lambda: out(ready[1], people.bram))
    # whoever comes second judges anew, beside the first; and then sees that its figures are not those on the screen
    assert "out" in found
    assert set(found) <= {"out", "other_figures"}
    # by the lock each is audited beside all that was in the ledger before it
    assert (beside[0], len(beside)) == (0, found.count("out"))
    assert all(beside[1:])
    rows = list(Release.objects.order_by("sequence"))
    assert [one.sequence for one in rows] == list(range(1, len(rows) + 1))
    assert Ledger.objects.get().history()
    assert first_break_of(people.practice.pk) is None
    assert Report.objects.exclude(published_at=None).count() == found.count("out")
