"""What a table is called where a report speaks of it, and what its rows are. Pure.

Proof note. Before: the measure of a table and the name of its one classification, as the ledger keeps them. After:
words that a reader knows from the report itself; a classification without words of its own keeps its name.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from nabij.reporting.rules.lettering import capital, in_a_sentence
from nabij.reporting.rules.tables import (
    ANSWER,
    BREAKS,
    EVERYBODY,
    HOLDS,
    INTERNAL,
    LEVEL,
    QUARTERS,
    SIGNALS,
    TALKS,
    VISITORS,
)

COUNTED = {
    VISITORS: "mensen",
    TALKS: "gesprekken",
    QUARTERS: "uren",
    INTERNAL: "mensen bij interne vertrouwenspersonen",
    SIGNALS: "tussentijdse signalen",
    BREAKS: "mensen van wie vertrouwelijkheid is doorbroken",
}
_BY = {
    "aard": "waar het over ging",
    "op wie": "op wie het betrekking had",
    "rol": "hun rol in de organisatie",
    "positie": "hoe zij erbij betrokken waren",
    "onderdeel": "waar zij werken",
    "afloop": "hoe het eindigde",
    "kanaal": "hoe mensen ons bereikten",
    ANSWER: "of ze beantwoord zijn",
}
_ROWS = {
    "aard": "Waar het over ging",
    "op wie": "Op wie het betrekking had",
    "rol": "Rol",
    "positie": "Hoe erbij betrokken",
    "onderdeel": "Onderdeel",
    "afloop": "Afloop",
    "kanaal": "Kanaal",
}


def counted_name(measure: str) -> str:
    """What a table counts, in a sentence: "gesprekken"."""
    return COUNTED.get(measure, measure)


def table_name(measure: str, classification: str, *, says_yes: bool = False) -> str:
    """A table in a sentence: "mensen, naar op wie het betrekking had". ``says_yes``: it counts one thing, yes or no."""
    counted = counted_name(measure)
    if classification == EVERYBODY.name:
        return f"{counted} in totaal"
    if classification.startswith(f"{HOLDS} "):
        return f"{counted}, naar of de oplossing na {classification.removeprefix(f'{HOLDS} ')} standhield"
    if says_yes and classification.startswith(f"{LEVEL} "):
        return f"{counted} met iets op het niveau “{classification.removeprefix(f'{LEVEL} ')}”"
    if says_yes:
        return f"{counted} met “{in_a_sentence(classification)}”"
    return f"{counted}, naar {_BY.get(classification, classification)}"


def tables_named(names: Iterable[str]) -> str:
    """Tables by their names, as a sentence lists them; what several that stand together have in common is said once.

    "gesprekken met “nazorg”, “doorverwijzen”; mensen, naar hun rol in de organisatie; naar hoe het eindigde".
    """
    lists = []
    for (shared, between), ones in groupby(map(_in_two, names), key=itemgetter(0)):
        lists.append(shared + between.join(own for _, own in ones))
    return "; ".join(lists)


def _in_two(name: str) -> tuple[tuple[str, str], str]:
    """What a name has in common with others of its kind and what stands between these, and what is its own."""
    for before, begins, between in ((" ", "“", ", "), (", ", "naar ", "; ")):
        shared, found, own = name.partition(before + begins)
        if found:
            return (shared + before, between), begins + own
    return ("", "; "), name


def rows_name(classification: str) -> str:
    """What the rows of a table by this classification are, as the head of their column."""
    return _ROWS.get(classification, capital(classification))
