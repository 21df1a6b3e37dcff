"""A number of people in the text of a report is a figure of the ledger, or it counts nobody who came, or it goes."""

from decimal import Decimal
from typing import Literal

import pytest

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.releases.models import Ledger, Release
from nabij.releases.rules import entry_of
from nabij.reporting import answers
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.actions.story import decide, spots_in, why_not_out
from nabij.reporting.actions.told import options
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.counted import Said, counted_by, counts_who_came, said_in
from nabij.reporting.rules.findings import NOBODY, Choice
from nabij.reporting.rules.looking_over import Spot
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.planning import as_before
from nabij.reporting.rules.story import Beside, Story
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import Cell, Dimension, Table
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

WHY = "Dit telt stoelen en geen mensen."
MONTHS = frozenset({"2025-01"})


def by_kind(**counts: int) -> Asked:
    kinds = Dimension.flat("aard", counts)
    cells: dict[Cell, int] = {(name,): count for name, count in counts.items()}
    return Asked(Table("inbrengers naar aard", (kinds,), cells, measure="inbrengers"), MONTHS)


def keep(people: Personas, report: Report, spot: Spot, counts: str, reason: str = WHY) -> Report:
    report = Report.objects.get(pk=report.pk)
    allowed: Permit[Report, Literal[Do.DECIDE]] = permit(people.bram, Do.DECIDE, report)
    decide(allowed, answers.judged(report), spot.key, Choice.KEPT, reason, counts)
    return Report.objects.get(pk=report.pk)


def with_text(people: Personas, *paragraphs: str) -> Report:
    a_year(people.amina, people.organisation, 40)
    told = Story(beside={"people": Beside(paragraphs)})
    return set_ready(begun(people.amina, people.organisation), people.amina, told)


def only_spot(report: Report) -> Spot:
    (spot,) = spots_in(report, answers.judged(report))
    return spot


def figure(report: Report, *, hidden: bool) -> tuple[str, int]:
    """The key of a figure of people, shown, or small and hidden beside it and no other one; and the figure."""
    outs = [out.entry for out in answers.judged(report).outs]
    shown = {one.table.values[cell] for one in outs for cell in one.table.cells if cell not in one.hidden}
    found = [
        (" | ".join((one.table.name, *cell)), one.table.values[cell])
        for one in outs
        for cell in one.table.cells
        if one.table.measure == "inbrengers" and (cell in one.hidden) is hidden and cell != one.table.top
    ]
    return next((key, count) for key, count in found if count and not (hidden and (count in shown or count > 4)))


def with_few(people: Personas) -> Report:
    """A report in the making of a year in which few came with something else."""
    report = begun(people.amina, people.organisation)
    for row in a_year(people.amina, people.organisation, 40)[:3]:
        row.integrity_levels = [next(iter(codes.labels("integrity_level")))]
        row.save()
    return report


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("7", Said(number=7)),
        ("zeven", Said(number=7)),
        ("3 van de 12", Said(number=3, whole=12)),
        ("12%", Said(share=Decimal(12))),
        ("12,5 procent", Said(share=Decimal("12.5"), decimals=1)),
        ("de helft", None),
        ("helft", Said(share=Decimal(50))),
        ("een derde", Said(share=Decimal(33))),
        ("driekwart", Said(share=Decimal(75))),
        ("meerderheid", Said(most=True)),
        ("een handvol", None),
        ("voor het eerst pesten", None),
        ("verdubbeld", None),
        ("in de 3 teams voor het eerst", None),
    ],
)
def test_what_words_say_of_a_count(found: str, said: Said | None) -> None:
    assert said_in(found) == said


def test_words_are_matched_to_what_they_say_of_a_table_and_to_nothing_else() -> None:
    table = by_kind(pesten=30, fraude=10)

    def labels(found: str) -> list[str]:
        return [one.label for one in counted_by(said_in(found), [table])]

    assert labels("30") == ["Mensen, naar waar het over ging: pesten"]
    assert labels("40") == ["Mensen in totaal"]
    assert labels("10 van de 40") == ["Mensen, naar waar het over ging: fraude, van het totaal"]
    assert labels("25%") == ["Mensen, naar waar het over ging: fraude, van het totaal"]
    assert labels("driekwart") == labels("meerderheid") == ["Mensen, naar waar het over ging: pesten, van het totaal"]
    assert labels("10 van de 41") == labels("26%") == labels("11") == []
    assert all(told.holds_in(table.table) for one in counted_by(said_in("25%"), [table]) for told in one.told)


def test_what_says_itself_that_it_counts_who_came_cannot_count_nobody() -> None:
    assert counts_who_came("Er kwamen ", "7", " mensen uit Noord.")
    assert counts_who_came("Wij spraken ", "zeven", " inbrengers.")
    assert counts_who_came("", "7", " medewerkers kwamen langs.")
    assert not counts_who_came("Op ", "7", " plekken hangt een affiche.")
    assert not counts_who_came("Er leerden ", "7", " mensen luisteren.")


