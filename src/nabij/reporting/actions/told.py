"""The numbers of people that a report says in its text: what they count, and what of them goes through the ledger.

In a correction that keeps its figures no number is new: it stands for what is shown, or for what was told before.
"""

from collections.abc import Iterable

from nabij.kit.errors import Refused
from nabij.releases.actions import Draft, open_ledger, with_told
from nabij.releases.models import Release
from nabij.releases.rules import STAFF, entry_of
from nabij.reporting.models import Report
from nabij.reporting.rules.counted import Counted, Said, counted_by, counts_who_came, said_in
from nabij.reporting.rules.earlier import of_its_own
from nabij.reporting.rules.findings import COUNTING, NOBODY, Decision, stands
from nabij.reporting.rules.looking_over import Spot
from nabij_disclosure.history import Told
from nabij_disclosure.pose import Asked

_WHO_CAME = (
    "Hier staat zelf dat dit mensen telt die kwamen. Er is niets vastgelegd. Kies welk cijfer dit is, of pas de tekst "
    "aan en laat het getal weg."
)
_NO_SUCH = (
    "Dit getal is niet het cijfer dat je koos. Er is niets vastgelegd. Laad de pagina opnieuw en kies opnieuw, of pas "
    "de tekst aan."
)


def options(report: Report, spot: Spot, judged: Draft) -> tuple[Counted, ...]:
    """The figures of this report that a number in its text may count, for its authors; none of what counts nothing."""
    if spot.finding.kind not in COUNTING:
        return ()
    said = said_in(spot.found)
    if not report.keeps_figures:
        return counted_by(said, of_its_own(judged.asked, report.year))
    return _out_before(report, said)


def check_counts(report: Report, spot: Spot, counts: str, judged: Draft) -> str:
    """What a choice says, in words, empty where it counts nobody; ``Refused`` where it cannot be or tells too much."""
    if counts == NOBODY:
        if counts_who_came(spot.before, spot.found, spot.after):
            raise Refused(_WHO_CAME)
        return ""
    found = next((one for one in options(report, spot, judged) if one.key == counts), None)
    if found is None:
        raise Refused(_NO_SUCH, code="stale")
    if not report.keeps_figures:
        _judged_alone(report, spot, found, judged)
    return found.label


def _judged_alone(report: Report, spot: Spot, found: Counted, judged: Draft) -> None:
    try:
        with_told(open_ledger(report.organisation), judged, ((found.asked, found.told),))
    except Refused as refused:
        if refused.code != "not_released":
            raise
        raise Refused(_tells(spot.found)) from None


def _tells(found: str) -> str:
    return (
        f"Met “{found}” kan iemand uitrekenen wat verborgen moet blijven. Er is niets vastgelegd en er is niets "
        "verloren. Kies Ik pas het aan en laat het getal weg, of schrijf “enkele”."
    )


def standing(
    report: Report, spots: Iterable[Spot], decisions: Iterable[Decision], judged: Draft
) -> tuple[Decision, ...]:
    """The decisions that hold beside the figures of now: what was said to be one of them still is."""
    by_key = {spot.key: spot for spot in spots}
    return tuple(one for one in decisions if _holds(report, by_key.get(one.key), one, judged))


def _holds(report: Report, spot: Spot | None, one: Decision, judged: Draft) -> bool:
    if spot is None or not stands(spot.finding, one) or one.counts in {"", NOBODY}:
        return True
    return any(option.key == one.counts for option in options(report, spot, judged))


def told_with(report: Report, spots: Iterable[Spot], decisions: Iterable[Decision], judged: Draft) -> Draft:
    """The draft with every number that its text says of who came, judged with its figures. Raises as ``with_told``."""
    said = _said(report, spots, decisions, judged)
    if not said:
        return judged
    try:
        return with_told(open_ledger(report.organisation), judged, said)
    except Refused as refused:
        if refused.code != "not_released":
            raise
        raise Refused(
            "Met de getallen in de tekst, naast de cijfers, kan iemand uitrekenen wat verborgen moet blijven. Er is "
            "niets uitgegaan en er is niets verloren. Haal de tekst terug en laat een van de getallen weg.",
            code="not_released",
        ) from None


def _said(
    report: Report, spots: Iterable[Spot], decisions: Iterable[Decision], judged: Draft
) -> tuple[tuple[Asked, tuple[Told, ...]], ...]:
    """What is told of each table, once; nothing where a correction keeps its figures: that is out already."""
    if report.keeps_figures:
        return ()
    last = {one.key: one for one in decisions}
    found: dict[str, tuple[Asked, tuple[Told, ...]]] = {}
    for spot in spots:
        one = last.get(spot.key)
        if one is None or one.counts in {"", NOBODY} or not stands(spot.finding, one):
            continue
        for option in options(report, spot, judged):
            if option.key == one.counts:
                name = option.asked.table.name
                asked, told = found.get(name, (option.asked, ()))
                found[name] = asked, (*told, *(each for each in option.told if each not in told))
    return tuple(found.values())


def _out_before(report: Report, said: Said | None) -> tuple[Counted, ...]:
    """Of the figures that the edition before counted those that readers have: shown in it, or told in words by then."""
    entries = of_its_own((entry_of(one.entry) for one in report.kept_releases()), report.year)
    out = {entry.table.name: entry for entry in entries if entry.table.measure != STAFF}
    sentences = Release.objects.filter(organisation=report.organisation, kind=Release.Kind.SENTENCE)
    told = {
        (entry.table.name, entry.periods, one)
        for entry in (entry_of(row.entry) for row in sentences)
        for one in entry.told
    }

    def is_out(one: Counted) -> bool:
        entry = out[one.asked.table.name]
        return entry.hidden.isdisjoint(one.cells) or all(
            (entry.table.name, entry.periods, each) in told for each in one.told
        )

    counted = counted_by(said, (Asked(entry.table, entry.periods) for entry in out.values()))
    return tuple(one for one in counted if is_out(one))
