"""A classification as blocks: a chart of what is shown, and in words what is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from nabij.releases.rules import Shown
from nabij.reporting.assembling.known import UNITS, figure, is_shown, listed
from nabij.reporting.document import MOST_BARS, Bars, Block, Count, Mark, Paragraph, Row, Statement, Table
from nabij.reporting.rules.rest import is_rest_of
from nabij.reporting.rules.short_names import short_name
from nabij.reporting.rules.table_names import rows_name

MOST_NAMED = 8

TOO_FEW = "de aantallen zijn te klein, of zouden elkaar verraden"
NOT_BY_GROUP = (
    "Per groep geven we hier geen aantallen: de groepen zijn te klein, of zouden elkaar of het totaal verraden."
)

TOP_OF_IT = (
    "Dit zijn alleen de grote groepen. De volgende figuur laat alles zien, ook wat in geen van deze groepen valt."
)


@dataclass(frozen=True)
class Said:
    """How the title of a chart says what came most, and what it says where the shown figures do not tell that."""

    most: str
    otherwise: str


def blocks_of(one: Shown, said: Said, *, apart: Sequence[str] = ()) -> Iterator[Block]:
    """Its groups where it has them, then its classes but for those told ``apart``."""
    dimension = one.dimensions[0]
    groups = [node for node in dimension.nodes if node not in {dimension.root, *dimension.leaves}]
    leaves = [leaf for leaf in dimension.leaves if leaf not in apart]
    if not is_shown(one, [*groups, *leaves]):
        yield Statement(NOT_BY_GROUP)
        return
    if groups and is_shown(one, groups):
        whole = f"{said.otherwise}, in het groot"
        tops = [node for node in dimension.nodes if dimension.parents.get(node) == dimension.root and node not in apart]
        beyond = [node for node in tops if node not in groups]
        title = titled(one, tops, Said(said.most, whole))
        # what lies in no group may be more than any of them
        yield from _drawn(one, groups, title if _is_of(groups, title, said) or not beyond else whole)
        if beyond and is_shown(one, leaves):
            yield Paragraph(TOP_OF_IT)
    if is_shown(one, leaves):
        yield from _chart(one, leaves, said)
    elif groups:
        yield Statement("Preciezer geven we geen aantallen.")


def _is_of(groups: Sequence[str], title: str, said: Said) -> bool:
    """Whether a title says that one or two of these came most."""
    return title in {said.most.format(_both(some)) for n in (1, 2) for some in combinations(groups, n)}


def _chart(one: Shown, nodes: Sequence[str], said: Said) -> Iterator[Block]:
    yield from _drawn(one, nodes, titled(one, nodes, said))


def _drawn(one: Shown, nodes: Sequence[str], title: str) -> Iterator[Block]:
    # those without a number as well: left out, they would look like nobody
    unit = UNITS[one.measure]
    corner = rows_name(one.dimensions[0].name)
    if len(nodes) <= MOST_BARS:
        yield Bars(title, unit, corner, tuple(Count(node, figure(one, node)) for node in nodes))
    else:
        yield Table(title, corner, (unit,), tuple(Row(node, (figure(one, node),)) for node in nodes))


def without_number(hidden: Sequence[str]) -> str:
    """Which classes have no number, in a sentence: by name where they are few."""
    if len(hidden) <= MOST_NAMED:
        return f"Geen aantal geven we voor: {listed(hidden)}."
    return "Voor de andere keuzes uit onze lijst geven we geen aantal, ook niet waar dat nul zou zijn."


def titled(one: Shown, nodes: Sequence[str], said: Said) -> str:
    """The finding, where it follows from what is shown: no hidden class is larger than what the shown ones leave."""
    total = figure(one, one.dimensions[0].root)
    shown = {node: found for node in nodes if isinstance(found := figure(one, node), int)}
    most = max(shown.values(), default=0)
    largest = [node for node, count in shown.items() if count == most]
    left = total - sum(shown.values()) if isinstance(total, int) else None
    complete = len(shown) == len(nodes)
    # of a class for all the rest nobody knows what most of it was
    is_rest = any(is_rest_of(one.dimensions[0], node) for node in largest)
    if not most or is_rest or len(largest) > 2 or not (complete or (left is not None and left < most)):
        return said.otherwise if complete else f"{said.otherwise}: wat we kunnen tonen"
    return said.most.format(_both(largest))


def _both(names: Sequence[str]) -> str:
    """One name or two as a title says them."""
    return " en ".join(map(short_name, names))


def hidden_in(one: Shown) -> tuple[int, int]:
    """How many classes have no number, and how many classes there are."""
    leaves = [leaf for leaf in one.dimensions[0].leaves if figure(one, leaf) is not Mark.IMPOSSIBLE]
    return sum(figure(one, leaf) is Mark.HIDDEN for leaf in leaves), len(leaves)
