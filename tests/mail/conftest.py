"""Mail is on in these tests, unless one says otherwise; what is sent lands in memory."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"
