"""Saving a note, and the list of cards, in a database of a national service; on SQLite and on PostgreSQL."""

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from uuid import UUID

from benchmarks.cluster import durable_cluster
from benchmarks.command import end_cleanly, show
from benchmarks.disk import sync_seconds
from benchmarks.figures import Figure, latencies, median
from benchmarks.installation import Installation, Server, installation
from benchmarks.machine import busy, describe

TITLE = "Saving a note and listing the cards"
STORES = ("sqlite", "postgresql")
MOST_P99 = 50
CLIENTS, WORKERS = 2, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How much there is, how much is measured."""

    counsellors: int
    matters: int
    saves: int
    at_work: int


FULL = Plan(counsellors=2_000, matters=100_000, saves=2_000, at_work=200)
QUICK = Plan(counsellors=40, matters=2_000, saves=100, at_work=20)


def main() -> int:
    """Measure one store, or each in a process of its own: Django reads its settings once."""
    parser = argparse.ArgumentParser(description=TITLE)
    parser.add_argument("--quick", action="store_true", help="a small database and few saves: to see that it works")
    parser.add_argument("--store", choices=STORES)
    given = parser.parse_args()
    end_cleanly()
    if given.store is None:
        print("\n".join([TITLE, *describe()]), flush=True)
        again = [sys.executable, "-m", "benchmarks.save", *(["--quick"] if given.quick else [])]
        return max(_apart([*again, "--store", store]) for store in STORES)
    with ExitStack() as stack:
        addresses = stack.enter_context(durable_cluster()) if given.store == "postgresql" else {}
        here = stack.enter_context(installation(**addresses))
        return show(measure(given.store, here, QUICK if given.quick else FULL)) and not given.quick


def _apart(argv: list[str]) -> int:
    """Run to the end, and end it once when this process is interrupted: it has a server and directories to clean up."""
    process = subprocess.Popen(argv, process_group=0)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise


def measure(store: str, here: Installation, plan: Plan) -> list[Figure]:
    """Fill the database, then save and list in this process, and once more over HTTP."""
    from benchmarks.filled import Size, fill

    started = time.perf_counter()
    filled = fill(Size(plan.counsellors, plan.matters))
    took = time.perf_counter() - started
    print(f"\n{store}: {plan.matters} matters of {plan.counsellors} counsellors, filled in {took:.0f} s. {busy()}")
    at_work = [Worker(one.counsellor, one.matters) for one in random.sample(filled, plan.at_work)]
    for worker in at_work:
        worker.sign_in()
    listed = [_timed(worker.list_cards) for worker in at_work for _ in range(5)]
    saved, own = _save_in_this_process(at_work, plan.saves)
    with here.serving(WORKERS) as server:
        over_http, seconds = _save_over_http(server, at_work, plan.saves)
    each = plan.matters // plan.counsellors
    return [
        *latencies(f"{store}: noteren.json, in this process", saved, MOST_P99),
        Figure(f"{store}: noteren.json, own processor time, p50", 1000 * median(own), "ms"),
        Figure(f"{store}: writes in this process, one after the other", len(saved) / sum(saved), "1/s"),
        *latencies(f"{store}: noteren.json, HTTP, {CLIENTS} clients, {WORKERS} workers", over_http, MOST_P99),
        Figure(f"{store}: writes over HTTP", len(over_http) / seconds, "1/s"),
        Figure(f"{store}: one page kept by this disk (fsync), p50", 1000 * median(sync_seconds()), "ms"),
        *latencies(f"{store}: kaarten.json of {each} matters, in this process", listed),
    ]


@dataclass(slots=True)
class Worker:
    """A counsellor at a browser, who knows how far the chain of each of the matters is."""

    counsellor: UUID
    matters: list[UUID]
    counters: dict[UUID, int] = field(default_factory=dict)
    client: Any = None

    def sign_in(self) -> None:
        from django.test import Client

        from nabij.people.models import User

        self.client = Client(HTTP_HOST="werk.localhost")
        self.client.force_login(User.objects.get(pk=self.counsellor))
        self.list_cards()

    def list_cards(self) -> None:
        """The request that *Vandaag* makes; ``SystemExit`` when it does not list all matters."""
        answer = self.client.get("/kwesties/kaarten.json")
        if answer.status_code != 200 or len(answer.json()["matters"]) != len(self.matters):
            raise SystemExit(f"kaarten.json answered {answer.status_code}: {answer.content[:200]!r}")

    def note(self) -> tuple[str, bytes]:
        """Address and body of a note in one of the matters, right in every field."""
        from tests.making import a_manifest, a_record, an_encounter, sealed

        from benchmarks.filled import CONTENT, ENCOUNTERS

        box = random.choice(self.matters)
        self.counters[box] = counter = self.counters.get(box, ENCOUNTERS) + 1
        record = a_record() | {"sealed": sealed(CONTENT)}
        manifest = a_manifest("notes", 1, counter) | {"sealed": sealed(CONTENT)}
        body = {
            "encounter": an_encounter(),
            "turn": "visitor",
            "due": None,
            "aftercare_month": None,
            "sealed": {"records": [record], "manifests": [manifest]},
            "draft": None,
        }
        return f"/kwesties/{box}/noteren.json", json.dumps(body).encode()

    def proof(self, address: str, body: bytes) -> dict[str, str]:
        """What this counsellor's browser signs; outside what is timed, because a browser signs on its own machine."""
        from tests.making import proof_by

        from benchmarks.filled import KEYS

        return proof_by(KEYS.signer, self.counsellor, address, body)


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _save_in_this_process(at_work: list[Worker], saves: int) -> tuple[list[float], list[float]]:
    """Seconds by the clock of each save, and seconds that this process itself was at work for it."""
    found, own = [], []
    for number in range(saves):
        worker = at_work[number % len(at_work)]
        address, body = worker.note()
        proof = worker.proof(address, body)
        start, before = time.perf_counter(), time.process_time()
        answer = worker.client.post(address, body, content_type="application/json", headers=proof)
        found.append(time.perf_counter() - start)
        own.append(time.process_time() - before)
        _check(answer.status_code, answer.content)
    return found, own


