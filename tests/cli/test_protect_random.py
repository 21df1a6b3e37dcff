"""A thousand tables, histories and spoilt files: safe, refused with a reason, never a traceback."""

import csv
import io
import random
from itertools import product
from pathlib import Path

import pytest

from nabij_disclosure import ledger
from tests.cli.protecting import GOOD, check_safe, protect


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
            words.append("--new-period")
            before = len(ledger.read(past))
            codes.append(protect(table, "--history", past, "--out", out, *words))
            said = capsys.readouterr()
            assert len(ledger.read(past)) == before + (codes[-1] == 0 and "dezelfde uitkomst" not in said.out)
            if codes[-1] == 0:
                check_safe(out, truth, threshold, delimiter)
            else:
                assert codes[-1] in {1, 2}
                assert not out.exists()
                assert "Er is niets geschreven." in said.err
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
