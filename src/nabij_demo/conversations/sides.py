"""A conversation of the demo with its two sides: what the visitor and what a counsellor hold of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nabij.contact.models import Conversation
from nabij.contact.rules.conversation import Visitor
from nabij.people.models import User
from nabij_demo.conversations.sealing import TALK, Said, TalkBox, minute
from nabij_demo.sealing import DemoVault
from nabij_vault.bundle import Pin
from nabij_vault.consent import Consent, SignedConsent, consent_hash, sign_consent
from nabij_vault.keys import SigningKey
from nabij_vault.manifest import Head
from nabij_vault.visitor import Keepsake, VisitorKeys, seal_keepsake

PAUSE = timedelta(minutes=35)


@dataclass(slots=True)
class Desk:
    """A counsellor of the demo with an open vault; ``pins`` are the visitors whom they learnt to know."""

    user: User
    vault: DemoVault
    pins: list[Pin] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.user.pk)

    @property
    def signer(self) -> SigningKey:
        return self.vault.own.signer

    def keep(self, box: TalkBox, part: str, epoch: int) -> None:
        """Take a key up in the keyring of who keeps this box."""
        place, key = box.held(part, epoch)
        self.vault.keys[place] = key
        self.vault.keepers[box.id] = self.signer.sign


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed to: who gets to see how much, until when, and the question that it answers."""

    step: str
    receiver: str
    width: str
    text_hash: str
    expires: str | None = None


@dataclass(slots=True)
class Talk:
    """One visitor with their words, their box, and what they hold on to between two visits."""

    words: str
    keys: VisitorKeys
    box: TalkBox
    pins: tuple[Pin, ...]
    at: datetime
    version: int = 1
    consents: list[SignedConsent] = field(default_factory=list)
    # what the visitor told of themselves last
    contact: Said | None = None

    @property
    def visitor(self) -> Visitor:
        return Visitor(uuid.UUID(self.box.id), uuid.UUID(self.box.practice))

    @property
    def row(self) -> Conversation:
        """The conversation as the server has it now."""
        return Conversation.objects.get(pk=self.box.id)

    def now(self) -> str:
        """The moment of what is said next: a while after what was said before."""
        self.at += PAUSE
        return minute(self.at)

    def message(self, text: str) -> Said:
        """A message of either side, which names what its writer had seen."""
        return Said("message", {"text": text, "seen": self.box.seen(), "written": self.now()})

    def keepsake(self, version: int) -> bytes:
        """The visitor's note to self of this version, with every head that they saw."""
        chains = self.box.chains.items()
        heads = {
            epoch: chain.head
            for (part, epoch), chain in chains
            if part == TALK and chain.head and epoch not in self.box.before_visitor
        }
        return seal_keepsake(self.box.practice, self.box.id, version, self.keys.uvk, Keepsake(self.pins, heads))

    def consent(self, terms: Terms, state: str, signer: SigningKey, *, notes: Head | None = None) -> Said:
        """The record of the next consent, signed by the visitor, or by a counsellor who heard it."""
        last = self.consents[-1].text if self.consents else None
        self.now()
        signed = sign_consent(
            Consent(
                practice=self.box.practice,
                matter=self.box.id,
                step=terms.step,
                receiver=terms.receiver,
                width=terms.width,
                conversation_head=self.box.head(TALK),
                notes_head=notes,
                text_hash=terms.text_hash,
                expires=terms.expires,
                sequence=len(self.consents) + 1,
                previous=consent_hash(last) if last else "",
                state=state,
                heard=signer.sign != self.keys.own.signer.sign,
                on=self.at.date().isoformat(),
            ),
            signer,
        )
        self.consents.append(signed)
        return Said("consent", body_of(signed))


def body_of(signed: SignedConsent) -> Mapping[str, object]:
    """What the record of a consent holds."""
    return {**signed.consent.to_json(), "signer": signed.signer, "signature": signed.signature}
