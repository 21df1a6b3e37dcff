"""What empties the stores between tests leaves no row, whatever refers to what."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import TransactionTestCase

from tests.making import make_matter
from tests.personas import make_personas
from tests.stores import KEPT, empty

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def _filled() -> set[tuple[str, str]]:
    """Every table with rows, in both stores."""
    filled = set()
    for store in connections.all():
        with store.cursor() as cursor:
            for table in store.introspection.django_table_names(only_existing=True, include_views=False):
                cursor.execute(f"SELECT 1 FROM {store.ops.quote_name(table)} LIMIT 1")
                if cursor.fetchone():
                    filled.add((store.alias, table))
    return filled


def test_no_row_of_a_test_stays() -> None:
    people = make_personas()
    make_matter(people.amina)
    filled = {table for _, table in _filled()}
    assert filled > {"people_practice", "people_user", "matters_matter", "sealed_shredkey", "audit_entry"}
    for store in connections.all():
        empty(store)
    assert {table for _, table in _filled()} <= KEPT
    # the kinds of content are those that migrating made
    assert ContentType.objects.filter(app_label="people", model="user").exists()


def test_tests_that_commit_are_followed_by_it() -> None:
    make_personas()
    case = TransactionTestCase()
    case.databases = {"default", "shred"}
    case._fixture_teardown()  # type: ignore[attr-defined]
    assert {table for _, table in _filled()} <= KEPT
