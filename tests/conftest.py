"""Settings that every test shares: a data directory of its own, fast password hashing, the personas, a matcher."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker, Settings

os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-test-"))

from nabij.site.configuration import RemoteMatcher
from nabij_matcher.keys import new_key
from tests.engines import is_above_the_store
from tests.made_stores import copied_stores
from tests.matcher.serving import local
from tests.personas import Personas, make_personas
from tests.stores import empty_instead_of_flush, folder_for_stores

STORE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "store: touches the configured stores; the check repeats it on PostgreSQL")
    config.addinivalue_line("markers", "above: touches them, and is not repeated (tests/engines.py)")
    empty_instead_of_flush()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if touches_store(item):
            item.add_marker("store")
            if is_above_the_store(item.path):
                item.add_marker("above")


def touches_store(item: pytest.Item) -> bool:
    """Whether a test may reach a configured store: pytest-django refuses every other test, and crash tests say so."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "crash"))
    return marked or bool(STORE_FIXTURES & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """Stores in files, as in use: Django's in-memory ones refuse a tab that asks several things at once."""
    with folder_for_stores(tmp_path_factory.mktemp("stores")) as place:
        for store in connections.all():
            if store.vendor == "sqlite":
                store.settings_dict["TEST"]["NAME"] = str(place / f"{store.alias}.sqlite3")
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Migrated stores, copied from those that an earlier run or another worker made."""
    cache = pytestconfig.cache
    made = cache.mkdir("stores") if cache else tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), copied_stores(made):
        yield


@pytest.fixture(autouse=True)
def _fast_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db: None) -> Personas:
    """The personas, in the database."""
    return make_personas()


@pytest.fixture
def matcher_keys(tmp_path: Path) -> Path:
    """A folder with one key of the matcher."""
    new_key(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def matcher(matcher_keys: Path, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """A real matcher beside the test."""
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "m")
    with local(tmp_path / "m", matcher_keys):
        yield
