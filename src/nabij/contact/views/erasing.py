"""Destruction at a visitor's wish: by who keeps the matter, or by whom it is left to when that one is gone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.contact import left_alone
from nabij.contact.actions.destroying import destroy, destroy_unread
from nabij.contact.forms.office import ErasingForm
from nabij.contact.models import Conversation, Do
from nabij.contact.rules.erasing import LeftErasure
from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.people.models import Organisation, Role
from nabij.people.views.asking import done, form_page
from nabij.people.who import person
from nabij.sealed.reading import Fields, body_of


@for_role(Role.COUNSELLOR)
@require_POST
def erase(request: HttpRequest, pk: UUID) -> JsonResponse:
    """A matter of mine, or one that is left to me, is destroyed; sent again, it was destroyed already."""
    actor = person(request)
    matter = get_object_or_404(Matter, pk=pk, practice_id=actor.practice_id)
    if matter.keeper_id != actor.pk and not matter.is_left_to(actor):
        raise Http404
    Fields(body_of(request))
    if matter.destroyed:
        return JsonResponse({"saved": True, "already": True})
    conversation = get_object_or_404(Conversation, pk=pk, matter=matter)
    if matter.keeper_id == actor.pk:
        destroy(permit(actor, Do.DESTROY, conversation))
    else:
        destroy_unread(permit(actor, Do.DESTROY_UNREAD, conversation))
    return JsonResponse({"saved": True, "already": False})


@for_role(Role.COUNSELLOR)
@require_safe
def erasures_asked(request: HttpRequest) -> JsonResponse:
    """Whose visitor asked for it, of those that are left to me: nothing of what is in them."""
    return JsonResponse({"asked": [_asked(one) for one in left_alone.erasures_left_to(person(request))]})


def _asked(one: LeftErasure) -> dict[str, Any]:
    where, name = one.organisation
    return {
        "id": str(one.id),
        "organisation": {"id": where, "name": name},
        "keeper": one.keeper,
        "on": one.on.isoformat(),
    }


@for_role(Role.PRACTICE_MANAGER)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def erasures(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What visitors asked to destroy and no counsellor of the organisation is left for; each is destroyed unread."""
    actor = person(request)
    asked = left_alone.erasures_left_to(actor, organisation)
    form = ErasingForm(request.POST if request.method == "POST" else None, asked=asked)
    if not form.is_valid():
        return form_page(request, "contact/office/erasures.html", form, organisation=organisation, asked=asked)
    conversation = Conversation.objects.get(pk=form.cleaned_data["conversation"])
    destroy_unread(permit(actor, Do.DESTROY_UNREAD, conversation))
    return done(
        request, "Het is gewist. De inbrenger leest het bewijs met de zeven woorden.", "organisation", organisation.pk
    )
