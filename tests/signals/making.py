"""Signals in the making, and the sealed shapes of their bundles; nothing here can be opened."""

import base64
import os
from typing import Any
from uuid import UUID

from nabij.kit.clock import this_month
from nabij.matters.models import ConfidentialityBreak, Consent, Matter
from nabij.people.models import User
from nabij.sealed.models import Record, Vault
from nabij.signals.models import Signal
from nabij.signals.rules import sections
from tests.making import Desk, a_grant, a_record, b64, make_matter, make_vault, new_id, with_manifests
from tests.personas import Personas

type Json = dict[str, Any]

NOTHING: Json = {"records": [], "manifests": []}
# the steps that say how the letter was read along, as the page showed it
READ = ("verwoorden", "overdragen")
WEIGHED = (sections.NOTICED, *sections.aspects(), sections.CARD)


def address(signal: Signal | str, step: str) -> str:
    pk = signal if isinstance(signal, str) else signal.pk
    return f"/signalen/{pk}/{step}.json"


class Pen(Desk):
    """One of the pair at a signal: sends each step on the version that stands now, unless told otherwise."""

    def go(self, signal: Signal, step: str, **more: Any) -> tuple[int, Json]:
        signal.refresh_from_db()
        seen = {"reading": signal.revisions().get(sections.READING)} if step in READ else {}
        return self.post(address(signal, step), {"based_on": signal.version} | seen | more)

    def write(self, signal: Signal, *names: str) -> tuple[int, Json]:
        records = [_section(signal, name) for name in names]
        body = {"sealed": with_manifests(signal.pk, *records), "draft": None}
        return self.post(address(signal, "bewaren"), body)


def _section(signal: Signal, name: str) -> Json:
    found = sections.section_id(signal.pk, name)
    revision = Record.objects.filter(record_id=found).count() + 1
    return a_record("section", "story", 1, revision, str(found))


def pens(people: Personas) -> tuple[Pen, Pen]:
    for user in (people.amina, people.bram):
        if not Vault.objects.filter(user=user).exists():
            make_vault(user)
    return Pen(people.amina), Pen(people.bram)


def begun(
    people: Personas, reason: str = "structural_pressure", path: str = "agreed", *, alone: bool = False
) -> Signal:
    """A signal that Amina noticed, with a key for the pair."""
    amina, _ = pens(people)
    body = {"id": new_id(), "organisation": people.organisation.pk, "reason": reason, "path": path}
    assert amina.post("/signalen/beginnen.json", body)[0] == 200
    authors = [people.amina] if alone else [people.amina, people.bram]
    keys = {
        "epoch": 1,
        "shred_key": b64(os.urandom(32)),
        "grants": [a_grant("story", 1, one) for one in authors],
        "sealed": NOTHING,
    }
    assert amina.post(address(body["id"], "sleutels"), keys)[0] == 200
    return Signal.objects.get(pk=body["id"])


def weighed(people: Personas, reason: str = "structural_pressure", needed: int = 1, path: str = "agreed") -> Signal:
    """The same, weighed with Bram."""
    signal = begun(people, reason, path)
    amina, bram = pens(people)
    assert amina.write(signal, *WEIGHED)[0] == 200
    put = {"weigher": "colleague", "colleague": str(people.bram.pk), "needed": needed}
    assert amina.go(signal, "wegen", **put)[0] == 200
    assert bram.write(signal, sections.SECOND)[0] == 200
    assert bram.go(signal, "meewegen")[0] == 200
    signal.refresh_from_db()
    return signal


def say(matter: Matter, *, given: bool = True, refused: bool = False, receiver: User | None = None) -> Consent:
    """What a visitor said about somebody outside, in its place in the order."""
    return Consent.objects.create(
        practice=matter.practice,
        matter=matter,
        sequence=Consent.objects.filter(matter=matter).count() + 1,
        record_id=UUID(new_id()),
        receiver=receiver,
        width="as_said" if receiver is None else "peer_card",
        given=given,
        refused=refused,
    )


def except_(matter: Matter, ground: str = "conflict_of_duties") -> ConfidentialityBreak:
    return ConfidentialityBreak.objects.create(
        practice=matter.practice, matter=matter, record_id=UUID(new_id()), ground=ground, month=this_month()
    )


def laid(matter: Matter, consent: Consent, **more: Any) -> Json:
    """What of a consent goes to *grond*."""
    return {
        "matter": str(matter.pk),
        "record_id": str(consent.record_id),
        "sequence": consent.sequence,
        "seen": consent.sequence,
        "limits": 1,
        "until": None,
    } | more


def worded(people: Personas) -> tuple[Signal, Matter, Consent]:
    """A signal that everybody agreed to, with a letter that was checked."""
    matter = make_matter(people.amina)
    signal = weighed(people)
    amina, _ = pens(people)
    consent = say(matter)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    assert amina.go(signal, "grond", **laid(matter, consent))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200
    assert amina.write(signal, sections.LETTER)[0] == 200
    assert amina.go(signal, "verwoorden", revision=1)[0] == 200
    signal.refresh_from_db()
    return signal, matter, consent


def a_letter() -> bytes:
    """The shape of a letter to three people; it opens for nobody."""
    line = base64.b64encode(os.urandom(32)).rstrip(b"=")
    stanza = b"-> X25519 %b\n%b\n" % (line, line)
    return b"age-encryption.org/v1\n" + stanza * 3 + b"--- " + line + b"\n" + os.urandom(16 + 256 + 16)


def handed(contact: User) -> Json:
    """The body of *overdragen*, but for the version."""
    return {"contact": str(contact.pk), "id": new_id(), "sealed": b64(a_letter())}
