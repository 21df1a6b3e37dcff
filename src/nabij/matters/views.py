"""The pages and addresses of matters. Pages are empty shells: the browser fills them from the JSON addresses."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.matters import actions, answers, forms, pieces
from nabij.matters.models import Do, Matter
from nabij.matters.page import page_of
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import body_of, length_of


@for_role(Role.COUNSELLOR)
@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    """*Vandaag*: by who is aan zet."""
    return render(request, "matters/today.html", page_of(person(request)))


@for_role(Role.COUNSELLOR)
@require_safe
def quick_note(request: HttpRequest) -> HttpResponse:
    """*Snelnotitie*: an encounter noted within a minute."""
    return render(request, "matters/quick_note.html", page_of(person(request)))


@for_role(Role.COUNSELLOR)
@require_safe
def matters_page(request: HttpRequest) -> HttpResponse:
    """All matters, running and closed."""
    return render(request, "matters/matters.html", page_of(person(request)))


@opens(Matter)
@require_safe
def matter_page(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One matter; its content comes sealed."""
    return render(request, "matters/matter.html", page_of(person(request), matter=matter))


@for_role(Role.COUNSELLOR)
@require_safe
def cards(request: HttpRequest) -> JsonResponse:
    """Running matters and those with aftercare due, and how many run elsewhere."""
    user = person(request)
    found = answers.current_cards(user, with_keys=forms.read_with_keys(request.GET.dict()))
    seen = [card["id"] for card in found]
    return JsonResponse(
        {"matters": found, "elsewhere": answers.elsewhere(user, seen), **answers.not_current(user, seen)}
    )


@for_role(Role.COUNSELLOR)
@require_safe
def card_chains(request: HttpRequest) -> JsonResponse:
    """What the cards of the list are checked against, behind the drawing."""
    return JsonResponse({"chains": answers.card_chains(person(request))})


@for_role(Role.COUNSELLOR)
@require_safe
def closed_cards(request: HttpRequest) -> JsonResponse:
    """A page of closed matters."""
    query = request.GET.dict()
    found, pages = answers.closed_cards(person(request), forms.read_page(query), with_keys=forms.read_with_keys(query))
    return JsonResponse({"matters": found, "pages": pages})


@for_role(Role.COUNSELLOR)
@require_safe
def peer_cards(request: HttpRequest) -> JsonResponse:
    """Pseudonymised cards that colleagues showed me."""
    return JsonResponse({"cards": answers.peer_cards(person(request))})


