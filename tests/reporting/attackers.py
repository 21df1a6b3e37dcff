"""A second attack on what a report would let out, beside all that went out before."""

from nabij.releases.actions import Draft, open_ledger
from nabij.reporting.answers import SETTINGS
from nabij.reporting.models import Report
from nabij.reporting.rules.tables import LINKS
from nabij_disclosure.history import Released
from nabij_disclosure.pose import begin, pose_all
from nabij_disclosure.release import Release, TooFew
from tests.disclosure.leaks import Leaks, leaks, places


def learned(report: Report, draft: Draft, history: tuple[Released, ...] | None = None) -> Leaks:
    """What the second attack learns of all that must stay unknown, from these figures and what was out before them."""
    before = open_ledger(report.organisation).history() if history is None else history
    pairs = list(zip(draft.asked, draft.outs, strict=True))
    large = [(one, out) for one, out in pairs if isinstance(out, Release)]
    few = tuple(out.entry for _, out in pairs if isinstance(out, TooFew))
    tables = tuple(one for one, _ in large)
    problem = pose_all(tables, SETTINGS, history=(*before, *few), links=LINKS)
    hidden = {(*begin(n, tables), *cell) for n, (_, out) in enumerate(large) for cell in out.entry.hidden}
    return leaks(problem, places(problem, hidden))
