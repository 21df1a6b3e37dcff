"""Lists of signals ask the database as often for many signals as for one."""

from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nabij.signals.answers import by_turn, due_today
from nabij.signals.models import Signal
from tests.personas import Personas
from tests.signals.test_handing import delivered

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.mark.parametrize("read", [by_turn, due_today])
def test_as_many_questions_for_three_signals_as_for_one(
    people: Personas, read: Callable[..., Iterable[object]]
) -> None:
    asked = []
    for _ in range(3):
        delivered(people)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(read(people.amina))
        asked.append(len(queries))
    assert Signal.objects.count() == 3
    assert asked[0] == asked[1] == asked[2] <= 8
