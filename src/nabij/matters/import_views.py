"""*Importeren*: the page, what is known already, bringing in and undoing. The sheet itself never comes here."""

from itertools import batched
from typing import Literal
from uuid import UUID

from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import Permit, permit
from nabij.matters import actions, answers, forms
from nabij.matters.models import Do, Encounter, ImportBatch, ImportMemory, Matter
from nabij.matters.page import page_of
from nabij.people.models import Role, Unit
from nabij.people.who import person
from nabij.sealed import answers as sealed_answers
from nabij.sealed.forms import read_chain, read_sections, read_story_keys
from nabij.sealed.reading import body_of
from nabij.sealed.stores import AT_ONCE


@for_role(Role.COUNSELLOR)
@require_safe
def importing(request: HttpRequest) -> HttpResponse:
    """*Importeren*: what was kept in a spreadsheet."""
    page = page_of(person(request))
    units = Unit.objects.filter(organisation__in=page["organisations"]).select_related("organisation")
    return render(request, "matters/importing.html", {**page, "import_units": units.order_by("organisation", "name")})


@for_role(Role.COUNSELLOR)
@require_safe
def imports(request: HttpRequest) -> JsonResponse:
    """My imports of which something stands, and which matters of each were worked on since."""
    found = []
    for batch in ImportBatch.objects.visible_to(person(request)).order_by("month", "pk"):
        matters = [str(pk) for pk in batch.matter_set.order_by("pk").values_list("pk", flat=True)]
        if matters:
            found.append(
                {
                    "id": str(batch.pk),
                    "month": answers.month(batch.month),
                    "matters": matters,
                    "encounters": _talks_in(batch),
                    "undone": batch.undone,
                    "touched": _as_list(actions.touched_in(batch)),
                }
            )
    return JsonResponse({"imports": found})


def _as_list(touched: dict[UUID, str]) -> list[dict[str, str]]:
    return [{"id": str(pk), "why": why} for pk, why in sorted(touched.items())]


def _talks_in(batch: ImportBatch) -> int:
    """How many conversations it brought in; a row of it may stand for more of them, what was noted since never does."""
    rows = Encounter.objects.filter(matter__imported_in=batch)
    return batch.encounters + int(rows.aggregate(more=Sum(F("times") - 1, default=0))["more"])


@for_role(Role.COUNSELLOR)
@require_POST
def known_encounters(request: HttpRequest) -> JsonResponse:
    """Which of these encounters are in a matter of mine, and in which."""
    user = person(request)
    found: dict[str, str] = {}
    for some in batched(forms.read_known(body_of(request)), AT_ONCE):
        rows = Encounter.objects.filter(pk__in=some, matter__in=Matter.objects.filter(keeper=user))
        found |= {str(pk): str(matter) for pk, matter in rows.values_list("pk", "matter_id")}
    return JsonResponse({"known": found})


@for_role(Role.COUNSELLOR)
@require_POST
def import_matters(request: HttpRequest) -> JsonResponse:
    """Some matters of a file, kept all at once."""
    user = person(request)
    chunk = forms.read_chunk(body_of(request))
    row = ImportBatch(id=chunk.batch, practice=user.practice, keeper=user)
    opening: list[Permit[Matter, Literal[Do.OPEN]]] = [
        permit(user, Do.OPEN, Matter(id=new.id, practice=user.practice, keeper=user, organisation_id=new.organisation))
        for new in chunk.matters
    ]
    kept = actions.import_matters(permit(user, Do.IMPORT, row), opening, chunk)
    return JsonResponse({"saved": True, "kept": {str(one): place and str(place) for one, place in kept.items()}})


@opens(ImportBatch)
@require_POST
def undo_import(request: HttpRequest, batch: ImportBatch) -> JsonResponse:
    """The import undone, but the matters that were worked on since."""
    forms.read_nothing(body_of(request))
    user = person(request)
    matters = Matter.objects.filter(imported_in=batch, keeper=user, destroyed=False).order_by("pk")
    undoing: list[Permit[Matter, Literal[Do.UNDO_IMPORT]]] = [
        permit(user, Do.UNDO_IMPORT, matter) for matter in matters
    ]
    done = actions.undo_import(permit(user, Do.UNDO_IMPORT, batch), undoing)
    return JsonResponse({"saved": True, "already": done.already, "left": _as_list(done.left)})


@for_role(Role.COUNSELLOR)
@require_safe
def memory_pieces(request: HttpRequest) -> JsonResponse:
    """How lists were read in this practice, sealed, and how its keys stand."""
    user = person(request)
    row = ImportMemory.of(user.practice)
    pieces = sealed_answers.story_pieces(user, user.practice_id, row.pk, list(row.counsellors()))
    return JsonResponse({**pieces, "ready": False})


@for_role(Role.COUNSELLOR)
@require_safe
def memory_chain(request: HttpRequest) -> JsonResponse:
    """The chain of its manifests from a counter on."""
    user = person(request)
    epoch, counter = read_chain(request.GET.dict())
    links = sealed_answers.story_chain(user, ImportMemory.of(user.practice).pk, epoch, counter)
    return JsonResponse({"manifests": links})


@for_role(Role.COUNSELLOR)
@require_POST
def memory_keys(request: HttpRequest) -> JsonResponse:
    """A key of it for counsellors of the practice."""
    keys, user = read_story_keys(body_of(request)), person(request)
    already = actions.share_memory(permit(user, Do.SHARE_MEMORY, ImportMemory.of(user.practice)), keys)
    return JsonResponse({"saved": True, "already": already})


@for_role(Role.COUNSELLOR)
@require_POST
def memory_sections(request: HttpRequest) -> JsonResponse:
    """What is remembered from now on, sealed."""
    (sealed, draft), user = read_sections(body_of(request)), person(request)
    already = actions.remember(permit(user, Do.REMEMBER, ImportMemory.of(user.practice)), sealed, draft)
    return JsonResponse({"saved": True, "already": already})
