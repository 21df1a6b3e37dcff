"""A leaf is known by its code, whatever it is called."""

from typing import Any

import pytest

from nabij_disclosure.entries import plain, released
from nabij_disclosure.errors import MalformedTable
from nabij_disclosure.grain import grain_of
from nabij_disclosure.history import Released, timeline
from nabij_disclosure.table import Dimension, Table

FIRST, SECOND = frozenset({"K1"}), frozenset({"K1", "K2"})


def parts(codes: dict[str, str], *joins: tuple[str, tuple[str, ...]], **counts: int) -> Table:
    dimension = Dimension("onderdeel", dict.fromkeys(counts, "Totaal"), "Totaal", dict(joins), codes)
    return Table("t", (dimension,), {(leaf,): count for leaf, count in counts.items()}, measure="inbrengers")


def sums_compared(before: Table, now: Table) -> dict[str, str]:
    """For each leaf of now the leaf of before that is the same."""
    grain = grain_of([before, now])
    timeline(grain, [FIRST, SECOND])
    old = {grain.key(0, (leaf,)): leaf for leaf in before.dimensions[0].leaves}
    return {leaf: old.get(grain.key(1, (leaf,)), "") for leaf in now.dimensions[0].leaves}


def test_a_renamed_leaf_is_compared_with_what_it_was() -> None:
    before = parts({"Noord": "a", "Zuid": "b"}, Noord=9, Zuid=12)
    now = parts({"Zuid": "a", "Elders": "b"}, Zuid=11, Elders=15)
    assert sums_compared(before, now) == {"Zuid": "Noord", "Elders": "Zuid"}


def test_a_leaf_without_a_code_is_the_one_that_first_had_its_name() -> None:
    now = parts({"Noord": "a", "Zuid": "b"}, Noord=11, Zuid=15)
    assert sums_compared(parts({}, Noord=9, Zuid=12), now) == {"Noord": "Noord", "Zuid": "Zuid"}


def test_a_group_that_is_called_after_one_of_its_leaves_holds_that_leaf() -> None:
    before = parts({"Noord": "a", "Zuid": "b"}, Noord=9, Zuid=12)
    now = parts({"Noord": "a", "Zuid": "b", "West": "c"}, ("Noord", ("Zuid",)), Noord=24, West=3)
    grain = grain_of([before, now])
    assert grain.leaves(now.dimensions[0], "Noord") == {"a", "b"}
    assert grain.count(0, grain.key(1, ("Noord",))) == 21


def test_another_leaf_in_the_place_of_one_that_is_gone_is_refused() -> None:
    with pytest.raises(MalformedTable):
        sums_compared(parts({"Noord": "a"}, Noord=9), parts({"Noord": "c"}, Noord=11))
    with pytest.raises(MalformedTable):
        parts({"Noord": "a", "Zuid": "a"}, Noord=9, Zuid=12)


def test_codes_are_kept_in_an_entry_and_an_entry_without_any_is_as_it_was() -> None:
    entry = Released(parts({"Zuid": "a"}, Noord=9, Zuid=12), FIRST, frozenset(), {})
    assert released(plain(entry)).table.dimensions[0].codes == {"Zuid": "a"}
    entry: Any = plain(Released(parts({}, Noord=9), FIRST, frozenset(), {}))
    assert "codes" not in entry["dimensions"][0]
