"""What a group of classes is called when nobody says, in the figures and, shorter, where there is little room. Pure.

Proof note. Before: names of classes. After: ``name_of`` gives all of them up to ``LONGEST`` signs, since the ledger
knows a group by its name, and two groups of one name would be one to it. ``short_names`` is for drawings and titles
only: right behind each drawing stands its table, with the whole name. Equal short names are lengthened until they
differ, so that no drawing has two rows of one name.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.lettering import in_a_sentence, in_words
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.tables import PLACE

LONGEST = 180
"""Longer names no plan takes; where all names together are longer, as many as fit."""

NAMED = 3
"""So many names are short enough to be read as one; of more the first two are said, and how many others."""


def name_of(parts: Sequence[str], *, proper: bool = False) -> str:
    """What a group is called when nobody says: all its classes, so that a reader knows what it counts.

    ``proper``: they are names, and keep their capitals.
    """
    names = [one if proper or not place else in_a_sentence(one) for place, one in enumerate(parts)]
    for shown in range(len(names), 1, -1):
        if len(found := _first(names, shown)) <= LONGEST:
            return found
    return _first([names[0][: LONGEST - 20], *names[1:]], 1)


def _first(names: Sequence[str], shown: int) -> str:
    """So many of the names, and how many others there are."""
    left = len(names) - shown
    some = [*names[:shown], f"{left} andere"] if left else list(names)
    # where a class is itself a list, one would not see where the next begins
    if any(map(_is_list, names[:shown])):
        return " + ".join(names[:shown]) + (f" en {left} andere" if left else "")
    return in_words(some)


def _is_list(name: str) -> bool:
    return any(sign in name for sign in (", ", " of ", " en "))


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


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Each name as a drawing says it: of a list of more than three the first two, and how many others."""
    whole = list(dict.fromkeys(names))
    found = {name: _short(name, 2) for name in whole}
    for shown in range(3, max((len(_listed(name)) for name in whole), default=0) + 1):
        often = Counter(found.values())
        found = {name: _short(name, shown) if often[one] > 1 else one for name, one in found.items()}
    return found


def short_name(name: str) -> str:
    """One name as a title says it."""
    return _short(name, 2)


def _short(name: str, shown: int) -> str:
    items = _listed(name)
    if len(items) <= max(NAMED, shown):
        return name
    # where the name was too long itself, its last says how many others there are
    *others, last = items
    more = int(cut[1]) - 1 if (cut := re.fullmatch(r"(\d+) andere", last)) else 0
    return _first([*others, *[last] * (more + 1)], shown)


def _listed(name: str) -> list[str]:
    """The classes that a name lists; one that no list is made of is by itself."""
    if " + " in name:
        *items, end = name.split(" + ")
        kept, cut, left = end.rpartition(" en ")
        return [*items, kept, left] if cut and left.endswith(" andere") else [*items, end]
    before, _, last = name.rpartition(" en ")
    # "Iets anders, niet gedeeld of niet ingevuld" is one class
    return [*before.split(", "), last] if before and " of " not in name else [name]
