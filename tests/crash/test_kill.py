"""The whole server killed while it writes: what was acknowledged is there, once, and the audit's chain holds.

Runs on the stores of this environment: SQLite, or the PostgreSQL cluster of ``NABIJ_DATABASE_URL``.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from nabij_vault.keys import SigningKey
from nabij_vault.text import from_b64
from tests.cli.running import ROOT, environment, free_port, nabij, running
from tests.making import a_manifest, a_record, an_encounter, proof_by

pytestmark = pytest.mark.crash

WRITERS, NOTES_EACH, KILL_AFTER = 4, 50, 70
READY = "Stop met Ctrl-C."
CSRF = "a" * 32


@dataclass
class Writer:
    """One client that notes encounters in one matter, in order."""

    port: int
    session: str
    owner: str
    signer: SigningKey
    matter: str
    bodies: list[str]
    acknowledged: list[int] = field(default_factory=list)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, line: http.client.HTTPConnection, method: str, name: str, body: str | None = None) -> dict[str, Any]:
        headers = {
            "Host": "werk.localhost",
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/json",
        }
        address = f"/kwesties/{self.matter}/{name}"
        if body is not None:
            headers |= proof_by(self.signer, self.owner, address, body.encode())
        line.request(method, address, body, headers)
        answer = line.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        found: dict[str, Any] = json.loads(content)
        return found

    def write(self, enough: threading.Semaphore) -> None:
        """Note until the server is gone; one release of ``enough`` for each acknowledgement."""
        line = self.connect()
        try:
            for number, body in enumerate(self.bodies):
                assert self.ask(line, "POST", "noteren.json", body)["saved"]
                self.acknowledged.append(number)
                enough.release()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()


def notes(counter: int) -> list[str]:
    """The bodies of *noteren*, each manifest one further than the one before."""
    made = []
    for number in range(1, NOTES_EACH + 1):
        sealed = {"records": [a_record()], "manifests": [a_manifest("notes", 1, counter + number)]}
        body = {"encounter": an_encounter(), "turn": "visitor", "due": None, "aftercare_month": None}
        made.append(json.dumps(body | {"sealed": sealed, "draft": None}))
    return made


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of empty stores, made for this test on the kind of database that the environment names."""
    settings = {"NABIJ_DATA": str(tmp_path / "data")}
    url = os.environ.get("NABIJ_DATABASE_URL")
    if not url:
        yield settings
        return
    import psycopg

    names = [f"nabij_crash_{uuid.uuid4().hex}" for _ in range(2)]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]  # a name made here
        addresses = [urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for name in names]
        yield settings | dict(zip(("NABIJ_DATABASE_URL", "NABIJ_SHRED_DATABASE_URL"), addresses, strict=True))
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]  # a name made here


@pytest.fixture
def writers(stores: dict[str, str]) -> list[Writer]:
    made = subprocess.run(
        [sys.executable, "-m", "tests.crash.preparing", str(WRITERS)],
        env=environment(**stores) | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    world = json.loads(made.stdout)
    signer = SigningKey(from_b64(world["seed"]))
    return [Writer(0, world["session"], world["owner"], signer, matter, notes(1)) for matter in world["matters"]]


def audit_lines(stores: dict[str, str]) -> int:
    """How many lines the audit has; its chains must hold."""
    done = nabij("audit-verify", **stores)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"(\d+) regels", done.stdout)
    assert found
    return int(found[1])


def write_until_killed(writers: list[Writer], stores: dict[str, str], port: int) -> None:
    enough = threading.Semaphore(0)
    with running("serve", "--port", str(port), until=READY, **stores) as server, ThreadPoolExecutor(WRITERS) as pool:
        running_writers = [pool.submit(writer.write, enough) for writer in writers]
        for _ in range(KILL_AFTER):
            assert enough.acquire(timeout=120)
        os.killpg(server.pid, signal.SIGKILL)
        for future in running_writers:
            future.result()


def check_after_restart(writer: Writer) -> None:
    """Every acknowledged note is kept; sending all of them again adds only what never arrived."""
    line = writer.connect()
    kept = {encounter["id"] for encounter in writer.ask(line, "GET", "stukken.json")["encounters"]}
    ids = [json.loads(body)["encounter"]["id"] for body in writer.bodies]
    assert {ids[number] for number in writer.acknowledged} <= kept
    for number, body in enumerate(writer.bodies):
        again = writer.ask(line, "POST", "noteren.json", body)
        assert again["saved"]
        assert again.get("already", False) is (ids[number] in kept), number
    pieces = writer.ask(line, "GET", "stukken.json")
    line.close()
    assert sorted(encounter["id"] for encounter in pieces["encounters"]) == sorted(ids)
    noted = [record["id"] for record in pieces["records"] if record["kind"] == "note"]
    assert sorted(noted) == sorted(json.loads(body)["sealed"]["records"][0]["id"] for body in writer.bodies)


def test_killing_the_server_loses_and_doubles_no_acknowledged_note(
    writers: list[Writer], stores: dict[str, str]
) -> None:
    before = audit_lines(stores)
    port = free_port()
    for writer in writers:
        writer.port = port
    write_until_killed(writers, stores, port)
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    assert KILL_AFTER <= acknowledged < WRITERS * NOTES_EACH
    audit_lines(stores)
    with running("serve", "--port", str(port), until=READY, **stores):
        for writer in writers:
            check_after_restart(writer)
    assert audit_lines(stores) == before + WRITERS * NOTES_EACH
