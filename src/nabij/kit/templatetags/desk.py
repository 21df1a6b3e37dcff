"""What the base templates ask for."""

from typing import Any

from django import template

from nabij.kit.navigation import Menu, menu_for

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> Menu:
    """The menu of whoever is signed in."""
    request: Any = context["request"]
    return menu_for(str(getattr(request.user, "role", "")), request.path)
