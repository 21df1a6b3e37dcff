"""What a browser reads and writes of its own vault; every answer but two is JSON."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit import plain
from nabij.kit.access import for_role
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import PublicKey, Role
from nabij.people.who import person
from nabij.sealed import actions, forms
from nabij.sealed.models import Do, Draft, KeyGrant, Slot, Vault, as_base64, passkey_names
from nabij.sealed.reading import body_of, check_proof, unproven_body_of

# a board contact reads letters, at the address of the board; nobody's matters
KEY_HOLDERS = (Role.COUNSELLOR, Role.BOARD_CONTACT)


def _own_vault(request: HttpRequest) -> Vault:
    vault = Vault.objects.filter(user=person(request)).first()
    if vault is None:
        raise Refused("Je kluis is nog niet ingericht. Richt hem in bij Mijn kluis.")
    return vault


@for_role(*KEY_HOLDERS)
@require_safe
def vault_page(request: HttpRequest) -> HttpResponse:
    """One's own vault: ways to unlock, fingerprint, colleagues."""
    return plain.page(request, "sealed/vault.html")


@for_role(*KEY_HOLDERS)
@require_safe
def vault_setup(request: HttpRequest) -> HttpResponse:
    """Setting up one's vault, once."""
    return plain.page(request, "sealed/vault_setup.html")


@for_role(Role.COUNSELLOR)
@require_safe
def held_keys(request: HttpRequest) -> JsonResponse:
    """Every matter, part and epoch that I was ever granted, withdrawn ones too: what my keyring expects to exist."""
    mine = KeyGrant.objects.filter(grantee=person(request).pk).order_by("box", "part", "epoch")
    return JsonResponse({"held": list(mine.values_list("box", "part", "epoch"))})


@for_role(*KEY_HOLDERS)
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who I am and every sealed thing that is mine."""
    user = person(request)
    vault = Vault.objects.filter(user=user).first()
    key = PublicKey.objects.filter(owner=user).order_by("-version").first()
    slots, names = Slot.objects.filter(user=user).order_by("kind", "pk"), passkey_names(user.pk)
    return JsonResponse(
        {
            "user": str(user.pk),
            "practice": str(user.practice_id),
            "name": user.name,
            "role": user.role,
            "rp_id": settings.HOSTS[getattr(request, "audience", "workspace")],
            "plus_style": user.practice.plus_style,
            "today": today().isoformat(),
            "public_key": key.as_json() if key else None,
            "slots": [slot.as_json(names.get(slot.credential_id, "")) for slot in slots],
            "slots_version": vault.slots_version if vault else None,
            "bundle": _versioned(vault.bundle_version, vault.bundle) if vault else None,
            "keyring": _versioned(vault.keyring_version, vault.keyring) if vault else None,
        }
    )


def _versioned(version: int, sealed: bytes | memoryview) -> dict[str, Any]:
    return {"version": version, "sealed": as_base64(sealed)}


@for_role(*KEY_HOLDERS)
@require_POST
def set_up(request: HttpRequest) -> JsonResponse:
    """The first slots, bundle, keyring and public key; proven with that very key."""
    new = forms.read_vault(unproven_body_of(request))
    check_proof(request, new.public_key.sign)
    user = person(request)
    already = actions.set_up_vault(permit(user, Do.SET_UP, Vault(user=user, practice=user.practice)), new)
    return JsonResponse({"saved": True, "already": already, "version": 1})


@for_role(*KEY_HOLDERS)
@require_POST
def save_bundle(request: HttpRequest) -> JsonResponse:
    """The next version of the bundle."""
    new = forms.read_version(body_of(request))
    already = actions.save_bundle(permit(person(request), Do.SAVE, _own_vault(request)), new)
    return JsonResponse({"saved": True, "already": already, "version": new.based_on + 1})


@for_role(*KEY_HOLDERS)
@require_POST
def save_keyring(request: HttpRequest) -> JsonResponse:
    """The next version of the keyring."""
    new = forms.read_keyring(body_of(request))
    already = actions.save_keyring(permit(person(request), Do.SAVE, _own_vault(request)), new)
    return JsonResponse({"saved": True, "already": already, "version": new.based_on + 1})


@for_role(*KEY_HOLDERS)
@require_POST
def change_slots(request: HttpRequest) -> JsonResponse:
    """Other ways to unlock."""
    change = forms.read_slot_change(body_of(request))
    already = actions.change_slots(permit(person(request), Do.CHANGE_SLOTS, _own_vault(request)), change)
    return JsonResponse({"saved": True, "already": already, "version": change.based_on + 1})


@for_role(*KEY_HOLDERS)
@require_POST
def rotate(request: HttpRequest) -> JsonResponse:
    """A new key under everything of one's own."""
    rotation = forms.read_rotation(body_of(request))
    already = actions.rotate_vault(permit(person(request), Do.ROTATE, _own_vault(request)), rotation)
    return JsonResponse({"saved": True, "already": already})


@for_role(*KEY_HOLDERS)
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> JsonResponse:
    """My drafts; a POST keeps one."""
    if request.method == "POST":
        actions.save_draft(person(request), forms.read_draft(unproven_body_of(request)))
        return JsonResponse({"saved": True})
    own = Draft.objects.visible_to(person(request)).order_by("pk")
    return JsonResponse({"drafts": [{"id": str(draft.pk), "sealed": as_base64(draft.sealed)} for draft in own]})


@for_role(*KEY_HOLDERS)
@require_POST
def forget_draft(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Destroy one of my drafts; the same answer for one that is gone, and for another's, which stays."""
    forms.read_nothing(unproven_body_of(request))
    actions.forget_draft(person(request), pk)
    return JsonResponse({"saved": True})
