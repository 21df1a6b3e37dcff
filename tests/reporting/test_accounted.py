"""*Tellen en vertellen*: each indicator once, and truly: counted and where, estimated and how, told, or not kept."""

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest

from nabij.matters.models import ConfidentialityBreak
from nabij.outreach.rules import HOW_PEOPLE
from nabij.reporting.actions.beside import figures_of
from nabij.reporting.actions.story import contradicted
from nabij.reporting.answers import judged
from nabij.reporting.assembling.accounted import HIDDEN, NOT_IN_HERE
from nabij.reporting.assembling.people import OR_NOT_ASKED
from nabij.reporting.document import Points, Report, Table
from nabij.reporting.models import Report as Row
from nabij.reporting.reading import finished
from nabij.reporting.rules.contradicting import contradictions
from nabij.reporting.rules.prevention import Activity
from nabij.reporting.rules.qualities import INDICATORS, Answer, How
from nabij.reporting.rules.story import Became, Beside, Followed, Story
from nabij.reporting.rules.tables import BREAKS
from nabij.reporting.table_file import csv_of
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready
from tests.reporting.test_nothing_else import page_text
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

NOT_KEPT = Answer(withheld="Dit houden we niet bij.")
DONE = [
    Activity("Voorlichting", frozenset(), 80, 6, known=HOW_PEOPLE["counted"], own_initiative=True),
    Activity("Overleg met bestuur of directie", frozenset(), 2, 4, known=HOW_PEOPLE["counted"]),
]


def lists_of(report: Report) -> dict[str, Points]:
    (section,) = [one for one in report.sections if one.heading.startswith("Tellen en vertellen")]
    return {one.title: one for one in section.blocks if isinstance(one, Points)}


def notes_of(report: Report) -> dict[str, tuple[str, str]]:
    found = lists_of(report).values()
    return {point.name: (point.text, point.note) for one in found for point in one.points}


def made(people: Personas, story: Story, years: tuple[int, ...] = (2025,)) -> Row:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    for year in years:
        come(people.amina, organisation, year, Came(40))
        row = published(people.amina, organisation, year, story, DONE)
    return row


def test_each_indicator_stands_there_once(people: Personas) -> None:
    for story in (Story(), Story(qualities={one.key: NOT_KEPT for one in INDICATORS})):
        report = finished(made(people, story))
        said = f"{notes_of(report)}".lower()
        # what may be told and is not stands nowhere by name: passing it over is no failing
        may_lack = {one for one in INDICATORS if one.how is How.TOLD and one.key not in story.qualities}
        times = {one: said.count(one.label.lower()) for one in INDICATORS}
        assert [one.label for one in INDICATORS if times[one] != 1 and (times[one] > 1 or one not in may_lack)] == []


def test_what_the_figures_give_is_said_to_be_counted_with_its_place_whatever_its_authors_left_out(
    people: Personas,
) -> None:
    left_out = Story(qualities={one.key: NOT_KEPT for one in INDICATORS if one.how is not How.TOLD})
    report = finished(made(people, left_out))
    notes = notes_of(report)
    assert notes["Mensen die een gesprek vroegen"] == ("40", "geteld, in ‘Hoeveel mensen kwamen’")
    assert notes["Voorlichtingen, trainingen, teamgesprekken en kennismakingen"] == (
        "1",
        "geteld, in ‘Wat we deden om te voorkomen’",
    )
    # this figure stands nowhere else
    assert notes["Activiteiten op eigen initiatief"] == ("1", "geteld")
    assert notes["Mensen die zijn bereikt"][1].startswith("geschat: ")
    assert notes["Cijfers die niet getoond zijn, en waarom"] == (
        "",
        "lees ‘Vertrouwelijk: wat we niet tonen, en waarom’",
    )
    not_kept = notes["Dit houden we niet bij"][0]
    assert "Uren scholing en intervisie" in not_kept
    assert "Mensen die een gesprek vroegen" not in not_kept


