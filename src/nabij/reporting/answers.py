"""The figures of a report as they would go out now, judged against all that went out before."""

import hashlib
import json

from nabij.kit import codes
from nabij.releases import actions as releases
from nabij.releases.actions import Draft
from nabij.releases.rules import digest
from nabij.reporting.counting import asked_of
from nabij.reporting.models import CountedByHand, Report
from nabij.reporting.rules.by_hand import checked, table_of
from nabij.reporting.rules.tables import months_of
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import Mark, TooFew
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.sensitive import Settings


def asked(report: Report) -> tuple[Asked, ...]:
    """The tables of a report; true counts, for the release only."""
    return (*asked_of(report.organisation, report.year), *by_hand(report))


def by_hand(report: Report) -> tuple[Asked, ...]:
    """What counsellors inside the organisation counted of its year; nothing where nobody did."""
    counted = counted_by_hand(report)
    return (table_of(checked(counted, nature_groups()), months_of(report.year)),) if counted else ()


def counted_by_hand(report: Report) -> dict[str, int]:
    """Their counts by group of natures; empty where there are none."""
    rows = CountedByHand.objects.filter(
        practice_id=report.practice_id, organisation=report.organisation, year=report.year
    )
    row = rows.first()
    return dict(row.counts) if row else {}


def nature_groups() -> tuple[str, ...]:
    """The groups of natures, by name."""
    return tuple(group for group in codes.named_groups("matter_nature") if group)


def judged(report: Report) -> Draft:
    """What may go out of them now. Takes seconds, so outside transactions. Raises ``Refused``."""
    return releases.draft(releases.open_ledger(report.organisation), asked(report), Settings())


def digest_of(draft: Draft) -> str:
    """SHA-256 (hex) of what would be shown, in its order."""
    return hashlib.sha256("".join(digest(_shown(out)) for out in draft.outs).encode()).hexdigest()


def _shown(out: Proven | TooFew) -> dict[str, object]:
    named = {"table": out.table.name, "measure": out.table.measure}
    if isinstance(out, TooFew):
        return {**named, "low": out.low, "high": out.high}
    figures = {json.dumps(cell): one.value if isinstance(one, Mark) else one for cell, one in out.figures.items()}
    return {**named, "figures": figures}
