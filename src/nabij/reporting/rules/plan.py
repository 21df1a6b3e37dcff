"""How the figures of a report are grouped: which classifications go out, and which of their classes together. Pure.

Proof note. Before: anything that came in as JSON. After: a plan that names each class in at most one group, or a
refusal; ``joined`` counts nothing, it only makes a classification coarser, so a plan can show less and never more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nabij.kit.errors import Refused

MOST = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """``groups``: per classification, per name of a group its classes. ``left_out``: classifications not shown.

    ``whole_groups``: classifications that go out by the groups of their code list instead of by their codes.
    ``as_before``: a correction that shows the figures of the edition that it corrects, so nothing is counted anew.
    ``along``: years before that of the report, of which nothing went out yet, that it tells of as well.
    """

    groups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    whole_groups: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    as_before: bool = False
    along: frozenset[int] = frozenset()


def plain(plan: Plan) -> dict[str, Any]:
    """The plan as JSON holds it."""
    as_before = {"as_before": True} if plan.as_before else {}
    along = {"along": sorted(plan.along)} if plan.along else {}
    return (
        as_before
        | along
        | {
            "groups": {name: {group: list(parts) for group, parts in one.items()} for name, one in plan.groups.items()},
            "whole_groups": sorted(plan.whole_groups),
            "left_out": sorted(plan.left_out),
        }
    )


def plan_of(value: Any) -> Plan:
    """A plan from its JSON. Raises ``Refused`` for what is no plan."""
    try:
        groups = {
            _name(name): {_name(group): tuple(map(_name, parts)) for group, parts in one.items()}
            for name, one in value.get("groups", {}).items()
        }
        found = Plan(
            groups,
            frozenset(map(_name, value.get("whole_groups", []))),
            frozenset(map(_name, value.get("left_out", []))),
            value.get("as_before", False) is True,
            frozenset(map(_year, value.get("along", []))),
        )
    except (TypeError, ValueError, AttributeError):
        raise Refused("Deze indeling is niet te lezen. Er is niets veranderd. Laad de pagina opnieuw.") from None
    for one in found.groups.values():
        parts = [part for group in one.values() for part in group]
        if len(parts) != len(set(parts)) or len(parts) > MOST:
            raise Refused("Een klasse kan maar in één groep staan. Haal hem uit de andere groep.")
    return found


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 200:
        raise ValueError
    return value


def _year(value: Any) -> int:
    if type(value) is not int or not 1900 <= value <= 2200:
        raise ValueError
    return value
