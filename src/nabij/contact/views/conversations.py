"""Conversations that wait for a counsellor, and taking one on."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from nabij.contact import pieces
from nabij.contact.actions.taking_on import take_on as take_on_conversation
from nabij.contact.models import Conversation, Do
from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.matters.forms import read_taking_on
from nabij.matters.models import Matter
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import body_of


@for_role(Role.COUNSELLOR)
@require_safe
def waiting(request: HttpRequest) -> JsonResponse:
    """What visitors wrote that nobody took on yet."""
    return JsonResponse({"waiting": pieces.waiting_for(person(request))})


@opens(Conversation)
@require_POST
def take_on(request: HttpRequest, conversation: Conversation) -> JsonResponse:
    """A conversation becomes a matter of mine."""
    new = read_taking_on(body_of(request))
    already = take_on_conversation(permit(person(request), Do.TAKE_ON, conversation), new)
    version = Matter.objects.values_list("version", flat=True).get(pk=conversation.pk)
    return JsonResponse({"saved": True, "already": already, "version": version})
