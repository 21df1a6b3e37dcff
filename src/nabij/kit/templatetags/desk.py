"""What the base templates ask for."""

from typing import Any

from django import template

from nabij.kit.navigation import IN_THE_THUMB_BAR, Entry, entries_for

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> dict[str, list[Entry]]:
    """The menu of whoever is signed in: ``first`` for the thumb bar, ``further`` for the rest."""
    request: Any = context["request"]
    found = entries_for(str(getattr(request.user, "role", "")), request.path)
    return {"first": found[:IN_THE_THUMB_BAR], "further": found[IN_THE_THUMB_BAR:]}
