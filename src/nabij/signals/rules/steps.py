"""The protocol of an interim signal as a state machine whose every step needs the one before it. Pure.

Proof note. A ``State`` changes only by the functions below; each raises ``Refused`` or returns the next one. Before a
letter goes to the board, ``deliver`` finds the step ``WORDED``, which only ``word`` makes, from ``AGREED`` or
``GROUNDED``. ``AGREED`` comes only from ``agree``: weighed, on the ordinary path, and of as many visitors as are
concerned a consent that stands. ``GROUNDED`` comes only from ``ground``: weighed, on the path of acute danger, with
every reason recorded, and for each visitor concerned the recorded exception. ``WEIGHED`` comes only from ``second``, by
the colleague who was asked and never by who asked; from ``weigh_with_peer``, where there is no colleague; or, in acute
danger only, from ``weigh_in_haste``. A consent that stands no more, or a letter that was changed after it was checked,
stops every step forward until the signal is weighed again (``narrow``) or is not sent (``leave_unsent``). Then nothing
that was weighed or worded while that consent stood counts, until it was looked at again (``anew``). What comes after
the letter, and who takes back then: ``after``.
``tests/signals/test_every_way.py`` tries every action in every state.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.signals.rules import anew, sections
from nabij.signals.rules.asking import check_nobody_gone, check_written


class Step(StrEnum):
    """How far a signal is: the codes of ``signal_step``, and ``GROUNDED`` where danger takes the place of consent."""

    NOTICED = "noticed"
    WEIGHED = "weighed"
    AGREED = "agreed_with_persons"
    GROUNDED = "grounded"
    WORDED = "worded_neutral"
    DELIVERED = "delivered"
    RECEIVED = "received"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    NOT_SENT = "not_sent"


class Path(StrEnum):
    """What a signal rests on: the yes of everybody concerned, or a recorded exception."""

    AGREED = "agreed"
    EXCEPTED = "excepted"


class Weigher(StrEnum):
    """With whom it was weighed."""

    COLLEAGUE = "colleague"
    PEER = "peer"
    NOBODY_IN_TIME = "nobody_in_time"


BEFORE_DELIVERY = (Step.NOTICED, Step.WEIGHED, Step.AGREED, Step.GROUNDED, Step.WORDED)
AFTER_DELIVERY = (Step.DELIVERED, Step.RECEIVED, Step.ANSWERED, Step.FOLLOWED_UP, Step.CLOSED)
ENDED = (Step.CLOSED, Step.NOT_SENT)
WEIGHED_AND_ON = (Step.WEIGHED, Step.AGREED, Step.GROUNDED, Step.WORDED)

ACUTE = "acute_danger"
# what these say mostly comes from people who told it: without one of them it is written down where it is known from
RESTS_ON_VISITORS = frozenset({"repeat_person", "repeat_place", "serious_fact", "retaliation"})

STATUTORY_DUTY = "statutory_duty"
# of a conflict of duties every one of these, each with its reasons
CONFLICT = ("consent_sought", "conscience", "no_other_way", "serious_harm")
GROUNDS = (STATUTORY_DUTY, *CONFLICT)

MOST_CONCERNED = 50


@dataclass(frozen=True, slots=True)
class State:
    """Where one signal stands. ``laid``: the matters of which a consent or an exception was laid under it.

    ``asked``: the colleague who weighs along; ``asked_by``: who asked. ``worded``: the revision of the letter that was
    checked. ``seconded``: the revision of the colleague's text on which it was weighed last. ``due``: the last day of
    the answer. ``watches``: the days on which to ask whether anybody suffers from it, and ``noted``: after how many
    weeks who noted what they heard (``watching``). ``before``: the sections that were written while somebody stood
    behind it who does so no more (``anew``), and ``rested``: of how many visitors it was then; 0: nobody went since the
    letter was checked.
    """

    reason: str
    path: Path
    step: Step = Step.NOTICED
    weigher: Weigher | None = None
    asked_by: UUID | None = None
    asked: UUID | None = None
    needed: int = 0
    seconded: int = 0
    laid: frozenset[UUID] = frozenset()
    grounds: frozenset[str] = frozenset()
    worded: int = 0
    contact: UUID | None = None
    due: date | None = None
    meeting: date | None = None
    watches: tuple[date, ...] = ()
    noted: frozenset[tuple[int, UUID]] = frozenset()
    before: anew.Before = anew.NOTHING
    rested: int = 0

    @property
    def is_ended(self) -> bool:
        return self.step in ENDED

    @property
    def is_delivered(self) -> bool:
        return self.step in AFTER_DELIVERY

    @property
    def asks_source(self) -> bool:
        """Whether it is written down where it is known from, where no visitor told it."""
        return self.path == Path.AGREED and self.reason in RESTS_ON_VISITORS

    @property
    def waits_for_colleague(self) -> bool:
        """Whether a colleague was asked to weigh along and did not yet."""
        return self.step == Step.NOTICED and self.asked is not None


@dataclass(frozen=True, slots=True)
class Weighing:
    """What is put before whoever weighs along: who, of how many visitors something is in it, and what is written.

    ``gone``: the matters of which what was laid under it was taken back since, or is past its last day.
    """

    by: UUID
    needed: int
    written: Mapping[str, int]
    gone: Collection[UUID]


def begin(reason: str, path: Path) -> State:
    """A signal that somebody noticed. Only acute danger or a statutory duty may take the path without consent."""
    if path == Path.EXCEPTED and reason != ACUTE:
        raise Refused(
            "Zonder toestemming kan een signaal alleen bij acuut gevaar of een wettelijke plicht. Er is niets "
            "bewaard. Kies die reden als het zo is, of begin het signaal met toestemming."
        )
    return State(reason, path)


# Weighing ---------------------------------------------------------------------------------------------------------


def ask_colleague(state: State, weighing: Weighing, colleague: UUID, pair: Collection[UUID]) -> State:
    """Put it before one's colleague, who has yet to weigh along."""
    _check_weighing(state, weighing, sections.CARD)
    if colleague == weighing.by or colleague not in pair:
        raise Refused(
            "Wegen doe je met je collega van deze organisatie, niet alleen. Je weging is bewaard. Vraag je collega om"
            " mee te wegen."
        )
    return replace(_looked(state), asked_by=weighing.by, asked=colleague, needed=weighing.needed, weigher=None)


