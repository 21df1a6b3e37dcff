"""The demo's directory, and what it tells a person."""

import http.client
import json
import re
import stat
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import configuration
from nabij_cli import demo
from tests.cli.running import free_port, running


def test_an_empty_directory_becomes_a_demo_and_stays_one(tmp_path: Path) -> None:
    demo.mark(tmp_path / "demo")
    demo.mark(tmp_path / "demo")
    assert configuration({"NABIJ_DATA": str(tmp_path / "demo")}).demo
    assert stat.S_IMODE((tmp_path / "demo").stat().st_mode) == 0o700


def test_a_directory_with_anything_in_it_is_never_marked(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(BadConfiguration, match="niet leeg en geen demo"):
        demo.mark(tmp_path)
    assert not configuration({"NABIJ_DATA": str(tmp_path)}).demo


def test_a_demo_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    for name in ("nabij.sqlite3", "nabij.sqlite3-journal", "shred.sqlite3", "demo-marker"):
        (tmp_path / name).touch()
    demo._forget_half_a_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["demo-marker"]


def test_a_finished_demo_is_kept(tmp_path: Path) -> None:
    for name in ("nabij.sqlite3", "demo-people.json"):
        (tmp_path / name).touch()
    demo._forget_half_a_demo(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_people_are_kept_for_the_next_start_and_filled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nabij_demo.fill import DemoPerson

    made = []

    def fill(matcher_keys: Path) -> list[DemoPerson]:
        made.append(1)
        return [
            DemoPerson(
                "Noor", "counsellor", "noor@demo.test", "wacht woord", "een twee drie vier vijf zes", "ABCD-EFGH"
            )
        ]

    monkeypatch.setattr(demo, "_fill", fill)
    demo.mark(tmp_path / "demo")
    found = configuration({"NABIJ_DATA": str(tmp_path / "demo")})
    assert demo._people(found) == demo._people(found)
    assert made == [1]
    assert json.loads((found.data / "demo-people.json").read_text())[0]["words"].startswith("een twee")


def test_the_demo_prints_three_addresses_every_person_and_ends_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.mark(tmp_path / "demo")
    found = configuration({"NABIJ_DATA": str(tmp_path / "demo")})
    secret = str(uuid4())
    people = [
        {
            "name": "Noor",
            "role": "counsellor",
            "email": "noor@demo.test",
            "password": secret,
            "words": "zes woorden hier",
            "recovery_code": "ABCD-EFGH",
        },
        {"name": "Els", "role": "practice_manager", "email": "els@demo.test", "password": "p", "words": ""},
        {"name": "Daan", "role": "board_contact", "email": "daan@demo.test", "password": "q", "words": ""},
        {"name": "Iemand", "role": "visitor", "email": "", "password": "", "words": "zeven woorden van hier"},
    ]
    demo._show(found, 8765, people, ("Zorggroep", "/ingang/abcd/#k=12.34"))
    said = capsys.readouterr().out
    for host in ("werk", "praat", "bestuur"):
        assert f"http://{host}.localhost:8765" in said
    assert "Noor, Vertrouwenspersoon" in said
    assert f"wachtwoord: {secret}" in said
    assert said.count("zes woorden:") == 1
    assert said.count("herstelcode: ABCD-EFGH") == 1
    assert "Daan, Eindverantwoordelijke\n    logt in op het adres voor het bestuur\n    daan@demo.test" in said
    assert said.count("Verder met mijn zeven woorden") == said.count("zeven woorden: zeven woorden van hier") == 1
    assert said.count("wachtwoord:") == 3
    assert "http://bestuur.localhost:8765/demo/rollen/" in said
    assert "http://werk.localhost:8765/demo/rollen/" in said
    assert "bij Zorggroep:\n  http://praat.localhost:8765/ingang/abcd/#k=12.34\n" in said
    assert said.endswith("\nNabij demo draait\n")


def ask(port: int, host: str, path: str, form: dict[str, str] | None = None, cookies: str = "") -> tuple[int, str, str]:
    """Status, body and the cookies that were set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Host": f"{host}:{port}", "Cookie": cookies}
    if form is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{host}:{port}"}
    try:
        connection.request("GET" if form is None else "POST", path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        jar = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie")
        return answer.status, answer.read().decode(errors="replace"), jar
    finally:
        connection.close()


def test_a_demo_starts_fills_itself_answers_on_three_hosts_and_lets_one_switch_roles(tmp_path: Path) -> None:
    port, werk = free_port(), "werk.localhost"
    with running("demo", "--port", str(port), "--data", tmp_path / "demo", until="Nabij demo draait"):
        assert [ask(port, host, "/gezond")[0] for host in (werk, "praat.localhost", "bestuur.localhost")] == [200] * 3
        status, page, cookies = ask(port, werk, "/demo/rollen/")
        assert status == 200
        token, email = (
            re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("csrfmiddlewaretoken", "email")
        )
        status, _, signed_in = ask(port, werk, "/demo/rol/", {"email": email, "csrfmiddlewaretoken": token}, cookies)
        assert (status, "sessionid=" in signed_in) == (302, True)
        status, page, _ = ask(port, werk, "/account/", cookies=signed_in)
        assert (status, email in page) == (200, True)
        assert board_reads_a_pdf(port) == [200] * 4


def board_reads_a_pdf(port: int) -> list[int]:
    """The statuses of four readings, so that every worker draws: one that waits for ever answers none."""
    host = "bestuur.localhost"
    _, page, cookies = ask(port, host, "/demo/rollen/")
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    hedwig = {"email": "hedwig@demo.nabij.test", "csrfmiddlewaretoken": token}
    _, _, signed_in = ask(port, host, "/demo/rol/", hedwig, cookies)
    _, page, _ = ask(port, host, "/jaarverslagen/", cookies=signed_in)
    report = re.findall(r'href="(/jaarverslag/[0-9a-f-]{36}/)"', page)[0]
    found = [ask(port, host, f"{report}pdf/", cookies=signed_in) for _ in range(4)]
    assert all(body.startswith("%PDF") for _, body, _ in found)
    return [status for status, _, _ in found]
