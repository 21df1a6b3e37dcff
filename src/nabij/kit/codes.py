"""The profession's code lists: English keys, Dutch labels (``data/codelist.json``)."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "codelist.json"


@cache
def _lists() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


@cache
def labels(name: str) -> dict[str, str]:
    """The codes of one list with their Dutch labels, in the profession's order; KeyError for an unknown list."""
    return {value["key"]: value["nl"] for value in _lists()[name]["values"]}


@cache
def title(name: str) -> str:
    """What one list is called in Dutch."""
    return str(_lists()[name]["label_nl"])


def choices(name: str) -> list[tuple[str, str]]:
    """The same as pairs for a form field."""
    return list(labels(name).items())


def unknown(name: str, keys: Iterable[str]) -> list[str]:
    """The keys that are no code of this list, in order."""
    return [key for key in keys if key not in labels(name)]


_GROUP_LABELS = {"interaction": "Omgang", "integrity": "Integriteit", "work_situation": "Werk en situatie"}


def grouped_choices(name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes of one list under the Dutch names of their groups, for a long choice."""
    named = labels(name)
    return [(group, [(key, named[key]) for key in keys]) for group, keys in named_groups(name).items()]


def named_groups(name: str) -> dict[str, list[str]]:
    """The codes by the Dutch name of their group; those without one under an empty name."""
    return {_GROUP_LABELS.get(group, group): keys for group, keys in groups(name).items()}


@cache
def minutes() -> dict[str, int]:
    """How long a conversation of each duration is taken to last."""
    return {value["key"]: value["minutes"] for value in _lists()["duration"]["values"]}


def groups(name: str) -> dict[str, list[str]]:
    """The codes by group, for lists that have groups."""
    found: dict[str, list[str]] = {}
    for value in _lists()[name]["values"]:
        found.setdefault(value.get("group", ""), []).append(value["key"])
    return found


@cache
def rungs() -> dict[str, int]:
    """How heavy a step each outcome is, by its Dutch label, for those that stand on the ladder."""
    return {value["nl"]: value["rung"] for value in _lists()["outcome"]["values"] if "rung" in value}
