"""Two who publish at the same moment, on two connections: one line after the other, each judged with the one before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from tests.disclosure.random_tables import random_table
from tests.personas import Personas

from nabij.audit.models import Entry, first_break_of
from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.releases.actions import Moved, draft, open_ledger, publish, release_figures
from nabij.releases.models import Do, Ledger, Release
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)

SETTINGS = Settings()
KIND, BOARD = Release.Kind.REPORT, Release.Receiver.BOARD


def at_once(people: Personas, publishes: Callable[[User], None]) -> list[str]:
    start = Barrier(2)

    def run(person: User) -> str:
        start.wait()
        try:
            publishes(person)
        except Moved:
            return "moved"
        finally:
            connections.close_all()
        return "out"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, (people.amina, people.bram)))


def test_of_two_drafts_of_the_same_moment_one_goes_out(people: Personas) -> None:
    ledger = open_ledger(people.organisation)
    once = draft(ledger, (Asked(random_table((4, 3), 9, 1), frozenset({"2025"})),), SETTINGS)

    def publishes(person: User) -> None:
        publish(permit(person, Do.RELEASE, Ledger.objects.get()), once, kind=KIND, receiver=BOARD)

    assert at_once(people, publishes) == ["moved", "out"]
    assert Release.objects.count() == 1


def test_two_who_release_at_once_are_both_out_and_the_chain_holds(people: Personas) -> None:
    open_ledger(people.organisation)
    years = {people.amina.pk: "2024", people.bram.pk: "2025"}

    def publishes(person: User) -> None:
        table, year = random_table((4, 3), 9, 1), years[person.pk]
        allowed = permit(person, Do.RELEASE, Ledger.objects.get())
        release_figures(allowed, (Asked(table, frozenset({year})),), SETTINGS, kind=KIND, receiver=BOARD)

    assert at_once(people, publishes) == ["out", "out"]
    assert len(Ledger.objects.get().history()) == 2
    assert Entry.objects.filter(verb="release_figures").count() == 2
    assert first_break_of(people.practice.pk) is None
