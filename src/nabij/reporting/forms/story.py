"""What browsers send about the story of a report, parsed and checked."""

from django import forms

from nabij.kit.errors import Refused
from nabij.reporting.rules.findings import Choice
from nabij.reporting.rules.looking_over import places_of
from nabij.reporting.rules.story import MOST_SIGNS_IN_ALL, Story, story_of
from nabij.reporting.rules.story_box import NewText
from nabij.sealed.reading import Fields, as_number


def read_text(value: object) -> NewText:
    """``{"epoch", "counter", "text"}``; ``text`` is what ``rules.story`` reads. Raises ``Refused`` for what is none."""
    fields = Fields(value, "epoch", "counter", "text")
    return NewText(
        epoch=fields.need("epoch", as_number),
        counter=fields.need("counter", as_number),
        story=fields.need("text", _new_story),
    )


def _new_story(value: object) -> Story:
    """A story that is not too long to be looked over at once; what stood ready before is read whatever its length."""
    story = story_of(value)
    signs = sum(len(place.text) for place in places_of(story))
    if signs > MOST_SIGNS_IN_ALL:
        raise Refused(
            f"Het verslag is te lang: {_thousands(signs)} tekens, en er passen er {_thousands(MOST_SIGNS_IN_ALL)}. "
            "Er is niets veranderd: de tekst staat nog in de kluis. Maak hem korter en kies opnieuw Klaarzetten."
        )
    return story


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class DecisionForm(forms.Form):
    """One decision about one finding."""

    key = forms.RegexField(r"[0-9a-f]{64}")
    choice = forms.ChoiceField(choices=[(one.name.lower(), one.value) for one in Choice])
    reason = forms.CharField(max_length=500, required=False)
    counts = forms.CharField(max_length=400, required=False)
