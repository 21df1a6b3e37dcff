"""The raw counts beside what is shown: every figure that is shown is the true one, every other has its reason."""

import pytest

from nabij.releases.rules import shown
from nabij.reporting.rules.beside import TOO_FEW, compared, sharing, tally
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import Release, TooFew, release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import TOTAL, Dimension, Table

SEED = b"sixteen bytes or more"


def table(*counts: int) -> Table:
    leaves = "abcdefgh"[: len(counts)]
    cells: dict[tuple[str, ...], int] = {(leaf,): count for leaf, count in zip(leaves, counts, strict=True)}
    return Table("tabel", (Dimension.flat("soort", leaves),), cells, measure="inbrengers")


def out_of(asked: Asked) -> Release | TooFew:
    (out,) = release_linked((asked,), settings=Settings(), seed=SEED)
    return out


def test_each_line_has_its_count_and_that_count_or_a_reason() -> None:
    counted = table(21, 37, 2, 0, 44, 30)
    found = compared(counted, None, out_of(Asked(counted)), threshold=5, groups=())
    assert [line.count for line in found.lines] == [134, 21, 37, 2, 0, 44, 30]
    for line in found.lines:
        assert line.figure == line.count or (line.figure is None and line.why)
    why = {line.label: line.why for line in found.lines}
    assert why["c"].startswith("Minder dan 5")
    assert why["d"].startswith("Niemand")
    others = [line.why for line in found.lines if line.count >= 5 and line.figure is None]
    assert all("een ander cijfer te beschermen" in one for one in others)
    assert found.shown == sum(not line.why for line in found.lines)


@pytest.mark.parametrize(
    ("more", "said"), [({"visitors": {("a",): 3}}, "mensen zitten"), ({"largest": {("a",): 20}}, "één mens")]
)
def test_what_is_behind_a_figure_is_a_reason(more: dict[str, dict[tuple[str, ...], int]], said: str) -> None:
    counted = table(21, 37, 44, 30)
    found = compared(counted, None, out_of(Asked(counted, **more)), threshold=5, groups=())  # type: ignore[arg-type]
    (line,) = [one for one in found.lines if one.label == "a"]
    assert said in line.why


def test_a_table_of_too_few_is_a_sentence_and_lines_without_figures() -> None:
    counted = table(1, 2, 0)
    found = compared(counted, None, out_of(Asked(counted)), threshold=5, groups=())
    assert found.sentence == TOO_FEW.format(low=0, high=4)
    assert found.shown == 0


def test_what_could_not_be_judged_has_no_figure_and_no_reason() -> None:
    found = compared(table(10, 20), None, None, threshold=5, groups=())
    assert {(line.figure, line.why) for line in found.lines} == {(None, "")}


def test_a_group_tells_what_it_takes_together_and_who_made_it() -> None:
    joined = Dimension("soort", {"a en b": TOTAL, "c": TOTAL}, TOTAL, {"a en b": ("a", "b")})
    counted = Table("tabel", (joined,), {("a en b",): 30, ("c",): 12}, measure="inbrengers")
    found = compared(counted, table(10, 20, 12), out_of(Asked(counted)), threshold=5, groups=("a en b",))
    (line,) = [one for one in found.lines if one.apart]
    assert line.parts == (("a", 10), ("b", 20))


def test_figures_are_counted_once_where_one_repeats_another() -> None:
    nested = Dimension("soort", {"groep": TOTAL, "a": "groep", "b": TOTAL, "c": TOTAL})
    counted = Table("tabel", (nested,), {("a",): 30, ("b",): 12, ("c",): 9}, measure="inbrengers")
    assert tally([shown(out_of(Asked(counted)).entry)]) == (4, 4)


def test_a_total_that_tables_share_and_the_no_of_a_way_are_not_counted_again() -> None:
    ways = [Dimension.flat(name, ("ja", "nee")) for name in ("luisteren", "advies")]
    tables = [Table(f"t {one.name}", (one,), {("ja",): 20, ("nee",): 30}, measure="gesprekken") for one in ways]
    outs = release_linked(tuple(map(Asked, tables)), settings=Settings(), seed=SEED)
    assert tally(shown(one.entry) for one in outs) == (3, 3)


def test_what_shares_no_period_with_these_tells_nothing_of_them() -> None:
    def went_out(*periods: str) -> Released:
        return Released(table(10, 20), frozenset(periods), frozenset(), {})

    first, second, third, apart = went_out("1"), went_out("1", "2"), went_out("2", "3"), went_out("4")
    assert sharing((first, second, third, apart), frozenset({"1"})) == (first, second, third)
    assert sharing((first, apart), frozenset({"5"})) == ()
