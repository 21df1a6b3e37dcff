"""What the report accounts for: three functions times four qualities, in numbers and in words.

Source: *Verantwoorden over vertrouwenswerk, een kwestie van tellen én vertellen* (NSOB): functions and qualities are
theirs (``ESSAY_NAMES``), the indicators are our own proposal.

Proof note. Before: the answers of one report. After: ``missing`` names each thing without which a square is not
accounted for, and nothing else; it is empty only when every square has a number and a story, or the reason why it has
none, and every estimate says how it was made. It judges no value: a figure that is withheld for safety, with that
reason, is as complete as one that is shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Function(Enum):
    """What a counsellor does."""

    SUPPORT = "Opvang en begeleiding"
    INFORMATION = "Preventie en voorlichting"
    SIGNALLING = "Signaleren en adviseren"


ESSAY_NAMES = {
    Function.SUPPORT: "supportfunctie",
    Function.INFORMATION: "voorlichtingsfunctie",
    Function.SIGNALLING: "signaleringsfunctie",
}


class Quality(Enum):
    """How it is done."""

    PROFESSIONAL = "Professioneel"
    ACCESSIBLE = "Toegankelijk"
    INDEPENDENT = "Onafhankelijk"
    CONFIDENTIAL = "Betrouwbaar en vertrouwelijk"


class How(Enum):
    """How an indicator is known."""

    COUNTED = "geteld"
    ESTIMATED = "geschat"
    TOLD = "verteld"


class Source(Enum):
    """Where an indicator comes from."""

    REGISTER = "het register"
    RELEASES = "de gepubliceerde cijfers"
    CALENDAR = "de preventiekalender"
    SIGNALS = "de tussentijdse signalen"
    FEEDBACK = "wat mensen en organisaties teruggeven"
    SKILLS = "vakbekwaamheid en intervisie"
    SETTINGS = "de afspraken van de praktijk"
    COUNSELLOR = "de vertrouwenspersonen zelf"


@dataclass(frozen=True, slots=True)
class Square:
    """One function in one quality."""

    function: Function
    quality: Quality

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return f"{self.function.value}, {self.quality.value.lower()}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """``key`` names it for ever; ``label`` is what a reader sees."""

    key: str
    square: Square
    label: str
    how: How
    source: Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says of an indicator: ``text`` is its figure or story as it will stand there.

    ``method``: how an estimate was made. ``withheld``: why there is no text, in words that a reader gets.
    """

    text: str = ""
    method: str = ""
    withheld: str = ""


