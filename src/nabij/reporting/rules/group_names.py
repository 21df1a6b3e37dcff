"""What a group of classes is called when nobody says. Pure.

Proof note. Before: names of classes. After: ``name_of`` gives all of them up to ``LONGEST`` signs, since the ledger
knows a group by its name, and two groups of one name would be one to it.
"""

from collections.abc import Collection, Mapping, Sequence

from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.lettering import in_a_sentence
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.short_names import first_of
from nabij.reporting.rules.tables import PLACE

LONGEST = 180
"""Longer names no plan takes; where all names together are longer, as many as fit."""


def name_of(parts: Sequence[str], *, proper: bool = False) -> str:
    """What a group is called when nobody says: all its classes, so that a reader knows what it counts.

    ``proper``: they are names, and keep their capitals.
    """
    names = [one if proper or not place else in_a_sentence(one) for place, one in enumerate(parts)]
    for shown in range(len(names), 1, -1):
        if len(found := first_of(names, shown)) <= LONGEST:
            return found
    return first_of([names[0][: LONGEST - 20], *names[1:]], 1)


def made_of(classification: str, parts: Sequence[str], old: Mapping[str, Sequence[str]]) -> str:
    """The name of these classes taken together; those that were called after their classes before are told apart."""
    proper = classification == PLACE
    names: list[str] = []
    for part in parts:
        inner = old.get(part, (part,))
        names += inner if part == name_of(inner, proper=proper) else [part]
    return name_of(names, proper=proper)


def named_by_authors(plan: Plan, own: Collection[str] = ()) -> tuple[str, ...]:
    """The groups whose names somebody typed, not made of their classes and not one that a report begins with.

    ``own``: parts of the organisation, which may have parts themselves.
    """
    return tuple(
        group
        for name, groups in plan.groups.items()
        for group, parts in groups.items()
        if group not in FIRST_GROUPS.get(name, {}) and group not in own and group not in _made(name, parts)
    )


def _made(classification: str, parts: Sequence[str]) -> set[str]:
    """What a group is called that nobody named: after its classes, or after the groups that a report begins with."""
    folded, left = [], list(parts)
    first = FIRST_GROUPS.get(classification, {})
    while left:
        whole = next((one for one, inner in first.items() if left[0] in inner and set(inner) <= set(left)), None)
        folded.append(whole or left[0])
        gone = set(first[whole]) if whole else {left[0]}
        left = [part for part in left if part not in gone]
    proper = classification == PLACE
    return {name_of(parts, proper=proper), name_of(folded, proper=proper)}
