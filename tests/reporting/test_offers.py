"""Groupings that are offered: what they show more, and that no total is taken away for it."""

from collections.abc import Iterator

import pytest

from nabij.kit.permit import permit
from nabij.matters.models import Encounter, Matter
from nabij.reporting import answers
from nabij.reporting import offers as offering
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.beside import totals
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.tables import TALKS, VISITORS, months_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def report(people: Personas) -> Report:
    a_year(people.amina, people.organisation, 40)
    return begun(people.amina, people.organisation)


def test_an_offer_shows_as_many_more_as_it_says(people: Personas, report: Report) -> None:
    a_year(people.amina, people.organisation, 25, 2024)
    publish(set_ready(begun(people.amina, people.organisation, 2024), people.amina), people.amina)
    now = answers.looked_at(report).shown
    found = [one for name in ("aard", "op wie", "afloop", "kanaal") for one in offering.offers(report, name)]
    assert found
    for one in found[:3]:
        then = replan(Report.objects.get(pk=report.pk), people, one.plan)
        assert answers.looked_at(then).shown == now + one.gain == one.shown


def test_leaving_a_part_out_is_weighed_with_the_rest(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its zeros withhold the total of all tables of people, that is what shows more."""

    class WithoutItMore:
        rows = None

        def __init__(self, report: Report) -> None:
            pass

        def could_be_better(self, plan: Plan, now: offering.Weighed) -> bool:
            return True

        def shown(self, plan: Plan) -> offering.Weighed:
            left = "rol" in plan.left_out
            return offering.Weighed(9 if left else 8, 12 if left else 16, frozenset())

    monkeypatch.setattr(offering, "_Scales", WithoutItMore)
    (offer,) = offering.offers(report, "rol")
    assert (offer.sentence, offer.gain, offer.shown) == ("Laat dit onderdeel weg", 1, 9)
    assert offer.plan.left_out == {"rol"}


@pytest.mark.parametrize(
    ("now", "then", "offered"),
    [
        ((8, set()), (8, {VISITORS}), (0, ("hoeveel mensen er in totaal kwamen",))),
        ((8, {TALKS}), (9, {TALKS, VISITORS}), (1, ("hoeveel mensen er in totaal kwamen",))),
        ((8, {VISITORS}), (9, {VISITORS}), (1, ())),
        ((8, set()), (7, {VISITORS}), None),
        ((8, {VISITORS}), (12, set()), None),
        ((8, {VISITORS}), (8, {TALKS}), None),
        ((8, {VISITORS}), (8, {VISITORS}), None),
    ],
)
def test_a_total_is_offered_at_no_loss_of_figures_and_never_taken_away(
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    now: tuple[int, set[str]],
    then: tuple[int, set[str]],
    offered: tuple[int, tuple[str, ...]] | None,
) -> None:
    class Scales:
        rows = None

        def __init__(self, report: Report) -> None:
            pass

        def could_be_better(self, plan: Plan, now: offering.Weighed) -> bool:
            return True

        def shown(self, plan: Plan) -> offering.Weighed:
            shown, totals = then if "rol" in plan.left_out else now
            return offering.Weighed(shown, 16, frozenset(totals))

    monkeypatch.setattr(offering, "_Scales", Scales)
    assert [(one.gain, one.totals) for one in offering.offers(report, "rol")] == ([offered] if offered else [])


def test_where_one_class_holds_everybody_and_withholds_how_many_came_an_offer_tells_it(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    Encounter.objects.all().delete()
    Matter.objects.update(
        primary_nature="work_conflict", person_role="", person_position="", subject_relation="", outcome="", unit=None
    )
    report = begun(people.amina, people.organisation)
    assert VISITORS not in totals(answers.judged(report).outs, months_of(report.year))
    offer = offering.offers(report, "aard")[0]
    # each of the parts withholds it, so leaving out one of them is not enough
    said = "Laat alles weg waarvan nu geen enkel aantal getoond wordt"
    assert (offer.sentence, offer.totals) == (said, ("hoeveel mensen er in totaal kwamen",))
    then = replan(report, people, offer.plan)
    assert VISITORS in totals(answers.judged(then).outs, months_of(report.year))


def candidates(report: Report) -> Iterator[tuple[offering._Scales, offering.Weighed, Plan]]:
    weigh, plan = offering._Scales(report), plan_of(report.plan)
    now = weigh.shown(plan) or offering.NOTHING
    for dimension in answers.in_order(report)[:2]:
        for _, other in offering._others(report, dimension, plan):
            yield weigh, now, other


def test_what_is_passed_over_without_judging_it_would_never_have_been_offered(people: Personas, report: Report) -> None:
    first = publish(set_ready(report, people.amina), people.amina)
    Matter.objects.filter(pk__in=list(Matter.objects.values_list("pk", flat=True)[:2])).update(outcome="ongoing")
    second = correct_report(permit(people.amina, Do.CORRECT, first))
    passed = judged = 0
    for weigh, now, other in (*candidates(second), *candidates(begun(people.amina, people.organisation, 2024))):
        then = weigh.shown(other)
        would = then is not None and offering._is_better(now, then)
        could = weigh.could_be_better(other, now)
        assert could or not would
        passed, judged = passed + (not could), judged + could
    assert passed
    assert judged


def test_where_one_classification_tells_something_and_all_others_nothing_both_steps_are_offered_as_one(
    people: Personas,
) -> None:
    a_year(people.amina, people.organisation, 40)
    Encounter.objects.all().delete()
    Matter.objects.update(primary_nature="", person_position="", subject_relation="", outcome="", unit=None)
    kept = Matter.objects.filter(organisation=people.organisation).order_by("pk")
    Matter.objects.filter(pk__in=kept.values("pk")[:25]).update(person_role="employee")
    Matter.objects.exclude(pk__in=kept.values("pk")[:25]).update(person_role="intern")
    report = begun(people.amina, people.organisation)
    now = answers.looked_at(report).shown
    offer = offering.offers(report, "rol")[0]
    assert offer.sentence.endswith("laat alles weg waarvan nu geen enkel aantal getoond wordt")
    assert {"aard", "op wie", "positie", "afloop"} <= offer.plan.left_out
    then = replan(report, people, offer.plan)
    assert answers.looked_at(then).shown == now + offer.gain
    (role,) = (out for out in answers.judged(then).outs if out.entry.table.dimensions[0].name == "rol")
    assert {count for (leaf,), count in role.entry.table.values.items() if leaf != "Totaal"} == {25, 15}
    assert not role.entry.hidden
