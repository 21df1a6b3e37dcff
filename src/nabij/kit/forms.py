"""How a form looks everywhere: label, why we ask, the error in words, and no validation by the browser.

Set once as ``FORM_RENDERER``; a template writes ``{{ form }}`` or ``{{ form.name.as_field_group }}``. The address of a
form says ``novalidate``; ``kit/form_post.html`` writes the whole form.
"""

from typing import Any

from django.forms import BoundField
from django.forms import Field as DjangoField
from django.forms.renderers import DjangoTemplates


class Field(BoundField):
    """A field that says ``aria-required`` where Django says ``required``: the page explains, no browser blocks."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """The attributes of the control; a group of choices says on its fieldset what belongs to the group."""
        built = super().build_widget_attrs(attrs, widget)
        if built.pop("required", False) and not self.use_fieldset:
            built["aria-required"] = "true"
        if self.kind == "choices":
            # a radio cannot be invalid by itself; the fieldset is described by the error
            built.pop("aria-invalid", None)
        return built

    @property
    def kind(self) -> str:
        """Which of the four shapes the template draws: choices, group, tick or line."""
        if self.widget_type in {"radioselect", "checkboxselectmultiple"}:
            return "choices"
        if self.use_fieldset:
            return "group"
        return "tick" if self.widget_type == "checkbox" else "line"

    @property
    def sentences(self) -> list[str]:
        """The errors in words; Django's "verplicht" becomes what to do."""
        standard = DjangoField.default_error_messages["required"]
        empty = "Kies een antwoord." if self.kind == "choices" else "Vul dit in."
        return [empty if sentence == standard else str(sentence) for sentence in self.errors]

    @property
    def anchor(self) -> str:
        """The id of the first control, for the links of the error summary."""
        if self.kind == "choices":
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id


class Renderer(DjangoTemplates):
    """Django's own widgets in our own form and field."""

    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"
    bound_field_class = Field
