"""What may go out of tables, judged once: a page, a change of grouping and the page after it ask the same.

Proof note. Before: everything that an answer depends on. After: the answer is what judging it anew gives, since the
same seed, tables and history always give the same pattern, and a question is found back only where all of it is equal.
What goes out is audited against the ledger of that moment all the same. A refusal is never kept.

Questions and answers hold true counts, so they stay in memory no longer than somebody is at work on them: ten minutes
after they were last asked a thread of its own lets go of them, and at once when figures of the organisation go out or
anybody signs out here. A digest in their place would not do, since the answer itself holds the counts.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, Timer
from time import monotonic

from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked, Link
from nabij_disclosure.release import Release, TooFew, release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import Progress

KEPT = 12
"""How many answers a process remembers: of a few reports, the grouping of before and of now."""

MINUTES = 10
"""How long it remembers them after they were asked for last."""

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


class _Memory:
    """The last answers, each for so many minutes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[tuple[Question, float, float], tuple[float, Outs]] = OrderedDict()
        self._timer: Timer | None = None

    def __len__(self) -> int:
        return len(self._answers)

    def find(self, key: tuple[Question, float, float]) -> Outs | None:
        """The answer to a question that was asked before, from now on for so many minutes again."""
        self.forget_old()
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            self._put(key, found[1])
            return found[1]

    def keep(self, key: tuple[Question, float, float], outs: Outs) -> None:
        with self._lock:
            self._put(key, outs)

    def _put(self, key: tuple[Question, float, float], outs: Outs) -> None:
        self._answers[key] = (monotonic() + 60 * MINUTES, outs)
        self._answers.move_to_end(key)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        self._wait()

    def _wait(self) -> None:
        """Come back when the first of them is too old, also where nobody asks anything any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._answers:
            first = min(until for until, _ in self._answers.values())
            self._timer = Timer(max(0.0, first - monotonic()) + 0.01, self.forget_old)
            self._timer.daemon = True
            self._timer.start()

    def forget_old(self) -> None:
        with self._lock:
            now = monotonic()
            for key in [key for key, (until, _) in self._answers.items() if until <= now]:
                del self._answers[key]
            self._wait()

    def forget(self, seed: bytes | None) -> None:
        with self._lock:
            for key in [key for key in self._answers if seed is None or key[0].seed == seed]:
                del self._answers[key]
            self._wait()


_memory = _Memory()


def forget(seed: bytes | None = None) -> None:
    """Let go at once of all that was judged of the organisation of this seed, or of every one."""
    _memory.forget(seed)


def _remembered(question: Question, seconds: float, limit: float) -> Outs:
    key = (question, seconds, limit)
    found = _memory.find(key)
    if found is None:
        found = _judge(question, seconds, limit, None)
        _memory.keep(key, found)
    return found


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
