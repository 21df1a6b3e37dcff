"""What browsers send about the story of a report, parsed and checked."""

from uuid import UUID

from django import forms

from nabij.kit.envelope import BadSealedBytes, from_base64
from nabij.reporting.rules.findings import Choice
from nabij.reporting.rules.story import story_of
from nabij.reporting.rules.story_box import NewKeys, NewText
from nabij.sealed.forms import read_grants, read_sealed
from nabij.sealed.reading import BadBody, Fields, as_number, as_uuid
from nabij.sealed.rules import Sealed

SHRED_KEY = 32


def _shred_key(value: object) -> bytes:
    key = from_base64(value, SHRED_KEY)
    if len(key) != SHRED_KEY:
        raise BadSealedBytes
    return key


def read_keys(value: object) -> NewKeys:
    """``{"epoch", "shred_key"/null, "grants", "sealed"}``."""
    fields = Fields(value, "epoch", "shred_key", "grants", "sealed")
    return NewKeys(
        epoch=fields.need("epoch", as_number),
        shred_key=fields.maybe("shred_key", _shred_key),
        grants=fields.need("grants", read_grants),
        sealed=fields.need("sealed", read_sealed),
    )


def read_sections(value: object) -> tuple[Sealed, UUID | None]:
    """``{"sealed", "draft"/null}``."""
    fields = Fields(value, "sealed", "draft")
    return fields.need("sealed", read_sealed), fields.maybe("draft", as_uuid)


def read_text(value: object) -> NewText:
    """``{"epoch", "counter", "text"}``; ``text`` is what ``rules.story`` reads. Raises ``Refused`` for what is none."""
    fields = Fields(value, "epoch", "counter", "text")
    return NewText(
        epoch=fields.need("epoch", as_number),
        counter=fields.need("counter", as_number),
        story=fields.need("text", story_of),
    )


def read_chain(query: dict[str, str]) -> tuple[int, int]:
    """The query of *keten*: the epoch, and the counter to start at."""
    return _number(query.get("epoch", "")), _number(query.get("vanaf", "1"))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadBody
    return as_number(int(text))


class DecisionForm(forms.Form):
    """One decision about one finding."""

    key = forms.RegexField(r"[0-9a-f]{64}")
    choice = forms.ChoiceField(choices=[(one.name.lower(), one.value) for one in Choice])
    reason = forms.CharField(max_length=500, required=False)
