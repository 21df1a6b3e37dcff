"""``./nabij demo``: a fictional practice on this computer. A demo is marked, and can never become production."""

import argparse
import importlib
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import DEMO_MARKER, DEMO_START, Configuration
from nabij_cli.matcher import MATCHER_KEYS, local_matcher
from nabij_cli.preparation import free_port, prepare, start_django
from nabij_cli.send_mail import EVERY_IN_A_DEMO, sending_beside
from nabij_cli.server import bring_up_to_date, run_server

if TYPE_CHECKING:
    from nabij_demo.fill import DemoPerson

PEOPLE = "demo-people.json"
STORES = ("nabij.sqlite3", "shred.sqlite3")
WORKERS = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default="8700")
    parser.add_argument("--data", type=Path, default=Path.home() / ".nabij-demo")
    parser.add_argument("--replay", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Mark the directory, fill it the first time, print who can sign in, and answer until Ctrl-C."""
    port = free_port(arguments.port)
    if arguments.replay is not None and not arguments.replay.is_file():
        raise BadConfiguration(f"Het bestand {arguments.replay} bestaat niet.")
    data = arguments.data.expanduser().absolute()
    mark(data)
    # a demo never reaches the stores or the host names of a real installation, whatever the environment says
    for name in [name for name in os.environ if name.startswith("NABIJ_")]:
        del os.environ[name]
    os.environ |= {"NABIJ_DATA": str(data), DEMO_START: "1"}
    _forget_half_a_demo(data)
    found = prepare()
    start_django()
    bring_up_to_date(found)
    people = _people(found)
    if arguments.replay is not None:
        _replay(arguments.replay)
    door = _a_door()
    with local_matcher(found):
        beside = sending_beside(EVERY_IN_A_DEMO)
        return run_server(data, "127.0.0.1", port, WORKERS, lambda: _show(found, port, people, door), beside=beside)


def mark(data: Path) -> None:
    """Make ``data`` a demo directory; raises ``BadConfiguration`` when anything else lies there."""
    try:
        os.umask(0o077)
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (data / DEMO_MARKER).is_file():
            return
        if any(data.iterdir()):
            raise BadConfiguration(f"De map {data} is niet leeg en geen demo. Kies een lege map met --data.")
        (data / DEMO_MARKER).write_text(
            "Deze map is een demo en kan geen echte installatie worden.\n", encoding="utf-8"
        )
    except OSError as error:
        raise BadConfiguration(
            f"De map {data} is niet te gebruiken voor de demo. Kies een andere met --data."
        ) from error


def _forget_half_a_demo(data: Path) -> None:
    """The list of people is written last: without it, filling was cut short and starts anew."""
    if not (data / PEOPLE).is_file():
        for name in STORES:
            for path in data.glob(f"{name}*"):
                path.unlink()


def _people(found: Configuration) -> list[dict[str, str]]:
    from django.db import connections

    path = found.data / PEOPLE
    if not path.is_file():
        people = [asdict(person) for person in _fill(found)]
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(people, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(path)
        connections.close_all()
    listed: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return listed


def _fill(found: Configuration) -> "list[DemoPerson]":
    """The practice, filled by a process of its own.

    Drawing a PDF starts threads that do not survive the fork with which the server makes its workers: had it been done
    in this process, every worker would wait for them for ever.
    """
    print("De demo maakt een praktijk met vijf jaar werk. Dit duurt even, alleen de eerste keer.", flush=True)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_filled, found.data / MATCHER_KEYS).result()


def _filled(matcher_keys: Path) -> "list[DemoPerson]":
    start_django()
    from nabij.kit.clock import today
    from nabij_demo.conversations.scenes import converse
    from nabij_demo.fill import fill
    from nabij_demo.letters import a_lesson, a_letter, a_letter_to_check
    from nabij_demo.signalled import signalled
    from nabij_demo.yearly import yearly

    people = fill(today(), matcher_keys=matcher_keys)
    yearly(today().year)
    a_letter()
    a_letter_to_check()
    signalled()
    a_lesson()
    return people + converse()


def _replay(path: Path) -> None:
    """Hand the file to ``nabij_demo.replay_command.main(path)``, which returns finished Dutch to print."""
    from django.db import connections

    print(importlib.import_module("nabij_demo.replay_command").main(path), flush=True)
    connections.close_all()


def _a_door() -> tuple[str, str] | None:
    from django.db import connections

    from nabij_demo.door import a_door

    found = a_door()
    connections.close_all()
    return found


def _show(found: Configuration, port: int, people: list[dict[str, str]], door: tuple[str, str] | None) -> None:
    from nabij.people.models import Role
    from nabij_demo.people import VISITOR

    labels = {str(value): str(label) for value, label in Role.choices}
    address = {audience: f"http://{host}:{port}" for audience, host in found.hosts.items()}
    lines = [
        "",
        "Dit is een demo: iedereen en alles hierin is verzonnen.",
        "",
        f"  Werkplek          {address['workspace']}",
        f"  Voor bezoekers    {address['visitor']}",
        f"  Voor het bestuur  {address['board']}",
        f"  Wissel van rol    {address['workspace']}/demo/rollen/",
        f"                    {address['board']}/demo/rollen/ (eindverantwoordelijken)",
        f"  Verstuurde mail   {address['workspace']}/demo/post/",
        "",
        "Log in met e-mailadres en wachtwoord. Open daarna de kluis met de zes woorden, of met de herstelcode.",
    ]
    for person in people:
        if person["role"] == VISITOR:
            continue
        lines += ["", f"  {person['name']}, {labels.get(person['role'], person['role'])}"]
        if person["role"] == Role.BOARD_CONTACT:
            lines += ["    logt in op het adres voor het bestuur"]
        lines += [f"    {person['email']}   wachtwoord: {person['password']}"]
        if person["words"]:
            lines += [f"    zes woorden: {person['words']}"]
        # a demo that was filled before these were printed has none in its list
        if person.get("recovery_code"):
            lines += [f"    herstelcode: {person['recovery_code']}"]
    if door:
        organisation, path = door
        lines += ["", f"Begin zelf een gesprek als bezoeker, bij {organisation}:", f"  {address['visitor']}{path}"]
    lines += _told_words([person for person in people if person["role"] == VISITOR])
    lines += ["", f"De gegevens staan in {found.data}. Stop met Ctrl-C.", "Nabij demo draait"]
    print("\n".join(lines), flush=True)
    sys.stdout.flush()


def _told_words(visitors: list[dict[str, str]]) -> list[str]:
    """How to come back as a visitor; a demo that was filled before there were any tells nothing."""
    if not visitors:
        return []
    lines = ["", "Kom terug als bezoeker: kies op het adres voor bezoekers 'Verder met mijn zeven woorden'."]
    return lines + [line for one in visitors for line in ("", f"  {one['name']}", f"    zeven woorden: {one['words']}")]