@opens(Matter)
@require_safe
def matter_pieces(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Everything of one matter that I may read."""
    return JsonResponse(pieces.pieces(person(request), matter))


@opens(Matter)
@require_safe
def chain(request: HttpRequest, matter: Matter) -> JsonResponse:
    """A part's chain of manifests from a counter on."""
    place, counter = forms.read_chain(request.GET.dict())
    return JsonResponse({"manifests": pieces.chain(person(request), matter, place, counter)})


def _saved(matter: UUID, already: bool) -> JsonResponse:
    version = Matter.objects.values_list("version", flat=True).get(pk=matter)
    return JsonResponse({"saved": True, "already": already, "version": version})


@for_role(Role.COUNSELLOR)
@require_POST
def open_matter(request: HttpRequest) -> JsonResponse:
    """A new matter with everything that it starts with."""
    user = person(request)
    new = forms.read_open(body_of(request))
    row = Matter(id=new.id, practice=user.practice, keeper=user, organisation_id=new.organisation)
    return _saved(new.id, actions.open_matter(permit(user, Do.OPEN, row), new))


@opens(Matter)
@require_POST
def note(request: HttpRequest, matter: Matter) -> JsonResponse:
    """An encounter."""
    new = forms.read_note(body_of(request))
    return _saved(matter.pk, actions.note_encounter(permit(person(request), Do.NOTE, matter), new))


@opens(Matter)
@require_POST
def revise(request: HttpRequest, matter: Matter) -> JsonResponse:
    """New or corrected records."""
    sealed, draft = forms.read_revision(body_of(request))
    return _saved(matter.pk, actions.revise(permit(person(request), Do.REVISE, matter), sealed, draft))


@opens(Matter)
@require_POST
def pass_turn(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Whose turn it is now."""
    hand = forms.read_pass(body_of(request))
    return _saved(matter.pk, actions.pass_turn(permit(person(request), Do.PASS_TURN, matter), hand))


@opens(Matter)
@require_POST
def code_register(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Other codes in the register."""
    recoding = forms.read_recoding(body_of(request))
    return _saved(matter.pk, actions.code_register(permit(person(request), Do.CODE, matter), recoding))


@opens(Matter)
@require_POST
def close(request: HttpRequest, matter: Matter) -> JsonResponse:
    """How the matter ended."""
    closing = forms.read_closing(body_of(request))
    return _saved(matter.pk, actions.close_matter(permit(person(request), Do.CLOSE, matter), closing))


@opens(Matter)
@require_POST
def reopen(request: HttpRequest, matter: Matter) -> JsonResponse:
    """The matter runs again."""
    based_on = forms.read_reopening(body_of(request))
    return _saved(matter.pk, actions.reopen_matter(permit(person(request), Do.REOPEN, matter), based_on))


@opens(Matter)
@require_POST
def share(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Consent and share in one."""
    sharing = forms.read_sharing(body_of(request))
    return _saved(matter.pk, actions.share(permit(person(request), Do.SHARE, matter), sharing))


@opens(Matter)
@require_POST
def hear(request: HttpRequest, matter: Matter) -> JsonResponse:
    """What the visitor said in conversation about somebody outside."""
    heard = forms.read_heard(body_of(request))
    return _saved(matter.pk, actions.hear(permit(person(request), Do.HEAR, matter), heard))


@opens(Matter)
@require_POST
def withdraw(request: HttpRequest, matter: Matter) -> JsonResponse:
    """The end of a share."""
    withdrawal = forms.read_withdrawal(body_of(request))
    return _saved(matter.pk, actions.withdraw(permit(person(request), Do.WITHDRAW, matter), withdrawal))


@opens(Matter)
@require_POST
def renew_keys(request: HttpRequest, matter: Matter) -> JsonResponse:
    """A new epoch."""
    grants, sealed = forms.read_renewal(body_of(request))
    return _saved(matter.pk, actions.renew_keys(permit(person(request), Do.RENEW_KEYS, matter), grants, sealed))


@opens(Matter)
@require_POST
def say_same_visitor(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Whose visitor it is: that of another matter as well, or of no other."""
    said = forms.read_same_visitor(body_of(request))
    return _saved(matter.pk, actions.say_same_visitor(permit(person(request), Do.SAY_SAME_VISITOR, matter), said))


@opens(Matter)
@require_POST
def record_exception(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Confidentiality was broken: the ground, and the sealed reasons."""
    broken = forms.read_break(body_of(request))
    return _saved(matter.pk, actions.record_exception(permit(person(request), Do.RECORD_EXCEPTION, matter), broken))


@opens(Matter)
@require_http_methods(["GET", "PUT"])
def sealed_file(request: HttpRequest, matter: Matter, file: UUID) -> HttpResponseBase:
    """A sealed file, streamed either way."""
    user = person(request)
    if request.method == "PUT":
        already = actions.attach(permit(user, Do.ATTACH, matter), file, request, length_of(request))
        return JsonResponse({"saved": True, "already": already})
    kept = pieces.readable_file(user, matter, file)
    if kept is None:
        raise Http404
    answer = StreamingHttpResponse(kept.chunks(), content_type="application/octet-stream")
    answer.headers["Content-Length"] = str(kept.size)
    answer.headers["Content-Disposition"] = 'attachment; filename="bestand.age"'
    return answer
