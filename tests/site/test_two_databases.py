"""The stores may not share a database, however its address is written."""

import pytest
from django.db import connection, connections

from nabij_cli.server import same_database

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def test_a_second_connection_to_one_postgresql_database_is_recognised() -> None:
    other = connection.copy()
    try:
        assert same_database(connection, other) is (connection.vendor == "postgresql")
        assert not same_database(connection, connections["shred"])
    finally:
        other.close()
