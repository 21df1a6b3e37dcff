"""A signal that was handed over, with a letter that is really sealed, as a browser would have made it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from nabij.kit.clock import this_month, today
from nabij.people.models import User
from nabij.signals.models import Letter, Signal
from nabij_vault.keys import OwnKeys, generate_keys
from nabij_vault.letters import Letter as Written
from nabij_vault.letters import Place, Reply, letter_hash, seal_letter, seal_reply
from tests.personas import Personas

TITLE = "Hoe er wordt gesproken"
TEXT = "Op één afdeling horen wij vaker hetzelfde: grappen die niemand durft tegen te spreken.\n\nHet gaat om de toon."
QUESTION = "Wat ziet u zelf als u er rondloopt?"
ANSWER = "Dank u. Ik ga er volgende week zelf heen."


@dataclass(frozen=True, slots=True)
class Pens:
    """With which keys everybody writes."""

    amina: OwnKeys
    bram: OwnKeys
    daan: OwnKeys

    @property
    def recipients(self) -> list[str]:
        return [self.daan.public.recipient, self.amina.public.recipient, self.bram.public.recipient]


def new_pens() -> Pens:
    return Pens(generate_keys(), generate_keys(), generate_keys())


def handed_over(people: Personas, contact: User | None = None) -> Signal:
    """The row of a signal whose letter was handed over today; the letter itself: ``lay_letter``."""
    return Signal.objects.create(
        id=uuid4(),
        practice=people.practice,
        organisation=people.organisation,
        reason="structural_pressure",
        path="agreed",
        step="delivered",
        begun_by=people.amina,
        contact=contact or people.daan,
        due=today() + timedelta(days=28),
        delivered_month=this_month(),
    )


def place_of(signal: Signal) -> Place:
    return Place(str(signal.practice_id), signal.organisation_id, str(signal.pk))


def a_letter(signal: Signal, people: Personas, pens: Pens, to: User | None = None) -> bytes:
    """What Amina wrote, sealed to Daan, herself and Bram."""
    written = Written(
        place=place_of(signal),
        sender=str(people.amina.pk),
        to=str((to or people.daan).pk),
        written=today().isoformat(),
        text=TEXT,
        questions=(QUESTION,),
        title=TITLE,
    )
    return seal_letter(written, pens.amina.signer, pens.recipients)


def a_reply(signal: Signal, people: Personas, pens: Pens, letter: bytes) -> bytes:
    """What Daan answered."""
    reply = Reply(
        place_of(signal),
        letter_hash(letter),
        str(people.daan.pk),
        str(people.amina.pk),
        today().isoformat(),
        ANSWER,
    )
    return seal_reply(reply, pens.daan.signer, pens.recipients)


def lay_letter(signal: Signal, author: User, sealed: bytes, direction: str = "letter") -> UUID:
    """The row of a letter or reply."""
    made = Letter.objects.create(
        id=uuid4(), practice=signal.practice, signal=signal, direction=direction, author=author, sealed=sealed
    )
    return made.pk
