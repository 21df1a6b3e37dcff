"""Migrations of the door, with texts in it."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import nabij.contact
from nabij.contact.texts import digest_of, shipped

MIGRATIONS = Path(nabij.contact.__file__).parent / "migrations"
BEFORE, AFTER = ("contact", "0004_what_visitors_said"), ("contact", "0005_what_nabij_said_then")


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_a_text_that_was_confirmed_before_is_laid_beside_ours_of_now() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE]).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    manager = apps.get_model("people", "User").objects.create(
        practice=practice, email="e@example.org", name="E", role="practice_manager"
    )
    row = apps.get_model("contact", "SectorText").objects.create(
        practice=practice,
        sector="care",
        language="nl",
        body="Onze eigen tekst.",
        digest=digest_of("Onze eigen tekst."),
        confirmed_by=manager,
        confirmed_on=date(2026, 11, 1),
    )
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    found = executor.loader.project_state([AFTER]).apps.get_model("contact", "SectorText").objects.get(pk=row.pk)
    assert found.body == "Onze eigen tekst."
    assert found.shipped_digest == digest_of(shipped("care", "nl"))
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_what_a_migration_does_to_rows_rests_on_no_code_that_goes_on_changing() -> None:
    found = []
    for path in MIGRATIONS.glob("0*.py"):
        for work in (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)):
            named = {one.id for one in ast.walk(work) if isinstance(one, ast.Name)}
            imports = [one for one in ast.walk(work) if isinstance(one, ast.Import | ast.ImportFrom)]
            if imports or "nabij" in named:
                found.append((path.name, work.name))
    assert found == []