def second(
    state: State, by: UUID, revisions: dict[str, int], gone: Collection[UUID], needed: int | None = None
) -> State:
    """The colleague weighed along, and wrote down how: it is weighed. Nobody does this for themselves.

    What they wrote at a weighing before is not how they weigh it now. ``needed``: of how many visitors it is with those
    whom they added, each of whom is asked as well; never fewer than they were asked about.
    """
    check_at(state, Step.NOTICED)
    check_nobody_gone(gone)
    if state.asked is None or by != state.asked or by == state.asked_by:
        raise Refused(
            "Alleen wie gevraagd is om mee te wegen, legt dit vast. Er is niets veranderd. Wacht op je collega, of "
            "haal je vraag terug."
        )
    found = revisions.get(sections.SECOND, 0)
    check_written([sections.SECOND] if found > state.seconded else [], sections.SECOND)
    of = state.needed if needed is None else needed
    if not state.needed <= of <= MOST_CONCERNED:
        raise Refused(
            "Wie meeweegt, zet er eigen kwesties bij en haalt er geen weg. Je weging is bewaard. Hoort een kwestie er "
            "niet in? Leg het terug, met waarom."
        )
    return replace(state, step=Step.WEIGHED, weigher=Weigher.COLLEAGUE, seconded=found, needed=of)


def send_back(state: State, by: UUID) -> State:
    """Take the question back, or give it back with a remark; the weighing can be written on."""
    check_at(state, Step.NOTICED)
    if state.asked is None or by not in (state.asked, state.asked_by):
        raise Refused(
            "Er is nu niemand gevraagd om mee te wegen. Er is niets veranderd. Laad opnieuw en kijk hoe het ervoor "
            "staat."
        )
    return replace(state, asked=None, asked_by=None, needed=0)


