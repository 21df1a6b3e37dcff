"""What a change of one classification costs in other tables, for the authors who just made it."""

from nabij.kit.errors import Refused
from nabij.releases.rules import Shown, shown
from nabij.reporting.answers import HEADINGS, heading_of, is_judged_at_once, judged
from nabij.reporting.assembling.known import listed
from nabij.reporting.models import Report
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.table_names import COUNTED, table_name
from nabij.reporting.rules.tables import VISITORS, YES


def gone_elsewhere(report: Report, before: Plan) -> str:
    """Which tables that were not changed lost a number since the plan before, in a sentence; empty where none did.

    Empty as well where judging takes long: then nothing is said. Not in transactions.
    """
    if report.keeps_figures or not is_judged_at_once(report):
        return ""
    try:
        was, now = _shown_by(report, before), _shown_by(report, plan_of(report.plan))
    except Refused:
        # the page that follows says what stands in the way
        return ""
    gone = {key: lost for key, one in was.items() if key in now and (lost := _lost(one, now[key]))}
    if not gone:
        return ""
    many = sum(gone.values())
    names = [_named(one) for one in map(was.get, gone) if one]
    figures = "1 cijfer" if many == 1 else f"{many} cijfers"
    return (
        f"Hierdoor {'gaat' if many == 1 else 'gaan'} elders {figures} weg: {listed(names)}. Anders zou iemand kunnen "
        "uitrekenen wat verborgen is. Je kunt de verandering terugdraaien."
    )


def _shown_by(report: Report, plan: Plan) -> dict[tuple[str, str], Shown]:
    found = (shown(out.entry) for out in judged(report, plan).outs)
    return {(one.measure, one.dimensions[0].name): one for one in found}


def _named(one: Shown) -> str:
    """What a table is called where the authors see it: by the heading it stands under."""
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
