"""A broken setting ends every command at once: exit code 2 and one clear sentence."""

import errno
import sqlite3
from pathlib import Path

import django.db
import pytest

from nabij_cli import commands
from nabij_cli.serve import DEMO_PRACTICE
from tests.cli.running import free_port, nabij


def refused(*words: str | Path, **settings: str) -> str:
    """What the command said when it refused."""
    done = nabij(*words, **settings)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith(".")
    return lines[0]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"NABIJ_SCHEME": "ftp"}, "NABIJ_SCHEME"),
        ({"NABIJ_DEBUG": "2"}, "NABIJ_DEBUG"),
        ({"NABIJ_DEBUG": "1"}, "alleen voor ontwikkelen"),
        ({"NABIJ_DATABASE_URL": "sqlite:///x"}, "NABIJ_DATABASE_URL"),
        ({"NABIJ_VISITOR_HOST": "werk.localhost"}, "verschillende hostnamen"),
    ],
)
def test_serve_refuses_a_broken_setting(given: dict[str, str], says: str, tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    assert says in refused("serve", "--port", str(free_port()), **({"NABIJ_DATA": data} | given))


@pytest.mark.parametrize("name", ["NABIJ_DATABASE_URL", "NABIJ_SHRED_DATABASE_URL"])
def test_serve_refuses_a_database_that_does_not_answer(name: str, tmp_path: Path) -> None:
    given = {"NABIJ_DATA": str(tmp_path / "data"), name: f"postgresql://nabij:geheim@127.0.0.1:{free_port()}/nabij"}
    said = refused("serve", "--port", str(free_port()), **given)
    assert f"De database van {name} is niet bereikbaar. Er is niets veranderd." in said
    assert "geheim" not in said
    assert "refused" not in said


@pytest.mark.parametrize("store", ["nabij.sqlite3", "shred.sqlite3"])
def test_serve_refuses_a_file_that_is_no_database(store: str, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("s" * 50)
    (tmp_path / store).write_text("dit is een brief\n" * 100)
    assert store in refused("serve", "--port", str(free_port()), NABIJ_DATA=str(tmp_path))
    assert (tmp_path / store).read_text().startswith("dit is een brief")


def test_serve_refuses_a_database_with_a_broken_inside(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("s" * 50)
    store = tmp_path / "nabij.sqlite3"
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    store.write_bytes(store.read_bytes()[:100] + b"\xff" * 4000)
    assert "nabij.sqlite3" in refused("serve", "--port", str(free_port()), NABIJ_DATA=str(tmp_path))


@pytest.mark.parametrize("port", ["0", "65536", "-1", "acht", "8700.5", "٣٤"])
def test_a_wrong_port_is_refused(port: str, tmp_path: Path) -> None:
    said = refused("serve", f"--port={port}", NABIJ_DATA=str(tmp_path / "data"))
    assert "De poort moet een getal van 1 tot en met 65535 zijn" in said
    assert not (tmp_path / "data").exists()


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
            extra = ["--data", str(tmp_path / "demo")] if command == "demo" else []
            assert f"Poort {port} is bezet" in refused(
                command, "--port", str(port), *extra, NABIJ_DATA=str(tmp_path / "x")
            )


@pytest.mark.parametrize("workers", ["0", "65", "veel"])
def test_a_wrong_number_of_workers_is_refused(workers: str, tmp_path: Path) -> None:
    assert "werkprocessen" in refused("serve", "--workers", workers, NABIJ_DATA=str(tmp_path / "data"))


@pytest.mark.parametrize("command", ["serve", "audit-verify", "new-practice"])
def test_a_directory_that_cannot_be_used_is_refused(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "dat is geen map" in refused(command, NABIJ_DATA=str(tmp_path / "file"))


def test_a_real_installation_cannot_become_a_demo(tmp_path: Path) -> None:
    (tmp_path / "nabij.sqlite3").touch()
    assert "niet leeg en geen demo" in refused("demo", "--port", str(free_port()), "--data", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["nabij.sqlite3"]


@pytest.mark.parametrize("command", [["serve"], ["new-practice"], ["backup", "copies"], ["restore", "copies"]])
def test_a_demo_cannot_become_a_real_installation(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "demo-marker").touch()
    extra = ["--port", str(free_port())] if command == ["serve"] else []
    assert "demo" in refused(*command, *extra, NABIJ_DATA=str(tmp_path))


def test_serve_refuses_what_a_demo_left_also_without_its_marker(installed: Path) -> None:
    from nabij_demo.fill import _uuid

    assert _uuid("practice") == DEMO_PRACTICE
    with sqlite3.connect(installed / "nabij.sqlite3") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE people_practice SET id = ?", [DEMO_PRACTICE.hex])
        for table in ("people_user", "people_invitation"):
            connection.execute(f"UPDATE {table} SET practice_id = ?", [DEMO_PRACTICE.hex])
    connection.close()
    assert "gegevens van de demo" in refused("serve", "--port", str(free_port()), NABIJ_DATA=str(installed))


@pytest.mark.parametrize("words", [["verkopen"], ["serve", "--snel"], ["backup"], ["check", "alles"]])
def test_an_unknown_word_is_refused_in_dutch(words: list[str]) -> None:
    refused(*words)


@pytest.mark.parametrize("words", [[], ["--snel"], ["x.age", "y.age"], ["x.age", "--out"]])
def test_open_misread_is_refused_in_dutch(words: list[str]) -> None:
    done = nabij("open", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Dit klopt niet bij ./nabij open. Er is niets gelezen of geschreven.")
    assert "usage" not in done.stderr


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), "De schijf is vol bij /data/x."),
        (OSError(errno.EIO, "Input/output error"), "Lezen of schrijven lukte niet."),
        (sqlite3.OperationalError("database is locked"), "De database gaf een fout"),
        (django.db.OperationalError("server closed the connection unexpectedly"), "De database gaf een fout"),
    ],
)
def test_what_the_system_says_is_told_in_dutch_with_what_to_do(
    problem: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(arguments: object) -> int:
        raise problem

    monkeypatch.setitem(commands.COMMANDS, "audit-verify", commands.Command(lambda parser: None, breaks))
    assert commands.main(["audit-verify"]) == commands.BROKEN_SETTING
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert "Wat al bewaard was, is er nog." in said
    assert str(problem.args[-1]) not in said.replace("/data/x", "")


def test_a_full_disk_is_told_in_dutch() -> None:
    from nabij.site.configuration import _why

    assert _why(OSError(errno.ENOSPC, "No space left on device")) == "de schijf is vol"
    assert _why(OSError(errno.EIO, "Input/output error")) == "lezen of schrijven lukt daar niet"


@pytest.mark.parametrize("words", [["demo", "--help"], ["demo", "-h"], ["demo", "--port", "1", "--help"]])
def test_help_of_one_command_names_its_options_and_no_other_command(words: list[str]) -> None:
    done = nabij(*words)
    assert done.returncode == 0
    assert all(option in done.stdout for option in ("--port", "--data", "--replay"))
    assert done.stdout.count("./nabij ") == 1


@pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
def test_help_names_every_command(words: list[str]) -> None:
    done = nabij(*words)
    assert done.returncode == 0
    for name in (
        "demo",
        "serve",
        "new-practice",
        "backup",
        "restore",
        "clean-up",
        "audit-verify",
        "open",
        "protect",
        "check",
    ):
        assert f"./nabij {name}" in done.stdout
