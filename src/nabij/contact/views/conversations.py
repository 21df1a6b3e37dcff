"""Conversations that wait for a counsellor, and taking one on."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from nabij.contact import instead_pieces, pieces
from nabij.contact.actions.standing_in import answer_instead as answer_in_place
from nabij.contact.actions.taking_on import take_on as take_on_conversation
from nabij.contact.forms.conversations import read_instead
from nabij.contact.models import Conversation, Do
from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.mail.actions import note_seen
from nabij.matters.forms import read_taking_on
from nabij.matters.models import Matter
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import body_of


@for_role(Role.COUNSELLOR)
@require_safe
def waiting(request: HttpRequest) -> JsonResponse:
    """What visitors wrote that nobody took on yet."""
    note_seen(person(request))
    return JsonResponse({"waiting": pieces.waiting_for(person(request))})


@opens(Conversation)
@require_POST
def take_on(request: HttpRequest, conversation: Conversation) -> JsonResponse:
    """A conversation becomes a matter of mine."""
    new = read_taking_on(body_of(request))
    already = take_on_conversation(permit(person(request), Do.TAKE_ON, conversation), new)
    version = Matter.objects.values_list("version", flat=True).get(pk=conversation.pk)
    return JsonResponse({"saved": True, "already": already, "version": version})


@for_role(Role.COUNSELLOR)
@require_safe
def instead(request: HttpRequest) -> JsonResponse:
    """Conversations of colleagues who are not there, which I may answer."""
    return JsonResponse({"instead": instead_pieces.instead_for(person(request))})


@opens(Conversation)
@require_POST
def answer_instead(request: HttpRequest, conversation: Conversation) -> JsonResponse:
    """A message to the visitor of a colleague who is not there."""
    sealed, tells = read_instead(body_of(request))
    already = answer_in_place(permit(person(request), Do.ANSWER_INSTEAD, conversation), sealed, tells=tells)
    return JsonResponse({"saved": True, "already": already})
