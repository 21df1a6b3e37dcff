"""Rings of silence: drawn from released figures only, seldom false, and never a number."""

import math
from dataclasses import fields, replace

import pytest
from benchmarks.silence import SCENES, Outcome, Scene, simulate

from nabij.reporting.rules.expectation import (
    SHAPES,
    Experience,
    Prior,
    Seen,
    exceeded,
    fit,
    hidden_beside,
    known,
)
from nabij.reporting.rules.silence import (
    EXPLANATION,
    QUESTION,
    READINGS,
    Advice,
    Ring,
    Unit,
    advise,
    level,
    own,
    rings,
    words,
)

ONE_RATE = Prior((4.0,), (0.1,), (1.0,))


def chance(number: int, shape: float, mean: float) -> float:
    """The negative binomial chance, as the books have it."""
    ways = math.gamma(number + shape) / (math.gamma(shape) * math.factorial(number))
    return float(ways * (shape / (shape + mean)) ** shape * (mean / (shape + mean)) ** number)


def bound_by_the_book(shape: float, mean: float, share: float) -> int:
    number, below = 0, chance(0, shape, mean)
    while below <= share:
        number += 1
        below += chance(number, shape, mean)
    return number


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5, 0.95])
@pytest.mark.parametrize("heads", [10, 100, 400])
def test_the_bound_is_the_quantile_of_the_negative_binomial(heads: int, share: float) -> None:
    assert exceeded(ONE_RATE, heads, share) == bound_by_the_book(4.0, 0.1 * heads, share)


def test_a_mixture_weighs_its_parts() -> None:
    half = Prior((4.0, 4.0), (0.01, 0.5), (0.5, 0.5))
    assert exceeded(half, 100, 0.4) < 5
    assert exceeded(half, 100, 0.6) > 10
    assert exceeded(replace(half, weights=(0.01, 0.99)), 100, 0.05) > 10


def mean_rate(prior: Prior) -> float:
    return sum(rate * weight for rate, weight in zip(prior.rates, prior.weights, strict=True))


def mean_shape(prior: Prior) -> float:
    return sum(shape * weight for shape, weight in zip(prior.shapes, prior.weights, strict=True))


def test_the_fit_finds_the_rate_per_head_and_year() -> None:
    told = [Experience(known(figure), 200, 2) for figure in (18, 22, 20, 17, 23, 21, 19, 20)]
    prior = fit(told)
    assert prior is not None
    assert mean_rate(prior) == pytest.approx(0.05, rel=0.1)
    assert sum(prior.weights) == pytest.approx(1)
    twice = fit([replace(one, heads=2 * one.heads) for one in told])
    assert twice is not None
    assert mean_rate(twice) == pytest.approx(0.025, rel=0.1)


def test_groups_that_differ_more_promise_less() -> None:
    alike = fit([Experience(known(20), 400) for _ in range(10)])
    apart = fit([Experience(known(figure), 400) for figure in (5, 35) * 5])
    assert alike is not None
    assert apart is not None
    assert mean_shape(apart) < mean_shape(alike)
    assert exceeded(apart, 400, 0.05) < exceeded(alike, 400, 0.05) < 20


def test_fewer_experiences_promise_less() -> None:
    few, many = fit([Experience(known(20), 400)] * 5), fit([Experience(known(20), 400)] * 40)
    assert few is not None
    assert many is not None
    assert exceeded(few, 400, 0.05) < exceeded(many, 400, 0.05)


def test_nothing_is_learned_from_fewer_than_five() -> None:
    told = [Experience(known(20), 400)] * 5
    assert fit(told) is not None
    assert fit(told[:4]) is None


