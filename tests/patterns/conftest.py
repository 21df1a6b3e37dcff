"""A browser of each counsellor."""

import pytest

from tests.patterns.browsing import Browser, begin
from tests.personas import Personas


@pytest.fixture
def pair(people: Personas, matcher: None) -> tuple[Browser, Browser]:
    """Amina and Bram, with the key of their organisation."""
    assert matcher is None
    return begin(people.organisation, people.amina, people.bram)
