"""Worlds that show that nobody can tell: for each target one at or under its low end, one at or over its high end.

Proof note. Before: the truth and every world given to ``keep`` agree with what is shown (the caller checks; ``verify``
does again). After: ``reached`` names for an end a world at or past it. Why it lasts: hiding more removes statements
only.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from nabij_disclosure.attack import Attack
from nabij_disclosure.problem import Target
from nabij_disclosure.solver import CLOSE, Forms, Whole

type End = tuple[int, int]
"""A target's position and a side: 1 for its high end, -1 for its low end."""


class Witnesses:
    """Worlds that agree with what is shown, the truth first, and for each end of each target one that reaches it.

    What is hidden more later keeps every witness good: a reader who knows less can rule out less.
    """

    def __init__(self, targets: Sequence[Target], truth: Whole) -> None:
        self.targets = targets
        self.worlds: list[Whole] = []
        self.reached: dict[End, int] = {}
        self._forms = Forms(target.form for target in targets)
        self._lows = np.array([target.low for target in targets], dtype=np.int64)
        self._highs = np.array([target.high for target in targets], dtype=np.int64)
        # for each world kept here, in the order of ``worlds``: which ends it reaches, all the low ones first
        self._marks: list[NDArray[np.bool_]] = []
        self._open = np.ones(2 * len(targets), dtype=np.bool_)
        self.keep(truth)

    def keep(self, world: Whole) -> None:
        """Take a world that agrees, where it is the first or reaches an end that none did, and note those ends."""
        self._keep(world, self._marks_of(world))

    def _keep(self, world: Whole, marks: NDArray[np.bool_]) -> None:
        new = marks & self._open
        if self.worlds and not new.any():
            return
        many = len(self.targets)
        ends = ((place % many, 1 if place >= many else -1) for place in np.flatnonzero(new).tolist())
        self.reached.update(dict.fromkeys(ends, len(self.worlds)))
        self._open &= ~new
        self.worlds.append(world)
        self._marks.append(marks)

    def _marks_of(self, world: Whole) -> NDArray[np.bool_]:
        values = self._forms.values(world)
        return np.concatenate((values <= self._lows, values >= self._highs))

    def where(self, agrees: Callable[[Whole], bool]) -> "Witnesses":
        """Those of its worlds that agree with something more."""
        fewer = copy(self)
        fewer.worlds, fewer.reached, fewer._marks = [], {}, []
        fewer._open = np.ones_like(self._open)
        # strict: a world that was added beside ``keep`` has no marks, and this would pair it with those of another
        for place, (world, marks) in enumerate(zip(self.worlds, self._marks, strict=True)):
            if place == 0 or agrees(world):
                fewer._keep(world, marks)
        return fewer

    def missing(self) -> Iterator[End]:
        """Ends without a witness, as long as they have none."""
        for side in (1, -1):
            for target in range(len(self.targets)):
                if (target, side) not in self.reached:
                    yield target, side


def search(attack: Attack, witnesses: Witnesses, *, until_stuck: bool = False) -> list[End]:
    """Find witnesses among the corners of what a reader allows; give back the ends that no whole corner reaches.

    ``until_stuck`` stops at the first of those.
    """
    stuck: list[End] = []
    for target, side in witnesses.missing():
        goal = witnesses.targets[target]
        wanted = goal.high if side > 0 else -goal.low
        reach = attack.push(goal.form, side)
        world = attack.whole(reach) if reach.value >= wanted - CLOSE else None
        if world is not None:
            witnesses.keep(world)
            continue
        stuck.append((target, side))
        if until_stuck:
            break
    return stuck
