"""How much memory a worker of the server takes after a morning's work, files of 25 MB included."""

import os
import random
import re
import threading
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.command import run
from benchmarks.figures import Figure
from benchmarks.installation import Server, installation

TITLE = "Memory of the server's workers"
MOST = 200
MATTERS, CLIENTS, WORKERS = 50, 8, 2
REQUESTS, QUICK_REQUESTS = 500, 60
FILES, FILE = 5, 25 * 1000 * 1000
AGE_CHUNK, AGE_TAG = 64 * 1024, 16

type Request = tuple[str, str, bytes]


def measure(quick: bool) -> list[Figure]:
    """Pages, lists, notes and five large files, from eight clients at once; then what each worker holds and held."""
    with installation() as here:
        from django.db import transaction
        from django.test import Client
        from tests.making import make_matter
        from tests.personas import make_personas

        with transaction.atomic():
            people = make_personas()
            matters = [str(make_matter(people.amina).pk) for _ in range(MATTERS)]
        client = Client()
        client.force_login(people.amina)
        requests = _requests(matters, QUICK_REQUESTS if quick else REQUESTS)
        with here.serving(WORKERS) as server:
            before = [_status(worker) for worker in server.workers()]
            _send(server, client.cookies["sessionid"].value, requests)
            after = {worker: _status(worker) for worker in server.workers()}
            return [
                Figure(
                    f"highest ever of a worker (VmHWM), {len(requests)} requests", _most(after, "VmHWM"), "MB", MOST
                ),
                Figure("a worker before its first request (VmRSS)", max(one["VmRSS"] for one in before), "MB"),
                Figure("a worker afterwards (VmRSS)", _most(after, "VmRSS"), "MB"),
                Figure("a worker afterwards, its share of what is shared (PSS)", _most(after, "Pss"), "MB"),
                Figure("all processes of the server together (PSS)", _together(server), "MB"),
            ]


def _most(workers: dict[int, dict[str, float]], name: str) -> float:
    return max(one[name] for one in workers.values())


def _together(server: Server) -> float:
    return sum(_status(process)["Pss"] for process in (server.pid, *server.workers()))


def _status(process: int) -> dict[str, float]:
    """``VmRSS``, ``VmHWM`` and ``Pss`` of a process in MB."""
    text = "".join(Path(f"/proc/{process}/{name}").read_text(encoding="ascii") for name in ("status", "smaps_rollup"))
    found = re.findall(r"^(VmRSS|VmHWM|Pss):\s*(\d+) kB", text, re.MULTILINE)
    return {name: int(size) * 1024 / 1e6 for name, size in found}


def _requests(matters: list[str], count: int) -> list[Request]:
    """A mix in a fixed order: what a counsellor's browser asks for in a morning."""
    from tests.making import new_id

    chance = random.Random(1)
    file = _sealed_file(FILE)
    found: list[Request] = [("PUT", f"/kwesties/{matters[0]}/bestanden/{new_id()}", file) for _ in range(FILES)]
    while len(found) < count:
        one = chance.choice(matters)
        addresses = ["/vandaag/", "/kwesties/kaarten.json", "/kluis/staat.json", f"/kwesties/{one}/stukken.json"]
        found.append(("GET", chance.choice(addresses), b""))
    chance.shuffle(found)
    return found


def _sealed_file(content: int) -> bytes:
    """The shape of an age file to one person around so many bytes, padded."""
    from tests.making import age_bytes

    from nabij.kit.envelope import padded

    size = padded(content)
    head = age_bytes(0)[: -2 * AGE_TAG]
    return head + os.urandom(AGE_TAG + size + AGE_TAG * -(-size // AGE_CHUNK))


def _send(server: Server, session: str, requests: list[Request]) -> None:
    """Send everything from several clients at once; ``SystemExit`` when anything is not answered with 200."""
    wrong: list[str] = []
    shares = [requests[number::CLIENTS] for number in range(CLIENTS)]
    clients = [threading.Thread(target=_client, args=(server, session, share, wrong)) for share in shares]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if wrong:
        raise SystemExit(f"{len(wrong)} requests failed, the first: {wrong[0]}")


def _client(server: Server, session: str, requests: list[Request], wrong: list[str]) -> None:
    headers = {
        **server.signed_in(session),
        "Accept": "application/json",
        "Content-Type": "application/octet-stream",
    }
    for method, address, body in requests:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        try:
            connection.request(method, address, body or None, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{method} {address}: {answer.status}")
        except OSError as error:
            wrong.append(f"{method} {address}: {error}")
        finally:
            connection.close()


if __name__ == "__main__":
    run(TITLE, measure)
