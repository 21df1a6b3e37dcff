"""What waits for a board contact, for the menu and the pages of the board."""

from typing import Any

from django.http import HttpRequest

from nabij.people.models import Role, User
from nabij.people.who import at_home
from nabij.signals.models import Signal
from nabij.signals.rules.steps import Step


def new_letters(user: Any) -> int:
    """How many letters were handed to this board contact that they did not yet say to have received."""
    if not isinstance(user, User) or user.role != Role.BOARD_CONTACT:
        return 0
    return Signal.objects.visible_to(user).filter(step=Step.DELIVERED).count()


def waiting(request: HttpRequest) -> dict[str, Any]:
    """For the templates: asked of the database only by pages of the board that show it."""

    def letters() -> int:
        user = getattr(request, "user", None)
        known = isinstance(user, User) and at_home(request, user)
        return new_letters(user) if known else 0

    return {"new_letters": letters}
