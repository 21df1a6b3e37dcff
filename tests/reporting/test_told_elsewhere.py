"""What went out in another paper, or was put back without one, is kept as whole as what its own edition before told."""

import json

import pytest

from nabij.kit.errors import Refused
from nabij.matters.models import Matter
from nabij.releases.models import Ledger, Release
from nabij.reporting import answers
from nabij.reporting import interim_figures as figures
from nabij.reporting.interim import InInterim, Interim
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.vanished import by_key
from nabij_cli.released import kept_lines, put_back
from tests.personas import Personas
from tests.releases.forging import forged
from tests.reporting.interims import HALF, LAST_YEAR, let_out
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def take_away(matters: list[Matter], last: int = 12) -> None:
    gone = next(one for one in matters if one.opened_month.month <= last and one.primary_nature == "bullying")
    gone.encounter_set.all().delete()
    gone.delete()


def test_a_year_told_along_shows_every_figure_again_in_its_own_report(people: Personas) -> None:
    before = LAST_YEAR - 1
    matters = a_year(people.amina, people.organisation, 60, before)
    a_year(people.amina, people.organisation, 70, LAST_YEAR)
    report = begun(people.amina, people.organisation, LAST_YEAR)
    assert before in plan_of(report.plan).along
    publish(set_ready(report, people.amina), people.amina)
    own = begun(people.amina, people.organisation, before)
    take_away(matters)
    with pytest.raises(Refused) as caught:
        answers.judged(own)
    assert caught.value.code == "vanished"


@pytest.mark.parametrize("put", [False, True])
def test_a_ledger_that_was_put_back_keeps_its_figures_out(people: Personas, put: bool) -> None:
    matters = a_year(people.amina, people.organisation, 90, LAST_YEAR)
    let_out(people.amina, people.organisation)
    if put:
        kept = json.loads(json.dumps(kept_lines()))
        InInterim.objects.all().delete()
        Interim.objects.all().delete()
        with forged() as lines:
            lines.all().delete()
        Ledger.objects.all().delete()
        put_back(kept)
    take_away(matters, 6)
    edition = 1 if put else 2
    again = Interim(
        practice=people.practice, organisation=people.organisation, year=HALF.year, first=1, last=6, edition=edition
    )
    with pytest.raises(Refused) as caught:
        figures.judged(figures.counting_of(again))
    assert caught.value.code == "vanished"


def test_told_before_reads_every_paper_and_no_sentence(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    let_out(people.amina, people.organisation)
    told = answers.told_before(people.organisation)
    assert told == by_key(one.shown for one in Release.objects.exclude(kind="sentence").order_by("sequence"))
    assert {periods for _, _, periods in told} == {HALF.months}
