"""The periods that a table is said to cover, beside those that a history knows.

Proof note. A period written otherwise than before would be one of its own, compared with nothing, and its table would
give the earlier one away. So a name that differs from a known one by signs, case or leading zeros only is always
refused, and a set of names of which the history knows none is, until somebody says that it is new.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from nabij_disclosure.flaws import BadInput
from nabij_disclosure.history import Released
from nabij_disclosure.labels import clean
from nabij_disclosure.pose import ONLY

_PIECES = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_periods(text: str | None) -> frozenset[str]:
    """The names after ``--period``; ``-`` is the period of tables that name none. Raises ``BadInput``."""
    if text is None:
        return ONLY
    return frozenset(one.strip() if one.strip() in ONLY else clean(one) for one in text.split(","))


def names_in(history: Iterable[Released]) -> frozenset[str]:
    """Every period that some release covers."""
    return frozenset[str]().union(*(entry.periods for entry in history))


def named(periods: Iterable[str]) -> str:
    """The names as they stand in a sentence; empty where there is none but that of tables that name none."""
    return ", ".join(sorted(set(periods) - ONLY))


def check_periods(periods: frozenset[str], known: frozenset[str], *, new: bool) -> None:
    """Raises ``BadInput`` for what may be a known period in other words. ``new``: somebody says that it is another."""
    if not known or periods == known == ONLY:
        return
    if periods == ONLY:
        raise BadInput("no_period", known=named(known))
    for name in sorted(periods - known):
        for other in sorted(known - ONLY):
            if _pieces(name) == _pieces(other):
                raise BadInput("like_period", name=name, known=other)
            if not new and _is_near(name, other):
                raise BadInput("near_period", name=name, known=other)
    if new or periods & known:
        return
    name = min(periods)
    if known == ONLY:
        raise BadInput("unnamed_period", name=name)
    parts = parts_of_year(periods, known)
    if parts:
        raise BadInput("year_period", name=name, known=", ".join(parts), parts=",".join(parts))
    raise BadInput("unknown_period", name=name, known=", ".join(_nearest_first(name, known - ONLY)))


def parts_of_year(periods: frozenset[str], known: frozenset[str]) -> list[str]:
    """Known periods that may be parts of a new one that looks like a year."""
    years = {_YEAR.findall(name)[0] for name in periods - known if _is_year(name)}
    return sorted(
        name
        for name in known - ONLY
        if not _is_year(name) and years and (not _YEAR.search(name) or years & set(_YEAR.findall(name)))
    )


def _is_year(name: str) -> bool:
    pieces = [piece for piece in _pieces(name) if piece.isdigit()]
    return len(pieces) == 1 and bool(_YEAR.fullmatch(pieces[0])) and len(_pieces(name)) <= 2


def _pieces(name: str) -> tuple[str, ...]:
    """Words and numbers, without what stands between them: ``Q1-2025`` as ``q 1 2025``."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return tuple(str(int(piece)) if piece.isdecimal() else piece for piece in _PIECES.findall(text))


def _is_near(name: str, other: str) -> bool:
    """Whether two names have the same words and numbers in another order or otherwise divided."""
    mine, theirs = _pieces(name), _pieces(other)
    return sorted(mine) == sorted(theirs) or "".join(mine) == "".join(theirs)


def _nearest_first(name: str, known: Collection[str]) -> list[str]:
    alike = {one: SequenceMatcher(None, name.casefold(), one.casefold()).ratio() for one in known}
    return sorted(known, key=lambda one: (-alike[one], one))
