"""Migrations of organisations, with parts in them."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("people", "0004_key_succession"), ("people", "0005_code_of_a_part")


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_each_part_that_was_there_gets_a_code_of_its_own() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE]).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    for called in ("De Linde", "De Es"):
        organisation = apps.get_model("people", "Organisation").objects.create(
            practice=practice, name=called, sector="care"
        )
        for name in ("Noord", "Zuid", "Totaal"):
            apps.get_model("people", "Unit").objects.create(practice=practice, organisation=organisation, name=name)
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    units = executor.loader.project_state([AFTER]).apps.get_model("people", "Unit").objects
    codes = list(units.values_list("code", flat=True))
    assert len(codes) == 6
    assert None not in codes
    assert len(set(codes)) == 6
    # a part that is made now gets one as well
    new = units.create(practice_id=practice.pk, organisation_id=organisation.pk, name="Oost")
    assert new.code not in {None, *codes}
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
