"""One's own vault: setting it up, its slots, its two sealed blobs, and drafts."""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Actor, Permit
from nabij.kit.proof import signed
from nabij.people.models import PublicKey
from nabij.sealed.models import Do, Draft, Slot, Vault, passkey_names
from nabij.sealed.rules import (
    SUCCESSION,
    NewDraft,
    NewKey,
    NewSlot,
    NewVault,
    NewVersion,
    Rotation,
    SlotChange,
    check_slots,
    conflict,
    stale,
)


def set_up_vault(permit: Permit[Vault, Literal[Do.SET_UP]], new: NewVault) -> bool:
    """Store a person's first vault, once; True when this same vault was already there.

    Raises ``Refused`` without a recovery slot and another, and ``conflict`` when there is another vault.
    """
    check_slots(slot.kind for slot in new.slots)
    vault = permit.row
    with transaction.atomic():
        try:
            with transaction.atomic():
                Vault(user=vault.user, practice=vault.practice, bundle=new.bundle, keyring=new.keyring).save(
                    force_insert=True
                )
                _add_slots(vault, new.slots)
                _publish(vault, new.public_key)
        except IntegrityError:
            if _is_same(vault, new):
                return True
            raise conflict() from None
        audit.record(permit)
    return False


def _is_same(vault: Vault, new: NewVault) -> bool:
    kept = Vault.objects.filter(pk=vault.user_id, bundle_version=1, keyring_version=1).first()
    return (
        kept is not None
        and (bytes(kept.bundle), bytes(kept.keyring)) == (new.bundle, new.keyring)
        and _have_all(vault, new.slots)
        and PublicKey.objects.filter(
            owner_id=vault.user_id, recipient=new.public_key.recipient, sign=new.public_key.sign
        ).exists()
    )


def change_slots(permit: Permit[Vault, Literal[Do.CHANGE_SLOTS]], change: SlotChange) -> bool:
    """Add and remove ways to unlock; True when that was the last change. A recovery slot and another always remain.

    Raises ``stale`` when the slots were changed since ``based_on``: one that is sent again later brings nothing back.
    """
    with transaction.atomic():
        vault = _locked(permit.row)
        gone = not Slot.objects.filter(user_id=vault.user_id, pk__in=change.remove).exists()
        if (
            vault.slots_version == change.based_on + 1
            and gone
            and _have_all(vault, change.add)
            and _has(vault, "bundle", change.bundle)
        ):
            return True
        if not Vault.objects.filter(pk=vault.pk, slots_version=change.based_on).update(
            slots_version=change.based_on + 1
        ):
            raise stale()
        Slot.objects.filter(user_id=vault.user_id, pk__in=change.remove).delete()
        _add_slots(vault, change.add)
        check_slots(Slot.objects.filter(user_id=vault.user_id).values_list("kind", flat=True))
        if change.bundle:
            _replace(vault, "bundle", change.bundle)
        audit.record(permit)
    return False


def rotate_vault(permit: Permit[Vault, Literal[Do.ROTATE]], new: Rotation) -> bool:
    """Put new slots, bundle and keyring in place of all others at once; True when that was already so."""
    check_slots(slot.kind for slot in new.slots)
    with transaction.atomic():
        vault = _locked(permit.row)
        if _has(vault, "bundle", new.bundle) and _has(vault, "keyring", new.keyring) and _have_all(vault, new.slots):
            return True
        Slot.objects.filter(user_id=vault.user_id).delete()
        _add_slots(vault, new.slots)
        Vault.objects.filter(pk=vault.pk).update(slots_version=F("slots_version") + 1)
        _replace(vault, "bundle", new.bundle)
        _replace(vault, "keyring", new.keyring)
        if new.public_key:
            _publish(vault, new.public_key, new.succession)
        audit.record(permit)
    return False


def save_bundle(permit: Permit[Vault, Literal[Do.SAVE]], new: NewVersion) -> bool:
    """Store the next version of the bundle; True when it was already there; raises ``stale`` when overtaken."""
    return _save(permit, "bundle", new)


def save_keyring(permit: Permit[Vault, Literal[Do.SAVE]], new: NewVersion) -> bool:
    """Store the next version of the keyring; True when it was already there; raises ``stale`` when overtaken."""
    return _save(permit, "keyring", new)