def _save_over_http(server: Server, at_work: list[Worker], saves: int) -> tuple[list[float], float]:
    """Seconds of each save, and of all together: every client sends its next save when the last is answered."""
    found: list[list[float]] = [[] for _ in range(CLIENTS)]
    notes = [[(worker, *worker.note()) for worker in _share(at_work, saves, client)] for client in range(CLIENTS)]
    clients = [
        threading.Thread(target=_client, args=(server, notes[client], found[client])) for client in range(CLIENTS)
    ]
    start = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - start
    times = [one for some in found for one in some]
    if len(times) != sum(map(len, notes)):
        raise SystemExit("A client stopped before all its notes were saved.")
    return times, seconds


def _share(at_work: list[Worker], saves: int, client: int) -> list[Worker]:
    """Whose notes one client sends; no counsellor is at two clients, because a matter's chain has an order."""
    mine = at_work[client::CLIENTS]
    return [mine[number % len(mine)] for number in range(saves // CLIENTS)]


def _client(server: Server, notes: list[tuple[Worker, str, bytes]], found: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    for worker, address, body in notes:
        session = worker.client.cookies["sessionid"].value
        headers = {
            **server.signed_in(session),
            "Content-Type": "application/json",
            "Accept": "application/json",
            **worker.proof(address, body),
        }
        start = time.perf_counter()
        connection.request("POST", address, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        found.append(time.perf_counter() - start)
        _check(answer.status, said)
    connection.close()


def _check(status: int, said: bytes) -> None:
    if status != 200 or json.loads(said).get("already") is not False:
        raise SystemExit(f"noteren.json answered {status}: {said[:200]!r}")


if __name__ == "__main__":
    sys.exit(main())
