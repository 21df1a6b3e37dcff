"""Groups of which the classes stand apart, and taking those of one together again. Pure; names only, no counts.

Proof note. Before: a classification and a plan. After: ``apart_groups`` names each group of the code list, or of those
that a report begins with, whose classes lie in two classes or more of what the plan shows and in none with others;
``taken_back`` makes one class of them and changes nothing else, so who showed every code sees one group less apart.
"""

from collections.abc import Mapping, Sequence

from nabij.kit.errors import Refused
from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.planning import shaped, together
from nabij_disclosure.table import Dimension

_NOT_APART = (
    "Deze groep is al samen, of een deel zit in een andere groep. Er is niets veranderd. Laad de pagina opnieuw."
)


def apart_groups(plan: Plan, dimension: Dimension) -> Mapping[str, Sequence[str]]:
    """By group the classes, as they are shown now, that would be taken together again."""
    now = shaped(dimension, plan)
    if now is None:
        return {}
    held = {leaf: set(now.joins.get(leaf, (leaf,))) for leaf in now.leaves}
    found = {}
    for group, codes in _groups(dimension).items():
        pieces = [leaf for leaf, parts in held.items() if parts <= codes]
        if len(pieces) > 1 and set().union(*(held[leaf] for leaf in pieces)) == codes:
            found[group] = tuple(pieces)
    return found


def taken_back(plan: Plan, dimension: Dimension, group: str) -> Plan:
    """The plan with the classes of this group as one again; raises ``Refused`` where they are no longer apart."""
    pieces = apart_groups(plan, dimension).get(group)
    if pieces is None:
        raise Refused(_NOT_APART, code="stale")
    return together(plan, dimension, pieces, group)


def _groups(dimension: Dimension) -> dict[str, set[str]]:
    """Each group by name with its codes: those that a report begins with, and those of the code list beside them."""
    first = {
        group: {leaf for part in parts if part in dimension.nodes for leaf in dimension.leaves_below[part]}
        for group, parts in FIRST_GROUPS.get(dimension.name, {}).items()
    }
    named = {part for parts in FIRST_GROUPS.get(dimension.name, {}).values() for part in parts}
    inner = [node for node in dimension.nodes if node not in {dimension.root, *dimension.leaves, *named}]
    return {**{node: set(dimension.leaves_below[node]) for node in inner}, **first}
