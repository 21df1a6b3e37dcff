"""What the authors of a report are told of its figures before they are out: judged, and nothing recorded."""

import hashlib
import json

from nabij.releases.actions import Draft, draft, open_ledger
from nabij.reporting.counting import asked_of
from nabij.reporting.models import Report
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.tables import LINKS
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.release import TooFew
from nabij_disclosure.sensitive import Settings

SETTINGS = Settings()
"""What every practice starts from; a practice chooses no other yet."""

SECONDS = 20.0


def judged(report: Report, plan: Plan | None = None) -> Draft:
    """The figures of a report as they would go out now, by its plan or another. Not in transactions; ``Refused``."""
    asked = asked_of(report.organisation, report.year, plan=plan or plan_of(report.plan))
    return draft(open_ledger(report.organisation), asked, SETTINGS, links=LINKS, seconds=SECONDS)


def digest_of(draft: Draft) -> str:
    """SHA-256 (hex) of what would be shown: the same for two drafts that a reader could not tell apart."""
    text = json.dumps([_seen(out) for out in draft.outs], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(out: Proven | TooFew) -> list[object]:
    table = out.table
    names = [[[one.name, one.root], *map(list, one.parents.items())] for one in table.dimensions]
    figures: object = (
        [out.low, out.high]
        if isinstance(out, TooFew)
        else [[*cell, figure if isinstance(figure, int) else figure.value] for cell, figure in out.figures.items()]
    )
    return [table.name, table.measure, sorted(out.entry.periods), names, figures]
