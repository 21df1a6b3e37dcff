"""A counsellor hands out a code for a matter of theirs, and lets in who used it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from nabij.contact.actions import inviting as actions
from nabij.contact.forms import inviting as forms
from nabij.contact.invitations import DoInvite, VisitorCode
from nabij.contact.models import Conversation
from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.origins import origin_of
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.people.models import Role
from nabij.people.who import person
from nabij.sealed.reading import body_of


def _row(matter: Matter) -> VisitorCode:
    """The invitation of this matter as it is kept, or one that is not made yet."""
    kept = VisitorCode.objects.select_related("matter").filter(pk=matter.pk).first()
    return kept or VisitorCode(matter=matter, practice_id=matter.practice_id)


@opens(Matter)
@require_safe
def invitation(request: HttpRequest, matter: Matter) -> JsonResponse:
    """How it is with the code of this matter, and what came back."""
    kept = VisitorCode.objects.filter(pk=matter.pk).first()
    conversation = Conversation.objects.filter(pk=matter.pk).first()
    found: dict[str, Any] | None = None
    if kept:
        answered = conversation.public_keys() if conversation and kept.answer else None
        found = {
            "until": kept.until.isoformat(),
            "expired": not kept.answer and kept.until < today(),
            "visitor": answered,
            "proof": kept.answer or None,
            "standby": bool(answered and conversation and conversation.standby),
        }
    address = f"{origin_of(request, 'visitor')}/code/"
    return JsonResponse({"invitation": found, "has_words": conversation is not None and found is None, "page": address})


@for_role(Role.COUNSELLOR)
@require_safe
def answered(request: HttpRequest) -> JsonResponse:
    """My matters of which somebody used the code and waits to be let in."""
    mine = VisitorCode.objects.filter(matter__keeper=person(request), practice=person(request).practice)
    return JsonResponse({"answered": [str(pk) for pk in mine.exclude(answer="").values_list("pk", flat=True)]})


@opens(Matter)
@require_POST
def invite(request: HttpRequest, matter: Matter) -> JsonResponse:
    """A new code."""
    new = forms.read_invitation(body_of(request))
    already = actions.invite(permit(person(request), DoInvite.INVITE, _row(matter)), new)
    until = VisitorCode.objects.values_list("until", flat=True).get(pk=matter.pk)
    return JsonResponse({"saved": True, "already": already, "until": until.isoformat()})


@opens(Matter)
@require_POST
def withdraw(request: HttpRequest, matter: Matter) -> JsonResponse:
    """A code that works no more."""
    sealed = forms.read_withdrawal(body_of(request))
    already = actions.withdraw(permit(person(request), DoInvite.WITHDRAW, _row(matter)), sealed)
    return JsonResponse({"saved": True, "already": already})


@opens(Matter)
@require_POST
def admit(request: HttpRequest, matter: Matter) -> JsonResponse:
    """Who used the code is let in."""
    grants, sealed, anew = forms.read_admission(body_of(request))
    already = actions.admit(permit(person(request), DoInvite.ADMIT, _row(matter)), grants, sealed, anew)
    return JsonResponse({"saved": True, "already": already})
