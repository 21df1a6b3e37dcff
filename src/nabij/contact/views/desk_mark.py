"""Whether *Vandaag* has something else to show than when it was drawn."""

import hashlib
import json
from collections.abc import Sequence

from django.db.models import Count, Max, Q, Sum
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from nabij.contact import left_alone
from nabij.contact.actions.answering import awaited, instead_of_colleagues
from nabij.contact.invitations import VisitorCode
from nabij.contact.news_pieces import news_for
from nabij.contact.pieces import rows_waiting_for
from nabij.kit.access import for_role, opens
from nabij.matters.models import ConfidentialityBreak, Consent, Matter, Share
from nabij.people.models import Role, User
from nabij.people.who import person
from nabij.sealed.models import KeyGrant, Manifest
from nabij.sealed.rules import VISITORS_PART


@for_role(Role.COUNSELLOR)
@require_safe
def mark(request: HttpRequest) -> JsonResponse:
    """Another answer once there is something else to show, always of one length."""
    return JsonResponse({"mark": desk_mark(person(request))})


@for_role(Role.COUNSELLOR)
@opens(Matter)
@require_safe
def of_matter(request: HttpRequest, row: Matter) -> JsonResponse:
    """The same for the page of one matter."""
    return JsonResponse({"mark": matter_mark(person(request), row)})


def matter_mark(actor: User, matter: Matter) -> str:
    """64 hexadecimal digits that differ once *Kwestie* has something else to show this counsellor.

    What was written in it by whoever, its register, consents, exceptions, keys and who reads along, and a code used.
    """
    here = {"practice_id": matter.practice_id, "box": matter.pk}
    last = {"count": Count("pk"), "last": Max("pk")}
    seen = [
        [matter.version, matter.turn, matter.due, matter.closed_month],
        Manifest.objects.filter(**here).aggregate(**last),
        KeyGrant.objects.filter(**here, grantee=actor.pk).aggregate(**last, gone=Count("pk", filter=Q(withdrawn=True))),
        Consent.objects.filter(matter=matter).aggregate(**last),
        ConfidentialityBreak.objects.filter(matter=matter).aggregate(**last),
        Share.objects.filter(matter=matter).aggregate(**last, gone=Count("pk", filter=Q(withdrawn=True))),
        VisitorCode.objects.filter(matter=matter).exclude(answer="").aggregate(count=Count("pk")),
    ]
    return _digest(seen)


def desk_mark(actor: User) -> str:
    """64 hexadecimal digits that differ once *Vandaag* has something else to show this counsellor.

    Who waits at the door and wrote more there, what visitors wrote since, a turn, a day, a share, a code that was used,
    a colleague to answer for, something to destroy. Signals have a mark of their own.
    """
    waiting = [row.pk for row, _ in rows_waiting_for(actor)]
    said = Manifest.objects.filter(practice_id=actor.practice_id, box__in=waiting, part=VISITORS_PART)
    matters = Matter.objects.visible_to(actor)
    # *Vandaag* shows those that are current; of the many that are closed for long only that something changed
    current, kept = matters.current().order_by("pk"), Share.objects.filter(matter__in=matters)
    codes = VisitorCode.objects.filter(matter__keeper=actor).exclude(answer="").order_by("pk")
    seen = [
        waiting,
        list(said.order_by("pk").values_list("pk", flat=True)),
        [(one["id"], one["number"]) for one in news_for(actor)],
        [(one.pk, awaited(one)) for one in instead_of_colleagues(actor)],
        [one.id for one in left_alone.erasures_left_to(actor)],
        list(codes.values_list("pk", flat=True)),
        list(current.values_list("pk", "version", "turn", "due", "closed_month")),
        matters.aggregate(count=Count("pk"), changes=Sum("version")),
        kept.aggregate(count=Count("pk"), last=Max("pk"), withdrawn=Count("pk", filter=Q(withdrawn=True))),
    ]
    return _digest(seen)


def _digest(seen: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()
