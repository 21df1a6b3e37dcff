"""What an author sends about an interim overview, and what somebody chose about the findings in a text."""

from typing import Any

from django import forms
from django.http import QueryDict

from nabij.kit.errors import Refused
from nabij.releases.models import Release
from nabij.reporting.forms.meeting import Lines
from nabij.reporting.rules.interim import Part
from nabij.reporting.rules.on_paper import check_text
from nabij.reporting.rules.weighing import Chosen

MOST_WORDS = 4_000
COUNTS, REASON = "telt-", "waarom-"
_LONGEST = 500


class PartForm(forms.Form):
    """Which part of a year a new overview tells of."""

    deel = forms.ChoiceField(label="Nieuw overzicht van")

    def __init__(self, parts: list[Part]) -> None:
        super().__init__()
        field: Any = self.fields["deel"]
        field.choices = [(one.key, one.name) for one in parts]


class InterimForm(forms.Form):
    """The words and the receivers; ``seen``: the digest of what was on the screen, ``edition``: which one it is."""

    text = Lines(
        label="Een paar woorden vooraf",
        required=False,
        max_length=MOST_WORDS,
        help_text="Waarom sturen jullie dit nu, en wat vragen jullie? Zet er geen namen in, en niets waaraan iemand te "
        "herkennen is.",
    )
    receivers = forms.TypedMultipleChoiceField(
        label="Voor wie is dit overzicht nog meer?",
        required=False,
        coerce=Release.Receiver,
        choices=[(one.value, one.label) for one in Release.Receiver if one != Release.Receiver.BOARD],
        widget=forms.CheckboxSelectMultiple,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            check_text(text.replace("\n", " "))
        except Refused as wrong:
            raise forms.ValidationError(wrong.sentence) from wrong
        return text

    def now_seen(self, digest: str) -> None:
        """From now on this is on the screen."""
        self.data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        self.data["seen"] = digest


def read_chosen(posted: QueryDict) -> dict[str, Chosen]:
    """What was chosen about each finding, by its key."""
    keys = {name.removeprefix(COUNTS).removeprefix(REASON) for name in posted if name.startswith((COUNTS, REASON))}
    return {
        key: Chosen(posted.get(COUNTS + key, "")[:_LONGEST], posted.get(REASON + key, "").strip()[:_LONGEST])
        for key in keys
    }
