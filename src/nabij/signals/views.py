"""The pages and addresses of signals. Pages are shells where something is sealed; the browser fills them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from nabij.kit import codes
from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.people.models import Organisation, Role, User
from nabij.people.who import person
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.sealed import answers as sealed_answers
from nabij.sealed.forms import read_chain, read_sections, read_story_keys
from nabij.sealed.reading import body_of
from nabij.signals import answers, forms
from nabij.signals.actions import bundle, going, handing, laying
from nabij.signals.actions.counted import Counting
from nabij.signals.beside import beside
from nabij.signals.models import Do, Signal
from nabij.signals.rules.steps import ACUTE, GROUNDS


@for_role(Role.COUNSELLOR)
@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """*Signalen*: by whose turn it is; and what a signal is."""
    user = person(request)
    here = Organisation.objects.visible_to(user).filter(ended=None)
    return render(request, "signals/signals.html", {"groups": answers.by_turn(user), "appointed": here.exists()})


@for_role(Role.COUNSELLOR)
@require_safe
def new_signal(request: HttpRequest) -> HttpResponse:
    """*Nieuw signaal*: for which organisation, and why."""
    here = Organisation.objects.visible_to(person(request)).filter(ended=None).order_by("name")
    reasons = codes.choices("signal_reason")
    return render(request, "signals/new_signal.html", {"organisations": here, "reasons": reasons, "acute": ACUTE})


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_safe
def signal(request: HttpRequest, row: Signal) -> HttpResponse:
    """*Signaal*: its steps as a task list."""
    context = {
        "signal": row,
        "reason": codes.labels("signal_reason")[row.reason],
        "aspects": codes.choices("signal_weighing"),
        "grounds": GROUNDS,
        "today": today(),
    }
    return render(request, "signals/signal.html", context)


@for_role(Role.COUNSELLOR)
@require_safe
def signals_today(request: HttpRequest) -> JsonResponse:
    """What of them asks for attention now, and of which visitors may have something to hear."""
    user = person(request)
    return JsonResponse({"due": list(answers.due_today(user)), "went": answers.went_for(user)})


@for_role(Role.COUNSELLOR)
@require_safe
def signals_mark(request: HttpRequest) -> JsonResponse:
    """Another answer once *Vandaag* has something else to show of them, always of one length."""
    return JsonResponse({"mark": answers.mark_of_today(person(request))})


@for_role(Role.COUNSELLOR)
@require_POST
def begin_signal(request: HttpRequest) -> JsonResponse:
    """A signal begins."""
    user, new = person(request), forms.read_begin(body_of(request))
    organisation = Organisation.objects.visible_to(user).filter(pk=new.organisation).first()
    if organisation is None:
        raise Http404
    row = Signal(
        id=new.id,
        practice_id=user.practice_id,
        organisation=organisation,
        reason=new.reason,
        path=new.path,
        begun_by=user,
    )
    return _saved(bundle.begin(permit(user, Do.BEGIN, row)))


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_safe
def signal_pieces(request: HttpRequest, row: Signal) -> JsonResponse:
    """The register of one signal, its sealed bundle and how its keys stand."""
    user = person(request)
    pieces = sealed_answers.story_pieces(user, row.practice_id, row.pk, row.pair())
    return JsonResponse(
        {
            **pieces,
            "ready": False,
            "signal": answers.signal_of(user, row),
            "letters": answers.letters_of(row),
            "lesson": answers.lesson_of(row),
        }
    )


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_safe
def signal_chain(request: HttpRequest, row: Signal) -> JsonResponse:
    """The chain of its manifests from a counter on."""
    epoch, counter = read_chain(request.GET.dict())
    return JsonResponse({"manifests": sealed_answers.story_chain(person(request), row.pk, epoch, counter)})


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_safe
def signal_mark(request: HttpRequest, row: Signal) -> JsonResponse:
    """Another answer once its page has something else to show, always of one length."""
    return JsonResponse({"mark": answers.mark_of(person(request), row)})


@for_role(Role.COUNSELLOR)
@opens(Signal)
@require_safe
def beside_signal(request: HttpRequest, row: Signal) -> JsonResponse:
    """What its letter is held against, but for what only an open vault knows."""
    return JsonResponse(beside(person(request), row))


def _saved(already: bool) -> JsonResponse:
    return JsonResponse({"saved": True, "already": already})


def _write(work: Callable[[User, Signal, object], bool]) -> Callable[..., Any]:
    """The view of one write by the pair: its proven body goes to ``work``."""

    def view(request: HttpRequest, row: Signal) -> JsonResponse:
        return _saved(work(person(request), row, body_of(request)))

    return for_role(Role.COUNSELLOR)(opens(Signal)(require_POST(view)))


def _counting(user: User, row: Signal, count: int | None) -> Counting | None:
    """The number that goes out with a letter, if it says one."""
    if count is None:
        return None
    return Counting(count, permit(user, DoRelease.RELEASE, open_ledger(row.organisation)))


share_signal = _write(lambda user, row, body: bundle.share(permit(user, Do.SHARE, row), read_story_keys(body)))
write_signal = _write(lambda user, row, body: bundle.write(permit(user, Do.WRITE, row), *read_sections(body)))
ask_to_weigh = _write(lambda user, row, body: going.ask_to_weigh(permit(user, Do.ASK, row), *forms.read_put(body)))
weigh_along = _write(lambda user, row, body: going.weigh_along(permit(user, Do.WEIGH, row), *forms.read_weighed(body)))
send_back = _write(lambda user, row, body: going.send_back(permit(user, Do.SEND_BACK, row), forms.read_change(body)))
lay_ground = _write(lambda user, row, body: laying.lay(permit(user, Do.LAY, row), *forms.read_ground(body)))
agree = _write(lambda user, row, body: going.agree(permit(user, Do.AGREE, row), forms.read_change(body)))
record_grounds = _write(lambda user, row, body: going.ground(permit(user, Do.GROUND, row), *forms.read_grounds(body)))
narrow = _write(lambda user, row, body: going.narrow(permit(user, Do.NARROW, row), *forms.read_narrow(body)))
leave_unsent = _write(
    lambda user, row, body: going.leave_unsent(permit(user, Do.LEAVE_UNSENT, row), forms.read_change(body))
)
tell_visitor = _write(lambda user, row, body: laying.tell(permit(user, Do.TELL, row), *forms.read_told(body)))
hear_back = _write(lambda user, row, body: laying.hear_back(permit(user, Do.HEAR_BACK, row), *forms.read_told(body)))
word = _write(lambda user, row, body: going.word(permit(user, Do.WORD, row), *forms.read_word(body)))
reword = _write(lambda user, row, body: going.reword(permit(user, Do.REWORD, row), forms.read_change(body)))
deliver = _write(
    lambda user, row, body: handing.deliver(
        permit(user, Do.DELIVER, row), *forms.read_delivery(body), _counting(user, row, forms.read_count(body))
    )
)
note_received = _write(lambda user, row, body: handing.receive(permit(user, Do.RECEIVE, row), forms.read_change(body)))
note_answer = _write(lambda user, row, body: handing.answer(permit(user, Do.ANSWER, row), forms.read_change(body)))
plan = _write(lambda user, row, body: handing.plan(permit(user, Do.PLAN, row), *forms.read_day(body)))
follow_up = _write(lambda user, row, body: handing.follow_up(permit(user, Do.FOLLOW_UP, row), forms.read_change(body)))
close = _write(lambda user, row, body: handing.close(permit(user, Do.CLOSE, row), forms.read_change(body)))
watch = _write(lambda user, row, body: handing.watch(permit(user, Do.WATCH, row), *forms.read_watch(body)))
