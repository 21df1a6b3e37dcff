"""No heading calls the rest what came most, nor what runs still how it ended."""

import pytest

from nabij.releases.rules import STAFF, Shown, shown
from nabij.reporting.assembling import About, Known, Year, report_of
from nabij.reporting.assembling.grouped import TOP_OF_IT
from nabij.reporting.document import Bars, Ladder, Paragraph
from nabij.reporting.rules.first_groups import FIRST_GROUPS, mixes
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.rest import is_rest_of
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import PLACE, VISITORS, months_of
from nabij_disclosure.history import Released
from nabij_disclosure.table import TOTAL, Cell, Dimension, Table
from tests.reporting.test_unreleased import ABOUT


def entry(dimension: Dimension, counts: dict[str, int], hidden: frozenset[str] = frozenset()) -> Shown:
    cells: dict[Cell, int] = {(leaf,): counts[leaf] for leaf in dimension.leaves}
    table = Table(f"{VISITORS} naar {dimension.name}", (dimension,), cells, measure=VISITORS)
    return shown(Released(table, months_of(2025), frozenset((one,) for one in hidden), {}, threshold=5))


def titles(one: Shown, about: About = ABOUT) -> list[str]:
    report = report_of(Known(Year(2025, (one,))), about, Story())
    return [chart.title for chart in report.charts() if isinstance(chart, Bars | Ladder)]


@pytest.mark.parametrize("rest", ["Overig", "Iets anders", "Andere functies", "Niet ingevuld", "Zorg, of niet gedeeld"])
def test_the_rest_is_never_what_came_most(rest: str) -> None:
    dimension = Dimension.flat("rol", ("Medewerker", "Leidinggevende", rest))
    counts = {"Medewerker": 9, "Leidinggevende": 6, rest: 20}
    assert titles(entry(dimension, counts)) == ["Wie er kwamen"]
    assert titles(entry(dimension, counts | {"Medewerker": 21})) == ["Wie kwam, was het vaakst: Medewerker"]


def test_a_group_of_ones_own_that_holds_the_rest_is_the_rest_whatever_it_is_called() -> None:
    dimension = Dimension(
        "rol", {"Medewerker": TOTAL, "Groep B": TOTAL}, joins={"Groep B": ("Stagiair", "Niet gedeeld")}
    )
    assert is_rest_of(dimension, "Groep B")
    assert not is_rest_of(dimension, "Medewerker")
    assert titles(entry(dimension, {"Medewerker": 9, "Groep B": 20})) == ["Wie er kwamen"]


def test_by_another_way_or_to_another_counsellor_is_no_rest() -> None:
    dimension = Dimension.flat("kanaal", ("Via een ander", "Overgedragen aan andere vertrouwenspersoon", "Elders"))
    assert [is_rest_of(dimension, leaf) for leaf in dimension.leaves] == [False, False, False]


def test_where_no_ladder_is_drawn_all_outcomes_stand_under_one_neutral_heading() -> None:
    light, heavy, runs = FIRST_GROUPS["afloop"]
    joins = dict(FIRST_GROUPS["afloop"])
    dimension = Dimension("afloop", dict.fromkeys((light, heavy, runs), TOTAL), joins=joins)
    counts = {light: 3, heavy: 4, runs: 15}
    assert titles(entry(dimension, counts, frozenset({light, heavy}))) == ["Hoe het eindigde: wat we kunnen tonen"]
    both = titles(entry(dimension, {light: 9, heavy: 7, runs: 15}))
    assert both == ["Hoe het eindigde", "Wat nog loopt, of anders eindigde"]


def test_what_was_joined_with_what_still_runs_is_no_step_and_is_not_called_otherwise() -> None:
    light, heavy, runs = FIRST_GROUPS["afloop"]
    joins = {
        light: FIRST_GROUPS["afloop"][light],
        "Samen": FIRST_GROUPS["afloop"][heavy] + FIRST_GROUPS["afloop"][runs],
    }
    one = entry(Dimension("afloop", dict.fromkeys(joins, TOTAL), joins=joins), {light: 38, "Samen": 19})
    report = report_of(Known(Year(2025, (one,))), ABOUT, Story())
    assert [type(chart) for chart in report.charts()] == [Bars]
    assert titles(one) == ["Het eindigde het vaakst zo: Met vertellen of een gesprek"]


def test_steps_of_which_one_reaches_past_the_other_are_no_ladder() -> None:
    joins = {"Gesprek of politie": ("Zelf besproken met betrokkene", "Melding of aangifte bij politie")}
    leaves = dict.fromkeys([*joins, "Mediation"], TOTAL)
    one = entry(Dimension("afloop", leaves, joins=joins), {"Gesprek of politie": 9, "Mediation": 7})
    assert not any(isinstance(chart, Ladder) for chart in report_of(Known(Year(2025, (one,))), ABOUT, Story()).charts())


def test_groups_that_leave_something_out_say_that_they_are_the_top_of_it() -> None:
    parents = {"Omgang": TOTAL, "Pesten": "Omgang", "Roddel": "Omgang", "Werkdruk": TOTAL}
    dimension = Dimension("aard", parents)
    said = titles(entry(dimension, {"Pesten": 8, "Roddel": 8, "Werkdruk": 30}))
    assert said == ["Waar het over ging, in het groot", "Het ging het vaakst over: Werkdruk"]
    report = report_of(
        Known(Year(2025, (entry(dimension, {"Pesten": 9, "Roddel": 8, "Werkdruk": 7}),))), ABOUT, Story()
    )
    assert next(report.charts()).title == "Het ging het vaakst over: Omgang"
    assert Paragraph(TOP_OF_IT) in [block for part in report.sections for block in part.blocks]


def test_a_plan_that_counts_steps_with_what_still_runs_mixes() -> None:
    _, heavy, runs = FIRST_GROUPS["afloop"]
    assert not mixes(Plan(groups=FIRST_GROUPS))
    assert mixes(Plan(groups={"afloop": {"Samen": (heavy, runs)}}))
    assert mixes(Plan(groups={"afloop": {"Samen": ("Mediation", "Loopt nog")}}))


@pytest.mark.parametrize(("heads", "told"), [(490, True), (120, True), (119, False)])
def test_how_many_work_there_is_told_for_scale_unless_it_is_hardly_more_than_came(heads: int, told: bool) -> None:
    came = entry(Dimension.flat("rol", ("Medewerker", "Leidinggevende")), {"Medewerker": 40, "Leidinggevende": 20})
    places = Dimension.flat(PLACE, ("Noord", "Zuid"))
    table = Table(f"{STAFF} naar {PLACE}", (places,), {("Noord",): heads - 50, ("Zuid",): 50}, measure=STAFF)
    staff = shown(Released(table, months_of(2025), frozenset(), {}, threshold=5))
    report = report_of(Known(Year(2025, (came, staff))), ABOUT, Story())
    texts = [block.text for part in report.sections for block in part.blocks if isinstance(block, Paragraph)]
    assert any(f"in alle onderdelen samen werken {heads} mensen" in text for text in texts) == told
    none = report_of(Known(Year(2025, (came,))), ABOUT, Story())
    assert "Ter vergelijking" not in str(none)
