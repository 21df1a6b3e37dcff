"""What a report does not show, and why: the threshold in words that hold of this very report, and each table by name.

Proof note. Before: what went out, and what the plan leaves out. After: every table that lacks a figure is named once,
and every part that is left out. What is said of small counts is said of what goes out under the threshold only:
what counsellors did themselves is counted exactly, and hours are quarters of an hour underneath.
"""

from collections.abc import Iterator

from nabij.releases.rules import ACTIVITIES, Shown
from nabij.reporting.assembling.grouped import hidden_in
from nabij.reporting.assembling.known import Making, figure, listed
from nabij.reporting.assembling.left_out import PARTS, is_left_out
from nabij.reporting.document import Block, Mark, Paragraph, Point, Points
from nabij.reporting.rules.story import SECTIONS
from nabij.reporting.rules.table_names import table_name, tables_named
from nabij.reporting.rules.tables import CHANNEL, HOLDS, QUARTERS, TALKS, YES

BECAUSE = (
    "Het gaat om te weinig mensen, of om niemand.",
    "Er werken zo weinig mensen, of er kwamen zo veel van hen, dat zij te herkennen zijn.",
    "Eén mens had meer dan de helft van de gesprekken of uren.",
    "Met dit getal zou een ander verborgen getal uit te rekenen zijn, ook samen met eerdere verslagen.",
    "Het lot wees het aan, zodat niemand aan het weglaten zelf ziet welke groep klein is.",
)
ALL = "Alle groepen, en ook het totaal"
PARTS_GONE = "Een heel onderdeel, dat we weglaten"


def confidential(made: Making) -> Iterator[Block]:
    """The threshold, what is withheld, and why."""
    yield Paragraph(
        "Wat iemand ons vertelt, blijft tussen ons, tenzij iemand ja zegt of de wet iets anders vraagt. Dat geldt ook "
        f"voor dit {made.paper}: geen verhaal en geen getal erin mag iemand herkenbaar maken."
    )
    threshold = max((one.threshold for one in made.now.seen), default=0)
    if threshold:
        yield Paragraph(
            f"Van mensen die kwamen, van gesprekken en van tussentijdse signalen geven we geen aantal van 1 tot en met "
            f"{threshold - 1}{_and_nought(made)}.{_of_our_own(made)} We rekenen na wat iemand kan uitrekenen die alle "
            "cijfers samen neemt, ook die van eerdere jaren, en die zelf mensen kent."
        )
    yield Points("Een getal staat er niet als", tuple(Point("", one) for one in BECAUSE))
    withheld = tuple(_withheld(made))
    if withheld:
        yield Points(f"Wat er in dit {made.paper} niet staat", withheld)


def _of_our_own(made: Making) -> str:
    """That what the counsellors did is counted exactly, where it is in the report: small numbers of it stand there."""
    if made.now.of(ACTIVITIES) is None:
        return ""
    return " Wat we zelf deden om te voorkomen, geven we wel precies: die aantallen zeggen niet wie bij ons kwam."


def _and_nought(made: Making) -> str:
    """That nought is withheld as well, unless what went out under its settings shows one."""
    of_people = [one for one in made.now.seen if one.threshold and one.measure != QUARTERS]
    return "" if any(found == 0 for one in of_people for found in one.figures.values()) else ", en ook geen nul"


def _withheld(made: Making) -> Iterator[Point]:
    """How much of each table is not shown; tables of one kind on one line."""
    gone = [SECTIONS[key] for key in PARTS if is_left_out(made, key)]
    if gone:
        yield Point(PARTS_GONE, f"{listed(gone)}.")
    kinds: dict[str, list[str]] = {}
    for year in (made.now, *(one for one in made.known.earlier if one.told_in == made.about.year)):
        for one in year.seen:
            if kind := _lacks(one):
                dimension = one.dimensions[0]
                name = table_name(one.measure, dimension.name, says_yes=dimension.leaves[0] == YES)
                kinds.setdefault(kind, []).append(name if year is made.now else f"{name} in {year.year}")
    for measure in (TALKS, QUARTERS):
        # of few people nothing of it is told, so there is no table that lacks a figure
        if made.now.of(measure) is None:
            kinds.setdefault(ALL, []).append(table_name(measure, CHANNEL))
    for kind, names in kinds.items():
        yield Point(kind, f"{tables_named(names)}.")


def _lacks(one: Shown) -> str:
    """What of a table is not shown, in plain words; nothing where all of it is."""
    hidden, classes = hidden_in(one)
    whole = figure(one, one.dimensions[0].root) is Mark.HIDDEN
    if one.band is not None:
        return "Het precieze totaal: we zeggen alleen tussen welke grenzen het ligt"
    if one.dimensions[0].leaves[0] == YES:
        return "Hoe vaak dit voorkwam" if hidden else ""
    if hidden == classes:
        # the total of those who came a year before stands in the report of that year
        if whole or one.dimensions[0].name.startswith(f"{HOLDS} "):
            return ALL
        return "Alle groepen: alleen het totaal geven we"
    if whole:
        return "Het totaal, en een of meer groepen" if hidden else "Het totaal"
    return "Een of meer groepen" if hidden else ""
