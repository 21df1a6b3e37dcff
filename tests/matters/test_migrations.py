"""Migrations of the register, with matters in it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("matters", "0002_imports"), ("matters", "0003_durability")


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_matters_that_were_there_have_not_been_asked_whether_it_holds() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE]).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    keeper = apps.get_model("people", "User").objects.create(
        practice=practice, email="a@example.org", name="A", role="counsellor"
    )
    organisation = apps.get_model("people", "Organisation").objects.create(
        practice=practice, name="De Linde", sector="care"
    )
    closed = {"closed_month": date(2025, 4, 1), "outcome": "raised_self", "turn": "nobody"}
    matter = apps.get_model("matters", "Matter").objects.create(
        id=uuid4(),
        practice=practice,
        organisation=organisation,
        keeper=keeper,
        opened_month=date(2025, 2, 1),
        **closed,
    )
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    found = executor.loader.project_state([AFTER]).apps.get_model("matters", "Matter").objects.get(pk=matter.pk)
    assert (found.durability_3, found.durability_6, found.durability_12) == ("", "", "")
    assert (found.outcome, found.closed_month) == ("raised_self", date(2025, 4, 1))
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
