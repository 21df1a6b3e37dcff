"""The figures of a report as they would go out now, judged against all that went out before."""

import hashlib
import json

from nabij.releases import actions as releases
from nabij.releases.actions import Draft
from nabij.releases.rules import digest
from nabij.reporting.counting import asked_of
from nabij.reporting.models import Report
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import Mark, TooFew
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.sensitive import Settings


def asked(report: Report) -> tuple[Asked, ...]:
    """The tables of a report; true counts, for the release only."""
    return asked_of(report.organisation, report.year)


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
