"""When somebody is there, the text of a sector, and whom to call now."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms

from nabij.contact.channels import CHANNELS
from nabij.contact.rules.availability import check_absence
from nabij.contact.rules.erasing import LeftErasure
from nabij.contact.rules.reaching import ALWAYS, WEEKDAYS
from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.people.models import User

LONGEST_TEXT = 8000
NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,18}")


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Kies een dag die bestaat, bijvoorbeeld 30-11-2026."},
    )


class ReachabilityForm(forms.Form):
    """The days on which somebody works, and by what they can be reached."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Op welke dagen werk je?",
        choices=list(enumerate(name.capitalize() for name in WEEKDAYS)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Op deze dagen lees je wat mensen schrijven. Feestdagen tellen niet mee.",
        error_messages={"required": "Kies ten minste één dag. Ben je er een tijd niet? Zet dat bij je afwezigheid."},
    )
    channels = forms.MultipleChoiceField(
        label="Hoe kun je elkaar spreken?",
        required=False,
        choices=[(one.key, one.name) for one in CHANNELS if one.key != ALWAYS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Hier schrijven kan altijd. Bezoekers lezen bij elke manier welk spoor die achterlaat.",
    )

    def __init__(self, *args: Any, counsellor: User, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["weekdays"].label = f"Op welke dagen werkt {counsellor.name}?"


class ErasingForm(forms.Form):
    """Which of the conversations that visitors asked to destroy; looked over first."""

    conversation = forms.ChoiceField(
        label="Welk gesprek wis je?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welk gesprek je wist.", "invalid_choice": "Dit gesprek is er niet meer."},
    )
    sure = forms.BooleanField(
        label="Ik heb dit nagekeken. Het kan niet terug.",
        error_messages={"required": "Kijk het eerst na en zet het vinkje. Er is niets gewist."},
    )

    def __init__(self, *args: Any, asked: Sequence[LeftErasure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.in_words) for one in asked]
        cast(forms.ChoiceField, self.fields["conversation"]).choices = choices
        self.initial["conversation"] = choices[0][0] if len(choices) == 1 else None


class AbsenceForm(forms.Form):
    """The days on which somebody is away."""

    first = _day("Eerste dag")
    last = _day("Laatste dag", "Nog niet bekend? Laat dit leeg.", required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "first" in said and "last" in said:
            try:
                check_absence(said["first"], said["last"], today=clock.today())
            except Refused as impossible:
                self.add_error("last" if said["last"] else "first", impossible.sentence)
        return said


class EndForm(forms.Form):
    """Another last day."""

    last = _day("Laatste dag", "Nog niet bekend? Laat dit leeg.", required=False)


class TextForm(forms.Form):
    """The text of a sector as somebody looked it over."""

    based_on = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    body = forms.CharField(
        label="De tekst",
        max_length=LONGEST_TEXT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Een lege regel begint een alinea. “## ” maakt een kop, “- ” een punt in een lijst.",
        error_messages={
            "required": "Een lege tekst kan niet: bezoekers lezen hier wat er met hun verhaal gebeurt.",
            "max_length": f"Dit is te lang om te lezen. Houd het onder {LONGEST_TEXT} tekens.",
        },
    )
    confirmed = forms.BooleanField(
        label="Ik heb deze tekst nagekeken, en hij klopt voor deze sector",
        error_messages={
            "required": "Zet hier een vinkje als je de tekst hebt nagekeken. Eerder gaat de ingang niet open."
        },
    )

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        return "\n".join(line.rstrip() for line in body.splitlines()).strip()


class HelpLineForm(forms.Form):
    """One number to call now."""

    when = forms.CharField(label="Wanneer bel je?", max_length=120, help_text="Bijvoorbeeld: Er is nu gevaar.")
    name = forms.CharField(label="Wie neemt op?", max_length=160, help_text="Met de tijden, en of het gratis is.")
    number = forms.CharField(
        label="Nummer",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "short"}),
    )
    checked_on = _day("Nagekeken op", "De dag waarop je zag dat het nummer klopt.")

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError("Vul een telefoonnummer in: cijfers en spaties, bijvoorbeeld 0800 0113.")
        return number

    def clean_checked_on(self) -> Any:
        if self.cleaned_data["checked_on"] > clock.today():
            raise forms.ValidationError("Deze dag komt nog. Vul de dag in waarop je het nummer nakeek.")
        return self.cleaned_data["checked_on"]
