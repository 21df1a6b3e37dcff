"""Settings that every test shares: a data directory of its own, fast password hashing, the personas."""

import os
import tempfile

import pytest
from django.db import connections
from pytest_django import Settings

os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-test-"))

from tests.personas import Personas, make_personas


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Stores in files, as in use: Django's in-memory ones refuse a tab that asks several things at once."""
    place = tmp_path_factory.mktemp("stores")
    for store in connections.all():
        if store.vendor == "sqlite":
            store.settings_dict["TEST"]["NAME"] = str(place / f"{store.alias}.sqlite3")


@pytest.fixture(autouse=True)
def _fast_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db: None) -> Personas:
    """The personas, in the database."""
    return make_personas()
