"""Passkey options inside an attribute: a script element would be dropped when a page is swapped in."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON text; the template escapes it for the attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
