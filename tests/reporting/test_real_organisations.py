"""Reports that organisations really published, counted again and let out by Nabij: safe figures, and no other number.

``NABIJ_FILES`` names a folder that keeps the PDF, Word and CSV files for who wants to look at them.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, shown
from nabij.reporting.answers import in_order, judged
from nabij.reporting.document import CHARTS, Hours, Section, Stated, Table, said
from nabij.reporting.document import Mark as Hidden
from nabij.reporting.document import Report as Report_
from nabij.reporting.models import Report
from nabij.reporting.offers import Offer, offers
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.beside import tally
from nabij.reporting.rules.earlier import of_its_own
from nabij.reporting.rules.lettering import capital
from nabij.reporting.rules.plan import plain, plan_of
from nabij.reporting.rules.tables import LEVEL, NO, QUARTERS, VISITORS, YES
from nabij.reporting.table_file import csv_of, stated_in
from nabij.reporting.word import word_of
from nabij_demo.replay_command import main
from nabij_disclosure.release import Mark, TooFew
from nabij_disclosure.release import Release as Proven
from tests.personas import Personas
from tests.reporting.by_label import FORMS
from tests.reporting.fictional import BARS, CHANNELS, H, fictional_report
from tests.reporting.registers import begun, publish, set_ready
from tests.reporting.test_nothing_else import page_text, pdf_text, word_texts

FOLDER = Path(__file__).parents[2] / "src" / "nabij_demo" / "reports"
REAL = [path for path in sorted(FOLDER.glob("*.json")) if not path.stem.startswith("national")]
TELLING = 32
"""A number from here on is no day, no month and no threshold: wherever it stands, a figure stands. A smaller one stands
in many a sentence and page number by right; those are looked for beside the label of what is hidden
(``_check_labels``), and among what sentences state."""

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_there_are_enough_of_them() -> None:
    assert len(REAL) >= 8


@pytest.mark.parametrize("offered", [False, True], ids=["as-begun", "as-offered"])
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_fullest_year_of_a_real_organisation_goes_out_and_tells_nothing_else(
    path: Path, offered: bool, people: Personas
) -> None:
    Organisation.objects.filter(practice=people.practice).update(name="Eigen organisatie")
    main(path)
    organisation = Organisation.objects.get(name__endswith="(nagespeeld)")
    organisation.practice_id = people.practice.pk
    for author in (people.amina, people.bram):
        Appointment.objects.create(practice=organisation.practice, organisation=organisation, counsellor=author)
    months = Matter.objects.filter(organisation=organisation).values_list("opened_month", flat=True)
    year = Counter(month.year for month in months).most_common(1)[0][0]
    planned = _planned(begun(people.amina, organisation, year), offered=offered)
    counts = _reasons(judged(planned).outs)
    report = publish(set_ready(planned, people.amina), people.amina)
    releases = [one for one in report.releases() if one.shown.measure not in OPEN_MEASURES]
    shown = {figure for one in report.releases() for figure in one.shown.figures.values() if isinstance(figure, int)}
    hidden = {
        sum(count for leaf, count in one.entry["counts"] if _within(one.shown.dimensions[0], cell[0], leaf[0]))
        for one in releases
        for cell, figure in one.shown.figures.items()
        if figure is Mark.HIDDEN
    }
    told = finished(report)
    texts = [page_text(told), *pdf_text(told), *word_texts(told), csv_of(told).decode()]
    # hours are quarters divided, and years are years
    others = {figure // 4 for figure in shown} | {-(-figure // 4) for figure in shown} | set(range(1990, 2030))
    said = {int(number) for text in texts for number in re.findall(r"\d+", text.replace(".", ""))}
    assert not {number for number in (hidden - shown - others) if number >= TELLING} & said
    _check_marks(told, csv_of(told).decode("utf-8-sig"))
    _check_labels(told, list(report.releases()), year)
    ends = {end for one in report.releases() for end in one.shown.band or ()}
    assert {one.figure for one in _stated(told) if isinstance(one.figure, int)} <= shown | ends
    cells = [figure for one in releases for figure in one.shown.figures.values() if figure is not Mark.IMPOSSIBLE]
    assert any(isinstance(one, int) for one in cells)
    if folder := os.environ.get("NABIJ_FILES"):
        name = f"{path.stem}{'-offered' if offered else ''}"
        share, of = tally(one.shown for one in releases)
        (Path(folder) / f"{name}.txt").write_text(f"{year}: {share} of {of} figures; {counts}", encoding="utf-8")
        for ending, made in (("pdf", pdf_of(told)), ("docx", word_of(told)), ("csv", csv_of(told))):
            (Path(folder) / f"{name}.{ending}").write_bytes(made)


def _reasons(outs: Iterable[Proven | TooFew]) -> str:
    """How many cells are hidden for what, of all tables: by themselves, for the sake of others, by lot."""
    proven = [out for out in outs if isinstance(out, Proven)]
    hidden = sum(figure is Mark.HIDDEN for out in proven for figure in out.figures.values())
    needed, lot = sum(len(out.reasons) for out in proven), sum(out.extra for out in proven)
    return f"hidden {needed} by themselves, {hidden - needed - lot} for others, {lot} by lot"


def _check_marks(told: Report_, table: str) -> None:
    """Cell by cell: where a table of the finished report has a mark, its line in the CSV has that mark's words."""
    lines = [line.split(";") for line in table.replace('"', "").splitlines()]
    marked = 0
    for block in (block for section in told.sections for block in section.blocks):
        laid = block.table() if isinstance(block, CHARTS) else block
        for row in laid.rows if isinstance(laid, Table) else ():
            for figure in row.figures:
                if figure is Hidden.HIDDEN:
                    marked += 1
                    named = [line for line in lines if row.label in line]
                    assert any(said(figure) in line for line in named), (laid.title, row.label)
    assert marked == 0 or said(Hidden.HIDDEN) in table


