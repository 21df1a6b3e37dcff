"""What a change of one classification costs in other tables, for the authors who just made it."""

from nabij.kit.errors import Refused
from nabij.releases.rules import Shown, shown
from nabij.reporting.answers import HEADINGS, heading_of, is_judged_at_once, judged
from nabij.reporting.assembling.known import listed
from nabij.reporting.counting import Register
from nabij.reporting.earlier_years import rows_of
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Report
from nabij.reporting.rules.earlier import year_along
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.table_names import COUNTED, table_name
from nabij.reporting.rules.tables import VISITORS, YES
from nabij.reporting.rules.vanished import Key, by_key


def gone_elsewhere(report: Report, before: Plan) -> str:
    """Which tables that were not changed lost a number since the plan before, in a sentence; empty where none did.

    Empty as well where judging takes long: then nothing is said. Not in transactions.
    """
    plan = grouping_of(report)
    if report.keeps_figures:
        return ""
    rows = rows_of(report, before, plan)
    if not is_judged_at_once(report, rows):
        return ""
    try:
        was, now = _shown_by(report, before, rows), _shown_by(report, plan, rows)
    except Refused:
        # the page that follows says what stands in the way
        return ""
    gone = {key: lost for key, one in was.items() if key in now and (lost := _lost(one, now[key]))}
    if not gone:
        return ""
    many = sum(gone.values())
    names = [_named(one, report.year) for one in map(was.get, gone) if one]
    figures = "1 cijfer" if many == 1 else f"{many} cijfers"
    return (
        f"Hierdoor {'gaat' if many == 1 else 'gaan'} elders {figures} weg: {listed(names)}. Anders zou iemand kunnen "
        "uitrekenen wat verborgen is. Je kunt de verandering terugdraaien."
    )


def _shown_by(report: Report, plan: Plan, rows: Register) -> dict[Key, Shown]:
    return by_key(shown(out.entry) for out in judged(report, plan, rows).outs)


def _named(one: Shown, year: int) -> str:
    """What a table is called where the authors see it: by the heading it stands under, and the year told along."""
    along = year_along(one, year)
    return f"{_heading(one)} van {along}" if along else _heading(one)


def _heading(one: Shown) -> str:
    name = one.dimensions[0].name
    if name in HEADINGS:
        return f"“{heading_of(name)}”" + (
            "" if one.measure == VISITORS else f" ({COUNTED.get(one.measure, one.measure)})"
        )
    return table_name(one.measure, name, says_yes=_says_yes(one))


def _says_yes(one: Shown) -> bool:
    return one.dimensions[0].leaves[0] == YES


def _lost(was: Shown, now: Shown) -> int:
    """How many numbers of a table are gone; nothing of one that was itself changed."""
    if was.dimensions[0].nodes != now.dimensions[0].nodes:
        return 0
    return sum(
        isinstance(found, int) and not isinstance(now.figures.get(cell), int) for cell, found in was.figures.items()
    )
