"""Signals of the demo, every step by its own action: a letter at the board, one to be checked, and what one taught."""

import uuid
from collections.abc import Mapping
from typing import Any, Literal

from django.utils import timezone

from nabij.kit.permit import Permit, permit
from nabij.people.models import Organisation, Role, User
from nabij.signals.actions import bundle, going, handing, lessons
from nabij.signals.actions.changing import Change
from nabij.signals.models import Do, Signal
from nabij.signals.rules import sections
from nabij.signals.rules.steps import Weigher
from nabij_demo.fill import SEED
from nabij_demo.sealed_story import Bundle
from nabij_demo.sealing import DemoVault, make_vault
from nabij_vault.letters import Lesson, Letter, Place, seal_lesson, seal_letter

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


# of a signal that was not sent: what the practice reads of it names nobody and no organisation
QUIET = "Uit de keuken hoorden we een half jaar niets, en daarvoor elke maand wel iemand."
NOT_SENT = "We gingen er eerst heen. Het rooster was veranderd: onze inloop viel op hun vrije dag."
LEARNT = (
    "Wordt het ergens stil? Ga er eerst heen en vraag wanneer mensen werken. Bij ons lag het aan de dag van de inloop."
)


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


def a_lesson() -> None:
    """A signal that was not sent, and what the two learnt of it, given to the counsellors of the practice."""
    row, kept, (author, _) = _begun("silence")
    noticed = {"text": QUIET, "matters": []}
    _write(row, kept, author, {sections.NOTICED: noticed, sections.NOT_SENT: {"text": NOT_SENT}})
    going.leave_unsent(permit(author, Do.LEAVE_UNSENT, row), _now(row))
    _write(row, kept, author, {sections.LEARNED: {"text": LEARNT}})
    readers = User.objects.filter(practice_id=row.practice_id, role=Role.COUNSELLOR, vault__isnull=False)
    vaults = {one.pk: make_vault(str(one.pk), SEED) for one in readers}
    lesson = Lesson(
        practice=str(row.practice_id),
        lesson=str(uuid.uuid4()),
        sender=str(author.pk),
        written=timezone.localdate().isoformat(),
        text=LEARNT,
    )
    sealed = seal_lesson(lesson, vaults[author.pk].own.signer, [one.own.public.recipient for one in vaults.values()])
    lessons.share(permit(author, Do.SHARE_LESSON, row), lessons.NewLesson(uuid.UUID(lesson.lesson), sealed))


def _begun(reason: str) -> tuple[Signal, Bundle, tuple[User, User]]:
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
    kept = Bundle(str(row.practice_id), str(row.pk), make_vault(str(author.pk), SEED))
    bundle.share(permit(author, Do.SHARE, row), kept.shared(make_vault(str(colleague.pk), SEED)))
    return row, kept, (author, colleague)


def _now(row: Signal) -> Change:
    return Change(Signal.objects.values_list("version", flat=True).get(pk=row.pk))


def _write(row: Signal, kept: Bundle, author: User, values: dict[str, object]) -> None:
    allowed: Permit[Signal, Literal[Do.WRITE]] = permit(author, Do.WRITE, row)
    bundle.write(allowed, kept.written(values, make_vault(str(author.pk), SEED), timezone.localtime()), None)


def _weigh(
    row: Signal,
    kept: Bundle,
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


def _agree(row: Signal, kept: Bundle, author: User, limits: dict[str, str]) -> None:
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
