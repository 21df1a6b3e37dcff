"""Redesigns that would show more of a report: looked for while its authors compose, and judged like the report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nabij.kit.errors import Refused
from nabij.releases.actions import open_ledger, refused_by
from nabij.releases.judging import Question, outs_of
from nabij.releases.rules import shown
from nabij.reporting.answers import SECONDS, SETTINGS, asked, in_order, told_before
from nabij.reporting.counting import Register
from nabij.reporting.earlier_years import rows_of
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.beside import sharing, tally, totals
from nabij.reporting.rules.earlier import of_its_own
from nabij.reporting.rules.first_groups import FIRST_GROUPS, mixes
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.tables import (
    CHANNEL,
    INTERNAL,
    LINKS,
    PLACE,
    QUARTERS,
    TALKS,
    VISITORS,
    months_of,
    to_be_told,
)
from nabij.reporting.rules.vanished import by_key, vanished
from nabij_disclosure.errors import DisclosureError
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked
from nabij_disclosure.redesign import redesign
from nabij_disclosure.table import Cell, Dimension


@dataclass(frozen=True)
class Weighed:
    """How many figures a plan would show, of how many, of which measures the total, and of which parts none at all."""

    shown: int
    figures: int
    totals: frozenset[str]
    silent: frozenset[str] = frozenset()


NOTHING = Weighed(0, 0, frozenset())
"""What goes out by a plan with which nothing can."""


@dataclass(frozen=True)
class Offer:
    """Another plan that shows ``gain`` more figures, ``shown`` of ``figures`` in all.

    ``totals``: what it would tell in all that is not told now, in words. Where there is one, ``gain`` may be nought.
    """

    sentence: str
    plan: Plan
    gain: int
    shown: int
    figures: int
    totals: tuple[str, ...] = ()


IN_ALL = {
    VISITORS: "hoeveel mensen er in totaal kwamen",
    TALKS: "hoeveel gesprekken er in totaal waren",
    QUARTERS: "hoeveel tijd alle gesprekken samen kostten",
    INTERNAL: "hoeveel mensen er in totaal bij een interne vertrouwenspersoon kwamen",
}
"""What the total of each measure tells."""


OFFERED = 3
LOOKING, LIMIT = 0.6, 5.0
"""Seconds to look for coarser classes of one table, and to judge each that is found with all other tables."""


def offers(report: Report, classification: str) -> list[Offer]:
    """What would show more, or a total at no loss of figures, by changing one classification; best first.

    Nothing is offered that takes a total away. Outside transactions; raises ``Refused``.
    """
    plan = grouping_of(report)
    dimension = next((one for one in in_order(report) if one.name == classification), None)
    if dimension is None or planning.shaped(dimension, plan) is None:
        raise Refused("Deze indeling is er niet (meer). Er is niets veranderd. Laad de pagina opnieuw.", code="stale")
    weigh = _Scales(report)
    now = weigh.shown(plan) or NOTHING
    others = [*_others(report, dimension, plan, weigh.rows)]
    found = _better(weigh, now, (*others, *_without_silent(dimension, plan, now)))
    # what the parts of which nothing is shown withhold may need both steps; where one does as much, one is offered
    most = max((one.gain for one in found), default=0)
    found += [one for one in _better(weigh, now, _both_steps(dimension, plan, now, others)) if one.gain > most]
    found.sort(key=lambda one: (-len(one.totals), -one.gain, one.figures, one.sentence))
    # a class that counts what ended together with what still runs tells hardly anything: only where nothing else helps
    like = [one for one in found if not mixes(one.plan) or mixes(plan)]
    return (like or found)[:OFFERED]


def _better(weigh: "_Scales", now: Weighed, ways: Iterable[tuple[str, Plan]]) -> list[Offer]:
    """Those of these plans that show more than now."""
    found = []
    for sentence, other in ways:
        then = weigh.shown(other) if weigh.could_be_better(other, now) else None
        if then is not None and _is_better(now, then):
            freed = tuple(words for measure, words in IN_ALL.items() if measure in then.totals - now.totals)
            found.append(Offer(sentence, other, then.shown - now.shown, then.shown, then.figures, freed))
    return found


def _is_better(now: Weighed, then: Weighed) -> bool:
    """Whether a plan shows more figures, or as many and a total that is withheld now, and takes no total away."""
    return now.totals <= then.totals and (then.shown, len(then.totals)) > (now.shown, len(now.totals))


class _Scales:
    """Weighs plans of one report: beside what went out of the periods it tells of: nothing else can be subtracted."""

    def __init__(self, report: Report) -> None:
        ledger = open_ledger(report.organisation)
        self.report, self.seed = report, bytes(ledger.seed)
        self.rows = rows_of(report, grouping_of(report))
        self.before = told_before(report.organisation)
        try:
            self.history = sharing(ledger.history(), _periods(asked(report, rows=self.rows)))
        except DisclosureError as problem:
            raise refused_by(problem) from None

    def could_be_better(self, plan: Plan, now: Weighed) -> bool:
        """Whether a plan might show more than now: no more than this, however little has to be hidden beside.

        What is small by itself is never shown, which adding up tells at once; to draw what hides it takes seconds.
        """
        told = to_be_told(asked(self.report, plan, self.rows), SETTINGS.threshold)
        entries = [Released(one.table, one.periods, _hidden_anyway(one), {}) for one in told]
        most = [shown(entry) for entry in entries]
        if vanished(self.before, by_key(most)):
            return False
        months = months_of(self.report.year)
        freed = {one.measure for one in most if one.periods == months and isinstance(one.figures[one.top], int)}
        figures, totals_of_most = tally(most)[0], frozenset(freed)
        return now.totals <= totals_of_most and (figures, len(freed)) > (now.shown, len(now.totals))

    def shown(self, plan: Plan) -> Weighed | None:
        """What would be shown; None where nothing safe can go out, or a figure that was out would vanish."""
        try:
            told = to_be_told(asked(self.report, plan, self.rows), SETTINGS.threshold)
            outs = outs_of(Question(self.seed, self.history, told, SETTINGS, LINKS), SECONDS, LIMIT)
        except DisclosureError:
            return None
        seen = [shown(out.entry) for out in outs]
        if vanished(self.before, by_key(seen)):
            return None
        return Weighed(
            *tally(seen), totals(outs, months_of(self.report.year)), planning.silent(of_its_own(seen, self.report.year))
        )


def _periods(tables: Iterable[Asked]) -> frozenset[str]:
    return frozenset[str]().union(*(one.periods for one in tables))


def _hidden_anyway(one: Asked) -> frozenset[Cell]:
    """What of a table no release shows, whatever else there is: all of it where only a sentence can be said.

    Not where everybody knows the figure before: none work there, or it is all of a table of just as many as must be.
    """
    table, least = one.table, SETTINGS.threshold
    if SETTINGS.is_small(table.values[table.top]):
        return frozenset(cell for cell in table.cells if not table.is_impossible(cell))
    ends, whole = one.ends(SETTINGS, LINKS), set(table.inner(table.top))

    def is_known(cell: Cell) -> bool:
        count = table.values[cell]
        return count == least if set(table.inner(cell)) == whole else ends[cell][1] <= count == 0

    return frozenset(cell for cell in ends if not is_known(cell))


def _without_silent(dimension: Dimension, plan: Plan, now: Weighed) -> Iterator[tuple[str, Plan]]:
    """Without all of which no figure would be shown: where that is much, it may withhold the totals as well."""
    if dimension.name in now.silent and len(now.silent) > 1:
        yield "Laat alles weg waarvan nu geen enkel aantal getoond wordt", planning.without_all(plan, now.silent)


def _both_steps(
    dimension: Dimension, plan: Plan, now: Weighed, others: Iterable[tuple[str, Plan]]
) -> Iterator[tuple[str, Plan]]:
    """Coarser classes of this classification, and without all else of which no figure would be shown."""
    silent = now.silent - {dimension.name}
    leaves = _leaves(dimension, plan)
    for sentence, other in others if silent else ():
        if 0 < _leaves(dimension, other) < leaves:
            yield (
                f"{sentence}; laat alles weg waarvan nu geen enkel aantal getoond wordt",
                planning.without_all(other, silent),
            )


def _leaves(dimension: Dimension, plan: Plan) -> int:
    """In how many classes a plan tells it; none where it leaves it out."""
    now = planning.shaped(dimension, plan)
    return len(now.leaves) if now is not None else 0


def _others(
    report: Report, dimension: Dimension, plan: Plan, rows: Register | None = None
) -> Iterator[tuple[str, Plan]]:
    """Finer plans and coarser ones, each once, told as what to do."""
    finer = planning.by_codes(plan, dimension.name)
    if finer != plan:
        yield "Toon elke code apart", finer
    if planning.has_groups(dimension) or dimension.name in FIRST_GROUPS:
        by_groups = planning.by_groups(plan, dimension)
        if by_groups != plan:
            yield "Toon de groepen van de codelijst", by_groups
    if dimension.name != CHANNEL:
        yield "Laat dit onderdeel weg", planning.without(plan, dimension.name)
    for group in plan.groups.get(dimension.name, {}):
        yield f"Haal “{group}” uit elkaar", planning.apart(plan, dimension.name, group)
    seed = bytes(open_ledger(report.organisation).seed)
    for one in of_its_own(asked(report, plan, rows), report.year):
        if one.table.dimensions[0].name == dimension.name and one.table.measure in {VISITORS, TALKS}:
            for proposal in redesign(one, settings=SETTINGS, seed=seed, links=LINKS, seconds=LOOKING)[:OFFERED]:
                other = plan
                for merge in proposal.merges:
                    if len(merge.nodes) > 1:
                        other = planning.together(other, dimension, merge.nodes, _named(merge.into, dimension))
                merges = [merge.nodes for merge in proposal.merges if len(merge.nodes) > 1]
                yield planning.told(merges, proper=dimension.name == PLACE), other


def _named(into: str | None, dimension: Dimension) -> str:
    """The name of a group of the code list, where that is what was merged."""
    return into if into is not None and into in dimension.parents else ""
