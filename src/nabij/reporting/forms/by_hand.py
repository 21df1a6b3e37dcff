"""Counts of people by group of natures, typed over."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from nabij.reporting.rules.by_hand import MOST
from nabij.reporting.rules.tables import NOT_FILLED_IN


class ByHandForm(forms.Form):
    """A number for each group."""

    def __init__(self, data: Any, *, groups: Sequence[str], counted: Mapping[str, int]) -> None:
        super().__init__(data, initial={f"group_{place}": counted.get(one) for place, one in enumerate(groups)})
        self.groups = (*groups, NOT_FILLED_IN)
        for place, one in enumerate(self.groups):
            label = "Niet in te delen" if one == NOT_FILLED_IN else one
            self.fields[f"group_{place}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST, initial=counted.get(one)
            )

    def counts(self) -> dict[str, int]:
        """What was typed, by the name of each group."""
        return {one: self.cleaned_data[f"group_{place}"] for place, one in enumerate(self.groups)}
