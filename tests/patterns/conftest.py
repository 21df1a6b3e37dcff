"""A real matcher beside the tests, and a browser of each counsellor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from nabij.site.configuration import RemoteMatcher
from nabij_matcher.keys import new_key
from tests.matcher.serving import local
from tests.patterns.browsing import Browser, begin
from tests.personas import Personas


@pytest.fixture
def matcher_keys(tmp_path: Path) -> Path:
    new_key(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def matcher(matcher_keys: Path, tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "m")
    with local(tmp_path / "m", matcher_keys):
        yield


@pytest.fixture
def pair(people: Personas, matcher: None) -> tuple[Browser, Browser]:
    """Amina and Bram, with the key of their organisation."""
    assert matcher is None
    return begin(people.organisation, people.amina, people.bram)