def weigh_with_peer(state: State, weighing: Weighing, pair: Collection[UUID]) -> State:
    """Weighed with a peer elsewhere, who is named in the bundle; only for who works alone."""
    _check_weighing(state, weighing, sections.CARD, sections.COMPANION)
    if set(pair) != {weighing.by}:
        raise Refused("Je hebt hier een collega. Je weging is bewaard. Vraag je collega om mee te wegen.")
    return _weighed(state, Weigher.PEER, weighing.needed)


def weigh_in_haste(state: State, weighing: Weighing) -> State:
    """Weighed alone, as there was no time for anybody else; only in acute danger, and why is in the bundle."""
    _check_weighing(state, weighing, sections.COMPANION)
    if state.path != Path.EXCEPTED:
        raise Refused(
            "Alleen bij acuut gevaar weeg je zonder een ander. Je weging is bewaard. Vraag je collega, of een "
            "vakgenoot van elders als je alleen werkt."
        )
    return _weighed(state, Weigher.NOBODY_IN_TIME, weighing.needed)


def _weighed(state: State, weigher: Weigher, needed: int) -> State:
    return replace(_looked(state), step=Step.WEIGHED, weigher=weigher, needed=needed, asked=None, asked_by=None)


def _looked(state: State) -> State:
    """The same, weighed on what is written now."""
    return replace(state, before=anew.seen(state.before, *anew.WEIGHING))


def _check_weighing(state: State, weighing: Weighing, *needs: str) -> None:
    check_at(state, Step.NOTICED)
    if state.asked is not None:
        raise Refused(
            "Je collega is al gevraagd om mee te wegen. Er is niets veranderd. Wacht op je collega, of haal je vraag "
            "terug."
        )
    check_nobody_gone(weighing.gone)
    check_written(weighing.written, sections.NOTICED, *sections.aspects(), *needs)
    anew.check_weighed_anew(state.before, weighing.written, [*sections.aspects(), *needs])
    if not 0 <= weighing.needed <= MOST_CONCERNED:
        raise Refused(
            "Zoveel inbrengers kan een signaal niet betreffen. Je weging is bewaard. Kies bij Wat je ziet minder "
            "kwesties, en begin voor de andere een tweede signaal."
        )
    if weighing.needed < len(state.laid):
        raise Refused(
            "Er zijn meer toestemmingen dan inbrengers. Je weging is bewaard. Kijk bij Wat je ziet over wie dit "
            "signaal gaat."
        )
    if not weighing.needed and state.path == Path.EXCEPTED:
        raise Refused(
            "Zonder toestemming hoort bij een kwestie waarin je vastlegt dat je de vertrouwelijkheid doorbreekt. Je "
            "weging is bewaard. Kies bij Wat je ziet welke kwestie dat is."
        )
    if not weighing.needed and state.asks_source and sections.SOURCE not in weighing.written:
        raise Refused(
            "Zo'n signaal komt meestal uit wat mensen vertelden. Je weging is bewaard. Kies bij Wat je ziet van welke "
            "inbrengers er iets in staat, of schrijf daar op waar je het anders van weet.",
            code="unwritten",
        )


# Agreeing, or an exception -----------------------------------------------------------------------------------------


def lay(
    state: State, matter: UUID, *, same: bool, gone: bool = False, revisions: Mapping[str, int] | None = None
) -> State:
    """Lay the consent of one visitor under it, or in acute danger the exception that was recorded in their matter.

    What is laid already may be looked at again: somebody took back something since. ``same``: it is that very one.
    Another one of the same matter takes its place only while nothing rests on it. ``gone``: it stood no more until it
    was looked at again, so that the letter is read and checked again as well.
    """
    if matter in state.laid:
        check_at(state, *((*WEIGHED_AND_ON, *AFTER_DELIVERY) if same else (Step.WEIGHED,)))
        return reread(state, revisions or {}) if gone and not state.is_delivered else state
    check_at(state, Step.WEIGHED)
    if len(state.laid) >= state.needed:
        raise Refused(
            "Van iedere inbrenger die dit signaal betreft is er al een antwoord. Er is niets veranderd. Komt er "
            "iemand bij? Weeg het signaal dan opnieuw."
        )
    return replace(state, laid=state.laid | {matter})


