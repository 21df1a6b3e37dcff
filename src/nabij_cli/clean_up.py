"""``./nabij clean-up``: destroys what saves that were cut left behind a day ago. Meant for every night."""

import argparse
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij_cli.preparation import held, prepare, start_django
from nabij_cli.restore import KEPT
from nabij_cli.server import RUNNING

KEPT_FILES = KEPT.replace(".sqlite3", "*.sqlite3")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Clean up and say how much; refused during a restore, and while the store from before one is still kept.

    What is in that store, and not in the one that was put back, would look left behind: its keys would be destroyed.
    """
    found = prepare()
    with held(found.data / RUNNING, shared=True, wait=False) as alone:
        if not alone:
            raise BadConfiguration(
                "Er wordt nu een reservekopie teruggezet. Er is niets opgeruimd. Probeer het opnieuw als dat klaar is."
            )
        _refuse_after_restore(found.data)
        return _clean_up()


def _refuse_after_restore(data: Path) -> None:
    if kept := sorted(data.glob(KEPT_FILES)):
        raise BadConfiguration(
            f"Er is een reservekopie teruggezet: {kept[0].name} is er nog. Er is niets opgeruimd. "
            f"Kijk of alles klopt en haal {kept[0]} dan weg."
        )


def _clean_up() -> int:
    start_django()
    from nabij.retention.actions import clean_up

    destroyed = clean_up()
    keys = _many(destroyed["shred_key"], "sleutel", "sleutels")
    print(f"Opgeruimd: {keys} en {_many(destroyed['file'], 'bestand', 'bestanden')} waar niets bij hoorde.")
    if destroyed["signal"]:
        print(f"Gewist omdat de bewaartermijn voorbij is: {_many(destroyed['signal'], 'signaal', 'signalen')}.")
    return 0


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
