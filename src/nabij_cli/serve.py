"""``./nabij serve``: a real installation."""

import argparse

from nabij.kit.errors import BadConfiguration
from nabij_cli.preparation import free_port, prepare, start_django, whole_number
from nabij_cli.server import bring_up_to_date, run_server, workers_by_default

MOST_WORKERS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default="8700")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--workers", default=str(workers_by_default()))


def run(arguments: argparse.Namespace) -> int:
    """Refuse what is broken, bring the stores up to date, and answer until told to stop."""
    workers = whole_number(arguments.workers, "Het aantal werkprocessen", 1, MOST_WORKERS)
    port = free_port(arguments.port, arguments.address)
    found = prepare()
    if found.debug:
        raise BadConfiguration("NABIJ_DEBUG=1 is alleen voor ontwikkelen. Haal het weg om te starten.")
    if found.demo:
        raise BadConfiguration(
            f"In {found.data} staat een demo. Kies voor een echte installatie een andere NABIJ_DATA."
        )
    start_django()
    bring_up_to_date(found)

    def when_ready() -> None:
        print(f"Nabij draait op {arguments.address}, poort {port}:")
        for host in found.hosts.values():
            print(f"  {host}")
        print("Stop met Ctrl-C.", flush=True)

    return run_server(found.data, arguments.address, port, workers, when_ready)
