"""The history on disk gives back what was kept, or refuses."""

import json
import multiprocessing
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from nabij_disclosure import ledger
from nabij_disclosure.errors import BrokenLedger
from nabij_disclosure.history import Released, Told
from nabij_disclosure.release import release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.random_tables import random_table

SEED = b"a secret of sixteen bytes and more"
DEEP = Dimension(
    "plek", {"Noord": "Totaal", "a": "Noord", "b": "Noord", "c + d": "Totaal"}, joins={"c + d": ("c", "d")}
)


def entries() -> list[Released]:
    deep = Table("diep", (DEEP,), {("a",): 9, ("b",): 2, ("c + d",): 0}, frozenset({("c + d",)}), "visitors")
    few = Table("weinig", (Dimension.flat("é\n", ["x"]),), {("x",): 2})
    tables = [random_table((3, 2), 9, 1), deep, few]
    made = [release(table, settings=Settings(), seed=SEED, periods=frozenset({"K1", "K2"})) for table in tables]
    first, *rest = (one.entry for one in made)
    top = first.table.top
    told = (Told(((top, 2),), None, 2 * first.table.values[top], "twice as many"), Told(((top, 1),), 0, None, "“é”"))
    return [replace(first, told=told), *rest]


def kept(directory: Path) -> list[Released]:
    given = entries()
    ledger.seed(directory)
    for entry in given:
        ledger.append(directory, entry)
    return given


def test_what_was_kept_is_read_back_whole_and_in_order(tmp_path: Path) -> None:
    given = kept(tmp_path)
    found = ledger.read(tmp_path)
    assert list(found) == given
    for one, other in zip(found, given, strict=True):
        assert [list(d.parents.items()) for d in one.table.dimensions] == [
            list(d.parents.items()) for d in other.table.dimensions
        ]


def test_nothing_kept_is_an_empty_history(tmp_path: Path) -> None:
    assert ledger.read(tmp_path) == ()
    assert ledger.read(tmp_path / "nowhere") == ()


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    kept(tmp_path / "h")
    paths = [tmp_path / "h", *(tmp_path / "h").iterdir()]
    assert len(paths) == 4
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in paths)


def test_any_changed_byte_is_refused(tmp_path: Path) -> None:
    kept(tmp_path)
    path = tmp_path / ledger.LINES
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BrokenLedger):
            ledger.read(tmp_path)


def test_lines_cut_off_swapped_or_doubled_are_refused(tmp_path: Path) -> None:
    kept(tmp_path)
    path = tmp_path / ledger.LINES
    lines = path.read_bytes().splitlines(keepends=True)
    wrong = [
        [],
        lines[:1],
        lines[:2],
        lines[1:],
        [lines[1], lines[0], lines[2]],
        [*lines, lines[2]],
        [*lines[:2], lines[2][:-1]],
    ]
    for other in wrong:
        path.write_bytes(b"".join(other))
        with pytest.raises(BrokenLedger):
            ledger.read(tmp_path)
        with pytest.raises(BrokenLedger):
            ledger.append(tmp_path, entries()[0])
    path.unlink()
    with pytest.raises(BrokenLedger):
        ledger.read(tmp_path)


@pytest.mark.parametrize("head", [b"", b"9 abc\n", b"1 abc\n"])
def test_another_end_is_refused(head: bytes, tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / ledger.HEAD).write_bytes(head)
    with pytest.raises(BrokenLedger):
        ledger.read(tmp_path)


def test_a_line_whose_end_was_not_noted_before_a_crash_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = entries()
    ledger.append(tmp_path, given[0])
    replace = ledger._replace

    def crash(path: Path, content: bytes) -> None:
        if path.name == ledger.HEAD:
            raise KeyboardInterrupt
        replace(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_replace", crash)
        with pytest.raises(KeyboardInterrupt):
            ledger.append(tmp_path, given[1])
    assert list(ledger.read(tmp_path)) == given[:2]
    ledger.append(tmp_path, given[2])
    assert list(ledger.read(tmp_path)) == given


@pytest.mark.parametrize("entry", [None, 3, {}, {"name": "x"}, [[]]])
def test_a_line_with_good_digests_that_is_no_release_is_refused(entry: object, tmp_path: Path) -> None:
    line = json.dumps({"before": "0" * 64, "entry": entry}).encode()
    (tmp_path / ledger.LINES).write_bytes(line + b"\n")
    (tmp_path / ledger.HEAD).write_bytes(f"1 {ledger._digest(line)}\n".encode())
    with pytest.raises(BrokenLedger):
        ledger.read(tmp_path)


def test_the_seed_stays_the_same_and_is_never_made_again(tmp_path: Path) -> None:
    kept(tmp_path)
    assert ledger.seed(tmp_path) == ledger.seed(tmp_path)
    assert len(ledger.seed(tmp_path)) == 32
    for wrong in (b"", b"zz", b"00" * 8):
        (tmp_path / ledger.SEED).write_bytes(wrong)
        with pytest.raises(BrokenLedger):
            ledger.seed(tmp_path)
    (tmp_path / ledger.SEED).unlink()
    with pytest.raises(BrokenLedger):
        ledger.seed(tmp_path)


def test_a_history_knows_from_the_beginning_that_it_is_empty(tmp_path: Path) -> None:
    ledger.seed(tmp_path)
    assert ledger.read(tmp_path) == ()
    (tmp_path / ledger.HEAD).unlink()
    with pytest.raises(BrokenLedger):
        ledger.read(tmp_path)


@pytest.mark.parametrize("lines", [None, b""])
def test_a_seed_of_which_the_ledger_is_gone_is_refused(lines: bytes | None, tmp_path: Path) -> None:
    kept(tmp_path)
    for name in (ledger.LINES, ledger.HEAD):
        (tmp_path / name).unlink()
    if lines is not None:
        (tmp_path / ledger.LINES).write_bytes(lines)
    with pytest.raises(BrokenLedger):
        ledger.read(tmp_path)
    with pytest.raises(BrokenLedger):
        ledger.append(tmp_path, entries()[0])


def test_the_name_of_a_new_history_is_on_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(ledger, "sync", synced.append)
    ledger.append(tmp_path / "a" / "h", entries()[0])
    assert synced[:2] == [tmp_path, tmp_path / "a"]


def _try_lock(directory: str, answer: "multiprocessing.Queue[str]") -> None:
    try:
        with ledger.locked(Path(directory)):
            answer.put("in")
    except ledger.Busy:
        answer.put("busy")


def test_a_second_run_is_refused_while_the_first_holds_the_history(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[str] = context.Queue()
    said = []
    with ledger.locked(tmp_path):
        second = context.Process(target=_try_lock, args=(os.fspath(tmp_path), answer))
        second.start()
        said.append(answer.get(timeout=60))
        second.join()
    with ledger.locked(tmp_path):
        said.append("in")
    assert said == ["busy", "in"]
