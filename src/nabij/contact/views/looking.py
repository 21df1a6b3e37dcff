"""What visitors wrote since a counsellor looked, and that they looked."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from nabij.contact.actions.looking import look
from nabij.contact.models import Conversation, Do
from nabij.contact.news_pieces import news_for
from nabij.kit.access import for_role
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import Fields, as_number, body_of


@for_role(Role.COUNSELLOR)
@require_safe
def news(request: HttpRequest) -> JsonResponse:
    """In which of the matters that I see a visitor wrote something that I did not open yet."""
    return JsonResponse({"news": news_for(person(request))})


@for_role(Role.COUNSELLOR)
@require_POST
def looked(request: HttpRequest, pk: UUID) -> JsonResponse:
    """I opened what the visitor wrote, up to this number."""
    actor = person(request)
    conversation = get_object_or_404(Conversation, pk=pk, matter__in=Matter.objects.visible_to(actor))
    number = Fields(body_of(request), "number").need("number", as_number)
    already = look(permit(actor, Do.LOOK, conversation), number)
    return JsonResponse({"saved": True, "already": already})
