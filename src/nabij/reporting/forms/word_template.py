"""A Word file of the practice's own."""

from typing import Any

from django import forms

from nabij.reporting.word_template import LARGEST


class WordTemplateForm(forms.Form):
    """One .docx file; what is in it is looked at when it is kept."""

    file = forms.FileField(
        label="Sjabloon",
        help_text="Een Word-bestand (.docx) van hoogstens 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "Kies eerst een bestand. Er is niets veranderd.",
            "empty": "Dit bestand is leeg. Er is niets veranderd. Kies een ander bestand.",
            "missing": "Het bestand kwam niet aan. Er is niets veranderd. Probeer het opnieuw.",
        },
    )

    def content(self) -> bytes:
        """The bytes of the file, at most one more than may be kept: what is too large is refused by its size."""
        chosen: Any = self.cleaned_data["file"]
        content: bytes = chosen.read(LARGEST + 1)
        return content
