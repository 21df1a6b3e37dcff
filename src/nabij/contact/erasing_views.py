"""A visitor destroys a conversation that nobody took on, and reads the proof of one that was destroyed."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from nabij.contact.actions.destroying import destroy, proof_of
from nabij.contact.forms.conversations import read_words
from nabij.contact.models import Do
from nabij.contact.proofs import DestructionProof
from nabij.contact.reading import MOST_WORDS, admit, body_of
from nabij.contact.rules.rates import LOOK, WRITE
from nabij.contact.who import Asked, UnknownWords, conversation_of
from nabij.kit.access import by_words
from nabij.kit.permit import permit


def _own(request: HttpRequest) -> Asked[None]:
    admit(request, WRITE)
    return Asked(conversation_of(read_words(body_of(request, MOST_WORDS))[0]), None)


def _destroyed(request: HttpRequest) -> DestructionProof:
    admit(request, LOOK)
    proof = proof_of(read_words(body_of(request, MOST_WORDS))[0])
    if proof is None:
        raise UnknownWords
    return proof


@by_words(_own)
@require_POST
def erase(request: HttpRequest, asked: Asked[None]) -> JsonResponse:
    """One's own conversation is destroyed, while nobody took it on."""
    return JsonResponse(destroy(permit(asked.visitor, Do.DESTROY, asked.conversation)).as_json())


@by_words(_destroyed)
@require_POST
def proof(request: HttpRequest, found: DestructionProof) -> JsonResponse:
    """What was destroyed, and when."""
    return JsonResponse(found.as_json())