def _check_labels(told: Report_, releases: Sequence[Release], year: int) -> None:
    """In no form a hidden count, however small, beside its own label, unless another table shows that very figure."""
    hidden, allowed = _counts_by_label(releases)
    for form, beside in FORMS.items():
        found = list(beside(told))
        labels = {label for label, _ in found}
        assert set(_drawn(releases, year)) <= labels, form
        leaked = [
            (label, words)
            for label, words in found
            for number in set(re.findall(r"\d+(?:,\d+)?", words.replace(".", "")))
            if number in hidden.get(label, set()) - allowed.get(label, set())
        ]
        assert not leaked, f"{form}: {leaked}"


def _counts_by_label(releases: Sequence[Release]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The hidden counts, and the figures that are shown, by the label beside which a report tells them."""
    hidden: dict[str, set[str]] = {}
    allowed: dict[str, set[str]] = {}
    for one in (one for one in releases if one.shown.measure not in OPEN_MEASURES):
        (dimension,), counts = one.shown.dimensions, {leaf: count for (leaf,), count in one.entry["counts"]}
        for (node,), figure in one.shown.figures.items():
            if node == NO and dimension.leaves == (YES, NO):
                # nobody is told how many did not
                continue
            count = sum(counts[leaf] for leaf in dimension.leaves_below[node] if leaf in counts)
            name = capital(dimension.name.removeprefix(f"{LEVEL} ")) if node == YES else node
            into = hidden if figure is Mark.HIDDEN else allowed
            into.setdefault(name, set()).add(said(Hours(count) if one.shown.measure == QUARTERS else count))
    return hidden, allowed


def _drawn(releases: Sequence[Release], year: int) -> Iterator[str]:
    """The classes of this year that are hidden beside another that is shown: those have a row that says so."""
    for one in of_its_own((one.shown for one in releases if one.shown.measure == VISITORS), year):
        leaves = {leaf: one.figures[leaf,] for leaf in one.dimensions[0].leaves}
        if one.dimensions[0].leaves != (YES, NO) and any(isinstance(figure, int) for figure in leaves.values()):
            yield from (leaf for leaf, figure in leaves.items() if figure is Mark.HIDDEN)


def _stated(told: Report_) -> Iterator[Stated]:
    for section in told.sections:
        for block in section.blocks:
            yield from stated_in(block)


def test_a_small_hidden_count_beside_its_label_would_be_found_in_every_form() -> None:
    leaking = replace(BARS, counts=tuple(replace(one, figure=3) if one.figure is H else one for one in BARS.counts))
    for right, wrong in ((BARS, leaking), (CHANNELS, _filled(CHANNELS))):
        for beside in FORMS.values():
            safe, unsafe = (
                set(beside(replace(fictional_report(), sections=(Section("Deel", (one,)),)))) for one in (right, wrong)
            )
            marked = {label for label, words in safe if words == said(H)}
            assert marked
            assert {(label, said(3)) for label in marked} <= unsafe - safe


def _filled(table: Table) -> Table:
    rows = (replace(row, figures=tuple(3 if figure is H else figure for figure in row.figures)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _planned(report: Report, *, offered: bool) -> Report:
    """As its authors would have it: where nothing is shown, the page offers to leave out what shows nothing.

    ``offered``: with all that is offered, each time the grouping that leaves the fewest gaps.
    """
    if not tally(shown(out.entry) for out in judged(report).outs)[0]:
        _take(report, offers(report, "rol")[0])
    for name in ("rol", "aard") if offered else ():
        is_told = name not in plan_of(report.plan).left_out and any(one.name == name for one in in_order(report))
        for one in sorted(offers(report, name), key=lambda one: -one.shown / one.figures)[:1] if is_told else ():
            _take(report, one)
    return report


def _take(report: Report, offer: Offer) -> None:
    Report.objects.filter(pk=report.pk).update(plan=plain(offer.plan))
    report.refresh_from_db()


def _within(dimension: object, node: str, leaf: str) -> bool:
    return leaf in dimension.leaves_below[node]  # type: ignore[attr-defined, no-any-return]
