"""Migrations of reports, with a conversation in them."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("reporting", "0007_opened_reports"), ("reporting", "0008_talk_about_an_edition")


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_a_conversation_was_about_the_edition_that_was_out_on_its_day() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE]).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    author = apps.get_model("people", "User").objects.create(
        practice=practice, email="a@example.org", name="A", role="counsellor"
    )
    organisation = apps.get_model("people", "Organisation").objects.create(
        practice=practice, name="De Linde", sector="care"
    )
    of_whom = {"practice": practice, "organisation": organisation}
    reports, meetings = apps.get_model("reporting", "Report"), apps.get_model("reporting", "Meeting")
    for year, edition, month in ((2024, 1, 2), (2024, 2, 4), (2025, 1, 2), (2025, 2, 8)):
        out = datetime(2026, month, 3, 12, tzinfo=UTC)
        reports.objects.create(
            **of_whom, year=year, edition=edition, begun_by=author, begun_at=out, published_at=out, published_by=author
        )
    for year, state in ((2023, "open"), (2024, "held"), (2025, "held")):
        day = date(2026, 5, 1) if state == "held" else None
        meetings.objects.create(**of_whom, year=year, state=state, held_on=day, minutes="Besproken.")
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    after = executor.loader.project_state([AFTER]).apps.get_model("reporting", "Meeting").objects.order_by("year")
    assert [(one.edition, one.earlier, one.minutes) for one in after] == [
        (1, [], "Besproken."),
        (2, [], "Besproken."),
        (1, [], "Besproken."),
    ]
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