def test_what_is_hidden_counts_by_its_ends() -> None:
    shown = [Experience(known(12), 200)] * 6
    small = fit([*shown, *[Experience(Seen(0, 4), 200)] * 6])
    only = fit(shown)
    endless = fit([*shown, *[Experience(Seen(0, None), 200)] * 6])
    least = fit([*shown, *[Experience(Seen(40, None), 200)] * 6])
    assert small is not None
    assert only is not None
    assert endless is not None
    assert least is not None
    assert mean_rate(small) < 0.8 * mean_rate(only)
    assert mean_rate(least) > 1.5 * mean_rate(only)
    assert exceeded(endless, 200, 0.05) == exceeded(only, 200, 0.05)


def test_a_hidden_interval_is_as_likely_as_its_numbers_together() -> None:
    told = [Experience(known(9), 100)] * 5
    one, two = fit([*told, Experience(Seen(6, 6), 100)]), fit([*told, Experience(Seen(6, 7), 100)])
    exact = fit([*told, Experience(Seen(7, 7), 100)])
    assert one is not None
    assert two is not None
    assert exact is not None
    assert mean_rate(one) < mean_rate(two) < mean_rate(exact)


def test_a_large_number_needs_no_chance_that_a_float_cannot_hold() -> None:
    prior = fit([Experience(known(3000), 30_000)] * 6)
    assert prior is not None
    assert mean_rate(prior) == pytest.approx(0.1, rel=0.2)
    assert 500 < exceeded(prior, 30_000, 0.05) < 3000


def test_no_group_is_taken_to_be_more_alike_than_an_eighth() -> None:
    assert max(SHAPES) <= 64.001


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (4, 3)])
def test_ends_the_wrong_way_round_are_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="lies between"):
        Seen(low, high)


@pytest.mark.parametrize(("heads", "years"), [(0, 1), (10, 0)])
def test_a_group_of_nobody_teaches_nothing(heads: int, years: int) -> None:
    with pytest.raises(ValueError, match="teaches nothing"):
        Experience(known(5), heads, years)


def test_what_is_hidden_lies_within_what_the_shown_leave() -> None:
    assert hidden_beside(30, [12, 9]) == Seen(0, 9)
    assert hidden_beside(21, [12, 9]) == Seen(0, 0)
    with pytest.raises(ValueError, match="more than their total"):
        hidden_beside(20, [12, 9])


def unit(seen: Seen, heads: int = 400, **more: str | int) -> Unit:
    return Unit(str(more.pop("name", "Zuid")), heads, seen, **more)  # type: ignore[arg-type]  # as the tests give them


def only(one: Unit, *, threshold: int = 5, prior: Prior | None = ONE_RATE) -> Ring:
    return rings([one], prior, threshold=threshold)[one.name]


BOUND = bound_by_the_book(4.0, 40.0, 0.05)


@pytest.mark.parametrize(
    ("seen", "ring"),
    [
        (known(BOUND - 1), Ring.OPEN),
        (known(BOUND), Ring.FILLED),
        (known(0), Ring.OPEN),
        (Seen(0, BOUND - 1), Ring.OPEN),
        (Seen(0, BOUND), Ring.TOO_SMALL),
        (Seen(BOUND - 1, BOUND), Ring.TOO_SMALL),
        (Seen(BOUND, BOUND + 9), Ring.FILLED),
        (Seen(0, None), Ring.TOO_SMALL),
        (Seen(BOUND, None), Ring.FILLED),
    ],
)
def test_a_ring_follows_from_the_ends_that_a_reader_knows(seen: Seen, ring: Ring) -> None:
    assert BOUND > 6
    assert only(unit(seen)) is ring


def test_there_is_a_ring_only_where_more_than_the_threshold_would_be_expected() -> None:
    assert only(unit(known(0)), threshold=BOUND - 1) is Ring.OPEN
    assert only(unit(known(0)), threshold=BOUND) is Ring.TOO_SMALL
    assert only(unit(known(99)), threshold=BOUND) is Ring.TOO_SMALL


