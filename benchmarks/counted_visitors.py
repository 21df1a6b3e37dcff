"""Of one person's visitors at the end of a year: how many are counted twice, and how many are not counted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from benchmarks.drawn_year import YEAR, Telling, Year
from benchmarks.looking import rows_of
from nabij.patterns.rules import Kept, Named
from nabij.patterns.rules.counting import others

type Lying = tuple[Telling, Named]


@dataclass(slots=True)
class Counted:
    """Sums over matters in which somebody is named whom others name too.

    ``there``, ``told``: other visitors, in truth and as counted.
    ``again``: visitors with two matters or more about one person, of one counsellor or of both; ``twice``: those of
    them who count as two.
    """

    matters: int = 0
    there: int = 0
    told: int = 0
    too_many: int = 0
    again_here: int = 0
    twice_here: int = 0
    again_both: int = 0
    twice_both: int = 0


def count_visitors(years: Sequence[Year], named: Sequence[Sequence[Named | None]]) -> Counted:
    """What is told to each matter at the end of its year, beside the truth; namesakes apart."""
    counted = Counted()
    for year, tokens in zip(years, named, strict=True):
        for lying in _by_person(year, tokens):
            rows = [row for _, one in lying for row in rows_of(one)]
            for one, asked in lying:
                _compare(counted, one, asked, lying, rows)
            for visitor in {one.visitor for one, _ in lying}:
                _again(counted, [both for both in lying if both[0].visitor == visitor])
    return counted


def _by_person(year: Year, tokens: Sequence[Named | None]) -> Iterator[list[Lying]]:
    lying: dict[int, list[Lying]] = defaultdict(list)
    for one, asked in zip(year.tellings, tokens, strict=True):
        if asked is not None and one.gone > YEAR:
            lying[one.person].append((one, asked))
    return iter(lying.values())


def _compare(counted: Counted, one: Telling, asked: Named, lying: Sequence[Lying], rows: Sequence[Kept]) -> None:
    there = len({other.visitor for other, named in lying if _alike(asked, named)} - {one.visitor})
    told = others([asked], rows)
    if there or told:
        counted.matters += 1
        counted.there += there
        counted.told += told
        counted.too_many += told > there


def _alike(one: Named, other: Named) -> bool:
    return bool({token.token for token in one.tokens} & {token.token for token in other.tokens})


def _again(counted: Counted, mine: Sequence[Lying]) -> None:
    """Of one visitor's matters about one person, whether any two count as two to somebody."""
    pairs = [(one, other) for at, one in enumerate(mine) for other in mine[:at] if _alike(one[1], other[1])]
    for both, here in ((False, True), (True, False)):
        some = [pair for pair in pairs if (pair[0][0].counsellor != pair[1][0].counsellor) is both]
        twice = any(_are_two(one[1], other[1]) for one, other in some)
        if some and here:
            counted.again_here += 1
            counted.twice_here += twice
        elif some:
            counted.again_both += 1
            counted.twice_both += twice


def _are_two(one: Named, other: Named) -> bool:
    rows = [*rows_of(one), *rows_of(other)]
    return any(others([asker], rows) > 1 for asker in _somebody_else(one, other))


def _somebody_else(one: Named, other: Named) -> Iterator[Named]:
    """Another visitor of either counsellor, known in either way."""
    for whose in (one, other):
        for known in (one.known, other.known):
            visitor: UUID = uuid4()
            tokens = tuple(replace(token, visitor=visitor, also=frozenset()) for token in whose.tokens)
            yield replace(whose, handle=uuid4(), known=known, tokens=tokens)
