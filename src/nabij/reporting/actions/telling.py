"""The board hears by mail that there is something to read or to answer, and nothing of what."""

from typing import Any

from django.db.models import QuerySet

from nabij.kit.permit import Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.people.models import Role, User
from nabij.reporting.interim import Interim
from nabij.reporting.models import Report


def tell_board(permit: Permit[Any, Any], report: Report | Interim, text: Text, cause: object) -> None:
    """Put out a mail to each board contact of the report's organisation but who does this; see ``mail.remind``."""
    remind(permit, readers_of(report).exclude(pk=permit.actor.pk), text, cause)


def readers_of(report: Report | Interim) -> QuerySet[User]:
    """Who may read it at the board's own address once it is out."""
    return User.objects.filter(role=Role.BOARD_CONTACT, organisation_id=report.organisation_id, is_active=True)
