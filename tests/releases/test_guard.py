"""The store itself keeps every line of the ledger as it is, past every manager and in plain SQL."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.disclosure.random_tables import random_table
from tests.personas import Personas
from tests.releases.forging import forged

from nabij.kit.permit import permit
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Ledger, Release, broken_ledgers
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings

pytestmark = pytest.mark.django_db

STATEMENTS = {
    "changed": "UPDATE releases_release SET receiver = 'board,public'",
    "renumbered": "UPDATE releases_release SET sequence = sequence + 1",
    "taken": "DELETE FROM releases_release",
}


@pytest.fixture
def line(people: Personas) -> Release:
    ledger = open_ledger(people.organisation)
    asked = (Asked(random_table((4, 3), 9, 1), frozenset({"2025"})),)
    allowed = permit(people.amina, Do.RELEASE, ledger)
    return release_figures(allowed, asked, Settings(), kind=Release.Kind.REPORT, receiver=Release.Receiver.BOARD)[0]


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_no_sql_changes_or_takes_away_a_line(line: Release, statement: str) -> None:
    with pytest.raises(IntegrityError, match="a line of the ledger is never"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Release.objects.get().line() == line.line()


def test_no_manager_goes_past_it(line: Release) -> None:
    rows = Release._base_manager.filter(pk=line.pk)
    for does in (lambda: rows.update(receiver="public"), rows.delete):
        with pytest.raises(IntegrityError, match="a line of the ledger is never"), transaction.atomic():
            does()
    assert Release.objects.get().line() == line.line()
    assert broken_ledgers() == {}


def test_a_table_is_not_emptied_in_one_step(line: Release) -> None:
    if connection.vendor == "postgresql":
        connection.check_constraints()
        with pytest.raises(IntegrityError, match="never taken away"), transaction.atomic():
            connection.cursor().execute("TRUNCATE releases_release CASCADE")
    assert Release.objects.exists()


def test_whoever_lifts_the_guard_is_told_by_the_chain(line: Release) -> None:
    with forged() as lines:
        lines.filter(pk=line.pk).update(receiver="public")
    assert list(broken_ledgers().values()) == ["breekt"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Release._base_manager.all().delete()


def test_a_line_is_added_behind_a_guarded_one(people: Personas, line: Release) -> None:
    asked = (Asked(random_table((4, 3), 9, 2), frozenset({"2026"})),)
    allowed = permit(people.amina, Do.RELEASE, Ledger.objects.get())
    release_figures(allowed, asked, Settings(), kind=Release.Kind.REPORT, receiver=Release.Receiver.BOARD)
    assert [one.sequence for one in Ledger.objects.get().organisation.release_set.order_by("sequence")] == [1, 2]