def test_what_nothing_counts_is_told_or_not_and_never_called_counted(people: Personas) -> None:
    report = finished(made(people, Story()))
    said = page_text(report)
    assert "Hoe snel we voor het eerst antwoordden" not in said
    assert "Nazorg die is gevraagd of aangeboden" not in said
    assert "Eerste reacties binnen" not in said
    told = Story(qualities={"answered_in_time": Answer("Wie schreef, hoorde vaak de volgende dag iets.")})
    assert notes_of(finished(made(people, told)))["Hoe snel we voor het eerst antwoordden"][1] == ""
    assert "houden we niet bij" not in said
    assert "kunnen we over vertellen" not in said


BROKEN = "Mensen van wie vertrouwelijkheid is doorbroken"


def broken(people: Personas, times: list[int]) -> Row:
    """A report of a year in which confidentiality was broken so many times of each of so many people."""
    rows = iter(a_year(people.amina, people.organisation, 40))
    for many in times:
        matter = next(rows)
        for _ in range(many):
            ConfidentialityBreak.objects.create(
                practice=people.practice, matter=matter, record_id=uuid4(), ground="consent", month=date(2025, 3, 1)
            )
    return publish(set_ready(begun(people.amina, people.organisation), people.amina), people.amina)


@pytest.mark.parametrize("times", [[], [1], [6], [1, 1, 1, 2]])
def test_of_how_many_people_confidentiality_was_broken_is_a_band_whether_it_ever_was(
    people: Personas, times: list[int]
) -> None:
    report = finished(broken(people, times))
    assert notes_of(report)[BROKEN] == ("0 tot en met 4", "geteld")
    lines = csv_of(report).decode()
    assert f'"{BROKEN}, ten hoogste";"mensen";"4"' in lines


def test_where_it_was_broken_of_more_people_they_are_counted_through_the_ledger(people: Personas) -> None:
    row = broken(people, [1, 2, 1, 1, 1, 1])
    assert notes_of(finished(row))[BROKEN] == ("6", "geteld")
    (out,) = [one.shown for one in row.releases() if one.shown.measure == BREAKS]
    assert set(out.figures.values()) == {6}


def test_a_report_that_went_out_before_it_was_counted_says_that_it_was_not(people: Personas) -> None:
    row = broken(people, [1])
    row.contained_set.filter(release__in=[one.pk for one in row.releases() if one.shown.measure == BREAKS]).delete()
    assert BROKEN in notes_of(finished(row))[NOT_IN_HERE][0]


def test_whether_solutions_held_is_an_estimate_that_says_how_once_it_is_in_the_report(people: Personas) -> None:
    first = notes_of(finished(made(people, Story())))
    assert "Oplossingen die na een jaar standhouden" in first["Over dit jaar is dit niet geteld"][0]
    report = finished(made(people, Story(), (2024, 2025)))
    (held,) = next(one.blocks for one in report.sections if one.heading == "Of het standhield")
    assert isinstance(held, Table)
    (lasted,) = [row.figures[2] for row in held.rows if row.label == "Houdt stand"]
    later = notes_of(report)
    # chance decides what is hidden beside what is small
    if isinstance(lasted, int):
        assert later["Oplossingen die na een jaar standhouden"] == (
            "",
            "geschat: gevraagd op vaste momenten na de afsluiting, aan wie dat goed vond, in ‘Of het standhield’",
        )
    else:
        assert "Oplossingen die na een jaar standhouden" in later[f"{HIDDEN}, {OR_NOT_ASKED}"][0]


