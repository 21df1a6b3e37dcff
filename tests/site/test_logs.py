"""No content in a log: whatever goes wrong, only the kind of error and its place are written."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client

SECRET = "kwartelkooi-in-de-nacht"


@pytest.fixture
def written(settings) -> Iterator[io.StringIO]:  # type: ignore[no-untyped-def]  # the fixture has no public type
    """What the handlers of the real settings write."""
    settings.URLCONF_BY_AUDIENCE = {"workspace": "tests.site.failing_urls"}
    log = io.StringIO()
    handlers = {handler for name in ("", "django") for handler in logging.getLogger(name).handlers}
    consoles = [one for one in handlers if isinstance(one, logging.StreamHandler) and one.filters]
    assert consoles
    former = [console.setStream(log) for console in consoles]
    yield log
    for console, stream in zip(consoles, former, strict=True):
        console.setStream(stream)


def client() -> Client:
    return Client(headers={"host": "werk.localhost"}, raise_request_exception=False)


def test_an_exception_with_a_secret_in_it_is_logged_as_its_type_and_place(written: io.StringIO) -> None:
    answer = client().get("/raises", {"woord": SECRET})
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()
    log = written.getvalue()
    assert "ValueError at " in log
    assert "failing_urls.py:" in log
    assert SECRET not in log


STARTS = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ worker \d+ "


def test_a_refusal_is_logged_with_its_time_worker_status_method_route_and_code(written: io.StringIO) -> None:
    assert client().post(f"/refuses/{SECRET}").status_code == 422
    assert re.fullmatch(f"{STARTS}WARNING 422 POST workspace refuses stale\n", written.getvalue())


def test_an_error_is_logged_with_what_was_asked_and_its_place(written: io.StringIO) -> None:
    client().get("/raises", {"woord": SECRET})
    assert re.match(f"{STARTS}ERROR 500 GET workspace raises ValueError at .*failing_urls.py:", written.getvalue())


def test_a_method_that_nobody_knows_is_not_repeated(written: io.StringIO) -> None:
    client().generic(SECRET, "/nergens")
    assert re.fullmatch(f"{STARTS}WARNING 404 OTHER workspace no-route\n", written.getvalue())


def test_finished_texts_arguments_and_stacks_are_left_out(written: io.StringIO) -> None:
    assert client().get("/logs", {"woord": SECRET}).status_code == 200
    log = written.getvalue()
    assert log.count("some.library at failing_urls.py:") == 2
    assert "a path with %s" in log
    assert SECRET not in log
    assert "finished text" not in log


def test_a_page_that_is_not_there_leaves_its_address_out_of_the_log(written: io.StringIO) -> None:
    assert client().get(f"/{SECRET}").status_code == 404
    assert SECRET not in written.getvalue()