def test_open_leaves_both_nobody_and_the_threshold_possible() -> None:
    for heads in range(10, 900, 7):
        for ceiling in range(30):
            if only(unit(Seen(0, ceiling), heads)) is Ring.OPEN:
                assert bound_by_the_book(4.0, 0.1 * heads, 0.05) - 1 >= 5


def test_units_under_ten_heads_are_too_small_whatever_is_expected() -> None:
    busy = Prior((64.0,), (2.0,), (1.0,))
    assert only(unit(known(0), 10), prior=busy) is Ring.OPEN
    assert only(unit(known(0), 9), prior=busy) is Ring.TOO_SMALL
    assert only(unit(known(0), 0), prior=busy) is Ring.TOO_SMALL


def test_two_years_are_twice_the_heads() -> None:
    assert only(unit(known(0), 100)) is Ring.TOO_SMALL
    assert only(unit(known(0), 100, years=4)) is Ring.OPEN


def test_without_a_prior_nothing_is_told() -> None:
    assert only(unit(known(0)), prior=None) is Ring.TOO_SMALL
    assert advise([unit(known(0))], None, threshold=5) == ()


def test_all_rings_share_one_level() -> None:
    assert [level(number) for number in (0, 1, 10, 20, 100)] == [0.05, 0.05, 0.05, 0.025, 0.005]
    assert all(number * level(number) <= 0.5 for number in range(1, 500))
    many = [unit(known(BOUND - 1), name=f"Zuid {place}") for place in range(40)]
    assert set(rings(many, ONE_RATE, threshold=5).values()) == {Ring.FILLED}


def test_two_units_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        rings([unit(known(3)), unit(known(30))], ONE_RATE, threshold=5)


def test_a_unit_has_no_place_for_a_count_that_is_not_out() -> None:
    assert [field.name for field in fields(Unit)] == ["name", "heads", "seen", "years", "group"]


def test_small_units_are_joined_within_their_group() -> None:
    units = [
        unit(known(0), 120, name="Noord", group="Regio"),
        unit(known(0), 90, name="Oost", group="Regio"),
        unit(known(30), 400, name="West", group="Regio"),
        unit(known(0), 100, name="Staf"),
    ]
    assert advise(units, ONE_RATE, threshold=5) == (
        Advice(("Noord", "Oost"), 1, "Neem Noord en Oost samen; dan is er misschien iets te zeggen."),
        Advice(("Staf",), 2, "Neem voor Staf 2 jaar samen; dan is er misschien iets te zeggen."),
    )


def test_units_without_a_group_are_not_joined() -> None:
    units = [unit(known(0), 120, name="Noord"), unit(known(0), 90, name="Oost")]
    assert [one.units for one in advise(units, ONE_RATE, threshold=5)] == [("Noord",), ("Oost",)]


def test_units_are_joined_over_years_where_joining_is_not_enough() -> None:
    units = [unit(known(0), 20, name=name, group="Regio") for name in ("Noord", "Oost", "Zuid")]
    (advice,) = advise(units, ONE_RATE, threshold=5)
    assert advice.sentence == "Neem Noord, Oost en Zuid over 4 jaar samen; dan is er misschien iets te zeggen."
    assert bound_by_the_book(4.0, 0.1 * 60 * 3, 0.05) < 6 <= bound_by_the_book(4.0, 0.1 * 60 * 4, 0.05)


def test_what_stays_too_small_is_said() -> None:
    (advice,) = advise([unit(known(0), 12)], ONE_RATE, threshold=5)
    assert advice == Advice(("Zuid",), 0, "Zuid: ook samen en over 5 jaar te klein om iets te zeggen.")
    (few,) = advise([unit(known(0), 9)], Prior((64.0,), (2.0,), (1.0,)), threshold=5)
    assert few.years == 0


def test_a_hidden_figure_is_never_helped_by_the_years_it_has() -> None:
    (advice,) = advise([unit(Seen(0, 200), 400)], ONE_RATE, threshold=5)
    assert advice.years == 2


