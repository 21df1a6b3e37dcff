"""The file for a spreadsheet holds figures, and runs nothing."""

import csv
import io
from dataclasses import replace

import pytest

from nabij.reporting.document import Bars, Count, Hours, Point, Points, Row, Section, Stated, Table
from nabij.reporting.table_file import csv_of, harmless
from tests.reporting.fictional import fictional_report


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_has_one_line_for_each_figure_and_words_where_none_is_shown() -> None:
    content = csv_of(fictional_report())
    assert content.startswith(b"\xef\xbb\xbf")
    lines = rows(content)
    assert lines[0] == ["Onderdeel", "Tabel", "Rij", "Kolom", "Waarde"]
    assert lines[1] == ["Dit verslag", "In de tekst", "Periode", "", "1 januari tot en met 31 december 2025"]
    assert lines[2] == ["Dit verslag", "In de tekst", "Uitgave", "", "Eerste uitgave, 12 februari 2026."]
    assert ["Hoe mensen ons vonden", "Hoe mensen ons vonden, per plek", "Noord", "Totaal", "12"] in lines
    assert [line[4] for line in lines if line[2] == "Bemiddeling"] == ["niet getoond"]
    assert [line[4] for line in lines if line[2] == "Havenzicht" and line[3] == "Wat we hoorden"] == [
        "stiller dan verwacht"
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\u00a0=", "＝", "＋", "－", "＠", "|", "%"])
def test_a_label_that_a_spreadsheet_would_run_is_set_behind_an_apostrophe(start: str) -> None:
    sharp = f'{start}HYPERLINK("https://example.org";"klik")'
    chart = Bars("Een zin met bevinding", "mensen", sharp, (Count(sharp, 3),))
    report = replace(fictional_report(), sections=(Section(sharp, (chart,)),))
    for line in rows(csv_of(report))[3:]:
        assert [cell for cell in line[:4] if cell.strip("\u00a0 ").startswith(start.strip("\u00a0 "))] == []
        assert line[4] == "3"


def test_hours_are_bare_numbers_as_a_dutch_spreadsheet_reads_them() -> None:
    table = Table("Wat we deden", "Activiteit", ("uren",), (Row("Voorlichting", (Hours(4962),)),))
    report = replace(fictional_report(), sections=(Section("Voorkomen", (table,)),))
    assert rows(csv_of(report))[3][4] == "1240,5"


def test_an_estimate_is_named_as_one() -> None:
    stated = (Stated("Mensen die zijn bereikt", "aantal", 92),)
    points = Points("Voorlichting", (Point("Mensen die zijn bereikt", "92", "geschat: opgeteld", stated),))
    report = replace(fictional_report(), sections=(Section("Tellen", (points,)),))
    assert rows(csv_of(report))[3][2:] == ["Mensen die zijn bereikt (geschat)", "aantal", "92"]


def test_an_ordinary_label_stays_as_it_is() -> None:
    assert harmless("Stijl van leidinggeven") == "Stijl van leidinggeven"
    assert harmless("0-4 jaar") == "0-4 jaar"
