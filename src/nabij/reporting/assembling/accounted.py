"""Three functions in four qualities: of each indicator where it is counted, how it was estimated, where it is told.

Proof note. Before: what went out, and the story. After: every indicator stands in the section once: with its figure or
story, with the part of the report that holds it, or among those that were not counted with the reason; of what has no
story one sentence says that nothing is told: no more is promised. What the figures answer, no reason of an author
contradicts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nabij.kit import codes
from nabij.releases.rules import ACTIVITIES, Shown
from nabij.reporting.assembling.known import Making, is_shown, listed, stated
from nabij.reporting.assembling.left_out import LEFT_OUT, is_left_out
from nabij.reporting.assembling.people import OR_NOT_ASKED
from nabij.reporting.assembling.shown_up import prevention_answers
from nabij.reporting.document import Block, Mark, Paragraph, Point, Points, Stated, said
from nabij.reporting.rules.headings import CONFIDENTIAL, FOLLOWED
from nabij.reporting.rules.lettering import in_a_sentence
from nabij.reporting.rules.prevention import KIND
from nabij.reporting.rules.qualities import INDICATORS, Answer, How, Indicator, Source, overview
from nabij.reporting.rules.story import SECTIONS
from nabij.reporting.rules.tables import ANSWERED, BREAKS, HOLDS, SIGNALS, VISITORS

NOT_GIVEN = "Wat we niet geven, en waarom"
NOT_TOLD = "Over andere punten uit dit overzicht vertellen we dit jaar niets."
ALL_COUNTED = "Alles is geteld"
"""So begins what the ledger holds of a number of people that nobody estimated."""
HIDDEN = "Het getal zou iemand kunnen verraden"
NOT_THIS_YEAR = "Over dit jaar is dit niet geteld"
NOT_IN_HERE = "Dit leggen we vast per kwestie, maar het is niet geteld voor dit verslag"
NOT_COUNTED = "Dit is niet geteld voor dit verslag"
ASKED = "gevraagd op vaste momenten na de afsluiting, aan wie dat goed vond"

A_YEAR = "12 maanden"
BROKEN = "confidence_broken"
OF_A_MATTER = {BROKEN}
"""Indicators that are noted of a matter, and that no table counts, or none did when an older report went out."""
ASKED_LATER, ONLY_HERE = {"durable_outcomes"}, {"own_initiative", "limits_explained"}


@dataclass(frozen=True)
class Here:
    """Under which heading of the report an indicator is answered (none: only here); its figure where it is one.

    ``is_number``: whether its own number stands there, so that it may be called counted.
    """

    where: str
    text: str = ""
    method: str = ""
    stated: tuple[Stated, ...] = ()
    is_number: bool = True


def accounted(made: Making) -> Iterator[Block]:
    """What is counted, estimated and told; then what is not, by its reason; then that some has no story."""
    here, answers = answered_here(made), made.story.qualities
    points = {one.key: _point(one, answers.get(one.key, Answer()), here.get(one.key)) for one in INDICATORS}
    for square, ones in overview().items():
        given = tuple(point for one in ones if (point := points[one.key]))
        if given:
            yield Points(square.label, given)
    left = [one for one in INDICATORS if points[one.key] is None]
    reasons: dict[str, list[str]] = {}
    for one in left:
        if why := _why_not(made, one, answers.get(one.key, Answer())):
            reasons.setdefault(why, []).append(one.label)
    if reasons:
        yield Points(NOT_GIVEN, tuple(Point(why, f"{listed(labels)}.") for why, labels in reasons.items()))
    # by name they would be a list of failings of whoever passed over what may be passed over
    if any(one.how is How.TOLD and not answers.get(one.key, Answer()).withheld for one in left):
        yield Paragraph(NOT_TOLD)


def _point(one: Indicator, answer: Answer, here: Here | None) -> Point | None:
    """What is said of an indicator: the words of the authors go first, where it stands comes with them."""
    is_left_out = bool(answer.withheld) and one.how is How.TOLD
    if not answer.text and (here is None or is_left_out):
        return None
    method = (answer.method or (here.method if here else "")).rstrip(". ")
    # it may be estimated, and was counted all the same: then the method says so
    is_counted = method.startswith(ALL_COUNTED)
    how = (
        in_a_sentence(method)
        if is_counted
        else f"{one.how.value}: {method}"
        if _is_told_how(one, method)
        else one.how.value
    )
    note = _note(one, how, here)
    if answer.text or here is None:
        return Point(one.label, answer.text, note)
    return Point(one.label, here.text, note, here.stated)


def _is_told_how(one: Indicator, method: str) -> bool:
    return one.how is How.ESTIMATED and method != ""


def _note(one: Indicator, how: str, here: Here | None) -> str:
    """How it is known and where that stands. Called counted only with its number: beside a story, what one may read."""
    where = f"‘{here.where}’" if here and here.where else ""
    if one.how is How.TOLD or (here and not here.is_number):
        return f"lees {where}" if where else ""
    # a method of several sentences ends before the place is named
    return f"{how}{'. Lees' if '. ' in how else ', in'} {where}" if where else how


def _why_not(made: Making, one: Indicator, answer: Answer) -> str:
    """Why there is no number; nothing for a story that nobody left out on purpose."""
    if answer.withheld or one.how is How.TOLD:
        return answer.withheld.rstrip(". ")
    if one.key in ASKED_LATER and is_left_out(made, "durability"):
        return LEFT_OUT.format(paper=made.paper)
    if one.key == "people_who_came" and made.now.total(VISITORS) is Mark.HIDDEN:
        return HIDDEN
    if one.key in ASKED_LATER and _held(made):
        return f"{HIDDEN}, {OR_NOT_ASKED}"
    if (one.key == "signals_answered" and made.now.of(SIGNALS)) or (one.key == BROKEN and made.now.of(BREAKS)):
        return HIDDEN
    if one.key in OF_A_MATTER:
        return NOT_IN_HERE
    return NOT_THIS_YEAR if one.source in {Source.CALENDAR, Source.SIGNALS} or one.key in ASKED_LATER else NOT_COUNTED


def answered_here(made: Making) -> dict[str, Here]:
    """The indicators that this report answers somewhere itself, by key."""
    found = dict(_of_prevention(made))
    total = made.now.total(VISITORS)
    if isinstance(total, tuple):
        found["people_who_came"] = Here(SECTIONS["people"], f"{total[0]} tot en met {total[1]}")
    elif isinstance(total, int):
        found["people_who_came"] = Here(SECTIONS["people"], said(total))
    found.update(_of_breaks(made))
    signals = made.now.of(SIGNALS)
    if signals is not None and signals.band is None and _shows(signals, ANSWERED):
        found["signals_answered"] = Here(SECTIONS["signals"])
    if any(map(_lasted, _held(made))):
        found["durable_outcomes"] = Here(SECTIONS["durability"], method=ASKED)
    found["figures_withheld"] = found["openness_story"] = Here(CONFIDENTIAL, is_number=False)
    if any(one.band is None and is_shown(one, one.dimensions[0].leaves) for one in _held(made)):
        # of whom it was asked, it tells how they answered
        found["aftercare_asked"] = Here(SECTIONS["durability"], is_number=False)
    if any(one.text for one in made.story.followed):
        found["advice_story"] = Here(FOLLOWED)
    return found


def _of_breaks(made: Making) -> Iterator[tuple[str, Here]]:
    """Of how many people confidentiality was broken: a figure of the ledger that stands only here."""
    total = made.now.total(BREAKS)
    (label,) = (one.label for one in INDICATORS if one.key == BROKEN)
    if isinstance(total, tuple):
        yield BROKEN, Here("", f"{total[0]} tot en met {total[1]}", stated=stated(label, "mensen", total))
    elif isinstance(total, int):
        yield BROKEN, Here("", said(total), stated=stated(label, "mensen", total))


def _held(made: Making) -> list[Shown]:
    """The tables of whether solutions held."""
    return [one for one in made.now.seen if one.dimensions[0].name.startswith(f"{HOLDS} ")]


def _lasted(one: Shown) -> bool:
    """Whether it shows how many solutions held after a year."""
    after_a_year = one.dimensions[0].name == f"{HOLDS} {A_YEAR}"
    return after_a_year and one.band is None and _shows(one, codes.labels("durability")["durable"])


def _shows(one: Shown, leaf: str) -> bool:
    """Whether a class is there under this name, with its number."""
    return leaf in one.dimensions[0].leaves and is_shown(one, [leaf])


def _of_prevention(made: Making) -> Iterator[tuple[str, Here]]:
    """What the calendar answers: by kind in its own section, who began it and what was explained only here."""
    answers, went_out = prevention_answers(made), made.now.of(ACTIVITIES, KIND) is not None
    for one in INDICATORS:
        if one.source is not Source.CALENDAR:
            continue
        where = "" if one.key in ONLY_HERE else SECTIONS["prevention"]
        if answer := answers.get(one.key):
            told = stated(one.label, "aantal", answer.number)
            yield one.key, Here(where, said(answer.number), answer.method, told)
        elif went_out and where:
            # the kinds have other names by now: what was counted stands there, and adds up to nothing here
            yield one.key, Here(where, is_number=False)