def _save(permit: Permit[Vault, Literal[Do.SAVE]], name: str, new: NewVersion) -> bool:
    with transaction.atomic():
        vault = _locked(permit.row)
        if _has(vault, name, new):
            return True
        _replace(vault, name, new)
        audit.record(permit)
    return False


def save_draft(actor: Actor, new: NewDraft) -> None:
    """Keep what someone was typing, in place of what this draft held; raises ``conflict`` for another's id.

    A draft is nobody's but its writer's and leaves no audit line, so it takes no permit.
    """
    with transaction.atomic():
        own = Draft.objects.filter(pk=new.id, user_id=actor.pk)
        if own.update(sealed=new.sealed):
            return
        try:
            with transaction.atomic():
                Draft(id=new.id, user_id=actor.pk, practice_id=actor.practice_id, sealed=new.sealed).save(
                    force_insert=True
                )
        except IntegrityError:
            if not own.update(sealed=new.sealed):
                raise conflict() from None


def forget_draft(actor: Actor, draft: UUID | None) -> None:
    """Destroy one's own draft, if it is there: the save that names it took its place."""
    if draft:
        Draft.objects.filter(pk=draft, user_id=actor.pk).delete()


def _locked(vault: Vault) -> Vault:
    return Vault.objects.select_for_update().get(pk=vault.pk)


def _check_passkeys(vault: Vault, slots: Iterable[NewSlot]) -> None:
    """Refuse a slot that names no passkey of this person's account: the name would be readable text of any content."""
    named = {slot.credential_id for slot in slots if slot.kind == "passkey"}
    if not named:
        return
    if named - passkey_names(vault.user_id).keys():
        raise Refused("Deze passkey hoort niet bij je account. Voeg hem eerst aan je account toe.")


def _add_slots(vault: Vault, slots: Iterable[NewSlot]) -> None:
    slots = tuple(slots)
    _check_passkeys(vault, slots)
    try:
        with transaction.atomic():
            Slot.objects.bulk_create(
                Slot(
                    id=slot.id,
                    practice_id=vault.practice_id,
                    user_id=vault.user_id,
                    kind=slot.kind,
                    credential_id=slot.credential_id,
                    sealed=slot.sealed,
                )
                for slot in slots
            )
    except IntegrityError:
        raise conflict() from None


def _have_all(vault: Vault, slots: Iterable[NewSlot]) -> bool:
    kept = {slot.pk: bytes(slot.sealed) for slot in Slot.objects.filter(user_id=vault.user_id)}
    return all(kept.get(slot.id) == slot.sealed for slot in slots)


def _publish(vault: Vault, key: NewKey, succession: str = "") -> None:
    newest = PublicKey.objects.filter(owner_id=vault.user_id).order_by("-version").first()
    if succession:
        _check_succession(vault, newest, key, succession)
    PublicKey.objects.create(
        practice_id=vault.practice_id,
        owner_id=vault.user_id,
        version=newest.version + 1 if newest else 1,
        recipient=key.recipient,
        sign=key.sign,
        succession=succession,
    )


def _check_succession(vault: Vault, newest: PublicKey | None, key: NewKey, succession: str) -> None:
    """Refuse words for the new key that are not by the key from before: visitors would be turned away by them later."""
    about = [str(vault.practice_id), str(vault.user_id), key.recipient, key.sign]
    if newest is None or not signed(SUCCESSION, [*about, newest.sign], succession, newest.sign):
        raise Refused(
            "Je nieuwe sleutels zijn niet ondertekend met je oude. Er is niets veranderd. "
            "Open je kluis opnieuw en probeer het nog eens."
        )


def _has(vault: Vault, name: str, new: NewVersion | None) -> bool:
    if new is None:
        return True
    return getattr(vault, f"{name}_version") == new.based_on + 1 and bytes(getattr(vault, name)) == new.sealed


def _replace(vault: Vault, name: str, new: NewVersion) -> None:
    version = f"{name}_version"
    changed = Vault.objects.filter(pk=vault.pk, **{version: new.based_on}).update(
        **{name: new.sealed, version: new.based_on + 1}
    )
    if not changed:
        raise stale()
