"""Calls that race each other on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from django.db import connections


def on_its_own[Answer](call: Callable[[], Answer], start: Barrier | None = None) -> Answer:
    """What it answers on a connection of this thread; with ``start`` no sooner than the others."""
    if start:
        start.wait()
    try:
        return call()
    finally:
        connections.close_all()


def at_once[Answer](*calls: Callable[[], Answer], most: int | None = None) -> list[Answer]:
    """What these answer, begun together, each on a connection of its own; raises what one of them raises.

    With ``most`` that many at a time, each begun as soon as there is room.
    """
    start = Barrier(len(calls)) if most is None else None
    with ThreadPoolExecutor(most or len(calls)) as pool:
        return list(pool.map(partial(on_its_own, start=start), calls))
