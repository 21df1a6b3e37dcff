"""The addresses of a visitor's page. No session says who asks: the words do, in every request."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.contact import pieces
from nabij.contact.actions import consents, mailing, standing_in
from nabij.contact.actions import conversations as actions
from nabij.contact.actions.reminding import note_read
from nabij.contact.forms import conversations as forms
from nabij.contact.models import Conversation, Do, Entrance
from nabij.contact.reading import MEGABYTE, MOST_LETTER, MOST_WORDS, admit, admit_to_look, body_of
from nabij.contact.rules.conversation import AnotherChosen, Letter, SignedAnswer, Visitor, Words
from nabij.contact.rules.rates import BEGIN, LOOK, UPLOAD, WRITE
from nabij.contact.texts import open_languages
from nabij.contact.who import Asked, conversation_of
from nabij.kit.access import by_words, public
from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.mail.actions import note_look
from nabij.sealed.models import as_base64
from nabij.sealed.reading import length_of
from nabij.sealed.rules import NewVersion


def _in_body[T](
    read: Callable[[object], tuple[Words, T]], kind: str, most: int = MOST_WORDS
) -> Callable[[HttpRequest], Asked[T]]:
    """Find the conversation by the words in the JSON body, with what else the body holds."""

    def find(request: HttpRequest) -> Asked[T]:
        admit(request, kind)
        words, rest = read(body_of(request, most))
        return Asked(conversation_of(words), rest)

    return find


def _in_headers(request: HttpRequest) -> Asked[None]:
    """Find the conversation by the words in the headers of an upload."""
    admit(request, UPLOAD, MEGABYTE)
    words = forms.read_headers(request.headers.get("X-Nabij-Lookup"), request.headers.get("X-Nabij-Token"))
    return Asked(conversation_of(words), None)


@public
@require_safe
def who_is_there(request: HttpRequest, code: str) -> JsonResponse:
    """Who can be written to through this entrance, and with which keys."""
    admit_to_look(request, LOOK)
    found = Entrance.objects.open_to_visitors().select_related("practice", "organisation__practice")
    entrance = get_object_or_404(found, code=code)
    if not open_languages(entrance.organisation):
        raise Http404
    return JsonResponse(
        {
            "practice": str(entrance.practice_id),
            "salt": as_base64(actions.salt()),
            "today": today().isoformat(),
            "reply_days": entrance.practice.reply_days,
            "counsellors": pieces.who_is_there(entrance),
        }
    )


@public
@require_safe
def salt(request: HttpRequest) -> JsonResponse:
    """Under what words are stretched, for who comes back."""
    admit_to_look(request, LOOK)
    return JsonResponse({"salt": as_base64(actions.salt())})


@public
@csrf_exempt
@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """A visitor's first words, with the keys that they made."""
    admit(request, BEGIN)
    new = forms.read_beginning(body_of(request, MOST_LETTER))
    row = actions.row_of(new)
    already = actions.begin(permit(Visitor(new.id, row.practice_id), Do.BEGIN, row), new)
    due = Conversation.objects.values_list("due", flat=True).get(pk=new.id)
    return JsonResponse({"saved": True, "already": already, "due": due.isoformat()})


@by_words(_in_body(forms.read_words, LOOK))
@require_POST
def whole(request: HttpRequest, asked: Asked[None]) -> JsonResponse:
    """Everything of one's own conversation."""
    # before it is read: what comes in after that is told of again
    note_look(asked.conversation.pk)
    answer = pieces.whole(asked.conversation, asked.visitor)
    if answer["others"] is not None:
        note_read(asked.conversation)
    return JsonResponse(answer)


@by_words(_in_body(forms.read_words, LOOK))
@require_POST
def news(request: HttpRequest, asked: Asked[None]) -> JsonResponse:
    """Whether there is something to fetch; of one length whatever happened."""
    return JsonResponse({"mark": pieces.mark(asked.conversation, asked.visitor)})


@by_words(_in_body(forms.read_letter, WRITE, MOST_LETTER))
@require_POST
def write(request: HttpRequest, asked: Asked[Letter]) -> JsonResponse:
    """What a visitor says later on."""
    already = actions.write(permit(asked.visitor, Do.WRITE, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "already": already, "due": pieces.due_of(asked.conversation)})


@by_words(_in_body(forms.read_answer, WRITE, MOST_LETTER))
@require_POST
def answer(request: HttpRequest, asked: Asked[SignedAnswer]) -> JsonResponse:
    """A visitor's yes or no to what was asked, or what they take back."""
    already = consents.answer(permit(asked.visitor, Do.CONSENT, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "already": already, "due": pieces.due_of(asked.conversation)})


@by_words(_in_body(forms.read_choice, WRITE, MOST_LETTER))
@require_POST
def choose(request: HttpRequest, asked: Asked[AnotherChosen]) -> JsonResponse:
    """Another counsellor, by a visitor of whose counsellors nobody is there."""
    already = standing_in.choose(permit(asked.visitor, Do.CHOOSE, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "already": already, "due": pieces.due_of(asked.conversation)})


@by_words(_in_body(forms.read_choice, WRITE, MOST_LETTER))
@require_POST
def let_stand_by(request: HttpRequest, asked: Asked[AnotherChosen]) -> JsonResponse:
    """Who stands by, by a visitor who chose so with their code."""
    already = standing_in.let_stand_by(permit(asked.visitor, Do.LET_STAND_BY, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "already": already})


@by_words(_in_body(forms.read_keeping, WRITE, MOST_LETTER))
@require_POST
def keep(request: HttpRequest, asked: Asked[NewVersion]) -> JsonResponse:
    """A visitor's note to self."""
    already = actions.keep(permit(asked.visitor, Do.KEEP, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "already": already, "version": asked.rest.based_on + 1})


@by_words(_in_body(forms.read_mail, WRITE))
@require_POST
def mail(request: HttpRequest, asked: Asked[str | None]) -> JsonResponse:
    """A mail when there is an answer: with an address, or null to stop. Never whether it stood there: that tells it."""
    if asked.rest is None:
        mailing.switch_off(permit(asked.visitor, Do.SWITCH_MAIL_OFF, asked.conversation))
    else:
        mailing.switch_on(permit(asked.visitor, Do.SWITCH_MAIL_ON, asked.conversation), asked.rest)
    return JsonResponse({"saved": True, "mail": pieces.mail_of(asked.conversation)})


@by_words(_in_headers)
@require_http_methods(["PUT"])
def put_file(request: HttpRequest, asked: Asked[None], file: UUID) -> JsonResponse:
    """A sealed file, streamed in."""
    length = length_of(request)
    already = actions.attach(permit(asked.visitor, Do.WRITE, asked.conversation), file, request, length)
    return JsonResponse({"saved": True, "already": already})


@by_words(_in_body(forms.read_words, LOOK))
@require_POST
def get_file(request: HttpRequest, asked: Asked[None], file: UUID) -> HttpResponseBase:
    """A sealed file, streamed out."""
    kept = pieces.readable_file(asked.conversation, asked.visitor, file)
    if kept is None:
        raise Http404
    answer = StreamingHttpResponse(kept.chunks(), content_type="application/octet-stream")
    answer.headers["Content-Length"] = str(kept.size)
    answer.headers["Content-Disposition"] = 'attachment; filename="bestand.age"'
    return answer