class Lack(Enum):
    """What may be missing."""

    NUMBER = "number"
    STORY = "story"
    METHOD = "method"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, with the indicator (its key) and a finished sentence."""

    lack: Lack
    indicator: str
    sentence: str


SQUARES = tuple(Square(function, quality) for function in Function for quality in Quality)

# told, since nothing counts them: whether aftercare was offered lies sealed, and of an answer the server keeps no day
_S, _I, _G = Function.SUPPORT, Function.INFORMATION, Function.SIGNALLING
_P, _A, _O, _C = Quality.PROFESSIONAL, Quality.ACCESSIBLE, Quality.INDEPENDENT, Quality.CONFIDENTIAL
_ROWS: tuple[tuple[Function, Quality, str, str, How, Source], ...] = (
    (_S, _P, "aftercare_asked", "Nazorg die is gevraagd of aangeboden", How.TOLD, Source.COUNSELLOR),
    (_S, _P, "durable_outcomes", "Oplossingen die na een jaar standhouden", How.ESTIMATED, Source.REGISTER),
    (_S, _P, "support_story", "Wat begeleiding betekende voor mensen", How.TOLD, Source.COUNSELLOR),
    (_S, _A, "people_who_came", "Mensen die een gesprek vroegen", How.COUNTED, Source.RELEASES),
    (_S, _A, "answered_in_time", "Hoe snel we voor het eerst antwoordden", How.TOLD, Source.COUNSELLOR),
    (_S, _A, "reach_story", "Wie ons wist te vinden, en wie niet", How.TOLD, Source.COUNSELLOR),
    (_S, _O, "choice_of_counsellor", "Kwesties met een vertrouwenspersoon naar keuze", How.ESTIMATED, Source.REGISTER),
    (_S, _O, "own_decisions_story", "Hoe de inbrenger de regie hield", How.TOLD, Source.COUNSELLOR),
    (_S, _C, "confidence_broken", "Mensen van wie vertrouwelijkheid is doorbroken", How.COUNTED, Source.REGISTER),
    (_S, _C, "confidence_story", "Wat beschermd is gebleven, en hoe", How.TOLD, Source.COUNSELLOR),
    (
        _I,
        _P,
        "activities",
        "Voorlichtingen, trainingen, teamgesprekken en kennismakingen",
        How.COUNTED,
        Source.CALENDAR,
    ),
    (_I, _P, "activities_valued", "Waardering van deelnemers", How.ESTIMATED, Source.FEEDBACK),
    (_I, _P, "activities_story", "Wat deelnemers meenamen", How.TOLD, Source.FEEDBACK),
    (_I, _A, "people_reached", "Mensen die zijn bereikt", How.ESTIMATED, Source.CALENDAR),
    (_I, _A, "channels_used", "Manieren waarop wij zichtbaar waren", How.COUNTED, Source.CALENDAR),
    (_I, _A, "not_reached_story", "Wie nog niet is bereikt", How.TOLD, Source.COUNSELLOR),
    (_I, _O, "own_initiative", "Activiteiten op eigen initiatief", How.COUNTED, Source.CALENDAR),
    (_I, _O, "freedom_story", "Ruimte om te zeggen wat nodig was", How.TOLD, Source.COUNSELLOR),
    (_I, _C, "limits_explained", "Activiteiten met uitleg over vertrouwelijk, tenzij", How.COUNTED, Source.CALENDAR),
    (_I, _C, "limits_story", "Welke vragen mensen daarover hadden", How.TOLD, Source.COUNSELLOR),
    (_G, _P, "hours_of_learning", "Uren scholing en intervisie", How.COUNTED, Source.SKILLS),
    (
        _G,
        _P,
        "advice_given",
        "Adviezen, inbreng in de RI&E en sparren met leidinggevenden",
        How.COUNTED,
        Source.CALENDAR,
    ),
    (_G, _P, "advice_story", "Wat er met adviezen is gedaan", How.TOLD, Source.COUNSELLOR),
    (
        _G,
        _A,
        "meetings_held",
        "Gesprekken met bestuur, OR, HR, preventiemedewerker of arbodienst",
        How.COUNTED,
        Source.CALENDAR,
    ),
    (_G, _A, "meetings_story", "Hoe open die gesprekken waren", How.TOLD, Source.COUNSELLOR),
    (_G, _O, "signals_answered", "Tussentijdse signalen die zijn beantwoord", How.COUNTED, Source.SIGNALS),
    (_G, _O, "position_story", "Hoe de positie van de vertrouwenspersoon is geregeld", How.TOLD, Source.SETTINGS),
    (_G, _C, "figures_withheld", "Cijfers die niet getoond zijn, en waarom", How.COUNTED, Source.RELEASES),
    (_G, _C, "openness_story", "Waarover wij open zijn, en waarover niet", How.TOLD, Source.COUNSELLOR),
)
INDICATORS = tuple(
    Indicator(key, Square(function, quality), label, how, source)
    for function, quality, key, label, how, source in _ROWS
)


def overview(indicators: Iterable[Indicator] = INDICATORS) -> dict[Square, tuple[Indicator, ...]]:
    """All twelve squares in order, each with its indicators; an empty one is there as well."""
    chosen = tuple(indicators)
    return {square: tuple(one for one in chosen if one.square == square) for square in SQUARES}


def missing(answers: Mapping[str, Answer], indicators: Iterable[Indicator] = INDICATORS) -> tuple[Missing, ...]:
    """What the report still lacks, in the order of the overview; empty when every square is accounted for.

    A square needs one number, counted or estimated, and one story. Other indicators may stay empty. An estimate
    says how it was made.
    """
    chosen = tuple(indicators)
    keys = {one.key for one in chosen}
    unknown = (
        Missing(Lack.UNKNOWN, key, f"Het onderdeel “{key}” bestaat niet in dit overzicht.")
        for key in answers
        if key not in keys
    )
    squares = (lack for square, ones in overview(chosen).items() for lack in _missing_in(square, ones, answers))
    return (*squares, *unknown)


def _missing_in(square: Square, ones: Iterable[Indicator], answers: Mapping[str, Answer]) -> Iterator[Missing]:
    numbers = [one for one in ones if one.how is not How.TOLD]
    stories = [one for one in ones if one.how is How.TOLD]
    if not any(_is_given(one, answers) for one in numbers):
        yield Missing(Lack.NUMBER, _first(numbers), f"{square.label}: er is nog geen cijfer{_look_at(numbers)}.")
    for one in numbers:
        answer = answers.get(one.key, Answer())
        if one.how is How.ESTIMATED and answer.text.strip() and not answer.method.strip():
            yield Missing(Lack.METHOD, one.key, f"{one.label}: schrijf hoe dit is geschat.")
    if not any(_is_given(one, answers) for one in stories):
        yield Missing(Lack.STORY, _first(stories), f"{square.label}: het verhaal bij het cijfer ontbreekt nog.")


def _is_given(one: Indicator, answers: Mapping[str, Answer]) -> bool:
    """Whether there is an answer, or the reason why there is none: balanced openness."""
    answer = answers.get(one.key, Answer())
    return bool(answer.text.strip() or answer.withheld.strip())


def _first(ones: list[Indicator]) -> str:
    return ones[0].key if ones else ""


def _look_at(ones: list[Indicator]) -> str:
    """Where the number could come from."""
    return f" (kijk in {ones[0].source.value})" if ones else ""
