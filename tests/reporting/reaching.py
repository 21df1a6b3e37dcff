"""Whatever a template could get at: from each name that it is handed along attributes, items and calls."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID
from warnings import catch_warnings

from django.db.models import Manager, Model, QuerySet
from django.db.models.base import ModelBase
from django.http import HttpRequest

LIVE = (Model, ModelBase, Manager, QuerySet, HttpRequest)
"""From these a template gets to rows that were never released."""
_LEAVES = (str, bytes, int, float, date, Enum, UUID, type(None))
DEPTH = 5


def reached(context: Mapping[str, Any], depth: int = DEPTH, *, calls: bool = True) -> Iterator[str]:
    """The ways, as a template would write them, along which these names lead to something live; nearest first.

    Without ``calls`` it calls nothing: what can be changed would be, as by a template.
    """
    seen: set[int] = set()
    kept: list[Any] = []  # what a call makes must live on, or another gets its number
    front = [(name, value) for name, value in context.items()]
    for _ in range(depth + 1):
        behind: list[tuple[str, Any]] = []
        for way, found in front:
            value = _called(found) if calls else found
            if isinstance(value, LIVE):
                yield f"{way}: {type(value).__name__}"
            elif not isinstance(value, _LEAVES) and id(value) not in seen:
                seen.add(id(value))
                kept.append(value)
                behind += ((f"{way}.{name}", one) for name, one in _below(value))
        front = behind


def _called(value: Any) -> Any:
    """A template calls whatever it can call with nothing, unless that says that it changes data."""
    if not callable(value) or getattr(value, "do_not_call_in_templates", False):
        return value
    if getattr(value, "alters_data", False):
        return None
    try:
        return value()
    except Exception:
        return None


def _below(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(name), one) for name, one in value.items() if not str(name).startswith("_"))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from ((str(place), one) for place, one in enumerate(value))
    elif isinstance(value, Iterator):
        yield from ((str(place), one) for place, one in zip(range(50), value, strict=False))
    for name in dir(value):
        if name.startswith("_"):
            continue
        try:
            with catch_warnings(action="ignore"):
                found = getattr(value, name)
            yield name, found
        except Exception:
            continue
