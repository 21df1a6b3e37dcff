"""The annual reports of the demo: two years that went out to the board, one in the making, one answer and a date.

Figures and story go out by the very actions of the product: the story is sealed first, as its author's browser would,
and then set ready. It is made up, like everything here, and holds no figure.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone

from nabij.kit.permit import permit
from nabij.people.models import Organisation, User
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.reporting.actions.beside import figures_beside
from nabij.reporting.actions.figures import begin_report, publish_report
from nabij.reporting.actions.meeting import answer, propose_moments
from nabij.reporting.actions.story import set_ready
from nabij.reporting.actions.story_box import authors_of, share_story, write_story
from nabij.reporting.answers import judged
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.qualities import Answer
from nabij.reporting.rules.story import Became, Beside, Followed, Happened, Recommendation, Story, plain
from nabij.reporting.rules.story_box import NewText
from nabij_demo.fill import SEED
from nabij_demo.sealed_story import seal_story
from nabij_demo.sealing import make_vault

ORGANISATION, AUTHOR, BOARD = "Zorggroep De Linde", "noor@demo.nabij.test", "hedwig@demo.nabij.test"

TOLD_FIRST = {
    "people": Beside(
        ("Voor veel mensen waren wij nog nieuw. Wie kwam, had vaak van anderen gehoord dat wij er zijn.",),
        "Hoe hoort iemand die bij u begint dat wij er zijn?",
    ),
    "nature": Beside(
        ("Omgang met elkaar kwam vaak terug: een grap die niet leuk meer was, een toon die bleef hangen.",),
        "Waar praat u met elkaar over hoe u met elkaar praat?",
    ),
    "subject": Beside(("Vaak ging het om mensen die naast elkaar werken. Dan is het lastig er iets van te zeggen.",)),
    "unit": Beside(
        ("Waar we vaker binnenliepen, kwamen ook vragen. Elders zijn wij minder bekend.",),
        "Bij welk huis zou u ons willen aankondigen?",
    ),
    "outcome": Beside(
        ("Soms was een gesprek genoeg. Soms vroeg het om een stap van de organisatie, en daar dachten we in mee.",)
    ),
    "silence": Beside(
        ("Waar het stil is, weten wij niet waarom. Dat vragen we liever op de plek zelf dan dat we het raden.",),
        "Wat weet u van een plek waar wij nog niet waren?",
    ),
    "prevention": Beside(("We begonnen met kennismaken: kort, in het teamoverleg, zonder presentatie.",)),
}
"""What stands beside the figures of the older report; that of each year fits what its own charts show."""
TOLD = {
    "people": Beside(
        ("Mensen wisten ons te vinden, ook vroeg in een kwestie. Wie vroeg komt, kan nog kiezen.",),
        "Wat merkt u ervan dat mensen eerder om raad vragen?",
    ),
    "nature": Beside(
        (
            "Het gaat vaak over hoe mensen met elkaar omgaan. Zelden over een incident, meestal over een toon die "
            "langzaam gewoon is geworden.",
            "We kregen de vraag hoe iemand daar iets van zegt zonder dat het een procedure wordt.",
        ),
        "Wie spreekt er bij u als eerste over de toon?",
    ),
    "subject": Beside(("Vaak noemen mensen iemand van wie zij afhankelijk zijn. Dat maakt zwijgen begrijpelijk.",)),
    "unit": Beside(
        ("Niet elk huis kent ons even goed. Waar we op bezoek kwamen, kwamen daarna ook vragen.",),
        "Waar zou u ons het komende jaar willen zien?",
    ),
    "outcome": Beside(
        ("Voor de een was vertellen en samen ordenen genoeg, voor de ander niet. De volgende stap bleef van hen.",)
    ),
    "silence": Beside(
        ("Stilte zegt niet of het goed gaat. Wij gaan erheen, en vragen niet naar verhalen maar naar de drempel.",),
        "Wat weet u van een plek waar wij weinig komen?",
    ),
    "prevention": Beside(("Korte bijeenkomsten in het eigen teamoverleg werkten beter dan een grote zaal.",)),
}
WHY_NONE = "Bij deze cijfers valt niets te vertellen zonder dat iemand zich herkent."
# what the figures answer stands in the report by itself
ACCOUNTED = {
    "support_story": Answer("Mensen zeiden dat de rust om zelf te kiezen het meest hielp."),
    "own_decisions_story": Answer("We deden niets zonder dat iemand ja zei, en wachtten als het antwoord uitbleef."),
    "answered_in_time": Answer(withheld="We noteren nog niet wanneer een eerste reactie kwam."),
    "position_story": Answer("Wij staan los van de lijn, en spreken het bestuur als wij dat nodig vinden."),
}
OUT_ON = ((2, 19), (3, 5))
"""The month and day, in the year after, on which the reports of the demo went out; the older one first."""
RECOMMENDED = (
    Recommendation("toon", "Laat elk team een keer per jaar over de onderlinge toon praten, met een vraag als begin."),
    Recommendation("wegwijs", "Zet de vertrouwenspersonen op het eerste blad van de inwerkmap."),
)


def yearly(year: int) -> None:
    """The reports of two years before ``year``, out; of that year itself one that was begun."""
    organisation = Organisation.objects.get(name=ORGANISATION)
    author, board = User.objects.get(email=AUTHOR), User.objects.get(email=BOARD)
    for past, (month, day) in zip((year - 2, year - 1), OUT_ON, strict=True):
        with _on(date(past + 1, month, day)):
            report = _begun(author, organisation, past)
            _set_ready(report, author, first=past == year - 2)
            report.refresh_from_db()
            ledger = open_ledger(organisation)
            publish_report(permit(author, Do.PUBLISH, report), permit(author, DoRelease.RELEASE, ledger))
    _answered(Report.objects.get(organisation=organisation, year=year - 1), board)
    _begun(author, organisation, year)


@contextmanager
def _on(day: date) -> Iterator[None]:
    """As if it were ten in the morning of that day, or now where the day has yet to come."""
    then = min(timezone.make_aware(datetime.combine(day, time(10))).astimezone(UTC), timezone.now())
    with patch("django.utils.timezone.now", return_value=then):
        yield


def _begun(author: User, organisation: Organisation, year: int) -> Report:
    new = Report(practice=organisation.practice, organisation=organisation, year=year)
    return begin_report(permit(author, Do.BEGIN, new))


def _set_ready(report: Report, author: User, *, first: bool) -> None:
    draft = judged(report)
    story = _story(figures_beside(report, draft), report.year, first=first)
    readers = [make_vault(str(one), SEED) for one in authors_of(report) - {author.pk}]
    vault, now = make_vault(str(author.pk), SEED), timezone.localtime()
    keys, sealed = seal_story(str(report.practice_id), str(report.pk), plain(story), vault, readers, now)
    share_story(permit(author, Do.SHARE_STORY, report), keys)
    write_story(permit(author, Do.WRITE, report), sealed, None)
    set_ready(permit(author, Do.SET_READY, report), NewText(keys.epoch, 1, story), draft)


def _story(sections: Iterable[str], year: int, *, first: bool) -> Story:
    told = TOLD_FIRST if first else TOLD
    return Story(
        foreword=("Dit verslag telt en vertelt. Wat mensen ons toevertrouwden, staat er niet in.",),
        beside={key: told.get(key, Beside(why_none=WHY_NONE)) for key in sections},
        qualities=ACCOUNTED,
        followed=() if first else (Followed("toon", Became.UNDER_WAY, "De teams zijn ermee begonnen."),),
        recommendations=RECOMMENDED[:1] if first else RECOMMENDED,
        happened=() if first else (Happened(year, 3, "Verhuizing van het kantoor"),),
        distribution=("Raad van bestuur", "Ondernemingsraad", "Preventiemedewerker"),
    )


def _answered(report: Report, board: User) -> None:
    """The board answered one question and proposed when to meet."""
    said = (
        "Bij ons is dat meestal de leidinggevende, en dan is het al laat. Hoe het eerder kan, bespreek ik graag met u."
    )
    answer(permit(board, Do.ANSWER, report), "nature", said, 0)
    days = (timezone.localdate() + timedelta(days=ahead) for ahead in (9, 16))
    moments = [timezone.make_aware(datetime.combine(day, time(14, 0))) for day in days]
    propose_moments(permit(board, Do.PROPOSE_MOMENTS, report), moments, "Kamer van het bestuur", 0)
