"""What a look or a question comes to shows in no length and no time."""

import json

import pytest

from nabij.patterns import views
from tests.patterns.browsing import Browser

PIET = "jansen piet"


class Clock:
    """Time goes on by working and by sleeping, and by nothing else."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds


@pytest.mark.parametrize(("takes", "given"), [(0.0, 0.05), (0.003, 0.05), (0.049, 0.05), (0.051, 0.1), (0.32, 0.35)])
@pytest.mark.parametrize("found", [True, False])
def test_an_answer_comes_at_the_next_step_whatever_it_is(
    monkeypatch: pytest.MonkeyPatch, takes: float, given: float, found: bool
) -> None:
    clock = Clock()
    monkeypatch.setattr(views, "time", clock)

    def work() -> bool:
        clock.sleep(takes)
        return found

    assert views.evenly(work) == found
    assert clock.now - 100 == pytest.approx(given)


@pytest.mark.django_db(databases=["default", "shred"])
def test_yes_and_no_are_of_one_length(pair: tuple[Browser, Browser]) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)

    def told() -> str:
        return json.dumps(amina.look(mine))

    before = told()
    for nth in (2, 3, 4):
        bram.noted(f"visitor {nth}", PIET)
    assert (before, told()) == ('{"enough": 0}', '{"enough": 1}')
