"""A plan takes classes together and leaves them out; nothing that it does loses or doubles anybody."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.reporting.counting import CLASSIFICATIONS, channels_of
from nabij.reporting.rules import planning
from nabij.reporting.rules.group_names import name_of, named_by_authors
from nabij.reporting.rules.plan import Plan, plain, plan_of
from nabij.reporting.rules.tables import NOT_FILLED_IN, grouped, with_rest
from nabij_disclosure.table import TOTAL, Dimension

PLACES = Dimension.flat("onderdeel", ("Noord", "Oost", "Zuid", "West"))
NATURE = grouped("aard", {"a": "Pesten", "b": "Intimidatie", "c": "Fraude"}, {"Omgang": ["a", "b"], "Geld": ["c"]})
LISTED = [with_rest(grouped(n, codes.labels(one), codes.named_groups(one))) for n, (one, _) in CLASSIFICATIONS.items()]


def all_parts(dimension: Dimension) -> list[str]:
    return sorted(chain.from_iterable(dimension.joins.get(leaf, (leaf,)) for leaf in dimension.leaves))


def shaped(dimension: Dimension, plan: Plan) -> Dimension:
    found = planning.shaped(dimension, plan)
    assert found is not None
    return found


def test_two_classes_in_one_group_are_one_class_at_the_place_of_the_first() -> None:
    plan = planning.together(Plan(), PLACES, ("Oost", "Zuid"))
    found = shaped(PLACES, plan)
    assert found.leaves == ("Noord", "Oost en Zuid", "West")
    assert found.joins == {"Oost en Zuid": ("Oost", "Zuid")}


def test_a_group_takes_another_in_and_comes_apart_again() -> None:
    plan = planning.together(Plan(), PLACES, ("Oost", "Zuid"))
    wider = planning.together(plan, PLACES, ("Noord", "Oost en Zuid"), "Rest")
    assert shaped(PLACES, wider).joins == {"Rest": ("Noord", "Oost", "Zuid")}
    assert shaped(PLACES, planning.apart(wider, "onderdeel", "Rest")) == PLACES


def test_a_classification_goes_out_by_the_groups_of_its_list_and_by_its_codes_again() -> None:
    plan = planning.by_groups(Plan(), NATURE)
    found = shaped(NATURE, plan)
    assert found.leaves == ("Omgang", "Geld")
    assert found.joins == {"Omgang": ("Pesten", "Intimidatie"), "Geld": ("Fraude",)}
    assert shaped(NATURE, planning.by_codes(plan, "aard")) == NATURE
    both = planning.together(plan, NATURE, ("Omgang", "Geld"), "Alles")
    assert shaped(NATURE, both).leaves == ("Alles",)


def test_all_of_a_group_of_the_list_may_go_by_its_name() -> None:
    plan = Plan(groups={"aard": {"Omgang": ("Pesten", "Intimidatie")}})
    planning.check(plan, [NATURE])
    found = shaped(NATURE, plan)
    assert found.parents == {"Omgang": TOTAL, "Geld": TOTAL, "Fraude": "Geld"}


def test_what_is_left_out_is_not_shown_and_comes_back() -> None:
    plan = planning.without(Plan(), "onderdeel")
    assert planning.shaped(PLACES, plan) is None
    assert planning.shaped(PLACES, planning.with_again(plan, "onderdeel")) == PLACES


@pytest.mark.parametrize(
    "plan",
    [
        Plan(groups={"onderdeel": {"Samen": ("Noord", "Midden")}}),
        Plan(groups={"onderdeel": {"Samen": (TOTAL,)}}),
        Plan(groups={"kleur": {"Samen": ("Noord", "Oost")}}),
        Plan(groups={"onderdeel": {"Samen": ()}}),
        Plan(left_out=frozenset({"kleur"})),
        Plan(whole_groups=frozenset({"kleur"})),
        Plan(groups={"onderdeel": {"Totaal": ("Noord", "Oost")}}),
        Plan(groups={"onderdeel": {"totalen ": ("Noord", "Oost")}}),
        Plan(groups={"onderdeel": {"West": ("Noord", "Oost")}}),
        Plan(groups={"onderdeel": {"Samen": ("Noord", "Oost"), "samen": ("Zuid", "West")}}),
    ],
)
def test_what_is_not_there_or_is_named_as_something_else_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused):
        planning.check(plan, [PLACES, NATURE])


def test_one_class_alone_and_one_that_is_gone_are_no_group() -> None:
    with pytest.raises(Refused, match="twee of meer"):
        planning.together(Plan(), PLACES, ("Noord", "Noord"))
    with pytest.raises(Refused, match="niets veranderd"):
        planning.together(Plan(), PLACES, ("Noord", "Midden"))
    with pytest.raises(Refused, match="niets veranderd"):
        planning.apart(Plan(), "onderdeel", "Samen")


def test_a_class_that_went_away_after_it_was_grouped_is_passed_over() -> None:
    plan = Plan(groups={"onderdeel": {"Samen": ("Noord", "Gesloten"), "Weg": ("Gesloten",)}})
    assert shaped(PLACES, plan).joins == {"Samen": ("Noord",)}


def test_a_first_plan_names_classes_that_the_lists_have_and_needs_no_count() -> None:
    dimensions = [channels_of(), *LISTED, PLACES]
    plan = planning.first_plan(dimensions)
    planning.check(plan, dimensions)
    assert plan_of(plain(plan)) == plan
    sizes = {one.name: len(shaped(one, plan).leaves) for one in dimensions}
    assert sizes == {"kanaal": 2, "aard": 3, "op wie": 4, "rol": 4, "positie": 2, "afloop": 3, "onderdeel": 4}
    assert not [
        one for one in LISTED for leaf in shaped(one, plan).leaves if leaf == NOT_FILLED_IN and one != LISTED[0]
    ]


def test_an_earlier_plan_comes_back_and_the_one_before_it() -> None:
    first = plain(Plan())
    second = planning.kept(planning.without(Plan(), "onderdeel"), first)
    third = planning.kept(planning.without(plan_of(second), "aard"), second)
    assert plan_of(third).left_out == {"onderdeel", "aard"}
    back = planning.brought_back(third)
    assert back is not None
    assert plan_of(back).left_out == {"onderdeel"}
    assert planning.brought_back(planning.brought_back(back)) is None
    for _ in range(40):
        third = planning.kept(Plan(), third)
    assert len(third["before"]) == planning.KEPT


def test_a_group_without_a_name_is_called_by_all_its_classes() -> None:
    assert name_of(("Noord", "Oost", "West"), proper=True) == "Noord, Oost en West"
    assert name_of(("Stagiair", "Leerling", "HR")) == "Stagiair, leerling en HR"
    long = ("Collega of team", "Direct leidinggevende", "Hoger management of bestuur", "Cliënt, patiënt of leerling")
    assert name_of(long) == (
        "Collega of team + direct leidinggevende + hoger management of bestuur + cliënt, patiënt of leerling"
    )


def test_what_to_take_together_is_said_so_that_one_sees_which_is_which() -> None:
    roles = ("Leidinggevende of bestuurder", "In opleiding of vrijwillig", "Iemand anders, of niet gedeeld")
    assert planning.told([roles]) == (
        "Voeg “leidinggevende of bestuurder”, “in opleiding of vrijwillig” en “iemand anders, of niet gedeeld” samen"
    )
    assert planning.told([("Noord", "Oost"), ("Zuid", "West")], proper=True) == (
        "Neem samen: “Noord” en “Oost” · “Zuid” en “West”"
    )


def test_a_group_of_the_code_list_keeps_the_name_that_it_has_there() -> None:
    parents = {"Omgang": "totaal", "Pesten": "Omgang", "Roddel": "Omgang", "Geld": "totaal"}
    listed = Dimension("aard", parents, "totaal")
    whole = planning.together(Plan(), listed, ("Pesten", "Roddel"))
    assert list(whole.groups["aard"]) == ["Omgang"]
    assert "Omgang" in shaped(listed, whole).leaves
    other = planning.together(Plan(), listed, ("Pesten", "Geld"))
    assert list(other.groups["aard"]) == ["Pesten en geld"]


PARTS = st.lists(st.sampled_from(LISTED[0].nodes[1:]), min_size=1, max_size=6, unique=True)


@given(st.lists(st.tuples(st.sampled_from(["Een", "Twee", "Omgang"]), PARTS), max_size=4), st.booleans())
def test_whatever_a_plan_says_each_class_is_counted_in_exactly_one(
    made: list[tuple[str, list[str]]], whole: bool
) -> None:
    groups = {name: tuple(parts) for name, parts in made}
    plan = Plan(groups={"aard": groups}, whole_groups=frozenset({"aard"} if whole else ()))
    found = shaped(LISTED[0], plan)
    assert all_parts(found) == sorted(LISTED[0].leaves)


def test_one_group_with_a_name_is_called_so_and_a_class_alone_is_not() -> None:
    dimension = Dimension.flat("afloop", ("Mediation", "Formele klacht", "Loopt nog"))
    plan = planning.together(Plan(), dimension, ["Mediation", "Formele klacht"])
    (made,) = plan.groups["afloop"]
    called = planning.together(plan, dimension, [made], "Met een stap erbij")
    assert called.groups["afloop"] == {"Met een stap erbij": ("Mediation", "Formele klacht")}
    assert named_by_authors(called) == ("Met een stap erbij",)
    for parts, name in (([made], ""), (["Loopt nog"], "Iets")):
        with pytest.raises(Refused, match="één groep en een nieuwe naam"):
            planning.together(plan, dimension, parts, name)
