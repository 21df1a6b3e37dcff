"""How the figures of a report are grouped: which classifications go out, and which of their classes together. Pure.

Proof note. Before: anything that came in as JSON. After: a plan that names each class in at most one group, or a
refusal; ``joined`` counts nothing, it only makes a classification coarser, so a plan can show less and never more.
A group of parts of the organisation keeps its parts, whatever they are called since: a plan knows their codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nabij.kit.errors import Refused
from nabij.reporting.rules.tables import PLACE

MOST = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """``groups``: per classification, per name of a group its classes. ``left_out``: classifications not shown.

    ``whole_groups``: classifications that go out by the groups of their code list instead of by their codes.
    ``as_before``: a correction that shows the figures of the edition that it corrects, so nothing is counted anew.
    ``along``: years before that of the report, of which nothing went out yet, that it tells of as well.
    ``codes``: by name, what the parts of the organisation in its groups are known by when they are renamed.
    """

    groups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    whole_groups: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    as_before: bool = False
    along: frozenset[int] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict, compare=False)


def plain(plan: Plan) -> dict[str, Any]:
    """The plan as JSON holds it."""
    as_before = {"as_before": True} if plan.as_before else {}
    along = {"along": sorted(plan.along)} if plan.along else {}
    codes = {"codes": dict(plan.codes)} if plan.codes else {}
    return (
        as_before
        | along
        | codes
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
            {_name(name): _name(code) for name, code in value.get("codes", {}).items()},
        )
    except (TypeError, ValueError, AttributeError):
        raise Refused("Deze indeling is niet te lezen. Er is niets veranderd. Laad de pagina opnieuw.") from None
    for one in found.groups.values():
        parts = [part for group in one.values() for part in group]
        if len(parts) != len(set(parts)) or len(parts) > MOST:
            raise Refused("Een klasse kan maar in één groep staan. Haal hem uit de andere groep.")
    return found


def coded(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan that knows each part of the organisation in its groups by its code; ``names``: of now, by code."""
    parts = {part for group in plan.groups.get(PLACE, {}).values() for part in group}
    return replace(plan, codes={name: code for code, name in names.items() if name in parts})


def called_now(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with each part of the organisation called as it is now; ``names``: of now, by code.

    What else is called as a part is now, a group or a part that is gone, is told apart as in what went out. A group
    that is called after one of its parts goes on to be.
    """
    taken = set(names.values())

    def part(one: str) -> str:
        code = plan.codes.get(one)
        return one if code is None else names.get(code) or _then(one, taken)

    def group(one: str, parts: tuple[str, ...]) -> str:
        if one in parts:
            return part(one)
        return _then(one, taken.difference(map(part, parts)))

    places = {group(one, parts): tuple(map(part, parts)) for one, parts in plan.groups.get(PLACE, {}).items()}
    return coded(replace(plan, groups={**plan.groups, PLACE: places}) if places else plan, names)


def _then(one: str, taken: set[str]) -> str:
    return f"{one} (toen)" if one in taken else one


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 200:
        raise ValueError
    return value


def _year(value: Any) -> int:
    if type(value) is not int or not 1900 <= value <= 2200:
        raise ValueError
    return value
