"""What is typed for the conversation about a report. Every form carries the version that it was made from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from nabij.kit.errors import Refused
from nabij.reporting.rules.meeting import MOST_AGREEMENT, MOST_ANSWER, MOST_MINUTES, Overtaken
from nabij.reporting.rules.on_paper import check_text
from nabij.reporting.rules.story import BECAME

AT = "%Y-%m-%dT%H:%M"


class Versioned(forms.Form):
    """``version``: of what was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)
    overtaken = False

    def keeps(self, write: Callable[[], None], now: Callable[[], int]) -> bool:
        """Write, or say on the form why not, with all that was typed still there.

        Whoever was overtaken goes on from the version of ``now``, with what stands there beside what was typed.
        """
        try:
            write()
        except Overtaken as overtaken:
            self.add_error(None, overtaken.sentence)
            self.overtaken = True
            self._retype("version", now())
        except Refused as refused:
            self.add_error(None, refused.sentence)
        return not self.errors

    def _retype(self, name: str, value: Any) -> None:
        self.data = {**{one: self.data.get(one) for one in self.fields}, name: value}


class Lines(forms.CharField):
    """Plain text of several lines, with one way to end a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class OneLine(forms.CharField):
    """A sentence that can stand on paper."""

    def clean(self, value: Any) -> str:
        # however it is written, it is one line
        text = " ".join(str(super().clean(value)).split())
        try:
            check_text(text)
        except Refused as wrong:
            raise forms.ValidationError(wrong.sentence) from wrong
        return text


class Day(forms.DateField):
    """A day, as a browser asks for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ToTheBoard(Versioned):
    """A form on the board's pages, which say "u"."""

    may_skip = "mag u overslaan"
    still_there = "Wat u invulde staat er nog."

    def summary(self) -> str:
        """What is wrong, for above the form; nothing where nothing is. A page of the board gets no form itself."""
        return self.render("kit/error_summary.html", {"form": self}) if self.errors else ""

    def controls(self) -> SafeString:
        """Its fields, drawn."""
        hidden = [field.as_widget() for field in self.hidden_fields()]
        return format_html_join("", "{}", [(one,) for one in (*hidden, *map(self._group, self.visible_fields()))])

    def _group(self, field: forms.BoundField) -> str:
        return field.as_field_group()


class Seen(Versioned):
    """A text that was looked through: ``seen`` names what its author saw and lets stand."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=70_000)

    def lets_stand(self, key: str) -> bool:
        """Whether the author saw this one."""
        return key in self.cleaned_data.get("seen", "").split()

    def now_seen(self, keys: list[str]) -> None:
        """From now on these are on the screen."""
        self._retype("seen", " ".join(keys))

    def texts(self) -> list[str]:
        """What is looked through."""
        return [self.cleaned_data["text"]]


class AnswerForm(ToTheBoard, Seen):
    """What the board says to one question; taking the answer away sends ``remove``."""

    text = Lines(label="Uw antwoord", max_length=MOST_ANSWER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = "remove" not in self.data


class MomentField(forms.DateTimeField):
    """A day and a time of the clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT)


class MomentsForm(ToTheBoard):
    """When the board can meet."""

    first = MomentField(label="Eerste moment", input_formats=[AT])
    second = MomentField(label="Tweede moment", input_formats=[AT], required=False)
    third = MomentField(label="Derde moment", input_formats=[AT], required=False)
    place = OneLine(label="Waar", max_length=120, required=False, help_text="Een kamer, een adres, of ‘videogesprek’.")

    def moments(self) -> list[datetime]:
        """Those that were filled in."""
        return [one for name in ("first", "second", "third") if (one := self.cleaned_data[name])]


class AcceptForm(Versioned):
    """One of the moments that are proposed."""

    moment = forms.ChoiceField(label="Welk moment past jullie?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["moment"]
        field.choices = choices

    def chosen(self) -> datetime:
        """The moment itself."""
        return datetime.fromisoformat(self.cleaned_data["moment"])


class HeldForm(Versioned):
    """On which day the conversation took place; ``other``: a day that was seen not to be the planned one."""

    day = Day(label="Op welke dag was het gesprek?")
    other = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def asks_whether(self, sentence: str) -> None:
        """Say this of the day, and let it pass when it is sent once more."""
        self.add_error("day", sentence)
        self._retype("other", self.data["day"])


class MinutesForm(Seen):
    """What was said in the conversation."""

    text = Lines(
        label="Verslag van het gesprek",
        max_length=MOST_MINUTES,
        help_text="De eindverantwoordelijke leest dit ook. Zet er geen namen in van mensen die bij jullie kwamen, en "
        "niets waaraan iemand te herkennen is.",
    )


class AgreementForm(Seen):
    """Who does what, by when."""

    # room to read it whole
    text = OneLine(label="Wat spraken jullie af?", max_length=MOST_AGREEMENT, widget=forms.Textarea(attrs={"rows": 3}))
    who = OneLine(label="Wie doet het?", max_length=120, help_text="Een functie of afdeling is genoeg.")
    by_when = Day(label="Wanneer is het klaar?", required=False)

    def texts(self) -> list[str]:
        return [self.cleaned_data["text"], self.cleaned_data["who"]]

    def agreed(self) -> dict[str, Any]:
        """The agreement without what the form itself needs."""
        return {name: self.cleaned_data[name] for name in ("text", "who", "by_when")}


class BecameForm(Seen):
    """What became of an agreement."""

    became = forms.ChoiceField(label="Wat werd ervan?", choices=list(BECAME.items()), widget=forms.RadioSelect)
    became_text = OneLine(label="In één zin", max_length=MOST_AGREEMENT, required=False)

    def texts(self) -> list[str]:
        return [self.cleaned_data["became_text"]]