def agree(state: State, standing: Collection[UUID], written: Collection[str]) -> State:
    """Everybody concerned said yes to what is told, within which limits."""
    check_at(state, Step.WEIGHED)
    if state.path != Path.AGREED:
        raise Refused(
            "Dit signaal gaat uit van acuut gevaar of een wettelijke plicht. Er is niets veranderd. Leg je redenen "
            "vast."
        )
    all_stand(state, standing)
    check_written(written, sections.LIMITS)
    return replace(state, step=Step.AGREED)


def ground(state: State, grounds: Collection[str], standing: Collection[UUID], written: Collection[str]) -> State:
    """Danger or a duty by law takes the place of consent: with every reason, recorded with each visitor concerned."""
    check_at(state, Step.WEIGHED)
    if state.path != Path.EXCEPTED:
        raise Refused(
            "Dit signaal gaat alleen met toestemming. Er is niets veranderd. Vraag het iedere inbrenger bij Afstemmen."
        )
    found = frozenset(grounds)
    if found - set(GROUNDS) or not (STATUTORY_DUTY in found or found.issuperset(CONFLICT)):
        raise Refused(
            "Zonder toestemming moet de wet het vragen. Of alle vier: je vroeg toestemming, je geweten laat je geen "
            "keus, er is geen andere weg, en er dreigt ernstige schade. Er is niets veranderd. Vul aan wat ontbreekt,"
            " of verstuur het signaal niet."
        )
    all_stand(state, standing)
    if not state.laid:
        raise Refused(
            "In geen kwestie staat dat je de vertrouwelijkheid doorbreekt. Er is niets veranderd. Leg dat eerst in de"
            " kwestie vast, en neem het hier op."
        )
    check_written(written, sections.GROUNDS, sections.LIMITS)
    return replace(state, step=Step.GROUNDED, grounds=found)


def narrow(state: State, matter: UUID | None, revisions: Mapping[str, int]) -> State:
    """Weigh anew what is left without one visitor, who said no or took it back; None: who never was laid under it.

    While it is weighed again somebody whose yes of before lies under it may take that back as well. No text goes; how
    it was weighed and worded is looked at again.
    """
    check_at(state, *WEIGHED_AND_ON, *([Step.NOTICED] if matter in state.laid else []))
    return replace(
        state,
        step=Step.NOTICED,
        weigher=None,
        asked_by=None,
        asked=None,
        needed=0,
        grounds=frozenset(),
        worded=0,
        laid=state.laid - {matter} if matter else state.laid,
        before=anew.fallen(state.before, revisions, *anew.WEIGHING, *anew.WORDING),
        rested=max(state.rested, state.needed),
    )


def unworded(state: State) -> State:
    """The same before its letter was checked; the letter stays."""
    return replace(state, step=Step.AGREED if state.path == Path.AGREED else Step.GROUNDED, worded=0)


def reread(state: State, revisions: Mapping[str, int]) -> State:
    """The same with a letter that has to be read again before it is checked."""
    before = anew.fallen(state.before, revisions, *anew.WORDING)
    return replace(unworded(state) if state.step == Step.WORDED else state, before=before)


# What each of them asks ------------------------------------------------------------------------------------------


def check_at(state: State, *steps: Step) -> None:
    """Refuse, with code ``step``, what does not belong to the step where a signal stands."""
    if state.step not in steps:
        raise Refused(
            "Dit kan bij deze stap van het signaal niet. Er is niets bewaard. "
            "Laad opnieuw en kijk hoe het ervoor staat.",
            code="step",
        )


def all_stand(state: State, standing: Collection[UUID]) -> None:
    """Refuse what rests on somebody who did not say yes, or says so no more."""
    if state.laid - set(standing):
        raise Refused(
            "Een ja geldt niet meer: de inbrenger nam het terug, het is verlopen, of je veranderde daarna wat je "
            "vertelt. Er is niets verstuurd. Vraag het opnieuw, of weeg het signaal zonder wat die inbrenger vertelde.",
            code="withdrawn",
        )
    if len(state.laid) != state.needed:
        raise Refused(
            "Nog niet iedere inbrenger die dit signaal betreft zei ja. Er is niets verstuurd. Vraag het bij Afstemmen"
            " wie nog niets zei, of weeg het signaal zonder wat die vertelde."
        )
