"""What may go out of the same tables is judged once, and anew as soon as anything about them is other."""

import gc
from dataclasses import replace

import pytest
from tests.people.asking import browser_of
from tests.personas import Personas

from nabij.releases import judging
from nabij.releases.judging import Question, outs_of
from nabij_disclosure.errors import TooLarge
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension, Table

NATURE = Dimension.flat("aard", ("a", "b", "c"))


def question(*counts: int, seed: bytes = b"a seed of sixteen bytes") -> Question:
    table = Table("t", (NATURE,), {(leaf,): count for leaf, count in zip(NATURE.leaves, counts, strict=True)})
    return Question(seed, (), (Asked(table, frozenset({"2025"})),), Settings(), ())


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was judged, in order."""
    seen: list[object] = []

    def noted(*asked: object, **more: object) -> object:
        seen.append(more["seed"])
        return release_linked(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "release_linked", noted)
    judging.forget()
    return seen


def test_the_same_tables_are_judged_once_and_told_the_same(judged: list[object]) -> None:
    first, again = outs_of(question(9, 3, 7), 1, 10), outs_of(question(9, 3, 7), 1, 10)
    assert first == again
    assert len(judged) == 1


def test_another_count_seed_or_history_is_judged_anew(judged: list[object]) -> None:
    one = question(9, 3, 7)
    (out,) = outs_of(one, 1, 10)
    outs_of(question(9, 3, 8), 1, 10)
    outs_of(question(9, 3, 7, seed=b"another of sixteen bytes"), 1, 10)
    outs_of(replace(one, history=(out.entry,)), 1, 10)
    outs_of(replace(one, settings=Settings(threshold=3)), 1, 10)
    assert len(judged) == 5


def test_a_refusal_is_not_kept(judged: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*asked: object, **more: object) -> object:
        raise TooLarge("once")

    with monkeypatch.context() as slow:
        slow.setattr(judging, "release_linked", refused)
        with pytest.raises(TooLarge):
            outs_of(question(9, 3, 7), 1, 10)
    assert outs_of(question(9, 3, 7), 1, 10)


def test_true_counts_are_let_go_of_after_ten_minutes_also_where_nobody_asks_again(
    judged: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MINUTES", 0.2 / 60)
    outs_of(question(9, 3, 7), 1, 10)
    assert len(judging._memory) == 1
    timer = judging._memory._timer
    assert timer is not None
    timer.join(10)
    assert len(judging._memory) == 0
    assert not [one for one in gc.get_objects() if isinstance(one, Question)]
    outs_of(question(9, 3, 7), 1, 10)
    assert len(judged) == 2


def test_what_was_judged_of_one_organisation_is_let_go_of_and_of_others_not(judged: list[object]) -> None:
    other = question(9, 3, 7, seed=b"another of sixteen bytes")
    outs_of(question(9, 3, 7), 1, 10)
    outs_of(other, 1, 10)
    judging.forget(other.seed)
    assert len(judging._memory) == 1
    judging.forget()
    assert len(judging._memory) == 0


def test_no_more_than_twelve_are_remembered(judged: list[object]) -> None:
    for count in range(judging.KEPT + 3):
        outs_of(question(9, 30 + count, 7), 1, 10)
    assert len(judging._memory) == judging.KEPT


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_signs_out_leaves_none_behind(judged: list[object], people: Personas) -> None:
    outs_of(question(9, 3, 7), 1, 10)
    browser_of(people.amina).logout()
    assert len(judging._memory) == 0


def test_whoever_watches_the_progress_has_it_judged(judged: list[object]) -> None:
    told: list[float] = []
    outs_of(question(9, 3, 7), 1, 10, told.append)
    outs_of(question(9, 3, 7), 1, 10, told.append)
    assert told
    assert len(judged) == 2
