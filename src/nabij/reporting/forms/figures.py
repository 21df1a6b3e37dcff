"""Which year a report is of, and what an author wants grouped otherwise."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict

from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.releases.models import Release
from nabij.reporting.answers import SETTINGS
from nabij.reporting.counting import dimensions_of
from nabij.reporting.earlier_years import to_propose
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.taking_back import taken_back
from nabij_disclosure.table import Dimension

YEARS = 11
MOST_SIGNS = 60_000
UNREADABLE = "Dit is niet te lezen. Er is niets veranderd. Laad de pagina opnieuw."


class YearForm(forms.Form):
    """The year of a new report, one of those that have none yet."""

    year = forms.TypedChoiceField(label="Jaar", coerce=int)

    def __init__(self, data: Any = None, *, taken: set[int] | None = None) -> None:
        super().__init__(data)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # said five lines up
        this = today().year
        field.choices = [(year, str(year)) for year in range(this, this - YEARS, -1) if year not in (taken or set())]
        # most reports are made in the year after
        self.initial["year"] = this - 1 if this - 1 not in (taken or set()) else None


class ReceiversForm(forms.Form):
    """To whom a report goes besides the board, which always reads it."""

    receivers = forms.TypedMultipleChoiceField(
        label="Voor wie is dit verslag nog meer?",
        required=False,
        coerce=Release.Receiver,
        choices=[(one.value, one.label) for one in Release.Receiver if one != Release.Receiver.BOARD],
        widget=forms.CheckboxSelectMultiple,
    )


def read_receivers(posted: QueryDict) -> tuple[Release.Receiver, ...]:
    """Who was chosen besides the board. Raises ``Refused``."""
    form = ReceiversForm(posted)
    if not form.is_valid():
        raise Refused("Deze keuze is niet te lezen. Er is niets uitgegaan. Laad de pagina opnieuw en kies opnieuw.")
    return tuple(form.cleaned_data["receivers"])


def read_version(posted: QueryDict) -> int:
    """The version of the plan that this person saw. Raises ``Refused``."""
    try:
        return int(posted.get("version", ""))
    except ValueError:
        raise Refused(UNREADABLE) from None


def is_undo(posted: QueryDict) -> bool:
    """Whether the last change should be undone."""
    return posted.get("do") == "undo"


def read_change(posted: QueryDict) -> Callable[[Report], Plan]:
    """What an author wants of the plan of a report. It raises ``Refused`` for what cannot be read or cannot be."""
    name, do = posted.get("classification", ""), posted.get("do", "")
    if do == "take":
        taken = _plan(posted.get("plan", ""))
        return lambda report: taken
    if do == "apart" or posted.get("apart"):
        return lambda report: planning.apart(grouping_of(report), name, posted.get("apart", ""))
    if do in KEEPING:
        return lambda report: planning.as_before(grouping_of(report), as_before=KEEPING[do])
    if do == "only":
        return lambda report: _only(report, name)
    if do in TELLING_ALONG:
        return lambda report: planning.with_years(grouping_of(report), _years_of(report) if TELLING_ALONG[do] else ())
    if posted.get("group"):
        do = "back"
    if do not in CHANGES:
        raise Refused(UNREADABLE)

    def change(report: Report) -> Plan:
        dimensions = dimensions_of(report.organisation)
        found = next((one for one in dimensions if one.name == name), None)
        if found is None and not (name in planning.APART and do in {"without", "with_again"}):
            raise Refused("Deze indeling is er niet. Er is niets veranderd. Laad de pagina opnieuw.", code="stale")
        return CHANGES[do](grouping_of(report), found or Dimension.flat(name, ["-"]), posted)

    return change


def _years_of(report: Report) -> frozenset[int]:
    """The years that may be told along. Raises ``Refused`` where there are none."""
    found = to_propose(report, SETTINGS.threshold)
    if not found:
        raise Refused(
            "Er zijn geen eerdere jaren om te tonen: van elk jaar is al iets uit, of er kwamen te weinig mensen. Er is "
            "niets veranderd. Haal eerst oudere jaren binnen met Importeren."
        )
    return found


TELLING_ALONG = {"along": True, "not_along": False}
"""Years before that have no report of their own are told along, or not."""

KEEPING = {"as_before": True, "anew": False}
"""A correction shows the figures that were out, or counts anew."""

CHANGES: dict[str, Callable[[Plan, Dimension, QueryDict], Plan]] = {
    "together": lambda plan, one, posted: planning.together(plan, one, posted.getlist("part"), posted.get("name", "")),
    "by_codes": lambda plan, one, posted: planning.by_codes(plan, one.name),
    "by_groups": lambda plan, one, posted: planning.by_groups(plan, one),
    "back": lambda plan, one, posted: taken_back(plan, one, posted.get("group", "")),
    "without": lambda plan, one, posted: planning.without(plan, one.name),
    "with_again": lambda plan, one, posted: planning.with_again(plan, one.name),
}


def _only(report: Report, name: str) -> Plan:
    """One classification is told and all others are left out; for the empty name only how many there were."""
    names = {one.name for one in dimensions_of(report.organisation)}
    if name and name not in names:
        raise Refused("Deze indeling is er niet. Er is niets veranderd. Laad de pagina opnieuw.", code="stale")
    plan = planning.without_all(grouping_of(report), names.union(planning.APART) - {name})
    return planning.with_again(plan, name)


def _plan(text: str) -> Plan:
    if len(text) > MOST_SIGNS:
        raise Refused(UNREADABLE)
    try:
        return plan_of(json.loads(text))
    except (ValueError, RecursionError):
        raise Refused(UNREADABLE) from None
