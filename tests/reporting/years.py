"""An organisation with years of matters, and reports of it that went out as a pair of counsellors lets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import cycle
from uuid import uuid4

from nabij.kit.permit import permit
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Appointment, Organisation, Practice, Unit, User
from nabij.releases.actions import open_ledger, record_open, release_figures
from nabij.releases.models import Do, Release
from nabij.reporting.counting import asked_of, open_tables_of
from nabij.reporting.models import Contained, Report
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.plan import plain as plan_json
from nabij.reporting.rules.prevention import Activity
from nabij.reporting.rules.qualities import Answer
from nabij.reporting.rules.story import Became, Beside, Followed, Happened, Recommendation, Story, plain
from nabij.reporting.rules.tables import LINKS, months_of
from nabij_disclosure.sensitive import Settings

RECOMMENDED = Recommendation("gesprek", "Bespreek in elk team één keer per jaar hoe mensen met elkaar omgaan.")
STORY = Story(
    foreword=("Dit jaar kwamen mensen vaker met een vraag, en minder vaak met een conflict.",),
    beside={
        "people": Beside(("Het afgelopen jaar wisten meer mensen ons te vinden.",), "Wie vindt de weg nog niet?"),
        "nature": Beside(("Achter deze aantallen zitten verhalen over hoe er in een team gepraat wordt.",)),
        "outcome": Beside(("Wie komt, houdt de regie. Voor velen was praten genoeg.",)),
        "silence": Beside(why_none="We weten nog te weinig om hier iets bij te vertellen."),
        "signals": Beside(("We spraken met het bestuur over de sfeer in vergaderingen.",)),
    },
    qualities={
        "support_story": Answer("Mensen zeiden dat zij zich minder alleen voelden."),
        "durable_outcomes": Answer("De meeste", "gevraagd bij de nazorg, aan wie dat goed vond"),
        "confidence_broken": Answer(withheld="Elk getal zou hier iemand aanwijzen."),
    },
    followed=(Followed("gesprek", Became.UNDER_WAY, "De eerste teams zijn begonnen."),),
    recommendations=(RECOMMENDED, Recommendation("leiding", "Geef leidinggevenden tijd om te leren luisteren.")),
    happened=(Happened(2024, 3, "nieuwe leiding"), Happened(2025, 9, "teamgesprekken begonnen")),
    distribution=("Het bestuur", "De ondernemingsraad", "Alle medewerkers, via intranet"),
)


@dataclass(frozen=True)
class Came:
    """So many people of a year, and how their matters are coded: each list is gone through again and again."""

    count: int
    natures: Sequence[str] = ("bullying", "bullying", "leadership_style", "leadership_style", "discrimination")
    outcomes: Sequence[str] = ("told_enough", "told_enough", "raised_self", "via_manager")
    roles: Sequence[str] = ("employee", "employee", "employee", "manager")
    relations: Sequence[str] = ("direct_manager", "colleague", "colleague")
    units: Sequence[Unit] = ()
    more: Mapping[str, object] = field(default_factory=dict)


def come(keeper: User, organisation: Organisation, year: int, came: Came) -> None:
    """Rows of the register, as if so many people had come in a year."""
    units = cycle(came.units or [None])
    lists = zip(*(cycle(one) for one in (came.natures, came.outcomes, came.roles, came.relations)), units, strict=False)
    matters, talks = [], []
    for place, (nature, outcome, role, relation, unit) in zip(range(came.count), lists, strict=False):
        month = date(year, 1 + place % 12, 1)
        fields: dict[str, object] = {
            "nature": [nature],
            "primary_nature": nature,
            "outcome": outcome,
            "person_role": role,
            "subject_relation": relation,
            "person_position": "affected",
            "integrity_levels": ["personal"] if place % 2 else ["organisational"],
            "closed_month": month,
            "turn": "nobody",
            "durability_3": ("durable", "partly")[place % 2],
            "durability_6": "durable",
            "durability_12": ("durable", "not_asked")[place % 2],
            **came.more,
        }
        matter = Matter(
            id=uuid4(),
            practice_id=organisation.practice_id,
            organisation=organisation,
            keeper=keeper,
            unit=unit,
            opened_month=month,
            **fields,
        )
        matters.append(matter)
        talks += _three_talks(matter, ("hour", "half_hour")[place % 2])
    Matter.objects.bulk_create(matters)
    Encounter.objects.bulk_create(talks)


def _three_talks(matter: Matter, duration: str) -> list[Encounter]:
    ways = zip(("phone", "on_site", "video"), ("listening", "reflection", "information"), strict=True)
    return [
        Encounter(
            id=uuid4(),
            practice_id=matter.practice_id,
            matter=matter,
            month=matter.opened_month,
            channel=channel,
            duration=duration,
            involvement=[involvement],
        )
        for channel, involvement in ways
    ]


def published(
    author: User,
    organisation: Organisation,
    year: int,
    story: Story = STORY,
    activities: Sequence[Activity] | None = None,
    plan: Plan | None = None,
) -> Report:
    """The report of a year, out in February of the next."""
    allowed = permit(author, Do.RELEASE, open_ledger(organisation))
    kind, receiver = Release.Kind.REPORT, Release.Receiver.BOARD
    asked, tables = asked_of(organisation, year, plan=plan), open_tables_of(organisation, year, activities)
    releases = release_figures(allowed, asked, Settings(), kind=kind, receiver=receiver, links=LINKS)
    releases += record_open(allowed, tables, months_of(year), kind=kind, receiver=receiver)
    out = datetime(year + 1, 2, 12, 10, tzinfo=UTC)
    report = Report.objects.create(
        practice_id=organisation.practice_id,
        organisation=organisation,
        year=year,
        edition=1 + Report.objects.filter(organisation=organisation, year=year).count(),
        begun_by=author,
        begun_at=out,
        ready_by=author,
        ready_at=out,
        published_by=author,
        published_at=out,
        text=plain(story),
        plan=plan_json(plan or Plan()),
    )
    Contained.objects.bulk_create(
        Contained(practice_id=organisation.practice_id, report=report, release=one, position=place)
        for place, one in enumerate(releases)
    )
    return report


def another(
    practice: Practice, counsellor: User, name: str, heads: Mapping[str, int]
) -> tuple[Organisation, list[Unit]]:
    """An organisation with its parts, of this counsellor."""
    organisation = Organisation.objects.create(
        practice=practice, name=name, sector="care", head_count=sum(heads.values())
    )
    Appointment.objects.create(practice=practice, organisation=organisation, counsellor=counsellor, account_holder=True)
    return organisation, [
        Unit.objects.create(practice=practice, organisation=organisation, name=one, head_count=count)
        for one, count in heads.items()
    ]
