"""What may go out of tables, judged once: a page, a change of grouping and the page after it ask the same.

Proof note. Before: everything that an answer depends on. After: the answer is what judging it anew gives, since the
same seed, tables and history always give the same pattern, and a question is found back only where all of it is equal.
What goes out is audited against the ledger of that moment all the same. A refusal is never kept.
"""

from dataclasses import dataclass
from functools import lru_cache

from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked, Link
from nabij_disclosure.release import Release, TooFew, release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import Progress

KEPT = 12
"""How many answers a process remembers: of a few reports, the grouping of before and of now."""

type Outs = tuple[Release | TooFew, ...]


@dataclass(frozen=True)
class Question:
    """All that an answer depends on."""

    seed: bytes
    history: tuple[Released, ...]
    asked: tuple[Asked, ...]
    settings: Settings
    links: tuple[Link, ...]

    def __hash__(self) -> int:
        # tables hold counts by cell, which have no hash of their own; equality compares all of it
        return hash((self.seed, len(self.history), *(one.table.name for one in self.asked)))


def outs_of(question: Question, seconds: float, limit: float, progress: Progress | None = None) -> Outs:
    """What may go out, as ``release_linked`` gives it; it raises what that does. ``progress`` is told of new work only.

    ``limit``: an answer that was found stands, however long there is for another.
    """
    if progress is not None:
        return _judge(question, seconds, limit, progress)
    return _remembered(question, seconds, limit)


@lru_cache(maxsize=KEPT)
def _remembered(question: Question, seconds: float, limit: float) -> Outs:
    return _judge(question, seconds, limit, None)


def _judge(question: Question, seconds: float, limit: float, progress: Progress | None) -> Outs:
    return release_linked(
        question.asked,
        settings=question.settings,
        seed=question.seed,
        history=question.history,
        links=question.links,
        seconds=seconds,
        limit=limit,
        progress=progress,
    )
