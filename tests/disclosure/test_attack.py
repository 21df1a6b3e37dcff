"""What a solver did not find out is never taken for proof, and equal tables are one."""

import highspy
import numpy as np
import pytest

from nabij_disclosure import attack as attacks
from nabij_disclosure import suppress as hiding
from nabij_disclosure.attack import Attack
from nabij_disclosure.certificate import certify, verify
from nabij_disclosure.errors import Undecided
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.solver import Allowance, Whole
from nabij_disclosure.suppress import Pattern, suppress
from nabij_disclosure.table import Dimension
from nabij_disclosure.witnesses import Witnesses
from tests.disclosure.random_tables import random_table

SEED = b"a secret of sixteen bytes and more"
STATUS = highspy.HighsModelStatus
STOPPED = [STATUS.kTimeLimit, STATUS.kUnknown, STATUS.kSolveError, STATUS.kIterationLimit, STATUS.kInterrupt]


def _protected() -> tuple[Problem, Pattern]:
    problem = pose(random_table((5, 4), 8, 1), Settings())
    return problem, suppress(problem, SEED)


def _reader(problem: Problem, hidden: frozenset[int]) -> Attack:
    attack = Attack(problem)
    attack.hide(hidden)
    return attack


def test_none_is_said_only_where_no_whole_world_is() -> None:
    problem, pattern = _protected()
    attack = _reader(problem, pattern.hidden)
    shown, hidden = (
        next(one for place, one in enumerate(problem.figures) if (place in pattern.hidden) is is_hidden)
        for is_hidden in (False, True)
    )
    assert attack.find_other(shown.form, shown.value) is None
    other = attack.find_other(hidden.form, hidden.value)
    assert other is not None
    assert attack.agrees(other)
    assert hidden.form.at(tuple(map(int, other))) != hidden.value


@pytest.mark.parametrize("status", STOPPED, ids=lambda status: status.name)
def test_a_solver_that_stopped_is_undecided_and_shows_no_figure(
    status: highspy.HighsModelStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, pattern = _protected()
    attack = _reader(problem, pattern.hidden)
    figure = problem.figures[min(pattern.hidden)]
    monkeypatch.setattr(attacks, "run", lambda solver, allowance: status)
    with pytest.raises(Undecided):
        attack.find_whole(figure.form, 1, figure.value + 1)
    with pytest.raises(Undecided):
        attack.find_other(figure.form, figure.value)


def test_a_whole_world_that_does_not_agree_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, pattern = _protected()
    attack = _reader(problem, pattern.hidden)
    figure = problem.figures[min(pattern.hidden)]
    monkeypatch.setattr(attacks, "rounded", lambda point: np.rint(point).astype(np.int64) + 1)
    with pytest.raises(Undecided):
        attack.find_whole(figure.form, 1, figure.value + 1)


def test_what_is_not_known_to_be_known_stays_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = pose(random_table((5, 4), 8, 1), Settings())

    def undecided(attack: Attack, *what: object) -> Whole | None:
        raise Undecided("stopped")

    monkeypatch.setattr(hiding.Attack, "find_other", undecided)
    everything = frozenset(range(len(problem.figures)))
    only_the_truth = Witnesses(problem.targets, np.array(problem.truth, dtype=np.int64))
    assert hiding._known_anyway(problem, everything, only_the_truth, Allowance()) == frozenset()
    monkeypatch.undo()
    pattern = suppress(problem, SEED)
    verify(problem, pattern.hidden, certify(problem, pattern))


def test_equal_dimensions_have_one_hash_in_whatever_order_their_parents_are() -> None:
    one = Dimension("regio", {"a": "g", "b": "g", "g": "Totaal"})
    other = Dimension("regio", {"g": "Totaal", "b": "g", "a": "g"})
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
