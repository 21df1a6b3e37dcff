"""Which part of a year an interim overview may tell of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.kit.errors import Refused
from nabij.reporting.rules.interim import Part, offered, part_of, stretches, why_not
from nabij.reporting.rules.tables import months_of
from nabij_disclosure.errors import PartOfWhole
from nabij_disclosure.grain import grain_of
from nabij_disclosure.history import timeline
from nabij_disclosure.table import Dimension, Table

AFTER = date(2027, 3, 1)
PARTS = offered(AFTER, ())


def test_a_part_is_called_as_people_say_it() -> None:
    names = [Part(2026, *span).name for span in ((1, 3), (4, 6), (1, 6), (7, 12), (1, 5), (1, 1))]
    assert names == [
        "eerste kwartaal van 2026",
        "tweede kwartaal van 2026",
        "eerste half jaar van 2026",
        "tweede half jaar van 2026",
        "januari tot en met mei 2026",
        "januari 2026",
    ]
    assert part_of("2026-1-6") == Part(2026, 1, 6)


@pytest.mark.parametrize(
    "key",
    ["", "2026", "2026-0-6", "2026-6-1", "2026-1-12", "2026-2-5", "2026-1-13", "0000-1-3", "2026-1-6-", "٢٠٢٦-1-6"],
)
def test_what_is_no_part_is_refused(key: str) -> None:
    with pytest.raises(Refused):
        part_of(key)


def test_a_part_that_runs_is_not_offered() -> None:
    assert why_not(Part(2026, 1, 6), date(2026, 6, 30), ()) != ""
    assert why_not(Part(2026, 1, 6), date(2026, 7, 1), ()) == ""
    assert Part(2026, 1, 6) not in offered(date(2026, 6, 30), ())
    assert offered(date(2026, 1, 5), ())[0].year == 2025


def test_after_the_year_no_part_of_it_and_after_its_parts_the_others() -> None:
    assert all(why_not(one, AFTER, [months_of(2026)]) for one in PARTS if one.year == 2026)
    assert not any(why_not(one, AFTER, [months_of(2025)]) for one in PARTS if one.year == 2026)
    quarter, half = months_of(2026, 1, 3), months_of(2026, 1, 6)
    assert why_not(Part(2026, 1, 3), AFTER, [half])
    assert not why_not(Part(2026, 4, 6), AFTER, [quarter, half])
    assert not why_not(Part(2026, 1, 6), AFTER, [half])
    assert why_not(Part(2026, 1, 5), AFTER, [quarter, half])
    assert stretches([quarter, half, months_of(2026)])[-1] == months_of(2026, 7, 12)


def test_of_months_that_overlap_in_part_with_what_is_out_is_said_which() -> None:
    four = months_of(2026, 1, 4)
    said = why_not(Part(2026, 4, 6), AFTER, [four])
    assert said.startswith("April ging al uit, en alleen samen met januari tot en met maart.")
    assert "periode waar januari tot en met april helemaal in vallen, of helemaal buiten" in said
    assert "Er is niets uitgegaan." in said
    assert "langere periode" not in said
    # what was out before four months stands apart from what they added: the second quarter holds that whole
    assert not why_not(Part(2026, 4, 6), AFTER, [months_of(2026, 1, 3), four])
    quarter, half = months_of(2026, 1, 3), months_of(2026, 1, 6)
    assert why_not(Part(2026, 1, 5), AFTER, [quarter, half]).startswith(
        "April en mei gingen al uit, en alleen samen met juni."
    )
    said = why_not(Part(2026, 1, 4), AFTER, [months_of(2026, 4, 6), months_of(2026)])
    assert said.startswith("April ging al uit, en alleen samen met mei en juni.")
    assert "langere periode als geheel" in why_not(Part(2026, 1, 3), AFTER, [half])


@given(st.lists(st.sampled_from([one for one in PARTS if one.year == 2026]), max_size=5), st.sampled_from(PARTS))
def test_it_refuses_nothing_that_the_ledger_takes_and_takes_nothing_that_it_refuses(
    before: list[Part], part: Part
) -> None:
    by = Dimension.flat("aard", ("a", "b"))
    out: list[frozenset[str]] = []
    for one in before:
        # each once: whether a correction may go out is the ledger's to say
        if one.months not in out and not why_not(one, AFTER, out):
            out.append(one.months)
    # every release counts more than the one before it, so that none adds nothing
    tables = [Table("inbrengers", (by,), {("a",): 9 * n, ("b",): 9 * n}) for n in range(1, len(out) + 2)]

    def goes(periods: list[frozenset[str]]) -> bool:
        try:
            timeline(grain_of(tables[: len(periods)]), periods)
        except PartOfWhole:
            return False
        return True

    is_first = part.months not in out
    assert goes(out) or not is_first
    if is_first and goes(out):
        assert goes([*out, part.months]) == (not why_not(part, AFTER, out))
