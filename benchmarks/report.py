"""The annual report while one makes it: the page of figures, a change of grouping, going out, and its files."""

import json
import re
import time
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from benchmarks.command import run
from benchmarks.figures import Figure, median
from benchmarks.installation import Server, installation

TITLE = "Making an annual report"
SIZES, QUICK_SIZES = (40, 120, 400), (40,)
RUNS, QUICK_RUNS = 5, 1
FIRST, LAST = 2023, 2025
UNITS = {"Noord": 120, "Oost": 140, "West": 60, "Zuid": 80}
MOST = 1000
PART = re.compile(r'name="part" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Author:
    """One who makes reports, signed in at the real server."""

    server: Server
    session: str

    def ask(self, address: str, **posted: object) -> tuple[float, str]:
        """Milliseconds until the whole answer is there, redirects followed, and what it says; or ``SystemExit``."""
        began = time.perf_counter()
        method, status, said = ("POST" if posted else "GET"), 0, ""
        while not status or status in {301, 302}:
            status, place, said = self._send(
                method, address, urlencode(posted, doseq=True) if method == "POST" else None
            )
            method, address = "GET", place or address
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        return 1000 * (time.perf_counter() - began), said

    def _send(self, method: str, address: str, body: str | None) -> tuple[int, str | None, str]:
        headers = {
            **self.server.signed_in(self.session),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location"), answer.read().decode("latin-1")
        finally:
            connection.close()


def measure(quick: bool) -> list[Figure]:
    """Over HTTP: reports of organisations with so many matters in each of three years, two of which are out."""
    with installation() as here:
        session, reports = _reports(QUICK_SIZES if quick else SIZES)
        with here.serving() as server:
            author = Author(server, session)
            return [
                figure
                for size, report in reports.items()
                for figure in _of_one(size, report, author, QUICK_RUNS if quick else RUNS)
            ]


def _reports(sizes: tuple[int, ...]) -> tuple[str, dict[int, str]]:
    """The session of their author, and the address of the report in the making by the number of its matters."""
    from django.test import Client
    from tests.personas import make_personas
    from tests.reporting.registers import a_year, begun, publish, set_ready

    from nabij.people.models import Appointment, Organisation, Unit

    people, found = make_personas(), {}
    for size in sizes:
        practice = people.practice
        organisation = Organisation.objects.create(practice=practice, name=f"Met {size}", sector="care", head_count=400)
        for name, heads in UNITS.items():
            Unit.objects.create(practice=practice, organisation=organisation, name=name, head_count=heads)
        Appointment.objects.create(practice=practice, organisation=organisation, counsellor=people.amina)
        for year in range(FIRST, LAST + 1):
            a_year(people.amina, organisation, size, year)
            report = begun(people.amina, organisation, year)
            if year < LAST:
                publish(set_ready(report, people.amina), people.amina)
        found[size] = f"/jaarverslagen/{report.pk}/"
    client = Client()
    client.force_login(people.amina)
    return client.cookies["sessionid"].value, found


def _of_one(size: int, report: str, author: Author, runs: int) -> list[Figure]:
    name = f"{size} matters"
    counts = [author.ask(f"{report}cijfers/")[0] for _ in range(runs)]
    whole = [author.ask(f"{report}cijfers/?nagekeken")[0] for _ in range(runs)]
    changes = [_change(report, author, turn) for turn in range(2 * runs)]
    offers = [_offers(report, author) for _ in range(runs)]
    return [
        Figure(f"{name}: the page of figures, raw counts there", median(counts), "ms", MOST),
        Figure(f"{name}: the same, figures judged", median(whole), "ms", MOST),
        Figure(f"{name}: grouping changed, to the new page judged", median(changes), "ms", MOST),
        Figure(f"{name}: the same, slowest of {len(changes)}", max(changes), "ms"),
        Figure(f"{name}: redesigns of one figure looked for", median([one for each in offers for one in each]), "ms"),
        Figure(f"{name}: redesigns of all figures", median([sum(each) for each in offers]), "ms"),
    ]


def _change(report: str, author: Author, turn: int) -> float:
    """Milliseconds from the click to the page with the figures judged anew.

    Two parts of the ``turn``th classification are put together that were apart: nobody asked for this plan before.
    """
    page = author.ask(f"{report}cijfers/?nagekeken")[1]
    version = re.search(r'name="version" value="(\d+)"', page)
    parts = [
        (found[1], PART.findall(form))
        for form in page.split("<form ")
        if (found := re.search(r'name="classification" value="(\w+)"', form)) and len(PART.findall(form)) > 1
    ]
    if version is None or not parts:
        raise SystemExit("nothing can be changed on the page of figures")
    classification, labels = parts[turn % len(parts)]
    change = {"classification": classification, "do": "together", "part": [unescape(one) for one in labels[:2]]}
    began = time.perf_counter()
    page = author.ask(f"{report}cijfers/indelen/", version=version[1], **change)[1]
    if "?nagekeken" in page:
        # the raw counts came first, and the page asks for the rest
        author.ask(f"{report}cijfers/?nagekeken")
    return 1000 * (time.perf_counter() - began)


def _offers(report: str, author: Author) -> list[float]:
    names = re.findall(r'<data value="(\w+)">', author.ask(f"{report}cijfers/?nagekeken")[1])
    took = [author.ask(f"{report}cijfers/voorstellen.json?indeling={name}") for name in names]
    if not any(json.loads(said)["version"] for _, said in took):
        raise SystemExit("no answer about redesigns")
    return [one for one, _ in took]


if __name__ == "__main__":
    run(TITLE, measure)
