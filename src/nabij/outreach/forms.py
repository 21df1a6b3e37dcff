"""What is asked of an activity: choices and numbers, no line to write a name on."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from nabij.kit import clock, codes
from nabij.kit.errors import Refused
from nabij.outreach import rules
from nabij.outreach.models import Activity
from nabij.people.models import Organisation, Unit
from nabij.people.rules import Part, in_tree_order
from nabij.sealed.reading import Fields, as_code, as_list, as_month, as_number, as_one_of, as_uuid

QUARTERS = "Vul hele kwartieren in, bijvoorbeeld 0,5 of 1,25."


class ActivityForm(forms.Form):
    """One activity, new or known. ``once`` makes the same form sent twice one activity."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    month = forms.DateField(label="Maand", widget=forms.Select)
    kind = forms.ChoiceField(
        label="Wat",
        choices=[("", "Kies wat je deed"), *codes.choices("prevention_activity")],
        error_messages={"required": "Kies wat je deed."},
    )
    units = forms.ModelMultipleChoiceField(
        label="Voor wie",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Was het voor de hele organisatie? Kies dan niets.",
        error_messages={"invalid_choice": "Dit onderdeel is hier niet. Kies uit de lijst."},
    )
    people = forms.IntegerField(
        label="Mensen bereikt",
        min_value=0,
        max_value=rules.PEOPLE_AT_MOST,
        help_text="Alleen het aantal. Weet je het niet precies? Schat het.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )
    people_how = forms.ChoiceField(
        label="Hoe weet je dat aantal?",
        choices=list(rules.HOW_PEOPLE.items()),
        widget=forms.RadioSelect,
        initial=rules.COUNTED,
        help_text="Het jaarverslag zegt erbij of een getal geteld is of geschat, en hoe.",
    )
    hours = forms.DecimalField(
        label="Uren",
        min_value=Decimal("0.25"),
        max_value=rules.HOURS_AT_MOST,
        localize=True,
        help_text="In kwartieren, met voorbereiding. Anderhalf uur is 1,5.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
    )
    own_initiative = forms.BooleanField(label="Op eigen initiatief, niemand vroeg erom", required=False)
    explained = forms.BooleanField(label="Uitgelegd wat “vertrouwelijk, tenzij” betekent", required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        organisation: Organisation,
        activity: Activity | None = None,
        year: int = 0,
    ) -> None:
        super().__init__(data, initial=_known(activity) if activity else {"once": uuid4()})
        self.ended = organisation.ended
        months = rules.months_to_choose(clock.today(), organisation.ended, None)
        if not activity:
            self.initial["month"] = next((month for month in months if month.year == year), months[0])
        month: Any = self.fields["month"]
        month.widget.choices = [(each.isoformat(), date_format(each, "F Y").capitalize()) for each in months]
        units: Any = self.fields["units"]
        units.queryset = Unit.objects.filter(organisation=organisation)
        parts = [Part(unit.pk, unit.parent_id, unit.name, unit.head_count) for unit in units.queryset]
        if parts:
            units.choices = [(part.id, part.name) for _, part in in_tree_order(parts)]
        else:
            del self.fields["units"]

    def clean_month(self) -> Any:
        month = self.cleaned_data["month"].replace(day=1)
        try:
            rules.check_month(month, today=clock.today(), ended=self.ended)
        except Refused as impossible:
            raise forms.ValidationError(impossible.sentence) from None
        return month

    def clean_hours(self) -> Decimal:
        hours: Decimal = self.cleaned_data["hours"]
        if hours * 4 % 1:
            raise forms.ValidationError(QUARTERS)
        return hours

    def content(self) -> rules.Content:
        """What a valid form says."""
        said = self.cleaned_data
        return rules.Content(
            month=said["month"],
            kind=said["kind"],
            units=frozenset(unit.pk for unit in said.get("units", ())),
            people=said["people"],
            people_how=said["people_how"],
            quarters=int(said["hours"] * 4),
            own_initiative=said["own_initiative"],
            explained=said["explained"],
        )


MOST_ROWS = 500


def read_list(value: object) -> tuple[UUID, tuple[rules.Content, ...]]:
    """``{"list", "activities"}``: the id of the list and what each row says. Raises ``BadBody`` for anything else."""
    fields = Fields(value, "list", "activities")
    rows = fields.need("activities", as_list(_row, most=MOST_ROWS))
    if not rows:
        raise Refused("Er staat geen enkele activiteit in. Er is niets bewaard. Kies een ander bestand.")
    return fields.need("list", as_uuid), rows


def _row(value: object) -> rules.Content:
    fields = Fields(value, "month", "kind", "units", "people", "people_how", "quarters")
    return rules.Content(
        month=fields.need("month", as_month),
        kind=fields.need("kind", as_code("prevention_activity")),
        units=frozenset(fields.need("units", as_list(as_number, most=200))),
        people=fields.need("people", as_number),
        people_how=fields.need("people_how", as_one_of(*rules.HOW_PEOPLE)),
        quarters=fields.need("quarters", as_number),
        own_initiative=False,
        explained=False,
    )


class VersionForm(forms.Form):
    """Which version a button was pressed at."""

    based_on = forms.IntegerField(min_value=1)


def _known(activity: Activity) -> dict[str, Any]:
    return {
        "once": activity.pk,
        "based_on": activity.version,
        "month": activity.month.isoformat(),
        "kind": activity.kind,
        "units": [reached.unit_id for reached in activity.reached_set.all()],
        "people": activity.people,
        "people_how": activity.people_how,
        "hours": rules.hours_words(activity.quarters),
        "own_initiative": activity.own_initiative,
        "explained": activity.explained,
    }
