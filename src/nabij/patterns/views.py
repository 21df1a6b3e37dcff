"""The addresses where browsers compare names without giving one. All bodies are proven; answers never name anybody."""

import time
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.patterns import actions, answers, forms, matcher
from nabij.patterns.models import Do, Matched
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.forms import read_nothing
from nabij.sealed.models import as_base64
from nabij.sealed.reading import body_of

STEP = 0.05
"""In seconds. Looking takes a few milliseconds, more where there are more rows; it is answered on a step of this."""


def evenly(work: Callable[[], bool]) -> int:
    """What the work finds, so that neither length nor time says what: 0 or 1, at the next whole step from its begin."""
    began = time.monotonic()
    found = work()
    time.sleep(STEP - (time.monotonic() - began) % STEP)
    return int(found)


@opens(Matched)
@require_safe
def state(request: HttpRequest, row: Matched) -> JsonResponse:
    """How the keys stand, what is to be renewed, and whether the matcher answers."""
    try:
        served = matcher.public_keys()
    except matcher.Unreachable:
        served = None
    return JsonResponse(answers.state(row, person(request), served))


@for_role(Role.COUNSELLOR)
@require_safe
def keys_today(request: HttpRequest) -> JsonResponse:
    """Where a departure asks this counsellor's browser for a new key, and where rows wait for the newest."""
    return JsonResponse(answers.keys_today(person(request)))


@opens(Matched)
@require_safe
def log(request: HttpRequest, row: Matched) -> JsonResponse:
    """Who looked, and did what else, how much on which day."""
    return JsonResponse(answers.log(row))


@opens(Matched)
@require_POST
def share_key(request: HttpRequest, row: Matched) -> JsonResponse:
    """The match key, sealed to the pair."""
    new = forms.read_keys(body_of(request))
    return _saved(actions.share_key(permit(person(request), Do.SHARE_KEY, row), new))


@opens(Matched)
@require_POST
def evaluate(request: HttpRequest, row: Matched) -> JsonResponse:
    """Blinded points, evaluated."""
    version, points = forms.read_points(body_of(request))
    evaluated, proof = actions.evaluate(permit(person(request), Do.EVALUATE, row), version, points)
    return JsonResponse({"evaluated": [as_base64(one) for one in evaluated], "proof": as_base64(proof)})


@opens(Matched)
@require_POST
def register(request: HttpRequest, row: Matched) -> JsonResponse:
    """One matter's person."""
    named, lock = forms.read_registration(body_of(request))
    return _saved(actions.register(permit(person(request), Do.REGISTER, row), named, lock))


@opens(Matched)
@require_POST
def look(request: HttpRequest, row: Matched) -> JsonResponse:
    """Whether there are enough others."""
    asked = forms.read_named(body_of(request))
    user = person(request)
    return JsonResponse({"enough": evenly(lambda: actions.look(permit(user, Do.LOOK, row), asked))})


@opens(Matched)
@require_POST
def compare_sides(request: HttpRequest, row: Matched) -> JsonResponse:
    """Whether a visitor is named somewhere."""
    asked = forms.read_sides(body_of(request))
    user = person(request)
    return JsonResponse({"named": evenly(lambda: actions.compare_sides(permit(user, Do.COMPARE_SIDES, row), asked))})


@opens(Matched)
@require_POST
def withdraw(request: HttpRequest, row: Matched) -> JsonResponse:
    """A matter's person no longer counts."""
    handle, lock = forms.read_withdrawal(body_of(request))
    return _saved(actions.withdraw(permit(person(request), Do.WITHDRAW, row), handle, lock))


@opens(Matched)
@require_POST
def renew(request: HttpRequest, row: Matched) -> JsonResponse:
    """A batch under the newest keys."""
    named, locks = forms.read_renewal(body_of(request))
    waiting = actions.renew(permit(person(request), Do.RENEW, row), named, locks)
    return JsonResponse({"saved": True, "waiting": waiting})


@opens(Matched)
@require_POST
def finish(request: HttpRequest, row: Matched) -> JsonResponse:
    """The end of a renewal, whatever nobody renewed."""
    read_nothing(body_of(request))
    return JsonResponse({"saved": True, "lost": actions.finish(permit(person(request), Do.FINISH, row))})


def _saved(already: bool) -> JsonResponse:
    return JsonResponse({"saved": True, "already": already})
