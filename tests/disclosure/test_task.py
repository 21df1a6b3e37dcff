"""A history is begun once, whoever else begins it meanwhile."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from nabij_disclosure import ledger, task
from nabij_disclosure.reading import read_table
from nabij_disclosure.release import release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.writing import prepare
from tests.disclosure.random_tables import random_table

ONE = frozenset({"K1"})


def test_a_history_that_another_run_began_meanwhile_is_left_as_it_is_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, out = tmp_path / "history", tmp_path / "out"
    other = ledger.new_seed()
    entry = release(random_table((3, 2), 9, 1), settings=Settings(), seed=other, periods=ONE).entry

    def meanwhile(place: Path, files: Mapping[str, bytes]) -> Path:
        ledger.seed(history, other)
        ledger.append(history, entry)
        return prepare(place, files)

    monkeypatch.setattr(task, "prepare", meanwhile)
    given = read_table(b"team;aantal\na;2\nb;9\nc;30\n", name="t")
    with pytest.raises(ledger.Busy):
        task.run(task.Task(given, "t.csv", Settings(), ONE, False, out, history, "nl", advice=0, look=False))
    assert (ledger.seed(history), ledger.read(history)) == (other, (entry,))
    assert list(tmp_path.iterdir()) == [history]
