"""``./nabij serve``: a real installation."""

import argparse
import os
from uuid import UUID

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import DEMO_START, Configuration
from nabij_cli.matcher import local_matcher
from nabij_cli.preparation import free_port, prepare, start_django, whole_number
from nabij_cli.send_mail import EVERY, sending_beside
from nabij_cli.server import bring_up_to_date, run_server, workers_by_default
from nabij_cli.waiting_room import PATIENCE

MOST_WORKERS = 64
MOST_PATIENCE = 600
# written out, because what makes the demo can also open vaults: a server never loads that
DEMO_PRACTICE = UUID("c75e3a7b-6325-4971-806a-c937cab3d374")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default="8700")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--workers", default=str(workers_by_default()))
    parser.add_argument("--patience", default=str(int(PATIENCE)))


def run(arguments: argparse.Namespace) -> int:
    """Refuse what is broken, bring the stores up to date, and answer until told to stop."""
    workers = whole_number(arguments.workers, "Het aantal werkprocessen", 1, MOST_WORKERS)
    patience = whole_number(arguments.patience, "Het aantal seconden voor een verzoek", 1, MOST_PATIENCE)
    port = free_port(arguments.port, arguments.address)
    os.environ.pop(DEMO_START, None)
    found = prepare()
    if found.debug:
        raise BadConfiguration("NABIJ_DEBUG=1 is alleen voor ontwikkelen. Haal het weg om te starten.")
    if found.demo:
        raise BadConfiguration(
            f"In {found.data} staat een demo. Kies voor een echte installatie een andere NABIJ_DATA."
        )
    start_django()
    bring_up_to_date(found)
    _refuse_demo_data(found)

    def when_ready() -> None:
        print(f"Nabij draait op {arguments.address}, poort {port}:")
        for host in found.hosts.values():
            print(f"  {host}")
        print("Stop met Ctrl-C.", flush=True)

    beside = sending_beside(EVERY) if found.mail else None
    with local_matcher(found):
        return run_server(found.data, arguments.address, port, workers, when_ready, patience, beside)


def _refuse_demo_data(found: Configuration) -> None:
    """A copy of a demo's stores has people whose passwords everyone can know."""
    from django.db import connections

    from nabij.people.models import Practice

    if Practice.objects.filter(pk=DEMO_PRACTICE).exists():
        raise BadConfiguration(
            f"In de database van {found.data} staan gegevens van de demo. Kies voor een echte installatie een andere."
        )
    connections.close_all()
