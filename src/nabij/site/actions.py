"""What only a demo writes: signing in as somebody else."""

from typing import Literal

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from nabij.audit.actions import record
from nabij.kit.permit import Permit
from nabij.people.models import Do, User


def switch_role(permit: Permit[User, Literal[Do.SWITCH_ROLE]], request: HttpRequest) -> None:
    """Sign this browser in as the permit's person, without a password; raises outside a demo."""
    if not settings.CONFIGURATION.demo:
        raise RuntimeError("roles are switched in a demo only")
    with transaction.atomic():
        login(request, permit.row, backend=settings.AUTHENTICATION_BACKENDS[0])
        record(permit)