def test_a_number_is_kept_only_as_nobody_or_as_a_figure(people: Personas) -> None:
    report = with_text(people, "Op 3 stoelen lag een brief.")
    spot = only_spot(report)
    for counts, why in (("", "wat dit getal telt"), ("inbrengers naar aard | Pesten", "niet het cijfer")):
        with pytest.raises(Refused, match=why):
            keep(people, report, spot, counts)
    report = keep(people, report, spot, NOBODY)
    assert (report.findings[-1]["counts"], report.findings[-1]["reason"]) == (NOBODY, WHY)
    assert why_not_out(report, answers.judged(report)) == ()
    publish(report, people.amina)
    assert not Release.objects.filter(kind=Release.Kind.SENTENCE).exists()


def test_a_number_that_says_it_counts_who_came_does_not_count_nobody(people: Personas) -> None:
    report = with_text(people, "Er waren ook 3 inbrengers van elders.")
    with pytest.raises(Refused, match="mensen telt die kwamen"):
        keep(people, report, only_spot(report), NOBODY)
    assert Report.objects.get().findings == []


def test_a_share_of_what_is_shown_goes_out_in_the_ledger_with_the_report(people: Personas) -> None:
    report = begun(people.amina, people.organisation)
    a_year(people.amina, people.organisation, 40)
    key, count = figure(report, hidden=False)
    label = key.split(" | ")[-1]
    share = (200 * count + 40) // 80
    told = Story(beside={"people": Beside((f"Dat was {share}% van alles.",))})
    report = set_ready(report, people.amina, told)
    spot = only_spot(report)
    assert key in {one.key for one in options(report, spot, answers.judged(report))}
    report = keep(people, report, spot, key, "")
    assert label in report.findings[-1]["reason"]
    report = publish(report, people.amina)
    line = Release.objects.get(kind=Release.Kind.SENTENCE)
    assert line.receiver == Release.Receiver.BOARD
    assert {one.words for one in entry_of(line.entry).told} == {f"{label} / Totaal: {share}%"}
    # it belongs to no table that the report shows, and the chain holds
    assert line not in report.releases()
    assert Ledger.objects.get().history()[-1] == entry_of(line.entry)


def test_a_hidden_figure_does_not_go_out_in_a_sentence(people: Personas) -> None:
    report = with_few(people)
    key, count = figure(report, hidden=True)
    told = Story(beside={"people": Beside((f"Bij {count} was het anders.",))})
    report = set_ready(report, people.amina, told)
    with pytest.raises(Refused, match="uitrekenen wat verborgen moet blijven"):
        keep(people, report, only_spot(report), key)
    assert Report.objects.get().findings == []


def test_a_hidden_figure_that_gives_nobody_away_may_be_told(people: Personas) -> None:
    report = begun(people.amina, people.organisation)
    for row in a_year(people.amina, people.organisation, 40)[:3]:
        row.person_role = "manager"
        row.save()
    key = "inbrengers naar rol | Leidinggevende of bestuurder"
    report = set_ready(report, people.amina, Story(beside={"people": Beside(("Bij 10 mensen was het anders.",))}))
    report = publish(keep(people, report, only_spot(report), key), people.amina)
    assert Release.objects.get(kind=Release.Kind.SENTENCE).shown.words == ("Leidinggevende of bestuurder: 10",)
    # the same number in a correction that keeps the figures is out already
    second = correct_report(permit(people.amina, Do.CORRECT, report))
    second = replan(second, people, as_before(plan_of(second.plan), as_before=True))
    second = set_ready(second, people.amina, Story(beside={"people": Beside(("Bij 10 mensen ging het anders.",))}))
    second = publish(keep(people, second, only_spot(second), key), people.amina)
    assert Release.objects.filter(kind=Release.Kind.SENTENCE).count() == 1


def test_what_is_told_is_judged_again_when_the_report_goes_out(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = with_few(people)
    key, count = figure(report, hidden=True)
    report = set_ready(report, people.amina, Story(beside={"people": Beside((f"Bij {count} was het anders.",))}))
    with monkeypatch.context() as unjudged:
        unjudged.setattr("nabij.reporting.actions.told._judged_alone", lambda *args: None)
        report = keep(people, report, only_spot(report), key)
    with pytest.raises(Refused, match="laat een van de getallen weg"):
        publish(report, people.amina)
    assert not Release.objects.exists()
    assert Report.objects.get().published_at is None


def test_a_correction_that_keeps_its_figures_tells_no_new_one(people: Personas) -> None:
    report = with_few(people)
    key, count = figure(report, hidden=True)
    first = publish(set_ready(report, people.amina), people.amina)
    second = correct_report(permit(people.amina, Do.CORRECT, first))
    second = replan(second, people, as_before(plan_of(second.plan), as_before=True))
    told = Story(beside={"people": Beside((f"Bij {count} was het anders.",))})
    second = set_ready(second, people.amina, told)
    spot = only_spot(second)
    assert key not in {one.key for one in options(second, spot, answers.judged(second))}
    with pytest.raises(Refused, match="niet het cijfer"):
        keep(people, second, spot, key)
