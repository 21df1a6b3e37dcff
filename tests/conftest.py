"""Settings that every test shares: a data directory of its own, fast password hashing, the personas."""

import os
import tempfile

import pytest

os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-test-"))

from tests.personas import Personas, make_personas


@pytest.fixture(autouse=True)
def _fast_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def people(db: None) -> Personas:
    """The personas, in the database."""
    return make_personas()
