"""What prevention answers of what a report accounts for, from the figures that went out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nabij.kit import codes
from nabij.outreach.rules import ADVICE, HOW_PEOPLE, MEETINGS, TOGETHER, VISIBLE, method
from nabij.releases.rules import ACTIVITIES, REACHED
from nabij.reporting.assembling.known import Making, figure
from nabij.reporting.rules.prevention import KIND, KNOWN, LIMITS, OWN
from nabij.reporting.rules.tables import YES

ADDED_UP = "opgeteld uit de agenda van de vertrouwenspersonen"


@dataclass(frozen=True)
class Counted:
    """One number, and how it was estimated where it was."""

    number: int
    method: str = ""


def prevention_answers(made: Making) -> dict[str, Counted]:
    """The indicators of the calendar; each only where its table went out and all its kinds are still in the list."""
    found = {key: Counted(number) for key, number in _by_kind(_shown(made, ACTIVITIES, KIND)).items()}
    for key, name in (("own_initiative", OWN), ("limits_explained", LIMITS)):
        yes = _shown(made, ACTIVITIES, name).get(YES)
        if yes is not None:
            found[key] = Counted(yes)
    people = _shown(made, REACHED, KIND)
    if people:
        found["people_reached"] = Counted(sum(people.values()), _method(made, sum(people.values())))
    return found


def _by_kind(counts: Mapping[str, int]) -> dict[str, int]:
    keys = {label: key for key, label in codes.labels("prevention_activity").items()}
    if not counts or not counts.keys() <= keys.keys():
        return {}
    by_key = {keys[label]: number for label, number in counts.items()}

    def times(kinds: Collection[str]) -> int:
        return sum(by_key.get(kind, 0) for kind in kinds)

    return {
        "activities": times(TOGETHER),
        "channels_used": sum(by_key.get(kind, 0) > 0 for kind in VISIBLE),
        "advice_given": times(ADVICE),
        "meetings_held": times(MEETINGS),
    }


def _method(made: Making, people: int) -> str:
    known = _shown(made, REACHED, KNOWN)
    if sum(known.values()) != people or not known.keys() <= set(HOW_PEOPLE.values()):
        return ADDED_UP
    keys = {label: key for key, label in HOW_PEOPLE.items()}
    return method({keys[label]: number for label, number in known.items()}) or ADDED_UP


def _shown(made: Making, measure: str, name: str) -> dict[str, int]:
    """The figures of one table of this report by class; none where it did not go out."""
    one = made.now.of(measure, name)
    if one is None:
        return {}
    return {leaf: found for leaf in one.dimensions[0].leaves if isinstance(found := figure(one, leaf), int)}