def test_a_unit_that_has_a_ring_gets_no_advice() -> None:
    assert advise([unit(known(0)), unit(known(90), name="West")], ONE_RATE, threshold=5) == ()


def test_the_counsellor_sees_the_own_number_with_its_ends() -> None:
    seen = own(3, 400, ONE_RATE)
    assert (seen.came, seen.low, seen.high) == (3, BOUND, bound_by_the_book(4.0, 40.0, 0.95))
    assert seen.sentence == (
        f"Er kwamen 3 mensen. Bij 400 medewerkers in 1 jaar zou je er {seen.low} tot {seen.high} verwachten."
    )
    assert own(1, 400, ONE_RATE, years=2).sentence.startswith("Er kwam 1 mens. Bij 400 medewerkers in 2 jaar")


def test_beside_an_open_ring_stand_three_readings_and_one_question() -> None:
    assert words({"Zuid": Ring.OPEN, "Noord": Ring.FILLED}) == (*READINGS, QUESTION, EXPLANATION)
    assert words({"Noord": Ring.FILLED, "Oost": Ring.TOO_SMALL}) == (EXPLANATION,)
    assert len(READINGS) == 3
    assert QUESTION.count("?") == 1


def test_no_word_of_a_ring_holds_a_digit() -> None:
    said = [*(ring.value for ring in Ring), *words({"": Ring.OPEN})]
    assert not any(sign.isdigit() for sentence in said for sign in sentence)


@pytest.mark.parametrize("scene", SCENES[:5], ids=lambda scene: scene.name)
def test_fewer_than_one_open_ring_in_a_report_is_false(scene: Scene) -> None:
    found = simulate(scene, 40, seed=7)
    assert found.reports == 40
    assert found.false < 40
    assert found.told > 0


def test_silent_units_are_noticed_where_many_come() -> None:
    busy = replace(SCENES[-1], silent=2, heads=(300, 900))
    found = simulate(busy, 20, seed=7)
    assert found.noticed > 0.4 * found.silent


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_filled_ring_never_stands_where_nobody_comes_and_seldom_where_a_quarter_does(scene: Scene) -> None:
    found = simulate(replace(scene, silent=1, quiet=2, still=0.25), 20, seed=7)
    assert found.quiet == 40
    assert found.assured < 0.3 * found.quiet
    assert simulate(replace(scene, silent=2), 20, seed=7).assured == 0


def test_a_part_to_which_fewer_come_has_a_filled_ring_less_often_than_the_others() -> None:
    busy = replace(SCENES[-1], quiet=2, heads=(300, 900))
    found, ordinary = simulate(busy, 20, seed=7), simulate(replace(busy, still=1.0), 20, seed=7)
    assert found.filled > 0
    assert found.assured < ordinary.assured


def test_outcomes_add_up() -> None:
    both = Outcome(1, 2, 3, 4, 5, 6, 2, 3, 2, 5) + Outcome(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
    assert both == Outcome(2, 3, 4, 5, 6, 7, 2, 4, 3, 6)


def test_advice_looks_no_further_than_five_years_and_joins_no_fewer_than_ten() -> None:
    heads = next(n for n in range(10, 99) if bound_by_the_book(4.0, 0.1 * n * 6, 0.05) > 5)
    assert bound_by_the_book(4.0, 0.1 * heads * 5, 0.05) <= 5
    (advice,) = advise([unit(known(0), heads)], ONE_RATE, threshold=5)
    assert advice.years == 0
    busy = Prior((64.0,), (2.0,), (1.0,))
    pair = [unit(known(0), 5, name=name, group="Staf") for name in ("Oost", "West")]
    assert [one.years for one in advise(pair, busy, threshold=5)] == [1]
    assert [one.years for one in advise([replace(pair[0], heads=4), pair[1]], busy, threshold=5)] == [0]