def test_what_is_counted_and_shown_nowhere_is_not_said_to_be_uncounted(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    for year in (2024, 2025):
        come(people.amina, organisation, year, Came(3))
        row = published(people.amina, organisation, year, Story())
    reasons = notes_of(finished(row))
    assert "Oplossingen die na een jaar standhouden" in reasons[f"{HIDDEN}, {OR_NOT_ASKED}"][0]
    held = next(one.blocks for one in finished(row).sections if one.heading == "Of het standhield")
    assert OR_NOT_ASKED in f"{held}"


def test_only_a_story_that_surely_stands_elsewhere_is_pointed_at(people: Personas) -> None:
    story = Story(
        beside={"prevention": Beside(("Mensen namen een vraag mee.",)), "people": Beside(why_none="Niets.")},
        followed=(Followed("x", Became.DONE, "Dat is gedaan."),),
    )
    notes = notes_of(finished(made(people, story)))
    # what stands beside the figures need not be what its name says
    assert "Wat deelnemers meenamen" not in notes
    assert notes["Wat er met adviezen is gedaan"][1].startswith("lees ‘Wat er met onze aanbevelingen")
    assert "Wie ons wist te vinden, en wie niet" not in notes
    told_here = Story(qualities={"activities_story": Answer("Een vraag.")}, beside=story.beside)
    again = notes_of(finished(made(people, told_here)))
    assert again["Wat deelnemers meenamen"][0] == "Een vraag."


def test_a_story_that_is_left_out_on_purpose_gives_its_reason(people: Personas) -> None:
    report = finished(made(people, Story(qualities={"openness_story": Answer(withheld="Dat bespreken we liever.")})))
    assert notes_of(report)["Dat bespreken we liever"] == ("Waarover wij open zijn, en waarover niet.", "")


def test_an_author_who_says_that_something_is_not_kept_that_is_counted_is_warned(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    told = Story(
        beside={
            "talks": Beside(why_none="Dat hebben we dit jaar niet bijgehouden."),
            "nature": Beside(("Het ging over de toon.",)),
        },
        qualities={
            "people_who_came": NOT_KEPT,
            "answered_in_time": NOT_KEPT,
            "figures_withheld": Answer("Dat houden we nog niet bij."),
        },
    )
    report = set_ready(report, people.amina, told)
    said = contradicted(report, judged(report))
    assert said == (
        "Je schrijft bij “Hoeveel gesprekken we voerden” dat je dit niet bijhoudt; het staat in dit onderdeel zelf.",
        "Je schrijft bij “Mensen die een gesprek vroegen” dat je dit niet bijhoudt; "
        "het staat in het onderdeel “Hoeveel mensen kwamen”.",
        "Je schrijft bij “Cijfers die niet getoond zijn, en waarom” dat je dit niet bijhoudt; "
        "het staat in het onderdeel “Vertrouwelijk: wat we niet tonen, en waarom”.",
    )
    page = Desk(people.amina).client.get(f"/jaarverslagen/{report.pk}/verhaal/").content.decode()
    assert "Hier spreekt de tekst de cijfers tegen." in page
    assert page.count("Je schrijft bij") == 3


def test_the_browser_gets_what_it_needs_to_say_the_same(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    _, said = Desk(people.amina).get(f"/jaarverslagen/{report.pk}/verhaal/onderdelen.json")
    assert {"key": "people_who_came", "where": "Hoeveel mensen kwamen"} in said["answered"]
    assert Counter(one["shown"] for one in said["sections"] if one["key"] in {"people", "prevention"}) == {
        True: 1,
        False: 1,
    }
    assert figures_of(report, judged(report)).shown >= {"people", "talks", "nature"}


def test_the_browser_gets_the_tables_of_each_section_as_readers_get_them(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    _, said = Desk(people.amina).get(f"/jaarverslagen/{report.pk}/verhaal/onderdelen.json")
    told = {one["key"]: one["tables"] for one in said["sections"]}
    about = next(iter(told["nature"]))
    cells = [cell for line in about["lines"] for cell in line["cells"]]
    assert about["columns"] == ["mensen"]
    assert all(cell["text"].replace(".", "").isdigit() or cell["text"] == "niet getoond" for cell in cells)
    assert {cell["look"] for cell in cells if cell["text"] == "niet getoond"} <= {"withheld"}
    assert told["prevention"] == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Dit houden we niet bij.", True),
        ("We houden dit helaas nog niet bij.", True),
        ("Dat is niet bijgehouden.", True),
        ("Dat hield niemand bij, en wij hielden het ook niet bij.", True),
        ("Hierover is niets geteld, en het is niet geregistreerd.", True),
        ("Voorbereiding telt niet mee.", False),
        ("Wie niet wil, blijft weg. Houd elkaar vast.", False),
        ("Niet iedereen belt bij de eerste vraag.", False),
    ],
)
def test_how_one_says_that_something_is_not_kept(text: str, is_found: bool) -> None:
    found = contradictions(Story(beside={"people": Beside((text,))}), {}, {"people"})
    assert bool(found) is is_found
