"""How every action on a matter begins."""

from typing import Any

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters.models import Matter


def locked(permit: Permit[Matter, Any]) -> Matter:
    """The matter as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    matter = Matter.objects.select_for_update(of=("self",)).select_related("practice").filter(pk=permit.row.pk).first()
    if matter is None or not matter.may(permit.actor, permit.verb):
        raise Refused(
            "Dit kun je bij deze kwestie niet (meer) doen. Laad haar opnieuw en kijk wat er wel kan.", code="forbidden"
        )
    return matter
