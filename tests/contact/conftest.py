"""Every test comes to the door for the first time."""

from collections.abc import Iterator

import pytest

from nabij.contact.stores import BUCKETS


@pytest.fixture(autouse=True)
def _nobody_came_before() -> Iterator[None]:
    BUCKETS.clear()
    yield
    BUCKETS.clear()
