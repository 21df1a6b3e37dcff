"""What docs/published-figures.md says is what the command computes, and it is so."""

from pathlib import Path

from nabij_demo.published_figures import SEED, SETTINGS, instead, page
from nabij_demo.published_tables import Printed, printed, reports
from nabij_disclosure.pose import pose
from nabij_disclosure.release import Release, release
from tests.disclosure.leaks import leaks, places

PAGE = Path(__file__).resolve().parents[2] / "docs" / "published-figures.md"


def every() -> list[Printed]:
    return [one for report, _ in reports() for one in printed(report)]


def test_the_page_says_what_the_command_computes() -> None:
    assert PAGE.read_text(encoding="utf-8") == "\n".join(page()) + "\n"


def test_after_redesign_most_figures_of_published_tables_are_kept() -> None:
    found = [one for one in map(instead, every()) if one]
    assert len(found) > 30
    assert sum(one.coarser[0] for one in found) >= 0.6 * sum(one.coarser[1] for one in found)


def test_what_would_have_been_published_gives_nobody_away_where_the_printed_table_did() -> None:
    printed_small = judged = 0
    for one in every():
        table = one.table()
        if table is None:
            continue
        problem = pose(table, SETTINGS)
        printed_small += leaks(problem, frozenset()).exact
        out = release(table, settings=SETTINGS, seed=SEED)
        if not isinstance(out, Release):
            continue
        found = leaks(problem, places(problem, out.entry.hidden))
        assert found.none, one.name
        judged += found.targets
    assert printed_small >= judged > 40


def test_a_total_that_differs_from_its_cells_and_a_row_given_back_are_named() -> None:
    inspection = {one.name: one for one in printed("onderwijsinspectie_vertrouwensinspecteurs")}
    assert inspection["Dossiers per categorie (2021-22)"].sums.endswith("differs by -1")
    ombuds = {one.name: one for one in printed("western_ontario_ombuds_2004_05")}
    assert any(line.endswith(": 78") for line in ombuds["Students using the office by faculty (2004-05)"].gives_away())
