"""*Wat collega’s leerden*: what pairs of the practice learnt of their signals, sealed to who reads it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.forms import read_nothing
from nabij.sealed.reading import body_of
from nabij.signals import answers, forms
from nabij.signals.actions import lessons as actions
from nabij.signals.models import Do, Signal


@for_role(Role.COUNSELLOR)
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """The browser opens them; the server knows who gave one in which month."""
    return render(request, "signals/lessons.html")


@for_role(Role.COUNSELLOR)
@require_safe
def lessons_given(request: HttpRequest) -> JsonResponse:
    """Every one of the practice, the newest first; of which signal, it does not say."""
    return JsonResponse({"lessons": answers.lessons_for(person(request))})


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_POST
def share_lesson(request: HttpRequest, row: Signal) -> JsonResponse:
    """What the pair learnt, to the practice."""
    new = forms.read_lesson(body_of(request))
    return _saved(actions.share(permit(person(request), Do.SHARE_LESSON, row), new))


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_POST
def take_lesson_back(request: HttpRequest, row: Signal) -> JsonResponse:
    """It is for the pair alone again."""
    read_nothing(body_of(request))
    return _saved(actions.take_back(permit(person(request), Do.TAKE_LESSON_BACK, row)))


def _saved(already: bool) -> JsonResponse:
    return JsonResponse({"saved": True, "already": already})
