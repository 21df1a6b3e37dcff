"""What a list of names is called where there is little room: the first of them, and how many others. Pure.

Proof note. ``short_names`` is for drawings and titles only: right behind each drawing stands its table, with the whole
name. Equal short names are lengthened until they differ, so that no drawing has two rows of one name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from nabij.reporting.rules.lettering import in_words

NAMED = 3
"""So many names are short enough to be read as one; of more the first two are said, and how many others."""


def first_of(names: Sequence[str], shown: int) -> str:
    """So many of the names, and how many others there are."""
    left = len(names) - shown
    some = [*names[:shown], f"{left} andere"] if left else list(names)
    # where a class is itself a list, one would not see where the next begins
    if any(map(_is_list, names[:shown])):
        return " + ".join(names[:shown]) + (f" en {left} andere" if left else "")
    return in_words(some)


def _is_list(name: str) -> bool:
    return any(sign in name for sign in (", ", " of ", " en "))


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
    return first_of([*others, *[last] * (more + 1)], shown)


def _listed(name: str) -> list[str]:
    """The classes that a name lists; one that no list is made of is by itself."""
    if " + " in name:
        *items, end = name.split(" + ")
        kept, cut, left = end.rpartition(" en ")
        return [*items, kept, left] if cut and left.endswith(" andere") else [*items, end]
    before, _, last = name.rpartition(" en ")
    # "Iets anders, niet gedeeld of niet ingevuld" is one class
    return [*before.split(", "), last] if before and " of " not in name else [name]
