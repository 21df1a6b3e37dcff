"""Migrations of the vault, with keys in it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("sealed", "0002_story_part"), ("sealed", "0003_visitors_hold_keys")


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_keys_that_were_handed_out_stay_whose_they_were() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE, ("people", "0001_initial")]).apps
    practice = apps.get_model("people", "Practice").objects.create(name="Wilgenhof")
    people = apps.get_model("people", "User").objects
    amina, bram = (
        people.create(practice=practice, email=f"{name}@example.org", name=name, role="counsellor")
        for name in ("amina", "bram")
    )
    box = uuid4()
    for epoch, withdrawn in ((1, True), (1, False), (2, False)):
        apps.get_model("sealed", "KeyGrant").objects.create(
            practice=practice,
            box=box,
            part="conversation",
            epoch=epoch,
            grantee=bram,
            granter=amina,
            withdrawn=withdrawn,
            sealed=b"age",
        )
    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    grants = executor.loader.project_state([AFTER]).apps.get_model("sealed", "KeyGrant").objects
    found = grants.order_by("pk").values_list("box", "epoch", "grantee", "granter", "withdrawn")
    assert list(found) == [(box, epoch, bram.pk, amina.pk, gone) for epoch, gone in ((1, True), (1, False), (2, False))]
    assert {bytes(one.sealed) for one in grants.all()} == {b"age"}
    same = {"practice_id": practice.pk, "box": box, "part": "conversation", "sealed": b"x"}
    grants.create(**same, epoch=1, grantee=box, granter=box)
    with pytest.raises(IntegrityError), transaction.atomic():
        grants.create(**same, epoch=1, grantee=bram.pk, granter=box)
    with connection.cursor() as cursor:
        kept = connection.introspection.get_constraints(cursor, "sealed_keygrant")
    assert {"sealed_one_grant_per_person", "sealed_grants_of_person", "sealed_grants_of_box"} <= kept.keys()
    grants.all().delete()
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
