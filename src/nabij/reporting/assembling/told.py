"""What is told around the figures: what was counted, what is withheld and why, what is recommended, for whom."""

from collections.abc import Iterator, Mapping
from datetime import date

from nabij.releases.rules import COUNSELLORS
from nabij.reporting.assembling.known import Making, figure, listed, stated
from nabij.reporting.document import Block, Mark, Paragraph, Point, Points
from nabij.reporting.rules.edition import day_said, period_said
from nabij.reporting.rules.story import BECAME, SECTIONS, Became

COUNTED_IN_SHORT = (
    "Geteld in mensen. Wie vaker kwam bij dezelfde vertrouwenspersoon, telt in een jaar één keer; wie bij twee "
    "vertrouwenspersonen kwam, telt bij elk."
)
PEOPLE_COUNTED = (
    "We tellen mensen. Wie in een jaar vaker kwam bij dezelfde vertrouwenspersoon, telt dat jaar één keer, bij de "
    "eerste kwestie, voor zover die de inbrenger herkende. Wie bij twee vertrouwenspersonen kwam, telt bij elk."
)
TALKS_COUNTED = "Gesprekken tellen we zo vaak als ze er waren."
TALKS, TIME = "Gesprekken", "Uren"
MEANT = (
    Point(
        "Kwestie",
        "Een ervaring die om aandacht vraagt, zoals de inbrenger die vertelt. Wij onderzoeken niet of iets zo is.",
    ),
    Point(
        "Mensen",
        "Wie met een kwestie kwam. Wie vaker kwam bij dezelfde vertrouwenspersoon, telt in een jaar één keer, bij de "
        "eerste kwestie.",
    ),
    Point(TALKS, "Elk contact over een kwestie: aan tafel, per telefoon, met beeld of schriftelijk."),
    Point(
        TIME,
        "De tijd van die gesprekken, gerekend naar hoe lang elk ongeveer duurde, op hele uren afgerond. Van wat niet "
        "bekend is, tellen we een kwartier: dan kostte het meer tijd dan hier staat. Bij wat we deden om te voorkomen "
        "ronden we niet af.",
    ),
    Point("Aard", "Waar het volgens de inbrenger vooral over ging. Eén per mens, dus dit telt op."),
    Point("Afloop", "Hoe het eindigde volgens de inbrenger, toen we afsloten. Wat nog loopt, heeft er geen."),
)
EARLIER = "Een eerdere aanbeveling"


def definitions(made: Making) -> Iterator[Block]:
    """The period, and what each count means."""
    runs = "" if made.now.is_whole else " Het jaar liep nog toen we telden."
    yield Paragraph(f"Dit verslag gaat over {period_said(made.now.last)}.{runs} {PEOPLE_COUNTED} {TALKS_COUNTED}")
    yield from _whose(made)
    yield Points("Wat we met deze woorden bedoelen", MEANT)


def _whose(made: Making) -> Iterator[Block]:
    """Whose matters are in the figures: those of counsellors from inside the organisation are counted along."""
    one = made.now.of(COUNSELLORS)
    if one is None:
        return
    inside, outside = (figure(one, kind) for kind in one.dimensions[0].leaves)
    if inside:
        yield Paragraph(
            f"De cijfers gaan over het werk van {_so_many(outside, 'extern')} en {_so_many(inside, 'intern')}. Wie bij "
            "een interne vertrouwenspersoon kwam, telt dus mee, voor zover die dat in ons register bijhield.",
            (
                *stated("Externe vertrouwenspersonen", "vertrouwenspersonen", outside),
                *stated("Interne vertrouwenspersonen", "vertrouwenspersonen", inside),
            ),
        )
    else:
        yield Paragraph(
            "De cijfers gaan over het werk van de externe vertrouwenspersonen. Wie bij een interne vertrouwenspersoon "
            "kwam, als die er is, telt niet mee."
        )


def _so_many(number: int | Mark, kind: str) -> str:
    """So many counsellors of a kind."""
    return f"1 {kind}e vertrouwenspersoon" if number == 1 else f"{number} {kind}e vertrouwenspersonen"


def without_story(shared: Mapping[str, tuple[str, ...]]) -> Iterator[Block]:
    """Each reason that several sections share, once, with those sections; a reason of one stands beside its figures."""
    if shared:
        points = tuple(Point(why, f"{listed([SECTIONS[key] for key in keys])}.") for why, keys in shared.items())
        yield Points("Bij deze onderdelen staat geen verhaal", points)


def followed(made: Making) -> Iterator[Block]:
    """What became of what was recommended last time, in the words of the authors."""
    asked = {one.key: one.text for one in made.known.recommended}
    told = {one.key: one for one in made.story.followed}
    points = [
        Point(asked.get(key, EARLIER), one.text, BECAME[one.became])
        for key, one in told.items()
        if asked.get(key) or one.text
    ]
    points += [Point(text, "", "hierover staat niets in dit verslag") for key, text in asked.items() if key not in told]
    if points:
        yield Points("Aanbevelingen uit het vorige verslag", tuple(points))


def agreed(made: Making) -> Iterator[Block]:
    """What was agreed in the conversation about each report before, and what became of it."""
    by_year: dict[int, list[Point]] = {}
    for one in made.known.agreed:
        point = Point(
            one.text,
            f"{one.who}{_by_when(one.by_when)}. {one.became_text}".strip(),
            BECAME[Became(one.became)] if one.became else "hierover staat niets in dit verslag",
        )
        by_year.setdefault(one.about or made.about.year - 1, []).append(point)
    for year, points in sorted(by_year.items()):
        yield Points(f"Wat we afspraken in het gesprek over het verslag van {year}", tuple(points))


def _by_when(day: date | None) -> str:
    return f", klaar op {day_said(day)}" if day else ""


def recommended(made: Making) -> Iterator[Block]:
    """What the authors recommend now."""
    if made.story.recommendations:
        points = tuple(Point(f"Aanbeveling {n}", one.text) for n, one in enumerate(made.story.recommendations, 1))
        yield Points("Dit vragen we van de organisatie", points)


def introduced(made: Making) -> Iterator[Block]:
    """Who the counsellors are and how to reach them, as the authors wrote it."""
    if made.story.counsellors:
        yield Points("Zo bereikt u hen", tuple(Point("", one) for one in made.story.counsellors))


def distributed(made: Making) -> Iterator[Block]:
    """Who gets the report."""
    if made.story.distribution:
        yield Points("Dit verslag gaat naar", tuple(Point("", one) for one in made.story.distribution))
