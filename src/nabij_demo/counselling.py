"""The counsellor's half of the demo's conversations: taken on, answered, asked, shared."""

import hashlib
import uuid

from nabij.contact.actions.taking_on import take_on as take_on_conversation
from nabij.contact.models import Do
from nabij.kit.permit import permit
from nabij.matters import actions
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Matter
from nabij.matters.rules.consent import NewConsent, Sharing
from nabij.matters.rules.register import Codes, Pass, TakenOn
from nabij.matters.rules.turn import Step
from nabij.sealed.actions import save_bundle, save_keyring
from nabij.sealed.models import Do as DoVault
from nabij.sealed.models import Vault
from nabij.sealed.rules import NewVersion
from nabij_demo.sealed_talk import NOTES, PARTS, TALK, Said
from nabij_demo.talk import Desk, Talk, Terms
from nabij_vault.bundle import Bundle, Pin, open_bundle, seal_bundle
from nabij_vault.consent import consent_hash, receiver_outside
from nabij_vault.keyring import Keyring, open_keyring, seal_keyring
from nabij_vault.keys import PublicKeys
from nabij_vault.text import to_b64
from nabij_vault.visitor import Introduced, sign_introduction


def open_desk(desk: Desk) -> Bundle:
    """Take up the keyring that the server has, and give the bundle."""
    vault = Vault.objects.get(user=desk.user)
    ring = open_keyring(desk.id, vault.keyring_version, desk.vault.uvk, bytes(vault.keyring))
    desk.vault.keys, desk.vault.keepers = dict(ring.keys), dict(ring.keepers)
    return open_bundle(desk.id, vault.bundle_version, desk.vault.uvk, bytes(vault.bundle))


def close_desk(desk: Desk, bundle: Bundle) -> None:
    """Keep the new keys and the visitors whom this counsellor knows now."""
    vault, uvk = Vault.objects.get(user=desk.user), desk.vault.uvk
    pinned = Bundle(
        bundle.own,
        bundle.recovery_recipient,
        bundle.former,
        (*bundle.pins, *desk.pins),
        bundle.match_keys,
        bundle.matcher,
    )
    at = vault.bundle_version
    save_bundle(permit(desk.user, DoVault.SAVE, vault), NewVersion(at, seal_bundle(desk.id, at + 1, uvk, pinned)))
    at = vault.keyring_version
    ring = Keyring(desk.vault.keys, desk.vault.keepers)
    save_keyring(permit(desk.user, DoVault.SAVE, vault), NewVersion(at, seal_keyring(desk.id, at + 1, uvk, ring)))


def card(talk: Talk, alias: str, next_step: str, *, revision: int = 1, id: str = "") -> Said:
    """The card, which names the newest keys and the last consent, so that a withheld one shows."""
    last = talk.consents[-1] if talk.consents else None
    body = {
        "alias": alias,
        "next_step": next_step,
        "aftercare": None,
        "written": talk.now(),
        "epochs": {part: talk.box.epoch(part) for part in PARTS},
        **({"consent": {"sequence": len(talk.consents), "hash": consent_hash(last.text)}} if last else {}),
    }
    return Said("card", body, NOTES, revision=revision, **({"id": id} if id else {}))


def introduction(talk: Talk, desk: Desk, owner: str, keys: PublicKeys) -> Said:
    """Who keeps a conversation vouches in it for the keys of its visitor, or of a colleague."""
    introduced = Introduced(talk.box.practice, talk.box.id, owner, keys)
    return Said("introduction", {**sign_introduction(introduced, desk.signer), "written": talk.now()})


def take_on(
    talk: Talk, desk: Desk, standby: tuple[Desk, ...], alias: str, codes: dict[str, str | tuple[str, ...]]
) -> Said:
    """The conversation becomes a matter of this counsellor; gives its card."""
    box, row = talk.box, talk.row
    desk.keep(box, TALK, 1)
    box.begin(2)
    for part in PARTS:
        desk.keep(box, part, 2)
    desk.pins.append(Pin(box.id, talk.keys.own.public, checked=False, visitor=True))
    mine = {desk.id: desk.vault.own.public}
    listening = {box.id: talk.keys.own.public, **{one.id: one.vault.own.public for one in standby}}
    first = card(talk, alias, "Antwoorden")
    new = TakenOn(
        unit=None,
        visitor_handle=uuid.uuid4(),
        grants=(
            *box.grants(TALK, 2, mine | listening, desk.signer, desk.id),
            *box.grants(NOTES, 2, mine, desk.signer, desk.id),
        ),
        codes=Codes(codes),
        step=Step("counsellor", row.due),
        sealed=box.seal(desk.signer, [first, introduction(talk, desk, box.id, talk.keys.own.public)]),
        draft=None,
    )
    take_on_conversation(permit(desk.user, Do.TAKE_ON, row), new)
    return first


def say(talk: Talk, desk: Desk, said: Said, before: Said) -> Said:
    """The counsellor answers or asks: the visitor is aan zet then, with nothing left to answer. Gives the card."""
    matter = Matter.objects.get(pk=talk.box.id)
    now = card(talk, str(before.body["alias"]), "", revision=before.revision + 1, id=before.id)
    hand = Pass(matter.turn, Step("visitor"), talk.box.seal(desk.signer, [said, now]))
    actions.pass_turn(permit(desk.user, DoMatter.PASS_TURN, matter), hand)
    return now


def question(talk: Talk, name: str, text: str) -> Said:
    """A question about telling somebody outside the practice one thing."""
    terms = {"step": "tell", "receiver": receiver_outside(name), "receiver_name": name, "width": "as_said"}
    return Said("ask", {**terms, "expires": None, "text": text, "written": talk.now()})


def share_heard(talk: Talk, desk: Desk, colleague: Desk, before: Said) -> Said:
    """A consent that was heard in conversation is recorded, and a colleague reads everything. Gives the new card."""
    box, asked = talk.box, f"Mag ik met {colleague.user.name} delen: alles?"
    text_hash = to_b64(hashlib.sha256(asked.encode()).digest())
    terms = Terms("share", colleague.signer.sign, "everything", text_hash)
    record = talk.consent(terms, "given", desk.signer, notes=box.head(NOTES))
    known = {box.id: talk.keys.own.public, colleague.id: colleague.vault.own.public}
    vouched = [introduction(talk, desk, owner, keys) for owner, keys in known.items()]
    now = card(talk, str(before.body["alias"]), "", revision=before.revision + 1, id=before.id)
    holder = {colleague.id: colleague.vault.own.public}
    sharing = Sharing(
        colleague=colleague.user.pk,
        consent=NewConsent(len(talk.consents), uuid.UUID(record.id), "everything", heard=True),
        from_epoch=1,
        grants=tuple(one for place in box.keys for one in box.grants(*place, holder, desk.signer, desk.id)),
        sealed=box.seal(desk.signer, [record, *vouched, now]),
    )
    actions.share(permit(desk.user, DoMatter.SHARE, Matter.objects.get(pk=box.id)), sharing)
    # the visitor's browser pins who is introduced to it
    talk.pins = (*talk.pins, Pin(colleague.id, colleague.vault.own.public, checked=False))
    return now
