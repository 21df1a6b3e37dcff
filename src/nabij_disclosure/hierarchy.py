"""A file that says what lies under what: nested JSON, a list of leaves, or each node with the one above it.

Proof note. Before: bytes from anybody. After: a ``Dimension`` in the order of the file, or ``BadInput``. Why a list
counts too: the order in which rows are printed may not come from the table, which may be sorted by its counts.
"""

import json
from collections.abc import Iterator

from nabij_disclosure.errors import MalformedTable
from nabij_disclosure.flaws import BadInput
from nabij_disclosure.labels import clean
from nabij_disclosure.table import TOTAL, Dimension

LONGEST = 1_000_000


def read_hierarchy(name: str, content: bytes) -> Dimension:
    """The classification in a file. Raises ``BadInput``."""
    try:
        pairs = list(_pairs(name, _parsed(name, content)))
    except RecursionError:
        raise BadInput("hierarchy_shape", dimension=name) from None
    parents: dict[str, str] = {}
    for node, above in pairs:
        if node in parents or node == TOTAL:
            raise BadInput("node_twice", name=node, dimension=name)
        parents[node] = above
    # a parent that is named only as one hangs under the total, before its first child
    known = {TOTAL, *parents}
    placed: dict[str, str] = {}
    for node, above in parents.items():
        if above not in known:
            placed.setdefault(above, TOTAL)
        placed[node] = above
    if not placed:
        raise BadInput("hierarchy_shape", dimension=name)
    try:
        return Dimension(name, placed)
    except MalformedTable:
        raise BadInput("node_loop", dimension=name) from None


def merged(hierarchy: Dimension, used: set[str]) -> Dimension:
    """The classification as a table uses it: a group that has rows while nothing under it has is a leaf that joins."""
    under: dict[str, set[str]] = {node: set() for node in hierarchy.nodes}
    for node in hierarchy.parents:
        above = hierarchy.parents[node]
        while True:
            under[above].add(node)
            if above == hierarchy.root:
                break
            above = hierarchy.parents[above]
    joined = {node for node in used - {hierarchy.root} if under[node] and not under[node] & used}
    gone = {node for group in joined for node in under[group]}
    parents = {node: above for node, above in hierarchy.parents.items() if node not in gone}
    joins = {node: hierarchy.leaves_below[node] for node in parents if node in joined}
    return Dimension(hierarchy.name, parents, hierarchy.root, joins)


def _parsed(name: str, content: bytes) -> object:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [key for key, _ in pairs]
            raise BadInput("node_twice", name=next(key for key in names if names.count(key) > 1), dimension=name)
        return found

    if len(content) > LONGEST:
        raise BadInput("hierarchy_shape", dimension=name)
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=once)
    except ValueError:
        raise BadInput("hierarchy_shape", dimension=name) from None


def _pairs(name: str, tree: object) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict) and tree and all(isinstance(above, str) for above in tree.values()):
        for node, above in tree.items():
            yield clean(node), clean(above)
        return
    if isinstance(tree, dict) and len(tree) == 1 and clean(next(iter(tree))) == TOTAL:
        tree = next(iter(tree.values()))
    yield from _below(name, tree, TOTAL)


def _below(name: str, branch: object, above: str) -> Iterator[tuple[str, str]]:
    if isinstance(branch, dict):
        for node, below in branch.items():
            label = clean(node)
            yield label, above
            yield from _below(name, below, label)
    elif isinstance(branch, list) and all(isinstance(leaf, str) for leaf in branch):
        yield from ((clean(leaf), above) for leaf in branch)
    elif branch is not None:
        raise BadInput("hierarchy_shape", dimension=name)
