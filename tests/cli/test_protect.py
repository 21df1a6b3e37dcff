"""``./nabij protect``: whatever comes in, a safe table, one sentence, or nothing."""

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from nabij_disclosure import ledger, progress, task
from nabij_disclosure.protect import main
from nabij_disclosure.writing import HIDDEN
from tests.cli.running import ROOT, environment, nabij

GOOD = (
    "regio;aard;aantal\nNoord;pesten;12\nNoord;agressie;3\nZuid;pesten;20\nZuid;agressie;17\n"
    "Oost;pesten;9\nOost;agressie;0\nTotaal;Totaal;61\n"
)
FILES = {"protected.csv", "uitleg.md", "certificates.json"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def protect(table: Path, *words: str | Path) -> int:
    return main([os.fspath(table), "--advice", "0", *map(os.fspath, words)])


def rows(path: Path, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def check_safe(out: Path, truth: dict[tuple[str, ...], int], threshold: int, delimiter: str) -> None:
    """By addition alone: every figure is true or hidden, and small ones may be none and may be the threshold."""
    assert {path.name for path in out.iterdir()} == FILES
    proof = json.loads((out / "certificates.json").read_text("utf-8"))
    if not proof:
        assert sum(truth.values()) < threshold
        assert {row[-1] for row in rows(out / "protected.csv", delimiter)[1:]} == {HIDDEN}
        return
    cells = [tuple(cell) for cell in proof["cells"]]
    nodes = [("Totaal", *sorted({cell[place] for cell in cells})) for place in range(len(cells[0]))]

    def total(world: dict[tuple[str, ...], int], cell: tuple[str, ...]) -> int:
        return sum(n for leaf, n in world.items() if all(c in ("Totaal", x) for c, x in zip(cell, leaf, strict=True)))

    true = {leaf: truth.get(leaf, 0) for leaf in cells}
    worlds = [dict(zip(cells, world, strict=True)) for world in proof["worlds"]]
    assert all(count >= 0 for world in worlds for count in world.values())
    printed = {tuple(row[:-1]): row[-1] for row in rows(out / "protected.csv", delimiter)[1:]}
    assert set(printed) == set(product(*nodes))
    for cell, figure in printed.items():
        value = total(true, cell)
        told = [total(world, cell) for world in worlds]
        if figure != HIDDEN:
            assert int(figure) == value >= threshold
            assert set(told) <= {value}
        else:
            assert len(set(told)) > 1
            assert value >= threshold or (min(told) <= 0 and max(told) >= threshold)


def test_three_files_come_out_and_only_the_maker_hears_what_was_small(table: Path, tmp_path: Path) -> None:
    done = nabij("protect", table, "--out", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    assert "Noord | agressie: 3" in done.stdout
    assert "Alleen voor jou" in done.stdout
    truth = {tuple(row[:-1]): int(row[-1]) for row in rows(table)[1:-1]}
    check_safe(tmp_path / "o", truth, 5, ";")
    assert "Geef maar één uitkomst door en gooi de andere weg." in done.stderr


def test_the_package_is_a_command_by_itself_and_its_default_place_is_named_after_the_table(table: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nabij_disclosure", "protect", "t.csv", "--advice", "0", "--lang", "en"],
        cwd=table.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (table.parent / "t-protected").iterdir()} == FILES
    assert "do not pass this on" in done.stdout


def test_a_coarser_table_is_advised(table: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([os.fspath(table), "--out", os.fspath(tmp_path / "o"), "--advice", "1"]) == 0
    assert "Zo laat je meer zien:" in capsys.readouterr().out


def test_looking_writes_nothing(table: Path, tmp_path: Path) -> None:
    assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h", "--try") == 0
    assert not (tmp_path / "o").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv"}


def test_looking_may_be_done_again_beside_an_outcome(table: Path, tmp_path: Path) -> None:
    assert protect(table, "--out", tmp_path / "o") == 0
    assert protect(table, "--out", tmp_path / "o", "--try") == 0


def test_an_existing_outcome_does_not_invite_to_a_second(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [protect(table, "--out", tmp_path / "o") for _ in range(2)] == [0, 2]
    said = capsys.readouterr().err.splitlines()[-1]
    assert "Gooi die eerst weg, of werk met --history" in said
    assert "--out" not in said


def test_a_period_that_was_forgotten_or_misspelt_is_refused(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h")
    for period in ("2026K1", "2026K2"):
        assert protect(table, *words, "--period", period, "--out", tmp_path / period) == 0
    assert protect(table, *words, "--out", tmp_path / "o") == 2
    said = capsys.readouterr()
    assert "De eerdere tabellen gaan over: 2026K1, 2026K2. Er is niets geschreven. Zeg met --period" in said.err
    assert "In " in said.out
    assert "staat nog geen tabel; dit is de eerste." in said.out
    assert "Vergeleken met 1 eerdere tabel (2026K1)." in said.out
    for period in ("2026k2", "2026 K2", "2026K1,2026k2"):
        assert protect(table, *words, "--period", period, "--out", tmp_path / "o") == 2
        assert "is nieuw. Er is niets geschreven. Bedoelde je 2026K2?" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
    assert len(ledger.read(tmp_path / "h")) == 2


def test_a_sum_that_may_be_chance_is_warned_of_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("team;aantal\na;7\nb;8\nAlle;15\n", encoding="utf-8")
    assert protect(table, "--try") == 0
    warned = [line for line in capsys.readouterr().err.splitlines() if "Alle" in line]
    assert len(warned) == 1
    assert "Is dit een totaal? Noem het dan Totaal." in warned[0]


def test_a_missing_file_an_unknown_word_and_a_new_name_are_named(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bestaatniet.csv"]) == 2
    assert capsys.readouterr().err.startswith("bestaatniet.csv is er niet. Er is niets geschreven.")
    assert protect(table, "--snel") == 2
    assert capsys.readouterr().err.startswith("--snel hoort niet bij protect.")
    words = ("--history", tmp_path / "h", "--period")
    assert protect(table, *words, "K1", "--out", tmp_path / "o") == 0
    table.write_text(GOOD.replace("Oost", "Oost en West"), encoding="utf-8")
    assert protect(table, *words, "K1,K2", "--out", tmp_path / "p") == 2
    said = capsys.readouterr().err
    assert "Oost en West in kolom regio staat in geen eerdere tabel" in said
    assert '{"Gouda en Leiden": ["Gouda", "Leiden"], "Rotterdam": []}' in said


def random_input(draw: random.Random) -> tuple[str, dict[tuple[str, ...], int], int, str]:
    """A file, its true inner counts, a threshold and the delimiter; rows in any order, some missing, some margins."""
    shape = draw.choice([(2,), (5,), (2, 2), (3, 2), (2, 3), (3, 3), (2, 2, 2)])
    names = [[f"{'abc'[place]}{leaf}" for leaf in range(size)] for place, size in enumerate(shape)]
    most = draw.choice([1, 4, 9, 30, 1000])
    counts = {cell: draw.randint(0, most) for cell in product(*names)}
    kept = {cell: n for cell, n in counts.items() if n or draw.random() < 0.5} or counts
    lines = [(*cell, n) for cell, n in kept.items()]
    for cell in product(*(["Totaal", *leaves] for leaves in names)):
        if "Totaal" in cell and draw.random() < 0.3:
            told = [n for leaf, n in kept.items() if all(c in ("Totaal", x) for c, x in zip(cell, leaf, strict=True))]
            if told:
                lines.append((*cell, sum(told)))
    draw.shuffle(lines)
    delimiter = draw.choice(",;\t")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([*("xyz"[: len(shape)]), draw.choice(["count", "freq", "aantal"])])
    writer.writerows(lines)
    return text.getvalue(), kept, draw.choice([3, 5, 10]), delimiter


def test_a_thousand_random_tables_come_out_safe_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = []
    for number in range(1000):
        text, truth, threshold, delimiter = random_input(random.Random(number))
        table, out = tmp_path / "t.csv", tmp_path / f"o{number}"
        table.write_text(text, encoding="utf-8", newline="")
        codes.append(protect(table, "--threshold", str(threshold), "--out", out))
        said = capsys.readouterr()
        if codes[-1] == 0:
            check_safe(out, truth, threshold, delimiter)
        else:
            assert codes[-1] == 1, (number, said.err)
            assert not out.exists()
            assert "Er is geen veilige tabel gevonden." in said.err
    assert codes.count(0) > 990


def test_random_histories_end_in_safe_tables_or_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = []
    for number in range(60):
        draw = random.Random(number)
        past, given = tmp_path / f"h{number}", random_input(draw)
        for step in range(4):
            given = draw.choice([given, random_input(draw)])
            text, truth, threshold, delimiter = given
            table, out = tmp_path / "t.csv", tmp_path / f"o{number}-{step}"
            table.write_text(text, encoding="utf-8", newline="")
            words = ["--threshold", str(threshold), "--period", draw.choice(["K1", "K2", "K1,K2", "K1,K2,K3"])]
            before = len(ledger.read(past))
            codes.append(protect(table, "--history", past, "--out", out, *words))
            assert len(ledger.read(past)) == before + (codes[-1] == 0)
            if codes[-1] == 0:
                check_safe(out, truth, threshold, delimiter)
            else:
                assert codes[-1] in {1, 2}
                assert not out.exists()
                assert "Er is niets geschreven." in capsys.readouterr().err
    assert codes.count(0) > 120


def spoil(content: bytes, draw: random.Random) -> bytes:
    """One good file made bad, or strange, somewhere."""
    lines = content.split(b"\n")
    place = draw.randrange(len(lines) - 1)
    line = lines[place]
    at = draw.randrange(len(content))
    fields = line.split(b";")
    number = draw.choice(
        [b"-3", b"1.5", b"", b"9" * 30, b"=1+1", b"x", b"nan", b"1e9", "٣".encode(), b"0x10", b"--1", b"7,0"]
    )
    return draw.choice(
        [
            content[:at] + draw.randbytes(2) + content[at + 1 :],
            content[:at] + draw.choice([b"\0", b"\xff", b'"', b"\x1b[2J", b"\r", b"\x85"]) + content[at:],
            content[:at],
            b"\n".join([*lines[:place], b";".join([*fields[:-1], number]), *lines[place + 1 :]]),
            b"\n".join([*lines[:place], line, line, *lines[place + 1 :]]),
            b"\n".join([*lines[:place], line + b";1", *lines[place + 1 :]]),
            b"\n".join([*lines[:place], draw.choice([b"=", b"@", b"+", b"-"]) + line, *lines[place + 1 :]]),
            content.replace(b"61", str(draw.randrange(60)).encode()),
            content.decode().encode("utf-16"),
            content * 2,
        ]
    )


def test_two_hundred_spoilt_files_end_in_one_sentence_or_a_safe_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = []
    for number in range(200):
        table, out = tmp_path / "t.csv", tmp_path / f"o{number}"
        table.write_bytes(spoil(GOOD.encode(), random.Random(number)))
        codes.append(protect(table, "--out", out))
        said = capsys.readouterr()
        if codes[-1] == 2:
            assert not out.exists()
            assert said.out == ""
            *_, sentence = said.err.splitlines()
            assert "Er is niets geschreven." in sentence
            assert sentence.startswith("Rij ") or "geen rijen" in sentence, sentence
        else:
            assert codes[-1] in {0, 1}
    assert codes.count(2) > 100


def test_under_the_threshold_everything_is_hidden_and_one_sentence_tells_the_band(tmp_path: Path) -> None:
    texts = set()
    for count in (0, 2, 4):
        table, out = tmp_path / "t.csv", tmp_path / f"o{count}"
        table.write_text(f"x,freq\na,{count}\nb,0\n", encoding="utf-8")
        assert protect(table, "--out", out) == 0
        texts.add(tuple((out / name).read_text("utf-8") for name in sorted(FILES)))
    assert len(texts) == 1
    (files,) = texts
    assert files[2].split("\n\n")[1:] == ["Het totaal is 4 of minder. Daarom staat er geen enkel cijfer.\n"]
    assert files[1] == "x,freq\na,x\nb,x\nTotaal,x\n"


def test_a_later_table_is_protected_against_the_earlier(table: Path, tmp_path: Path) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past, "--period", "K1") == 0
    table.write_text(GOOD.replace("17", "19").replace("61", "63"), encoding="utf-8")
    assert protect(table, "--out", tmp_path / "o2", "--history", past, "--period", "K1,K2") == 0
    first, second = (
        dict(zip(*column, strict=True))
        for column in (
            (
                [tuple(row[:-1]) for row in rows(tmp_path / name / "protected.csv")],
                [row[-1] for row in rows(tmp_path / name / "protected.csv")],
            )
            for name in ("o1", "o2")
        )
    )
    changed = ("Zuid", "agressie")
    assert HIDDEN in (first[changed], second[changed])
    assert len(ledger.read(past)) == 2


def test_the_same_history_hides_the_same_again(table: Path, tmp_path: Path) -> None:
    for name in ("o1", "o2"):
        assert protect(table, "--out", tmp_path / name, "--history", tmp_path / "h") == 0
    assert len({(tmp_path / name / "protected.csv").read_text("utf-8") for name in ("o1", "o2")}) == 1


def test_groups_of_a_hierarchy_are_margins_that_are_checked_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    tree.write_text('{"Noord": ["a", "b"], "Zuid": ["c", "d"]}', encoding="utf-8")
    for north, code in ((16, 2), (15, 0)):
        table.write_text(f"team,freq\nNoord,{north}\na,7\nb,8\nc,2\nd,30\n", encoding="utf-8")
        assert protect(table, "--hierarchy", f"team={tree}", "--out", tmp_path / "o") == code
    assert "Rij 2: Noord zegt 16" in capsys.readouterr().err
    printed = {row[0]: row[1] for row in rows(tmp_path / "o" / "protected.csv", ",")}
    assert [*printed] == ["team", "a", "b", "c", "d", "Totaal", "Noord", "Zuid"]
    assert printed["c"] == HIDDEN
    assert HIDDEN in (printed["d"], printed["Zuid"])


def test_a_merged_table_follows_a_finer_one_when_it_names_what_it_joins(tmp_path: Path) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    tree.write_text('{"Noord": ["a", "b"], "c": null, "d": null}', encoding="utf-8")
    texts = ("team,freq\na,7\nb,2\nc,12\nd,30\n", "team,freq\nNoord,19\nc,22\nd,41\n")
    for number, (text, period) in enumerate(zip(texts, ("K1", "K1,K2"), strict=True)):
        table.write_text(text, encoding="utf-8")
        words = ("--hierarchy", f"team={tree}", "--history", tmp_path / "h", "--period", period)
        assert protect(table, *words, "--out", tmp_path / f"o{number}") == 0
    assert ledger.read(tmp_path / "h")[1].table.dimensions[0].joins == {"Noord": ("a", "b")}


def test_in_english_everything_is_english(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text("x,freq\na,2\nb,9\nc,9\n", encoding="utf-8")
    assert protect(table, "--out", tmp_path / "o", "--lang", "en") == 0
    text = (tmp_path / "o" / "uitleg.md").read_text("utf-8")
    assert text.startswith("# About this table")
    assert rows(tmp_path / "o" / "protected.csv", ",")[-1][0] == "Total"
    said = capsys.readouterr()
    assert not {" de ", " het ", " een ", " niet "} & {f" {word} " for word in (text + said.out + said.err).split()}


def test_progress_is_told_once_a_second_and_holds_a_share_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 0.5, 1.2, 1.2, 1.9, 2.3, 2.3])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(times))
    tell = progress.shares("nl")
    for share in (0.1, 0.4, 0.5, 0.9):
        tell(share, "Noord | agressie")
    assert capsys.readouterr().err.splitlines() == ["Bezig: 40%", "Bezig: 90%"]


def test_a_stage_without_a_share_is_told_of_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    twice = Event()

    def hear(line: str, **where: object) -> None:
        told.append(line)
        if len(told) == 2:
            twice.set()

    monkeypatch.setattr(progress, "print", hear, raising=False)
    with progress.beating("proving", "nl", every=0.001):
        assert twice.wait(30)
    number = len(told)
    assert set(told) == {"Bewijzen dat het veilig is: 0 seconden"}
    assert not any(thread.name.startswith("beating") for thread in enumerate_threads())
    assert len(told) == number


def test_whoever_stops_reading_the_help_hears_nothing_more() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "nabij_disclosure", "protect", "--help"]
    done = subprocess.run(words, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_whoever_stops_reading_keeps_the_files(table: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "nabij_disclosure", "protect", table, "--out", tmp_path / "o", "--advice", "0"],
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert {path.name for path in (tmp_path / "o").iterdir()} == FILES


@pytest.mark.parametrize("spoilt", [ledger.LINES, ledger.HEAD, ledger.SEED])
def test_a_broken_history_is_refused(
    spoilt: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past) == 0
    (past / spoilt).write_text("kapot\n")
    assert protect(table, "--out", tmp_path / "o2", "--history", past) == 2
    assert "De geschiedenis klopt niet" in capsys.readouterr().err
    assert not (tmp_path / "o2").exists()


def test_periods_that_overlap_in_part_are_refused(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past, "--period", "K1,K2") == 0
    assert protect(table, "--out", tmp_path / "o2", "--history", past, "--period", "K2,K3") == 2
    assert "--period" in capsys.readouterr().err


def test_a_history_in_use_is_refused(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ledger.locked(tmp_path / "h"):
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 2
    assert "Een ander commando" in capsys.readouterr().err


def crash_at(name: str, problem: BaseException, patch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: object, **named: object) -> None:
        raise problem

    patch.setattr(f"nabij_disclosure.{name}", breaks)


@pytest.mark.parametrize(
    ("place", "problem", "code", "kept", "says"),
    [
        ("task.prepare", OSError(28, "full", "o"), 2, 0, "Er is niets geschreven."),
        ("task.ledger.append", OSError(28, "full", "o"), 2, 0, "Er is niets geschreven."),
        ("task.publish", OSError(28, "full", "o"), 2, 1, "In de geschiedenis staat de tabel al wel"),
        ("task.publish", KeyboardInterrupt(), 130, 1, "Gestopt tijdens het opslaan."),
        ("task.release", KeyboardInterrupt(), 130, 0, "Er is niets geschreven."),
        ("task.release", MemoryError(), 1, 0, "Er is niets geschreven."),
    ],
    ids=str,
)
def test_whatever_breaks_no_file_is_there_without_its_line(
    place: str,
    problem: BaseException,
    code: int,
    kept: int,
    says: str,
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patch:
        crash_at(place, problem, patch)
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == code
    assert says in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv", *["h"] * kept}
    assert len(ledger.read(tmp_path / "h")) == kept
    assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 0


def test_files_go_in_place_only_after_the_history_has_them(table: Path, tmp_path: Path) -> None:
    seen = []
    publish = task.publish

    def watch(made: Path, out: Path) -> None:
        seen.append((len(ledger.read(tmp_path / "h")), out.exists()))
        publish(made, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "publish", watch)
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 0
    assert seen == [(1, False)]


def test_nothing_else_is_written_over(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "brief").write_text("bewaar mij")
    (tmp_path / "link").symlink_to(tmp_path / "nergens")
    for out in ("o", "o/brief", "link"):
        assert protect(table, "--out", tmp_path / out) == 2
        assert "bestaat al" in capsys.readouterr().err
    assert (tmp_path / "o" / "brief").read_text() == "bewaar mij"
    for out in ("h", "h/o", "."):
        assert protect(table, "--out", tmp_path / out, "--history", tmp_path / "h") == 2


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--snel"],
        ["--threshold", "2"],
        ["--threshold", "5.5"],
        ["--threshold", "٥"],
        ["--threshold", "-5"],
        ["--advice", "lang"],
        ["--hierarchy", "regio"],
        ["--hierarchy", "regio=nergens.json"],
        ["--hierarchy", "=x"],
        ["--period", "K1,,K2"],
        ["--lang", "fr"],
        ["een.csv", "twee.csv"],
        ["nergens.csv"],
        ["."],
    ],
)
@pytest.mark.parametrize(("language", "nothing"), [("nl", "Er is niets geschreven."), ("en", "Nothing was written.")])
def test_misread_words_are_refused_in_one_sentence(
    words: list[str], language: str, nothing: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [os.fspath(table)] if words and words[0].startswith("--") else []
    assert main([*given, "--lang", language, *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert nothing in said.err or "--lang" in words
    assert len(said.err.splitlines()) == 1


def test_interrupting_ends_cleanly(tmp_path: Path) -> None:
    draw = random.Random(1)
    table = tmp_path / "t.csv"
    lines = [f"r{row},k{column},{draw.randint(0, 9)}" for row in range(60) for column in range(40)]
    table.write_text("\n".join(["x,y,freq", *lines]), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "nabij_disclosure", "protect", table, "--out", tmp_path / "o"],
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    assert "je gaf geen --history" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out == ""
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv"}


def test_a_place_that_cannot_be_replaced_is_refused_before_the_history_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b,count\nx,p,3\nx,q,17\nx,r,30\ny,p,20\ny,q,22\ny,r,8\n", "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for out in (".", "..", "../empty/.."):
        assert protect(table, "--out", out, "--history", tmp_path / "history") == 2
    assert not (tmp_path / "history").exists()
