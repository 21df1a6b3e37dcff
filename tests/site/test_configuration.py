"""Settings: what is refused, with which sentence, and what the stores are told."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nabij.kit.errors import BadConfiguration
from nabij.site import configuration as module
from nabij.site.configuration import DEMO_MARKER, Configuration, configuration, database, sqlite_journal, wal_is_safe
from tests.cli.running import environment

POSTGRESQL = "postgresql://nabij@db.internal/nabij"


def configured(data: Path, **settings: str) -> Configuration:
    return configuration({"NABIJ_DATA": str(data)} | settings)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_safe_only_where_the_reset_race_was_mended(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL")])
def test_an_affected_sqlite_is_told_to_use_the_rollback_journal(
    version: tuple[int, ...], journal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.sqlite3, "sqlite_version_info", version)
    assert sqlite_journal() == journal
    said = database("", tmp_path / "x")["OPTIONS"]["init_command"]
    assert f"journal_mode={journal};" in said
    # an SQLite that leaves deleted bytes in its file is told not to
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.executescript(said.replace("WAL", "TRUNCATE"))
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_a_postgresql_store_always_notices_a_cut_network_and_never_writes_to_a_replica() -> None:
    options = database(f"{POSTGRESQL}?tcp_user_timeout=0&target_session_attrs=any&sslmode=require", Path("x"))[
        "OPTIONS"
    ]
    assert options["tcp_user_timeout"] == 5000
    assert options["target_session_attrs"] == "read-write"
    assert options["sslmode"] == "require"


def test_several_postgresql_hosts_stay_several() -> None:
    given = database("postgresql://nabij@one:5432,two:5433/nabij", Path("x"))
    assert (given["HOST"], given["PORT"]) == ("one,two", "5432,5433")


@pytest.mark.parametrize(
    "given",
    [
        {"NABIJ_LEAVE_TO": "http://weer.example/"},
        {"NABIJ_LEAVE_TO": "/weer"},
        {"NABIJ_PROOF_DAYS": "0"},
        {"NABIJ_PROOF_DAYS": "731"},
        {"NABIJ_PROOF_DAYS": "lang"},
        {"NABIJ_SIGNAL_YEARS": "0"},
        {"NABIJ_SIGNAL_YEARS": "11"},
        {"NABIJ_LEAVE_TO": "https://weer.example/\r\nSet-Cookie: a=b"},
        {"NABIJ_LEAVE_TO": "javascript://weer.example/"},
        {"NABIJ_MATCHER": "unix:matcher.sock"},
        {"NABIJ_MATCHER": "http://vergelijk.internal"},
        {"NABIJ_MATCHER": "tls:vergelijk.internal"},
        {"NABIJ_MATCHER": "tls:vergelijk.internal:0"},
        {"NABIJ_MATCHER": "tls:vergelijk.internal:8743"},
        {"NABIJ_SCHEME": "ftp"},
        {"NABIJ_DEBUG": "yes"},
        {"NABIJ_DATABASE_URL": "mysql://nabij@localhost/nabij"},
        {"NABIJ_DATABASE_URL": "postgresql://nabij@localhost"},
        {"NABIJ_DATABASE_URL": f"{POSTGRESQL}?no_such_setting=1"},
        {"NABIJ_DATABASE_URL": POSTGRESQL, "NABIJ_SHRED_DATABASE_URL": POSTGRESQL.replace("nabij@", "other@")},
        {"NABIJ_WORKSPACE_HOST": "praat.localhost"},
        {"NABIJ_BOARD_HOST": "bestuur.localhost:8700"},
        {"NABIJ_VISITOR_HOST": "*"},
        {"NABIJ_VISITOR_HOST": ".voorbeeld.nl"},
        {"NABIJ_VISITOR_HOST": "praat..nl"},
        {"NABIJ_VISITOR_HOST": "praat voorbeeld"},
        {"NABIJ_VISITOR_HOST": "-praat.nl"},
        {"NABIJ_VISITOR_HOST": "."},
    ],
)
def test_a_broken_setting_is_refused_in_one_sentence(given: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration) as refused:
        configured(tmp_path / "data", **given)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_the_refusal_of_a_database_address_does_not_repeat_its_password(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration) as refused:
        configured(tmp_path / "data", NABIJ_DATABASE_URL="postgresql://nabij:geheim123@h/nabij?geheim123")
    assert "geheim123" not in str(refused.value)


def test_the_data_directory_and_the_secret_are_for_their_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = configured(data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert len(first.secret_key) > 50
    assert configured(data).secret_key == first.secret_key
    assert [path.name for path in data.iterdir()] == ["secret-key"]


def test_a_directory_with_other_things_in_it_is_refused_and_stays_open_to_its_users(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    tmp_path.chmod(0o755)
    with pytest.raises(BadConfiguration, match="niet leeg en niet van Nabij"):
        configured(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_data_directory_that_is_a_file_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadConfiguration, match="dat is geen map"):
        configured(tmp_path / place)


def test_a_host_name_is_kept_as_a_browser_sends_it(tmp_path: Path) -> None:
    hosts = configured(tmp_path, NABIJ_VISITOR_HOST="Praat.Voorbeeld.NL.").hosts
    assert hosts["visitor"] == "praat.voorbeeld.nl"


NAMES = "import django.conf.global_settings as g; from nabij.site import settings as s; " + (
    "print(s.CONFIGURATION.demo, *(getattr(s, n, getattr(g, n)) for n in ('SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME')))"
)


def loaded(data: Path, **settings: str) -> list[str]:
    """Whether the settings of this environment are a demo's, and the names of both cookies."""
    done = subprocess.run(
        [sys.executable, "-c", NAMES],
        env=environment(NABIJ_DATA=str(data), **settings),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


def test_settings_are_a_demos_only_with_the_marker_and_the_start_of_the_demo_command(tmp_path: Path) -> None:
    unmarked, marked = tmp_path / "unmarked", tmp_path / "marked"
    marked.mkdir()
    (marked / DEMO_MARKER).touch()
    assert [loaded(data)[0] for data in (unmarked, marked)] == ["False", "False"]
    assert [loaded(data, NABIJ_DEMO="1")[0] for data in (unmarked, marked)] == ["False", "True"]


def test_a_configuration_reads_the_marker_once(tmp_path: Path) -> None:
    found = configured(tmp_path)
    (tmp_path / DEMO_MARKER).touch()
    assert not found.demo


def test_over_https_both_cookies_belong_to_one_host(tmp_path: Path) -> None:
    assert loaded(tmp_path, NABIJ_SCHEME="https")[1:] == ["__Host-sessionid", "__Host-csrftoken"]
    assert loaded(tmp_path)[1:] == ["sessionid", "csrftoken"]


def test_two_hosts_that_differ_in_capitals_only_are_one(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="verschillende hostnamen"):
        configured(tmp_path, NABIJ_VISITOR_HOST="WERK.localhost")
