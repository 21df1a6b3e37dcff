"""Migrations of what compares names, with rows in it."""

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nabij.patterns.models import Token
from nabij.people.models import Organisation
from tests.personas import Personas


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_rows_from_before_there_were_locks_go(people: Personas) -> None:
    before, after = [("patterns", "0001_tokens")], [("patterns", "0002_lock_of_a_handle")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    old = executor.loader.project_state(before).apps.get_model("patterns", "Token").objects
    organisation: Organisation = people.organisation
    place = {"practice_id": people.practice.pk, "organisation_id": organisation.pk, "handle": uuid.uuid4()}
    ways = {"token": uuid.uuid4(), "visitor": uuid.uuid4(), "by_email": False, "has_email": False}
    old.create(**place, **ways, epoch=1, matcher=1)
    MigrationExecutor(connection).migrate(after)
    new = MigrationExecutor(connection).loader.project_state(after).apps.get_model("patterns", "Token").objects
    assert not new.exists()
    # nor does anybody know whose the rows were, or by what their visitors are known: they tell nobody apart
    for _ in range(2):
        new.create(**place | {"handle": uuid.uuid4()}, **ways, epoch=1, matcher=1, lock="a" * 64)
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert len(set(Token.objects.values_list("whose", flat=True))) == 2
    assert set(Token.objects.values_list("known", flat=True)) == {""}
    # and of nobody it is known by what else they go
    assert [one.kept().also for one in Token.objects.all()] == [frozenset()] * 2
    Token.objects.all().delete()
