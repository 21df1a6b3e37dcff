"""Classes of equal rows: by any token they share, also by way of a third."""

import uuid

from benchmarks.classes import classes_of

from nabij.patterns.rules import Named, NewToken


def _named(*persons: str) -> Named:
    tokens = tuple(
        NewToken(uuid.uuid5(uuid.NAMESPACE_DNS, one), uuid.uuid4(), one.startswith("@"), uuid.uuid4())
        for one in persons
    )
    return Named(uuid.uuid4(), 1, 1, "", tokens)


def test_who_shares_a_token_is_in_one_class_also_by_way_of_another() -> None:
    rows = [_named("piet"), _named("els"), _named("piet", "@p"), _named("@p"), _named("kees")]
    assert classes_of(rows) == [3, 1, 1]


def test_nobody_makes_no_class() -> None:
    assert classes_of([]) == []
