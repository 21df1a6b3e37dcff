"""Whose keys one can compare and pin: fellow counsellors, board contacts; at the board, one's own counsellors."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role
from nabij.people.models import Appointment, Counsellor, Organisation, PublicKey, Role, User
from nabij.people.who import person


def _newest_keys(owners: Iterable[User]) -> dict[UUID, PublicKey]:
    return {key.owner_id: key for key in PublicKey.objects.filter(owner__in=list(owners)).order_by("version")}


@for_role(Role.COUNSELLOR)
@require_safe
def colleagues(request: HttpRequest) -> JsonResponse:
    """Fellow counsellors with a vault, and their newest public key."""
    me = person(request)
    fellows = User.objects.visible_to(me).filter(role=Role.COUNSELLOR, is_active=True).exclude(pk=me.pk)
    return JsonResponse({"colleagues": _with_vaults(fellows)})


@for_role(Role.BOARD_CONTACT)
@require_safe
def own_counsellors(request: HttpRequest) -> JsonResponse:
    """The counsellors of one's organisation with a vault, and their newest public key."""
    here = Appointment.objects.filter(organisation=person(request).organisation, ended=None)
    found = User.objects.filter(pk__in=here.values("counsellor"), is_active=True)
    return JsonResponse({"colleagues": _with_vaults(found)})


def _with_vaults(counsellors: Any) -> list[dict[str, Any]]:
    keys = _newest_keys(counsellors)
    kinds = dict(Counsellor.objects.filter(user__in=counsellors).values_list("user_id", "kind"))
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "kind": kinds.get(one.pk, Counsellor.Kind.EXTERNAL),
            "public_key": keys[one.pk].as_json(),
        }
        for one in counsellors.order_by("name", "pk")
        if one.pk in keys
    ]


@for_role(Role.COUNSELLOR)
@require_safe
def board_contacts(request: HttpRequest) -> JsonResponse:
    """Who is ultimately responsible where one is appointed, with their newest public key; null without a vault."""
    here = Organisation.objects.visible_to(person(request)).filter(ended=None)
    found = User.objects.filter(role=Role.BOARD_CONTACT, is_active=True, organisation__in=here)
    keys = _newest_keys(found)
    return JsonResponse(
        {
            "board_contacts": [
                {
                    "id": str(one.pk),
                    "name": one.name,
                    "organisation": one.organisation.name if one.organisation else "",
                    "organisation_id": one.organisation_id,
                    "public_key": keys[one.pk].as_json() if one.pk in keys else None,
                }
                for one in found.select_related("organisation").order_by("organisation__name", "name", "pk")
            ]
        }
    )
