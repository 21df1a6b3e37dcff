"""Reports that organisations really published, counted again and let out by Nabij: safe figures, and no other number.

``NABIJ_FILES`` names a folder that keeps the PDF, Word and CSV files for who wants to look at them.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation
from nabij.releases.rules import OPEN_MEASURES, shown
from nabij.reporting.answers import judged
from nabij.reporting.document import CHARTS, Table, said
from nabij.reporting.document import Mark as Hidden
from nabij.reporting.document import Report as Report_
from nabij.reporting.models import Report
from nabij.reporting.offers import offers
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.beside import tally
from nabij.reporting.rules.plan import plain
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from nabij_demo.replay_command import main
from nabij_disclosure.release import Mark
from tests.personas import Personas
from tests.reporting.registers import begun, publish, set_ready
from tests.reporting.test_nothing_else import page_text, pdf_text, word_texts

FOLDER = Path(__file__).parents[2] / "src" / "nabij_demo" / "reports"
REAL = [path for path in sorted(FOLDER.glob("*.json")) if not path.stem.startswith("national")]
TELLING = 32
"""A number from here on is no day, no month and no threshold: where it stands, a figure stands."""

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_there_are_enough_of_them() -> None:
    assert len(REAL) >= 8


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_fullest_year_of_a_real_organisation_goes_out_and_tells_nothing_else(path: Path, people: Personas) -> None:
    Organisation.objects.filter(practice=people.practice).update(name="Eigen organisatie")
    main(path)
    organisation = Organisation.objects.get(name__endswith="(nagespeeld)")
    organisation.practice_id = people.practice.pk
    for author in (people.amina, people.bram):
        Appointment.objects.create(practice=organisation.practice, organisation=organisation, counsellor=author)
    months = Matter.objects.filter(organisation=organisation).values_list("opened_month", flat=True)
    year = Counter(month.year for month in months).most_common(1)[0][0]
    report = publish(set_ready(_planned(begun(people.amina, organisation, year)), people.amina), people.amina)
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
    cells = [figure for one in releases for figure in one.shown.figures.values() if figure is not Mark.IMPOSSIBLE]
    assert any(isinstance(one, int) for one in cells)
    if folder := os.environ.get("NABIJ_FILES"):
        share = sum(isinstance(one, int) for one in cells)
        (Path(folder) / f"{path.stem}.txt").write_text(
            f"{year}: {share} of {len(cells)} figures shown", encoding="utf-8"
        )
        for ending, made in (("pdf", pdf_of(told)), ("docx", word_of(told)), ("csv", csv_of(told))):
            (Path(folder) / f"{path.stem}.{ending}").write_bytes(made)


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


def _planned(report: Report) -> Report:
    """As its authors would have it: where nothing is shown, the page offers to leave out what shows nothing."""
    if not tally(shown(out.entry) for out in judged(report).outs)[0]:
        Report.objects.filter(pk=report.pk).update(plan=plain(offers(report, "rol")[0].plan))
        report.refresh_from_db()
    return report


def _within(dimension: object, node: str, leaf: str) -> bool:
    return leaf in dimension.leaves_below[node]  # type: ignore[attr-defined, no-any-return]
