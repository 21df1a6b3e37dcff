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


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_groups_of_parts_know_the_codes_of_their_parts_and_other_plans_stay_as_they_are() -> None:
    before = [("reporting", "0009_interim"), ("people", "0005_code_of_a_part")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    apps = executor.loader.project_state(before).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    author = apps.get_model("people", "User").objects.create(
        practice=practice, email="a@example.org", name="A", role="counsellor"
    )
    organisation = apps.get_model("people", "Organisation").objects.create(
        practice=practice, name="De Linde", sector="care"
    )
    units = {
        name: apps.get_model("people", "Unit").objects.create(practice=practice, organisation=organisation, name=name)
        for name in ("Noord", "Zuid", "Totaal")
    }
    groups = {"onderdeel": {"Samen": ["Noord", "Onderdeel Totaal"]}}
    earlier = {"groups": {"onderdeel": {"Samen": ["Zuid", "Weg"]}}}
    plans = {2024: {"groups": groups, "before": [earlier]}, 2025: {"left_out": ["rol"]}}
    for year, plan in plans.items():
        apps.get_model("reporting", "Report").objects.create(
            practice=practice,
            organisation=organisation,
            year=year,
            plan=plan,
            begun_by=author,
            begun_at=datetime(2026, 1, 3, 12, tzinfo=UTC),
        )
    after = [("reporting", "0010_groups_know_codes")]
    executor = MigrationExecutor(connection)
    executor.migrate(after)
    found = executor.loader.project_state(after).apps.get_model("reporting", "Report").objects.order_by("year")
    first, second = (one.plan for one in found)
    assert first["codes"] == {"Noord": str(units["Noord"].code), "Onderdeel Totaal": str(units["Totaal"].code)}
    assert first["before"] == [{**earlier, "codes": {"Zuid": str(units["Zuid"].code)}}]
    assert (first["groups"], second) == (groups, plans[2025])
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
