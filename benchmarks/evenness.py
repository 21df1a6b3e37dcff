"""Whether the time of a look tells what came of it: with the answer given at once, and on a step as the server does."""

import statistics
import time
import uuid
from collections.abc import Callable
from itertools import product
from typing import Any

from benchmarks.cluster import durable_cluster
from benchmarks.command import run
from benchmarks.figures import Figure
from benchmarks.installation import installation

TITLE = "What the time of a look tells"
LOOKS, QUICK_LOOKS = 400, 10
OTHERS = (0, 2, 3, 40)
"""Nobody else, one fewer than is told, as many as is told, and a person whom many name."""

type Look = Callable[[], bool]


def measure(quick: bool) -> list[Figure]:
    """On PostgreSQL, in this process: the whole action with its audit line, one kind after the other."""
    looks = QUICK_LOOKS if quick else LOOKS
    with durable_cluster() as addresses, installation(**addresses):
        return [*_told(_timed(looks, even=False), "at once"), *_told(_timed(looks, even=True), "on a step")]


def _told(times: dict[int, list[float]], how: str) -> list[Figure]:
    figures = [
        Figure(f"{how}: {others} others, median", 1000 * statistics.median(times[others]), "ms") for others in OTHERS
    ]
    for one, other in ((0, 2), (2, 3), (0, 40)):
        figures.append(
            Figure(f"{how}: {one} or {other} told right from one time", _guessed(times[one], times[other]), "%")
        )
    return figures


def _guessed(less: list[float], more: list[float]) -> float:
    """How often the best line between the times tells which it was, drawn by half for the rest; 50% is a coin."""
    half = len(less) // 2
    lines = sorted(less[:half] + more[:half])
    right = max(
        lines, key=lambda line: sum(one <= line for one in less[:half]) + sum(one > line for one in more[:half])
    )
    told = sum(one <= right for one in less[half:]) + sum(one > right for one in more[half:])
    return 100 * told / (len(less) + len(more) - 2 * half)


def _timed(looks: int, *, even: bool) -> dict[int, list[float]]:
    from nabij.patterns.models import Asked
    from nabij.patterns.views import evenly

    asking = {others: _looking_at(others) for others in OTHERS}
    times: dict[int, list[float]] = {others: [] for others in OTHERS}
    for _, others in product(range(looks), OTHERS):
        Asked.objects.all().delete()
        began = time.perf_counter()
        if even:
            evenly(asking[others])
        else:
            asking[others]()
        times[others].append(time.perf_counter() - began)
    return times


def _looking_at(others: int) -> Look:
    """A person at an organisation of their own whom so many others name."""
    from nabij.kit.permit import permit
    from nabij.patterns import actions
    from nabij.patterns.models import Do, Matched, Token
    from nabij.patterns.rules import BY_NAME, Named, NewToken
    from nabij.people.models import Appointment, Counsellor, Organisation, Practice, Role, User

    practice = Practice.objects.create(name="Praktijk")
    organisation = Organisation.objects.create(practice=practice, name="Organisatie", sector="care")
    user = User.objects.create(
        practice=practice, email=f"{uuid.uuid4()}@voorbeeld.test", name="A", role=Role.COUNSELLOR
    )
    Counsellor.objects.create(practice=practice, user=user, languages=["nl"], expertise=[])
    Appointment.objects.create(practice=practice, organisation=organisation, counsellor=user)
    mine = NewToken(uuid.uuid4(), uuid.uuid4(), False, uuid.uuid4())
    place = {"practice": practice, "organisation": organisation, "epoch": 1, "matcher": 1, "lock": "l" * 64}
    same: dict[str, Any] = {"by_email": False, "has_email": False, "known": BY_NAME, "whose": mine.whose}
    handles = [uuid.uuid4() for _ in range(others + 1)]
    for nth, handle in enumerate(handles):
        visitor = uuid.uuid4() if nth else mine.visitor
        Token.objects.create(**place, **same, handle=handle, token=mine.token, visitor=visitor)
    allowed = permit(user, Do.LOOK, Matched.objects.get(pk=organisation.pk))
    asked = [Named(handles[0], 1, 1, BY_NAME, (mine,))]
    return lambda: actions.look(allowed, asked)


if __name__ == "__main__":
    run(TITLE, measure)
