"""What a plan makes of the classifications of a year, and how it is changed. Pure.

Proof note. Before: a classification and a plan. After: ``shaped`` gives a classification in which each class of the
first lies in exactly one class, or nothing where it is left out. Why: classes are only taken together, and one that a
plan names but that is gone is passed over. ``first_plan`` sees names and never a count, so nobody learns from a first
plan who came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nabij.kit.errors import Refused
from nabij.releases.rules import Shown
from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.group_names import made_of
from nabij.reporting.rules.lettering import in_a_sentence, in_words
from nabij.reporting.rules.plan import Plan, plain, plan_of
from nabij.reporting.rules.tables import CHANNEL, EVERYBODY, HOLDS, LEVEL, TALKS, VISITORS, YES
from nabij_disclosure.labels import TOTAL_WORDS
from nabij_disclosure.table import Dimension

WAYS, LEVELS, LATER = "wat we deden", "niveau", "stand na"
APART = frozenset({WAYS, LEVELS, LATER})
"""What is told in several tables of its own is called so in a plan: it can only be left out."""

KEPT = 20
"""How many earlier plans can be brought back."""

_BESIDE = "before"
_CARRIES = (
    "Hoe mensen jullie bereikten, kan er niet uit: daar hangen de aantallen gesprekken en uren aan. Er is niets "
    "veranderd. Neem klassen samen."
)
_GONE = "Een van deze klassen is er niet (meer). Er is niets veranderd. Laad de pagina opnieuw."


def shaped(dimension: Dimension, plan: Plan) -> Dimension | None:
    """The classification as the plan shows it; None where it leaves it out."""
    if dimension.name in plan.left_out:
        return None
    found = _by_groups(dimension) if dimension.name in plan.whole_groups else dimension
    for name, parts in plan.groups.get(dimension.name, {}).items():
        known = [leaf for part in parts if part in found.nodes for leaf in found.leaves_below[part]]
        free = name not in set(found.nodes) - set(known) or _is_of(found, name, known)
        if known and free and (len(known) > 1 or name != known[0]):
            found = _joined(found, name, list(dict.fromkeys(known)))
    return found


def _is_of(dimension: Dimension, name: str, leaves: Sequence[str]) -> bool:
    """Whether a name is that of a group of which all classes are among these: the group itself, then."""
    return name != dimension.root and set(dimension.leaves_below[name]) <= set(leaves)


def _by_groups(dimension: Dimension) -> Dimension:
    """Each group right under the total becomes one class."""
    found = dimension
    for node, above in dimension.parents.items():
        if above == dimension.root and node not in dimension.leaves:
            found = _joined(found, node, list(dimension.leaves_below[node]))
    return found


def _joined(dimension: Dimension, name: str, leaves: Sequence[str]) -> Dimension:
    """These leaves as one, under what they all lay under, at the place of the first."""
    parts = tuple(part for leaf in leaves for part in dimension.joins.get(leaf, (leaf,)) if part != name)
    above = {dimension.parents[leaf] for leaf in leaves} - {name}
    under = above.pop() if len(above) == 1 else dimension.root
    gone = set(leaves) | _emptied(dimension, set(leaves)) | {name}
    if under in gone:
        under = dimension.root
    parents: dict[str, str] = {}
    for node, parent in dimension.parents.items():
        if node == leaves[0]:
            parents[name] = under
        if node not in gone:
            parents[node] = parent
    joins = {leaf: old for leaf, old in dimension.joins.items() if leaf not in gone}
    return Dimension(dimension.name, parents, dimension.root, joins | ({name: parts} if parts else {}))


def _emptied(dimension: Dimension, leaves: set[str]) -> set[str]:
    """The groups that nothing is left of without these."""
    inner = set(dimension.parents) - set(dimension.leaves)
    return {node for node in inner if set(dimension.leaves_below[node]) <= leaves}


def first_plan(dimensions: Iterable[Dimension]) -> Plan:
    """What a report begins with: the groups of the code lists, or ``FIRST_GROUPS``; counts play no part."""
    whole = frozenset(one.name for one in dimensions if has_groups(one))
    return Plan(groups=dict(FIRST_GROUPS), whole_groups=whole)


def has_groups(dimension: Dimension) -> bool:
    """Whether the code list of a classification has groups of its own."""
    return any(above != dimension.root for above in dimension.parents.values())


def silent(seen: Iterable[Shown]) -> frozenset[str]:
    """The parts that a plan may leave out and of which no figure is shown, nought or not: readers see the same."""
    found: dict[str, bool] = {}
    for one in seen:
        dimension = one.dimensions[0]
        told = [YES] if YES in dimension.leaves else [node for node in dimension.nodes if node != dimension.root]
        if (part := _part_of(one.measure, dimension)) is not None:
            shows = any(isinstance(one.figures[node,], int) for node in told)
            found[part] = found.get(part, False) or shows
    return frozenset(part for part, shows in found.items() if not shows)


def _part_of(measure: str, dimension: Dimension) -> str | None:
    """What a plan calls the part that a table stands for; None where it cannot leave that out."""
    if measure == TALKS:
        return WAYS if YES in dimension.leaves else None
    if measure != VISITORS or dimension == EVERYBODY:
        return None
    for begins, part in ((LEVEL, LEVELS), (HOLDS, LATER)):
        if dimension.name.startswith(f"{begins} "):
            return part
    return dimension.name


def check(plan: Plan, dimensions: Sequence[Dimension]) -> None:
    """Raises ``Refused`` for a plan that names what is not there, or a group by a name that is taken."""
    by_name = {one.name: one for one in dimensions}
    if CHANNEL in plan.left_out:
        raise Refused(_CARRIES)
    unknown = (set(plan.groups) | plan.whole_groups) - set(by_name) or plan.left_out - {*by_name, *APART}
    if unknown:
        raise Refused("Deze indeling is er niet. Er is niets veranderd. Laad de pagina opnieuw.", code="stale")
    for name, groups in plan.groups.items():
        dimension = by_name[name]
        for group, parts in groups.items():
            _check_group(dimension, group, parts, set(groups) - {group})


def _check_group(dimension: Dimension, group: str, parts: Sequence[str], others: set[str]) -> None:
    if not parts or not set(parts) <= set(dimension.parents):
        raise Refused(_GONE, code="stale")
    if reserved(group):
        raise Refused(
            f"Een groep kan niet “{group}” heten: dat woord heeft in het verslag al een betekenis. "
            "Kies een andere naam."
        )
    leaves = {leaf for part in parts for leaf in dimension.leaves_below[part]}
    taken = group in dimension.parents and not set(dimension.leaves_below[group]) <= leaves
    if taken or group in others or group.casefold() in {one.casefold() for one in others}:
        raise Refused(f"Er is hier al iets dat “{group}” heet. Kies een andere naam voor de groep.")


def reserved(name: str) -> bool:
    """Whether a name means something else in every table: a total."""
    return name.strip().casefold() in TOTAL_WORDS


def _own_name(dimension: Dimension, leaves: Collection[str]) -> str:
    """What the code list calls these classes together; nothing where it has no such group."""
    inner = (node for node in dimension.parents if node not in dimension.leaves)
    return next((node for node in inner if set(dimension.leaves_below[node]) == set(leaves)), "")


def told(merges: Sequence[Sequence[str]], *, proper: bool = False) -> str:
    """What an author is asked to do: which classes to take together, each between quotes; ``proper`` as for a name."""
    groups = [in_words([f"“{one if proper else in_a_sentence(one)}”" for one in merge]) for merge in merges]
    if len(groups) == 1:
        return f"Voeg {groups[0]} samen"
    return f"Neem samen: {' · '.join(groups)}"


def together(plan: Plan, dimension: Dimension, parts: Sequence[str], name: str = "") -> Plan:
    """The plan with these classes, as it shows them now, in one group; one group with a name is called so from now on.

    Raises ``Refused``.
    """
    now = shaped(dimension, plan)
    if now is None or not set(parts) <= set(now.leaves):
        raise Refused(_GONE, code="stale")
    old = plan.groups.get(dimension.name, {})
    is_renaming = len(set(parts)) == 1 and parts[0] in old and name.strip() != ""
    if len(set(parts)) < 2 and not is_renaming:
        raise Refused(
            "Kies twee of meer klassen om samen te voegen, of één groep en een nieuwe naam. Er is niets veranderd."
        )
    # by their places in the table, so that the same classes are called the same however they were chosen
    parts = sorted(set(parts), key=now.leaves.index)
    inner = [part for one in parts for part in _parts_of(one, old)]
    kept = {group: own for group, own in old.items() if group not in parts}
    called = name.strip() or _own_name(now, parts) or made_of(dimension.name, parts, old)
    return _with(plan, dimension.name, kept | {called: tuple(dict.fromkeys(inner))})


def _parts_of(leaf: str, groups: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return groups.get(leaf, (leaf,))


def apart(plan: Plan, classification: str, group: str) -> Plan:
    """The plan without this group: what lay in it is shown by itself."""
    old = plan.groups.get(classification, {})
    if group in old:
        return _with(plan, classification, {name: parts for name, parts in old.items() if name != group})
    raise Refused("Deze groep is er niet meer. Er is niets veranderd. Laad de pagina opnieuw.", code="stale")


def by_codes(plan: Plan, classification: str) -> Plan:
    """The plan with every code of a classification by itself."""
    return replace(_with(plan, classification, {}), whole_groups=plan.whole_groups - {classification})


def by_groups(plan: Plan, dimension: Dimension) -> Plan:
    """The plan with a classification by the groups of its code list, or by those that a report begins with."""
    grouped = _with(plan, dimension.name, FIRST_GROUPS.get(dimension.name, {}))
    return replace(grouped, whole_groups=plan.whole_groups | ({dimension.name} if has_groups(dimension) else set()))


def without(plan: Plan, classification: str) -> Plan:
    """The plan that leaves a classification out of the report. Raises ``Refused`` for the one that carries a total."""
    if classification == CHANNEL:
        raise Refused(_CARRIES)
    return replace(plan, left_out=plan.left_out | {classification})


def without_all(plan: Plan, parts: Collection[str]) -> Plan:
    """The plan that leaves all of these out: classifications, and what is told in tables of its own."""
    return replace(plan, left_out=plan.left_out.union(parts) - {CHANNEL})


def with_again(plan: Plan, classification: str) -> Plan:
    """The plan that shows a classification that was left out."""
    return replace(plan, left_out=plan.left_out - {classification})


def with_years(plan: Plan, along: Collection[int]) -> Plan:
    """The plan that tells these earlier years along, and no others."""
    return replace(plan, along=frozenset(along))


def as_before(plan: Plan, *, as_before: bool) -> Plan:
    """The plan of a correction that shows the figures that were out, or counts anew."""
    return replace(plan, as_before=as_before)


def _with(plan: Plan, classification: str, groups: Mapping[str, tuple[str, ...]]) -> Plan:
    others = {name: one for name, one in plan.groups.items() if name != classification}
    return replace(plan, groups=others | ({classification: groups} if groups else {}))


def kept(plan: Plan, before: Any) -> dict[str, Any]:
    """The plan as a report keeps it, with what the report kept before, so that it can be brought back."""
    older = before.get(_BESIDE, []) if isinstance(before, dict) else []
    return plain(plan) | {_BESIDE: [plain(plan_of(before)), *older][:KEPT]}


def brought_back(value: Any) -> dict[str, Any] | None:
    """What a report keeps once its last change is undone; None where there is none."""
    older = value.get(_BESIDE, []) if isinstance(value, dict) else []
    return plain(plan_of(older[0])) | {_BESIDE: older[1:]} if older else None


def still_there(plan: Plan, dimensions: Sequence[Dimension]) -> Plan:
    """The plan without what is gone since: classifications, classes, and groups of which one class is left."""
    by_name = {one.name: one for one in dimensions}
    groups = {
        name: {
            group: known
            for group, parts in one.items()
            if (known := tuple(part for part in parts if part in by_name[name].parents))
        }
        for name, one in plan.groups.items()
        if name in by_name
    }
    names = frozenset(by_name)
    found = Plan(
        {n: one for n, one in groups.items() if one}, plan.whole_groups & names, plan.left_out & {*names, *APART}
    )
    try:
        check(found, dimensions)
    except Refused:
        return first_plan(dimensions)
    return found
