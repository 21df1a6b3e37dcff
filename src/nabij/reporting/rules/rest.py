"""Which class of a classification is for all the rest: no sentence may call it what came most. Pure.

Proof note. Before: a classification. After: true of each class that holds what is not filled in or not shared, that is
called by a word for what remains, or that has no outcome yet. Why the parts count as well: whoever joins classes names
the group.
"""

import re

from nabij.reporting.rules.tables import NOT_FILLED_IN
from nabij_disclosure.table import Dimension

_BEGINS = re.compile(
    r"(?:overige?n?|(?:een |iets |iemand )?andere?s?|de rest|rest|diversen?|onbekend|loopt nog)\b", re.IGNORECASE
)
_HOLDS = re.compile(r"\bniet (?:ingevuld|gedeeld|bekend)\b|\bonbekend\b|\boverige?n?\b", re.IGNORECASE)


def is_rest_of(dimension: Dimension, node: str) -> bool:
    """Whether a class, a group or one of its parts is for what has no class of its own."""
    leaves = dimension.leaves_below.get(node, (node,))
    parts = [part for leaf in leaves for part in (leaf, *dimension.joins.get(leaf, ()))]
    return any(map(is_rest, (node, *parts)))


def is_rest(label: str) -> bool:
    """Whether a label is for what has no class of its own."""
    return label == NOT_FILLED_IN or bool(_BEGINS.match(label) or _HOLDS.search(label))
