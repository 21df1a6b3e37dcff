"""Who came, what it was about and how it ended."""

from collections.abc import Iterator
from itertools import pairwise

from nabij.kit import codes
from nabij.releases.rules import STAFF, Shown
from nabij.reporting.assembling.grouped import NOT_BY_GROUP, TOO_FEW, Said, blocks_of, titled, without_number
from nabij.reporting.assembling.known import Making, Year, figure, is_shown, stated
from nabij.reporting.assembling.left_out import is_left_out
from nabij.reporting.document import (
    MOST_RUNGS,
    Bars,
    Block,
    Count,
    Ladder,
    Mark,
    Paragraph,
    Row,
    Statement,
    Table,
    said,
)
from nabij.reporting.rules.lettering import capital
from nabij.reporting.rules.tables import HOLDS, INTERNAL, LEVEL, NOT_FILLED_IN, PLACE, VISITORS, YES

FINDINGS = {
    "nature": ("aard", Said("Het ging het vaakst over: {}", "Waar het over ging")),
    "subject": ("op wie", Said("Het ging het vaakst om: {}", "Op wie het betrekking had")),
    "role": ("rol", Said("Wie kwam, was het vaakst: {}", "Wie er kwamen")),
    "position": ("positie", Said("Mensen kwamen het vaakst zo: {}", "Hoe mensen erbij betrokken waren")),
    "unit": ("onderdeel", Said("Het vaakst genoemd: {}", "Waar mensen werken")),
}
"""By section: the classification, and how its chart is titled."""

# said whatever the hidden counts are: of nobody it may not be told whether anybody was asked
OR_NOT_ASKED = "of er is niet naar gevraagd of niets van genoteerd"

ENDED = Said("Het eindigde het vaakst zo: {}", "Hoe het eindigde")

SCALE = 2
"""How many times as many must work there as came: nearer to everybody, each of them may be taken to have come."""

OUTSIDE = codes.labels("matter_nature")["outside_remit"]


def how_many(made: Making) -> Iterator[Block]:
    """The one sentence that says how many came."""
    when, table, total = made.now.when, made.now.of(VISITORS), made.now.total(VISITORS)
    told = stated(f"Mensen die kwamen {when}", "mensen", total)
    if isinstance(total, int):
        yield Statement(f"{capital(when)} kwamen er {said(total)} mensen.", told)
        yield from _beside_staff(made.now, total)
    elif isinstance(total, tuple):
        low, high = total
        yield Statement(
            f"{capital(when)} kwamen er {low} tot en met {high} mensen. Bij zo weinig mensen geven we "
            "geen andere aantallen: niet van waar het over ging, en niet van wie er kwamen.",
            told,
        )
    elif table is not None:
        # of fewer only the sentence with a band goes out, so that of a table everybody knows this
        least = f"Het waren er {table.threshold} of meer."
        yield Statement(f"Hoeveel mensen er {when} kwamen, tonen we niet. {least}", told)
    yield from inside(made)


def _beside_staff(year: Year, came: int) -> Iterator[Block]:
    """How many work there, for scale: only where those of all parts went out, and by far not everybody came."""
    heads = year.total(STAFF)
    if isinstance(heads, int) and heads >= SCALE * came and _knows_every_part(year):
        yield Paragraph(
            f"Ter vergelijking: in alle onderdelen samen werken {said(heads)} mensen. Niet iedereen die kwam, hoeft "
            "daar te werken.",
            stated("Wie er in alle onderdelen samen werken", "mensen", heads),
        )


def _knows_every_part(year: Year) -> bool:
    """Whether it went out of each part how many work there."""
    people, heads = year.of(VISITORS, PLACE), year.of(STAFF)
    if people is None or heads is None:
        return heads is not None
    parts = {part for leaf in people.dimensions[0].leaves for part in people.dimensions[0].joins.get(leaf, (leaf,))}
    return all((part,) in heads.figures for part in parts - {NOT_FILLED_IN})


def inside(made: Making) -> Iterator[Block]:
    """Who came to counsellors inside the organisation, as they counted by hand: apart, and marked as such."""
    one = made.now.of(INTERNAL)
    if one is None:
        return
    marked = "Dat telden zij zelf, met de hand. Wie ook bij ons kwam, kan in beide aantallen zitten."
    total = made.now.total(INTERNAL)
    told = stated("Mensen die bij interne vertrouwenspersonen kwamen", "mensen", total)
    if isinstance(total, int):
        yield Statement(f"Bij de interne vertrouwenspersonen kwamen {said(total)} mensen. {marked}", told)
    elif isinstance(total, tuple):
        low, high = total
        yield Statement(f"Bij de interne vertrouwenspersonen kwamen {low} tot en met {high} mensen. {marked}", told)
    else:
        yield Statement(f"Hoeveel mensen bij de interne vertrouwenspersonen kwamen, tonen we niet. {marked}", told)
    if one.band is None and is_shown(one, one.dimensions[0].leaves):
        yield from blocks_of(one, Said("Bij hen ging het het vaakst over: {}", "Waar het bij hen over ging"))


def classified(made: Making, key: str) -> Iterator[Block]:
    """One classification of those who came; nothing where they were too few to say more than how many."""
    name, title = FINDINGS[key]
    one = made.now.of(VISITORS, name)
    if one is not None and one.band is None:
        yield from blocks_of(one, title, apart=(OUTSIDE,) if key == "nature" else ())


