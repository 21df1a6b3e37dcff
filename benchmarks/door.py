"""A hundred visitors at once at the real server, on SQLite and on PostgreSQL; and a visitor's pages on a slow phone."""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.cluster import durable_cluster
from benchmarks.command import end_cleanly, show
from benchmarks.figures import Figure, latencies, median
from benchmarks.installation import Installation, Server, installation
from benchmarks.machine import busy, describe

TITLE = "A hundred visitors at once"
PARTS = ("sqlite", "postgresql", "phone")
VISITORS, WORKERS = 100, 2
STEPS = ("wie.json", "beginnen.json", "openen.json", "schrijven.json")


def main() -> int:
    """Measure one part, or each in a process of its own: Django reads its settings once."""
    parser = argparse.ArgumentParser(description=TITLE)
    parser.add_argument("--quick", action="store_true", help="ten visitors: to see that it works")
    parser.add_argument("--part", choices=PARTS)
    given = parser.parse_args()
    end_cleanly()
    if given.part is None:
        print("\n".join([TITLE, *describe()]), flush=True)
        again = [sys.executable, "-m", "benchmarks.door", *(["--quick"] if given.quick else [])]
        return max(_apart([*again, "--part", part]) for part in PARTS)
    if given.part == "phone":
        from benchmarks.phone import measure as on_a_phone

        with installation() as here:
            return show(on_a_phone(here)) and not given.quick
    with ExitStack() as stack:
        addresses = stack.enter_context(durable_cluster()) if given.part == "postgresql" else {}
        here = stack.enter_context(installation(**addresses))
        return show(measure(given.part, here, 10 if given.quick else VISITORS)) and not given.quick


def _apart(argv: list[str]) -> int:
    """Run to the end, and end it once when this process is interrupted: it has a server and directories to clean up."""
    process = subprocess.Popen(argv, process_group=0)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise


def measure(store: str, here: Installation, visitors: int) -> list[Figure]:
    """All begin in the same moment, read, and write once more; then everything is counted in the database."""
    from tests.contact.making import Visitor, open_door
    from tests.personas import make_personas

    people = make_personas()
    open_door(people)
    print(f"\n{store}: {visitors} visitors, {WORKERS} workers. {busy()}", flush=True)
    asked = [_requests(Visitor(), people.amina) for _ in range(visitors)]
    sizes = [len(body) for requests in asked for _, body in requests if body]
    with here.serving(WORKERS) as server:
        times, seconds = _all_at_once(server, asked)
        bare = [[("/gezond", b"")] * len(STEPS) for _ in range(visitors)]
        floor, floor_seconds = _all_at_once(server, bare)
    lost = 2 * visitors - _kept()
    errors = visitors * len(STEPS) - sum(map(len, times.values()))
    figures = [
        Figure(f"{store}: submissions lost, of {2 * visitors}", lost, "", 0),
        Figure(f"{store}: answers that were no 200, of {visitors * len(STEPS)}", errors, "", 0),
    ]
    own = _own_time([_requests(Visitor(), people.amina) for _ in range(visitors)])
    for step in STEPS:
        figures += latencies(f"{store}: {step}, {visitors} at once", times[step])
        figures.append(Figure(f"{store}: {step}, own processor time, p50", 1000 * median(own[step]), "ms"))
    inserts = _inserts(store, here, sizes)
    return [
        *figures,
        Figure(f"{store}: requests of the door", visitors * len(STEPS) / seconds, "1/s"),
        *latencies(f"{store}: floor, /gezond, {visitors} at once", floor["gezond"]),
        Figure(f"{store}: floor, /gezond", visitors * len(STEPS) / floor_seconds, "1/s"),
        Figure(f"{store}: floor, bare INSERTs of the same bytes, one commit each", len(sizes) / inserts, "1/s"),
    ]


def _requests(visitor: Any, counsellor: Any) -> list[tuple[str, bytes]]:
    from tests.contact.making import CODE, a_beginning, a_letter
    from tests.making import a_manifest

    letter = a_letter(visitor)
    again = {"sealed": letter["sealed"]["manifests"][0]["sealed"]}
    letter["sealed"]["manifests"] = [a_manifest("conversation", 1, 2) | again]
    bodies = {
        "beginnen.json": a_beginning(visitor, [counsellor]),
        "openen.json": visitor.words,
        "schrijven.json": letter,
    }
    return [
        (f"/ingang/{CODE}/wie.json", b""),
        *((f"/gesprek/{step}", json.dumps(body).encode()) for step, body in bodies.items()),
    ]


def _all_at_once(server: Server, asked: list[list[tuple[str, bytes]]]) -> tuple[dict[str, list[float]], float]:
    """Seconds of each answer that was 200, by step, and of all together: from the question to the whole answer."""
    times: dict[str, list[float]] = {}
    gate = threading.Barrier(len(asked) + 1)

    def visit(requests: list[tuple[str, bytes]]) -> None:
        gate.wait()
        for address, body in requests:
            start = time.perf_counter()
            if _asked(server, address, body) == 200:
                times.setdefault(address.rpartition("/")[2], []).append(time.perf_counter() - start)

    with ThreadPoolExecutor(len(asked)) as pool:
        done = [pool.submit(visit, requests) for requests in asked]
        gate.wait()
        start = time.perf_counter()
        for one in done:
            one.result()
    return times, time.perf_counter() - start


def _own_time(asked: list[list[tuple[str, bytes]]]) -> dict[str, list[float]]:
    """Seconds that this process itself is at work for each step, one visitor after the other: what no queue adds to."""
    from django.test import Client

    client = Client(HTTP_HOST="praat.localhost")
    own: dict[str, list[float]] = {}
    for address, body in (one for requests in asked for one in requests):
        before = time.process_time()
        answer = client.post(address, body, content_type="application/json") if body else client.get(address)
        own.setdefault(address.rpartition("/")[2], []).append(time.process_time() - before)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}: {answer.content[:200]!r}")
    return own


def _asked(server: Server, address: str, body: bytes) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    with closing(connection):
        headers = {"Host": f"praat.localhost:{server.port}", "Content-Type": "application/json"}
        connection.request("POST" if body else "GET", address, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _kept() -> int:
    """How many beginnings, and letters after them, stand in the database."""
    from nabij.contact.models import Conversation
    from nabij.sealed.models import Record

    later = Record.objects.filter(kind="message").count() - Conversation.objects.count()
    return Conversation.objects.count() + later


def _inserts(store: str, here: Installation, sizes: list[int]) -> float:
    """Seconds to keep as many bytes in as many rows, one after the other, each on the disk before the next."""
    rows = [os.urandom(size) for size in sizes]
    if store == "postgresql":
        with psycopg.connect(here.settings["NABIJ_DATABASE_URL"], autocommit=True) as connection:
            connection.execute("CREATE TABLE bare (body bytea)")
            return _timed(lambda: [connection.execute("INSERT INTO bare VALUES (%s)", (row,)) for row in rows])
    with (
        tempfile.TemporaryDirectory(dir=here.settings["NABIJ_DATA"]) as folder,
        closing(sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)) as bare,
    ):
        bare.execute("CREATE TABLE bare (body BLOB)")
        return _timed(lambda: [bare.execute("INSERT INTO bare VALUES (?)", (row,)) for row in rows])


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
