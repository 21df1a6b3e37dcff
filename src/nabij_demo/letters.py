"""Two signals of the demo, every step by its own action: a letter at the board, and one that is still to be checked."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils import timezone

from nabij.kit.permit import Permit, permit
from nabij.people.models import Organisation, User
from nabij.sealed.rules import STORY, NewGrant, NewManifest, NewRecord, NewStoryKeys, Sealed
from nabij.signals.actions import bundle, going, handing
from nabij.signals.actions.changing import Change
from nabij.signals.models import Do, Signal
from nabij.signals.rules import sections
from nabij.signals.rules.steps import Weigher
from nabij_demo.fill import SEED
from nabij_demo.sealed_story import KIND
from nabij_demo.sealing import DemoVault, make_vault
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.letters import Letter, Place, seal_letter
from nabij_vault.manifest import Entry, ManifestContext, entry_of, envelope_hash, seal_manifest
from nabij_vault.record import RecordContext, RecordKeys, seal_record

ORGANISATION, BOARD = "Zorggroep De Linde", "hedwig@demo.nabij.test"
NOTICED = "Op meer plekken komt hetzelfde terug: het rooster verandert laat, en nee zeggen is lastig."
WEIGHED = {
    "content": "Mensen voelen zich niet vrij om nee te zeggen op een late vraag.",
    "repetition": "Het komt al enige maanden terug, op meer plekken.",
    "impact": "Mensen worden moe en zoeken ander werk.",
    "context": "Er zijn veel open diensten en wisselende leidinggevenden.",
}
SECOND = "Ik hoor dit ook, los van deze gesprekken. Laat teams en functies weg."
TITLE = "Over late roosters en ruimte om nee te zeggen"
TEXT = "\n\n".join(
    (
        "In gesprekken horen wij vaker hetzelfde over het rooster. Het verandert laat. "
        "Wie gevraagd wordt om in te vallen, voelt weinig ruimte om nee te zeggen.",
        "Wij zeggen niet dat iemand iets fout doet. Wij zien dat de druk op het rooster en de omgang met elkaar "
        "samenhangen, op meer dan één plek.",
        "Wij vragen u om hiernaar te kijken, en om er met ons over te praten.",
    )
)
QUESTIONS = (
    "Wat ziet u zelf van de druk op het rooster?",
    "Wat gebeurt er nu als iemand nee zegt?",
    "Wat zou u de komende maanden willen proberen?",
)
LIMITS = {
    "contact_name": "Hedwig Post",
    "told": TEXT,
    "intention": "Dat er ruimte komt om nee te zeggen.",
    "limits": "Geen teams, geen functies, geen voorbeelden.",
    "until": "",
}


UNCHECKED_NOTICED = "Er is geen afspraak over wat er gebeurt met wie tegen een besluit in gaat."
# what nobody should send: a part of the organisation, a moment, a number, and words that judge
UNCHECKED = {
    "title": "Over tegenspreken zonder gevolgen",
    "text": "Sinds september hoorden wij van drie mensen in Havenzicht dat tegenspreken gevolgen heeft. "
    "Wij noemen geen daders. Wij vragen u om een afspraak te maken.",
    "questions": ["Wat gebeurt er nu als iemand tegenspreekt?"],
}


@dataclass(slots=True)
class _Bundle:
    """The sealed bundle of the signal, as the browser of its author would write it."""

    signal: Signal
    author: DemoVault
    keys: RecordKeys = field(default_factory=lambda: RecordKeys(os.urandom(32), os.urandom(32)))
    entries: list[Entry] = field(default_factory=list)
    counter: int = 0
    previous: str = ""

    def shared(self, *readers: DemoVault) -> NewStoryKeys:
        """The first key, for its author and these readers."""
        context = GrantContext(str(self.signal.practice_id), str(self.signal.pk), STORY, 1)
        grants = tuple(
            NewGrant(STORY, 1, uuid.UUID(one.user), None, self._granted(context, one))
            for one in (self.author, *readers)
        )
        return NewStoryKeys(1, self.keys.shred, grants, Sealed())

    def _granted(self, context: GrantContext, reader: DemoVault) -> bytes:
        return seal_grant(context, self.keys.matter, reader.own.public.recipient, self.author.own.signer)

    def written(self, values: dict[str, object], by: DemoVault) -> Sealed:
        """These sections by one of the pair, and the next link of the chain."""
        practice, box, signer = str(self.signal.practice_id), str(self.signal.pk), by.own.signer
        records = []
        for name, value in values.items():
            context = RecordContext(practice, box, STORY, 1, str(sections.section_id(self.signal.pk, name)), KIND, 1)
            body = {"section": name, "value": value, "written": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
            sealed = seal_record(context, body, self.keys, signer)
            records.append(NewRecord(uuid.UUID(context.id), STORY, 1, KIND, 1, sealed))
            self.entries.append(entry_of(context.id, KIND, 1, sealed))
        self.counter += 1
        self.entries.sort(key=lambda one: (one.id, one.revision))
        link = ManifestContext(practice, box, STORY, 1, self.counter)
        chain = seal_manifest(link, self.previous, self.entries, self.keys, signer)
        self.previous = envelope_hash(chain)
        return Sealed(tuple(records), (NewManifest(STORY, 1, self.counter, chain),))


def a_letter() -> None:
    """A signal about the roster, weighed by two, handed over to the board of one organisation today."""
    row, kept, (author, colleague) = _begun("structural_pressure")
    _weigh(row, kept, author, colleague)
    _agree(row, kept, author, LIMITS)
    _write(row, kept, author, {sections.LETTER: {"title": TITLE, "text": TEXT, "questions": list(QUESTIONS)}})
    going.word(permit(author, Do.WORD, row), _now(row), 1)
    contact = User.objects.get(email=BOARD)
    vaults = [make_vault(str(one.pk), SEED) for one in (author, colleague)]
    sealed = _sealed_letter(row, vaults, make_vault(str(contact.pk), SEED))
    handing.deliver(permit(author, Do.DELIVER, row), _now(row), contact.pk, handing.NewLetter(uuid.uuid4(), sealed))


def a_letter_to_check() -> None:
    """A signal about a rule that is missing, worded too freely: the check of its letter has something to point at."""
    row, kept, (author, colleague) = _begun("policy_gap")
    _weigh(row, kept, author, colleague, UNCHECKED_NOTICED, dict.fromkeys(WEIGHED, UNCHECKED_NOTICED))
    _agree(row, kept, author, {**LIMITS, "told": UNCHECKED_NOTICED, "intention": "Dat er een regel komt."})
    _write(row, kept, author, {sections.LETTER: UNCHECKED})


def _begun(reason: str) -> tuple[Signal, _Bundle, tuple[User, User]]:
    organisation = Organisation.objects.get(name=ORGANISATION)
    author, colleague = [one.counsellor for one in organisation.pair().select_related("counsellor")][:2]
    row = Signal(
        id=uuid.uuid4(),
        practice=organisation.practice,
        organisation=organisation,
        reason=reason,
        path="agreed",
        begun_by=author,
    )
    bundle.begin(permit(author, Do.BEGIN, row))
    kept = _Bundle(row, make_vault(str(author.pk), SEED))
    bundle.share(permit(author, Do.SHARE, row), kept.shared(make_vault(str(colleague.pk), SEED)))
    return row, kept, (author, colleague)


def _now(row: Signal) -> Change:
    return Change(Signal.objects.values_list("version", flat=True).get(pk=row.pk))


def _write(row: Signal, kept: _Bundle, author: User, values: dict[str, object]) -> None:
    allowed: Permit[Signal, Literal[Do.WRITE]] = permit(author, Do.WRITE, row)
    bundle.write(allowed, kept.written(values, make_vault(str(author.pk), SEED)), None)


def _weigh(
    row: Signal,
    kept: _Bundle,
    author: User,
    colleague: User,
    noticed: str = NOTICED,
    weighed: Mapping[str, str] = WEIGHED,
) -> None:
    weighing: dict[str, Any] = {f"weighing.{key}": {"text": text} for key, text in weighed.items()}
    card = {"situation": noticed, "question": "Is dit een signaal, of iets anders?"}
    _write(row, kept, author, {sections.NOTICED: {"text": noticed, "matters": []}, **weighing, sections.CARD: card})
    going.ask_to_weigh(permit(author, Do.ASK, row), _now(row), going.Put(Weigher.COLLEAGUE, colleague.pk, 0))
    _write(row, kept, colleague, {sections.SECOND: {"text": SECOND}})
    going.weigh_along(permit(colleague, Do.WEIGH, row), _now(row))


def _agree(row: Signal, kept: _Bundle, author: User, limits: dict[str, str]) -> None:
    _write(row, kept, author, {sections.LIMITS: limits})
    going.agree(permit(author, Do.AGREE, row), _now(row))


def _sealed_letter(row: Signal, pair: list[DemoVault], board: DemoVault) -> bytes:
    letter = Letter(
        place=Place(str(row.practice_id), row.organisation_id, str(row.pk)),
        sender=pair[0].user,
        to=board.user,
        written=f"{timezone.localdate():%Y-%m-%d}",
        text=TEXT,
        questions=QUESTIONS,
        title=TITLE,
    )
    recipients = [one.own.public.recipient for one in (board, *pair)]
    return seal_letter(letter, pair[0].own.signer, recipients)
