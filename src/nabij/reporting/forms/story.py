"""What browsers send about the story of a report, parsed and checked."""

from django import forms

from nabij.reporting.rules.findings import Choice
from nabij.reporting.rules.story import story_of
from nabij.reporting.rules.story_box import NewText
from nabij.sealed.reading import Fields, as_number


def read_text(value: object) -> NewText:
    """``{"epoch", "counter", "text"}``; ``text`` is what ``rules.story`` reads. Raises ``Refused`` for what is none."""
    fields = Fields(value, "epoch", "counter", "text")
    return NewText(
        epoch=fields.need("epoch", as_number),
        counter=fields.need("counter", as_number),
        story=fields.need("text", story_of),
    )


class DecisionForm(forms.Form):
    """One decision about one finding."""

    key = forms.RegexField(r"[0-9a-f]{64}")
    choice = forms.ChoiceField(choices=[(one.name.lower(), one.value) for one in Choice])
    reason = forms.CharField(max_length=500, required=False)