def levels(made: Making) -> Iterator[Block]:
    """How many came with something at each level of integrity; one may be at several."""
    found = [one for one in made.now.seen if one.dimensions[0].name.startswith(f"{LEVEL} ") and one.band is None]
    if not found:
        return
    if not any(is_shown(one, [YES]) for one in found):
        yield Statement("Per niveau van integriteit geven we hier geen aantallen.")
        return
    rows = tuple(Row(capital(one.dimensions[0].name.removeprefix(f"{LEVEL} ")), (figure(one, YES),)) for one in found)
    yield Table("Op welk niveau van integriteit het speelde; het kan op meer dan één", "Niveau", ("mensen",), rows)
    yield Paragraph("Een niveau telt alleen mee waar het is genoteerd. Bij de anderen kan het ook gespeeld hebben.")


def ended(made: Making) -> Iterator[Block]:
    """The ladder of steps, and beside it what ended otherwise."""
    one = made.now.of(VISITORS, "afloop")
    if one is None or one.band is not None:
        return
    weight = _weights(one)
    rungs = sorted((leaf for leaf in one.dimensions[0].leaves if leaf in weight), key=lambda leaf: weight[leaf])
    rest = [leaf for leaf in one.dimensions[0].leaves if leaf not in weight]
    climbs = len(rungs) > 1 and all(weight[low][1] <= weight[high][0] for low, high in pairwise(rungs))
    apart = not any(part in codes.rungs() for leaf in rest for part in _parts(one, leaf))
    if not is_shown(one, [*rungs, *rest]):
        yield Statement(NOT_BY_GROUP)
        return
    title, beside = titled(one, [*rungs, *rest], ENDED), "Wat nog loopt, of anders eindigde"
    if climbs and apart and is_shown(one, rungs) and len(rungs) <= MOST_RUNGS:
        yield Ladder(title, "mensen", tuple(Count(leaf, figure(one, leaf)) for leaf in rungs))
    else:
        # without a ladder all of it stands side by side: a rung alone climbs nowhere, and what was joined with what
        # still runs is neither a step nor "wat nog loopt"
        rest, beside = [*rungs, *rest], title
    if is_shown(one, rest):
        yield Bars(beside, "mensen", "Afloop", tuple(Count(n, figure(one, n)) for n in rest))
    elif rest:
        yield Paragraph(without_number(rest))


def _weights(one: Shown) -> dict[str, tuple[int, int]]:
    """The rung of each class that has one; where classes were joined the lightest and the heaviest, if all have one."""
    rungs, found = codes.rungs(), {}
    for leaf in one.dimensions[0].leaves:
        parts = one.dimensions[0].joins.get(leaf, (leaf,))
        if all(part in rungs for part in parts):
            found[leaf] = min(rungs[part] for part in parts), max(rungs[part] for part in parts)
    return found


def held(made: Making) -> Iterator[Block]:
    """Whether solutions held, at each moment, of who came the year before."""
    found = [one for one in made.now.seen if one.dimensions[0].name.startswith(f"{HOLDS} ")]
    if is_left_out(made, "durability"):
        return
    if not found:
        yield Paragraph(
            "Of een oplossing standhoudt, vragen we na 3, 6 en 12 maanden, als de inbrenger dat goed vindt. Wat "
            "daaruit kwam, vertellen we een jaar later."
        )
        return
    year = min(found[0].periods)[:4]
    open_ones = [one for one in found if one.band is None]
    leaves = found[0].dimensions[0].leaves
    if not any(is_shown(one, leaves) for one in open_ones):
        yield Statement(f"Hoe het ging met wie in {year} kwam, tonen we niet: {TOO_FEW}, {OR_NOT_ASKED}.")
        return
    columns = tuple(one.dimensions[0].name.removeprefix(f"{HOLDS} ") for one in open_ones)
    rows = tuple(Row(leaf, tuple(figure(one, leaf) for one in open_ones)) for leaf in leaves)
    yield Table(f"Houdt de oplossing stand? Mensen die in {year} kwamen, na:", "Antwoord", columns, rows)


def outside(made: Making) -> Iterator[Block]:
    """How many came with something that is no work of a counsellor: counted among all, told apart."""
    one = made.now.of(VISITORS, "aard")
    if one is None or one.band is not None:
        return
    leaf = next((leaf for leaf in one.dimensions[0].leaves if OUTSIDE in _parts(one, leaf)), None)
    if leaf is None:
        return
    if leaf != OUTSIDE:
        if not is_shown(one, one.dimensions[0].leaves):
            # none of these classes stands in the report: a reader has nowhere to look
            return
        yield Paragraph(f"Wie met iets kwam dat niet bij vertrouwenswerk hoort, telt mee bij: {leaf}.")
        return
    count = figure(one, leaf)
    about = "met iets dat niet bij vertrouwenswerk hoort, zoals een vraag over het arbeidsrecht"
    told = stated("Mensen met iets dat niet bij vertrouwenswerk hoort", "mensen", count)
    if isinstance(count, int):
        text = f"{said(count)} mensen kwamen {about}. Zij tellen mee in het aantal mensen. We wezen hen de weg."
    else:
        text = f"Hoeveel mensen kwamen {about}, tonen we niet. Wie zo kwam, telt mee in het aantal mensen."
    yield Statement(text, told)


def _parts(one: Shown, leaf: str) -> tuple[str, ...]:
    return (leaf, *one.dimensions[0].joins.get(leaf, ()))


def came_in(year: Year) -> int | Mark:
    """How many came in a year as a point of a line."""
    total = year.total(VISITORS)
    return total if isinstance(total, int) else Mark.ABSENT if total is None else Mark.HIDDEN
