"""Who is spoken to: a board contact is "u", everybody else "je"."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def you(context: template.Context, familiar: str, polite: str) -> str:
    """``polite`` at the board's address, ``familiar`` at every other."""
    return polite if context.get("audience") == "board" else familiar
