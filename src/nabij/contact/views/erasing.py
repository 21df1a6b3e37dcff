"""A counsellor carries out a visitor's wish to have everything destroyed."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from nabij.contact.actions.destroying import destroy
from nabij.contact.models import Conversation, Do
from nabij.kit.access import for_role
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import Fields, body_of


@for_role(Role.COUNSELLOR)
@require_POST
def erase(request: HttpRequest, pk: UUID) -> JsonResponse:
    """A matter of mine is destroyed; sent again, it was destroyed already."""
    actor = person(request)
    matter = get_object_or_404(Matter, pk=pk, keeper=actor, practice_id=actor.practice_id)
    Fields(body_of(request))
    if matter.destroyed:
        return JsonResponse({"saved": True, "already": True})
    conversation = get_object_or_404(Conversation, pk=pk, matter=matter)
    destroy(permit(actor, Do.DESTROY, conversation))
    return JsonResponse({"saved": True, "already": False})
