"""What counsellors did: conversations, time, signals, prevention."""

from collections.abc import Iterator

from nabij.releases.rules import ACTIVITIES, PLACES_REACHED, REACHED, TIME_SPENT
from nabij.reporting.assembling.grouped import Said, blocks_of, without_number
from nabij.reporting.assembling.known import UNITS, Making, figure, hours, is_shown, stated
from nabij.reporting.document import Bars, Block, Count, Figure, Hours, Mark, Paragraph, Row, Statement, Table, said
from nabij.reporting.rules.lettering import capital, in_a_sentence
from nabij.reporting.rules.prevention import KIND
from nabij.reporting.rules.tables import QUARTERS, SIGNALS, TALKS, YES

CHANNEL = "kanaal"
LABELS = {TALKS: "Gesprekken die we voerden {when}", QUARTERS: "Tijd die de gesprekken {of_when} kostten"}


def talked(made: Making) -> Iterator[Block]:
    """How many conversations."""
    yield from _total(made, TALKS, "{capital_when} voerden we {total} gesprekken.", "Hoeveel gesprekken we voerden")


def by_channel(made: Making) -> Iterator[Block]:
    """By which way they took place."""
    one = made.now.of(TALKS, CHANNEL)
    if one is not None and one.band is None:
        yield from blocks_of(one, Said("Gesprekken gingen het vaakst zo: {}", "Hoe mensen ons bereikten"))


def time_taken(made: Making) -> Iterator[Block]:
    """How many hours conversations took, by channel."""
    one = made.now.of(QUARTERS, CHANNEL)
    yield from _total(
        made, QUARTERS, "De gesprekken {of_when} kostten samen {total} uur.", "Hoeveel tijd de gesprekken kostten"
    )
    if one is not None and one.band is None and is_shown(one, one.dimensions[0].leaves):
        yield from blocks_of(one, Said("De meeste tijd ging naar: {}", "Hoeveel tijd het vroeg"))
        yield Paragraph(
            "Uren zijn afgerond, dus de delen tellen niet altijd precies op. Voorbereiding en reizen tellen niet mee."
        )


def _total(made: Making, measure: str, sentence: str, otherwise: str) -> Iterator[Block]:
    now = made.now
    # of few people no conversations and no hours are told: what is not there is withheld
    total = Mark.HIDDEN if now.total(measure) is None else now.total(measure)
    period = {"when": now.when, "capital_when": capital(now.when), "of_when": now.of_when}
    if isinstance(total, tuple) and measure == QUARTERS:
        total = (hours(total[0]), hours(total[1]))
    told = stated(LABELS[measure].format(**period), UNITS[measure], total)
    if isinstance(total, int):
        yield Statement(sentence.format(total=said(total), **period), told)
    elif isinstance(total, tuple):
        low, high = total
        unit = "uur" if measure == QUARTERS else "gesprekken"
        yield Statement(f"{otherwise}: {low} tot en met {high} {unit}. Meer zeggen we niet.", told)
    elif total is Mark.HIDDEN:
        yield Statement(f"{otherwise}, tonen we niet.", told)


def done(made: Making) -> Iterator[Block]:
    """In how many conversations each way of involvement took place; a conversation may have several."""
    every = [one for one in made.now.seen if one.measure == TALKS and one.dimensions[0].leaves[0] == YES]
    ways = [one for one in every if one.band is None and is_shown(one, [YES])]
    if ways:
        counts = tuple(Count(one.dimensions[0].name, figure(one, YES)) for one in ways)
        yield Bars("In hoeveel gesprekken we dit deden; in één gesprek kan het meer zijn", "gesprekken", "Wat", counts)
        yield Paragraph("Dit telt alleen mee waar het is genoteerd. In de andere gesprekken kan het ook gebeurd zijn.")
        # left out without a word, they would look as if they never took place
        if others := [in_a_sentence(one.dimensions[0].name) for one in every if one not in ways]:
            yield Paragraph(without_number(others))


def signalled(made: Making) -> Iterator[Block]:
    """Signals given and answered, where they were counted."""
    one = made.now.of(SIGNALS)
    if one is None:
        yield Paragraph("Tussentijdse signalen zijn over dit jaar niet geteld. Daarom staat hier geen aantal.")
    elif one.band is not None:
        low, high = one.band
        told = stated("Tussentijdse signalen", "signalen", one.band)
        yield Statement(f"We gaven {low} tot en met {high} tussentijdse signalen.", told)
    else:
        dimension = one.dimensions[0]
        rows = tuple(
            Row(node, (figure(one, node),), total=node == dimension.root) for node in reversed(dimension.nodes)
        )
        yield Table("Tussentijdse signalen aan de organisatie", "Signaal", ("signalen",), rows)


def prevented(made: Making) -> Iterator[Block]:
    """What was done to prevent: activities, people reached, hours. Nobody who came is in these figures."""
    activities = made.now.of(ACTIVITIES, KIND)
    if activities is None:
        yield Paragraph(
            "Voorlichting en andere activiteiten zijn over dit jaar niet geteld. Daarom staat hier geen aantal."
        )
        return
    beside = [one for one in (made.now.of(REACHED, KIND), made.now.of(TIME_SPENT, KIND)) if one is not None]
    dimension = activities.dimensions[0]
    columns = ("keer", *(COLUMNS[one.measure] for one in beside))
    kinds = [node for node in dimension.leaves if figure(activities, node)]
    rows = tuple(
        Row(
            node,
            (figure(activities, node), *(_spent(figure(one, node), one.measure) for one in beside)),
            total=node == dimension.root,
        )
        for node in (*kinds, dimension.root)
    )
    yield Table("Wat we deden om te voorkomen", "Activiteit", columns, rows)


COLUMNS = {REACHED: "bereikte mensen", TIME_SPENT: "uren"}


def _spent(found: int | Mark, measure: str) -> Figure:
    return Hours(found) if measure == TIME_SPENT and isinstance(found, int) else found


AT_EACH = (
    "Een activiteit op twee plekken telt hier bij allebei mee, en bij wat we deden om te voorkomen één keer. Daarom "
    "tellen deze aantallen niet op tot het totaal daar. Waar een activiteit over iemand kan gaan, staat zij hier niet."
)


def seen_at(made: Making) -> Iterator[Block]:
    """Where counsellors were visible: for beside the rings of silence."""
    one = made.now.of(PLACES_REACHED)
    if one is not None:
        yield Table(
            "Waar we dit jaar zichtbaar waren",
            "Onderdeel",
            ("activiteiten",),
            tuple(Row(leaf, (figure(one, leaf),)) for leaf in one.dimensions[0].leaves),
        )
        yield Paragraph(AT_EACH)
