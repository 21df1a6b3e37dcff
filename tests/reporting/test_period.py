"""A report over a year that still runs says in every form up to which day was counted, and compares it with nothing."""

from datetime import UTC, datetime

import pytest

from nabij.reporting.document import Report, Statement, Trend
from nabij.reporting.models import Report as Row
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.edition import own_phrases, period_said
from nabij.reporting.table_file import csv_of
from tests.personas import Personas
from tests.releases.forging import forged
from tests.reporting.test_nothing_else import pdf_text, word_texts
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

PERIOD = "1 januari tot en met 14 november 2025"


def blocks(report: Report, heading: str) -> tuple[object, ...]:
    return next((one.blocks for one in report.sections if one.heading == heading), ())


def in_november(people: Personas) -> Row:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 260})
    come(people.amina, organisation, 2024, Came(60, units=units))
    published(people.amina, organisation, 2024)
    come(people.amina, organisation, 2025, Came(21, units=units))
    row = published(people.amina, organisation, 2025)
    row.published_at = datetime(2025, 11, 14, 10, tzinfo=UTC)
    row.save(update_fields=["published_at"])
    # the year before came out before it
    first = Row.objects.get(organisation=organisation, year=2024)
    assert first.published_at is not None
    assert first.published_at < row.published_at
    return row


def test_every_form_says_the_period_that_was_counted(people: Personas) -> None:
    report = finished(in_november(people))
    assert report.period == PERIOD
    forms = [str(page_of(report)), " ".join(pdf_text(report)), " ".join(word_texts(report)), csv_of(report).decode()]
    for form in forms:
        text = " ".join(form.split())
        assert PERIOD in text
        assert "31 december 2025" not in text
    assert f"Van {PERIOD} kwamen er 21 mensen." in forms[0]
    assert "In 2025 kwamen er" not in forms[0]
    assert f'"Mensen die kwamen van {PERIOD}"' in forms[3]


def test_a_part_of_a_year_is_compared_with_no_year_and_tells_no_silence(people: Personas) -> None:
    report = finished(in_november(people))
    trend, *_, told = (one for one in blocks(report, "De jaren naast elkaar") if hasattr(one, "title") or one)
    assert isinstance(trend, Trend)
    # 21 after 60 would be fewer, were it a year
    assert trend.title == "Hoeveel mensen er per jaar kwamen"
    assert "Over 2025 is geteld tot en met 14 november 2025. Dat is geen heel jaar" in str(page_of(report))
    assert told
    quiet = blocks(report, "Waar het stil was")[0]
    assert isinstance(quiet, Statement)
    assert quiet.text.startswith("Het jaar liep nog toen we telden.")


def test_once_the_year_is_over_it_is_whole(people: Personas) -> None:
    row = in_november(people)
    out = datetime(2026, 1, 3, 10, tzinfo=UTC)
    whole = finished(replace_day(row, out))
    assert whole.period == "1 januari tot en met 31 december 2025"
    trend = blocks(whole, "De jaren naast elkaar")[0]
    assert isinstance(trend, Trend)
    assert trend.title == "In 2025 kwamen er minder mensen dan in 2024"


def replace_day(row: Row, out: datetime) -> Row:
    row.published_at = out
    row.save(update_fields=["published_at"])
    return row


def test_an_author_may_repeat_the_period_of_this_report_and_no_other() -> None:
    november = datetime(2025, 11, 14, tzinfo=UTC).date()
    phrases = own_phrases("Jaarverslag 2025", november, [])
    assert PERIOD in phrases
    assert period_said(november.replace(month=12, day=31)) not in phrases


def test_an_edition_that_shows_the_figures_of_then_was_counted_then(people: Personas) -> None:
    row = in_november(people)
    november, february = datetime(2025, 11, 14, 10, tzinfo=UTC), datetime(2026, 2, 3, 10, tzinfo=UTC)
    with forged() as lines:
        lines.filter(contained__report=row).update(at=november)
    assert finished(replace_day(row, february)).period == PERIOD
