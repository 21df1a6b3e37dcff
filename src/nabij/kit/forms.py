"""How a form looks everywhere: label, why we ask, the error in words, and no validation by the browser.

Set once as ``FORM_RENDERER``; a template writes ``{{ form }}`` or ``{{ form.name.as_field_group }}``. The address of a
form says ``novalidate``; ``kit/form_post.html`` writes the whole form.

A form knows its person, its rows and its choices; what draws it is handed what it says and nothing of that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from django.forms import BaseForm, BoundField
from django.forms import Field as DjangoField
from django.forms.renderers import BaseRenderer
from django.template import engines
from django.utils.safestring import SafeString

from nabij.kit import plain


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


@dataclass(frozen=True, slots=True)
class Chip:
    """One of the choices of a field."""

    id_for_label: str
    tag: SafeString
    choice_label: str


@dataclass(frozen=True, slots=True)
class Control:
    """A field as its template draws it."""

    label: str
    kind: str
    use_fieldset: bool
    css_classes: str
    aria_describedby: str
    required: bool
    may_skip: str
    help_text: str
    auto_id: str
    id_for_label: str
    sentences: tuple[str, ...]
    chips: tuple[Chip, ...]
    control: SafeString


@dataclass(frozen=True, slots=True)
class Named:
    """A field as the summary of errors names it."""

    label: str
    anchor: str
    is_hidden: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as its templates draw it; to go through it is to go through its fields."""

    errors: bool
    still_there: str
    non_field_errors: tuple[str, ...]
    named: tuple[Named, ...]

    def __iter__(self) -> Iterator[Named]:
        return iter(self.named)


def control_of(field: BoundField) -> Control:
    """What the template of a field is handed."""
    drawn: Any = field
    chips = drawn.subwidgets if drawn.kind == "choices" else ()
    return Control(
        label=str(field.label),
        kind=drawn.kind,
        use_fieldset=bool(field.use_fieldset),
        css_classes=field.css_classes(),
        aria_describedby=str(field.aria_describedby or ""),
        required=field.field.required,
        may_skip=getattr(field.form, "may_skip", ""),
        help_text=plain_of(field.help_text),
        auto_id=str(field.auto_id),
        id_for_label=str(field.id_for_label),
        sentences=tuple(drawn.sentences),
        chips=tuple(Chip(str(one.id_for_label), one.tag(), str(one.choice_label)) for one in chips),
        control=field.as_widget() if drawn.kind != "choices" else SafeString(),
    )


def sheet_of(form: BaseForm) -> Sheet:
    """What the templates of a form are handed."""
    return Sheet(
        errors=bool(form.errors),
        still_there=getattr(form, "still_there", ""),
        non_field_errors=tuple(map(str, form.non_field_errors())),
        named=tuple(map(_named, form)),
    )


def _named(field: BoundField) -> Named:
    drawn: Any = field
    return Named(str(field.label), drawn.anchor, field.is_hidden, tuple(drawn.sentences))


def plain_of(value: Any) -> Any:
    """The same as plain values: what is none is a text from here on, so that nothing can be asked of it."""
    if isinstance(value, str | int | date | Enum | None):
        return value
    if isinstance(value, Mapping):
        return MappingProxyType({str(name): plain_of(one) for name, one in value.items()})
    if isinstance(value, list | tuple):
        return tuple(map(plain_of, value))
    if isinstance(value, BoundField):
        return control_of(value)
    return sheet_of(value) if isinstance(value, BaseForm) else str(value)


class Renderer(BaseRenderer):
    """Django's own widgets in our own form and field, drawn from plain values."""

    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Only the engine that is handed plain values draws a form."""
        return engines[plain.NAME].get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The form, field or control that the context holds."""
        names = dict(context)
        if "hidden_fields" in names:
            names["hidden_fields"] = [str(one) for one in names["hidden_fields"]]
            names["fields"] = [one.as_field_group() for one, _ in names["fields"]]
        drawn: str = self.get_template(template_name).render({name: plain_of(one) for name, one in names.items()})
        return drawn.strip()
