"""What ends a search never makes it unsafe, and what everybody knows of two measures counts in every proposal."""

import time
from dataclasses import replace

import pytest

from nabij_disclosure.certificate import certify, verify
from nabij_disclosure.errors import TooLarge
from nabij_disclosure.pose import Asked, Link, pose
from nabij_disclosure.redesign import informative, redesign
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import suppress
from tests.disclosure.random_tables import random_table

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
TABLES = [random_table((5, 4), 4, 0), random_table((5, 4), 20, 0), random_table((4, 3, 2), 6, 0)]


def test_a_busy_machine_hides_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    began, clock = time.monotonic(), time.monotonic
    table = random_table((6, 5, 4), 8, 1)
    calm = [suppress(pose(one, SETTINGS), SEED, seconds=3) for one in (*TABLES, table)]
    for haste in (30.0, 3000.0):
        monkeypatch.setattr(time, "monotonic", lambda haste=haste: began + haste * (clock() - began))
        for one, before in zip((*TABLES, table), calm, strict=True):
            problem = pose(one, SETTINGS)
            busy = suppress(problem, SEED, seconds=3)
            assert (busy.hidden, busy.decoy, busy.bound) == (before.hidden, before.decoy, before.bound)
            verify(problem, busy.hidden, certify(problem, busy))


def test_what_takes_too_much_work_is_refused_after_the_same_work_on_every_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, began, clock = pose(random_table((6, 5, 4), 8, 1), SETTINGS), time.monotonic(), time.monotonic
    ends = []
    for haste in (1.0, 3000.0):
        monkeypatch.setattr(time, "monotonic", lambda haste=haste: began + haste * (clock() - began))
        for enough in (0.0, 0.001, 0.01, 0.1, 1.0):
            monkeypatch.setattr("nabij_disclosure.suppress.ENOUGH", enough)
            try:
                ends.append(suppress(problem, SEED, seconds=1).hidden)
            except TooLarge:
                ends.append(frozenset())
    assert ends[:5] == ends[5:]
    assert 1 <= ends[:5].count(frozenset()) <= 4


def test_whenever_the_limit_ends_it_a_table_is_refused_or_proven() -> None:
    problem = pose(random_table((6, 5, 4), 8, 1), SETTINGS)
    refused = 0
    for limit in (0.0, 0.02, 0.1, 0.3, 90.0):
        try:
            pattern = suppress(problem, SEED, seconds=3, limit=limit)
        except TooLarge:
            refused += 1
        else:
            verify(problem, pattern.hidden, certify(problem, pattern))
    assert 1 <= refused <= 4


def test_nine_questions_of_two_answers_are_refused_in_time() -> None:
    table = random_table((2,) * 9, 20, 1)
    problem = pose(table, SETTINGS)
    began = time.monotonic()
    with pytest.raises(TooLarge):
        suppress(problem, SEED, limit=2.0)
    assert time.monotonic() - began < 20


def test_what_everybody_knows_of_two_measures_counts_in_a_proposal_as_it_does_in_a_release() -> None:
    visitors = replace(random_table((5, 4), 5, 1), measure="melders")
    talks = replace(visitors, counts={cell: count + 1 for cell, count in visitors.counts.items()}, measure="gesprekken")
    history, links = (release(visitors, settings=SETTINGS, seed=SEED).entry,), (Link("gesprekken", "melders"),)
    found = redesign(Asked(talks), settings=SETTINGS, seed=SEED, history=history, links=links)
    assert found
    for proposal in found:
        out = release(proposal.table, settings=SETTINGS, seed=SEED, history=history, links=links)
        assert isinstance(out, Release)
        assert len({cell for cell in informative(out.table) if isinstance(out.figures[cell], int)}) == proposal.shown
