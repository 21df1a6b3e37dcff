"""``./nabij released keep|put-back BESTAND``: figures that went out stay in the ledger, whatever the database is.

``restore`` carries them over by itself where both stores are files. A PostgreSQL store is put back with its own tools,
which know nothing of this: so the ledger is kept in a file before, and put back behind the older copy after.

Proof note. Before: a file, and the store that was put back. After: each ledger of the store ends where that of the file
did, by the very lines, each of which follows from the one before it by its digest; or nothing was changed, and it is
said how many lines would be gone. A ledger that went on since the file was made is left as it is. Where the store has
no line of a ledger nothing but its name tells whose it is: a number may have been given out again since the older copy
was made, so lines go behind an organisation of that name only.
"""

import argparse
import base64
import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nabij.kit.errors import BadConfiguration
from nabij_cli.preparation import prepare, start_django

if TYPE_CHECKING:
    from nabij.releases.models import Ledger

_FIELDS = ("sequence", "kind", "receiver", "entry", "previous", "hash")
_KEPT_BY = ("id", "practice_id", "organisation_id", "author_id", "restates_id")
UNREADABLE = (
    "Dit bestand is niet heel, of het is geen register dat ./nabij released keep maakte. Er is niets veranderd. Neem "
    "een ander bestand."
)

OTHER = (
    "Organisatie {number} heet in het bestand “{kept}” en in de database “{here}”. Er is niets veranderd. Is het "
    "dezelfde, geef haar dan in Nabij eerst weer de naam van het bestand. Is het een andere, zet dan een nieuwere "
    "kopie van de database terug: haar cijfers worden anders vergeleken met die van de verkeerde."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("keep", "put-back"))
    parser.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Keep every ledger in a new file, or put back what the store lacks of one."""
    prepare()
    start_django()
    if arguments.do == "keep":
        kept = kept_lines()
        _write(arguments.file, kept)
        print(
            f"Bewaard: {_many(len(kept['releases']))} van het register. Dit bestand bevat echte aantallen en geheimen."
        )
        return 0
    try:
        added = put_back(json.loads(arguments.file.read_bytes()))
    except FileNotFoundError:
        raise BadConfiguration(f"Het bestand {arguments.file} is er niet. Er is niets veranderd.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadConfiguration(UNREADABLE) from None
    print(f"Weer in het register: {_many(added)}.")
    return 0


def _many(lines: int) -> str:
    return "1 regel" if lines == 1 else f"{lines} regels"


def _write(path: Path, kept: dict[str, Any]) -> None:
    """On disk, for its owner alone, when this returns; never over another file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadConfiguration(f"Het bestand {path} is er al. Er is niets bewaard. Kies een andere naam.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=True)
        file.flush()
        os.fsync(file.fileno())


def kept_lines() -> dict[str, Any]:
    """Every ledger with its secret, and every line, oldest first; read at one moment."""
    from django.db import transaction

    from nabij.releases.models import Ledger, Release

    with transaction.atomic():
        # nothing goes out meanwhile
        ledgers = list(Ledger.objects.select_for_update(of=("self",)).select_related("organisation").order_by("pk"))
        releases = Release.objects.order_by("organisation_id", "sequence")
        return {
            "ledgers": [
                {
                    "organisation_id": one.pk,
                    "organisation": one.organisation.name,
                    "practice_id": str(one.practice_id),
                    "sequence": one.sequence,
                    "hash": one.hash,
                    "seed": base64.b64encode(bytes(one.seed)).decode(),
                }
                for one in ledgers
            ],
            "releases": [
                {name: getattr(one, name) for name in _FIELDS}
                | {name: _plain(getattr(one, name)) for name in _KEPT_BY}
                | {"at": one.at.isoformat(timespec="microseconds")}
                for one in releases
            ],
        }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def put_back(kept: dict[str, Any]) -> int:
    """How many lines were added to the store. Raises ``BadConfiguration`` with how many do not fit; then none were."""
    from django.db import IntegrityError, transaction

    from nabij_disclosure.errors import BrokenLedger

    lines: dict[int, list[dict[str, Any]]] = {}
    for one in kept["releases"]:
        lines.setdefault(one["organisation_id"], []).append(one)
    if not lines.keys() <= {one["organisation_id"] for one in kept["ledgers"]}:
        raise ValueError("lines of a ledger that is not in the file")
    added = wrong = 0
    missing = 0
    try:
        with transaction.atomic():
            for one in kept["ledgers"]:
                own = lines.get(one["organisation_id"], [])
                found = _behind(one, own)
                if found is None:
                    wrong += len(own)
                    continue
                missing += len(found)
                added += _add(one, found)
            if wrong:
                raise _misfit(wrong)
    except (IntegrityError, BrokenLedger):
        raise _misfit(wrong + missing) from None
    return added


def _misfit(lines: int) -> BadConfiguration:
    return BadConfiguration(
        f"Dit past niet in de database die er nu staat: {_many(lines)} van het register. Er staat een andere reeks, of "
        "de organisatie of de auteur is er niet. Er is niets veranderd. Zet een nieuwere kopie van de database terug. "
        "Breng geen verslag uit voordat dit klopt: het wordt dan met te weinig vergeleken, en kan iemand verraden."
    )


def _behind(kept: dict[str, Any], lines: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The lines that the store lacks of one ledger; None where it has another chain, or not the organisation."""
    from nabij.people.models import Organisation
    from nabij.releases.models import Ledger

    name = kept["organisation"]
    if [one["sequence"] for one in lines] != list(range(1, kept["sequence"] + 1)):
        raise ValueError("lines of the ledger are missing")
    here = Organisation.objects.filter(pk=kept["organisation_id"], practice_id=kept["practice_id"]).first()
    if here is None:
        return None
    ledger = Ledger.objects.select_for_update().filter(pk=kept["organisation_id"]).first()
    at = ledger.sequence if ledger else 0
    common = min(at, len(lines))
    if lines and not common and here.name != name:
        raise BadConfiguration(OTHER.format(number=here.pk, kept=name, here=here.name))
    if ledger and common and not _has(ledger, common, lines[common - 1]["hash"]):
        return None
    return lines[at:]


def _has(ledger: "Ledger", sequence: int, digest: str) -> bool:
    return ledger.organisation.release_set.filter(sequence=sequence, hash=digest).exists()


def _add(kept: dict[str, Any], lines: list[dict[str, Any]]) -> int:
    """Add lines with the end of their chain, and the ledger itself where the store has none yet."""
    from nabij.releases.models import Ledger, Release
    from nabij_disclosure.errors import BrokenLedger

    seed = base64.b64decode(kept["seed"], validate=True)
    ledger, _ = Ledger.objects.get_or_create(
        pk=kept["organisation_id"], defaults={"practice_id": kept["practice_id"], "seed": seed}
    )
    if lines and ledger.sequence == 0 and bytes(ledger.seed) != seed:
        # begun anew meanwhile, and nothing went out of it: what goes out is drawn as it was drawn before
        Ledger.objects.filter(pk=ledger.pk).update(seed=seed)
    count = 0
    for one in lines:
        row = Release(**{name: one[name] for name in (*_FIELDS, *_KEPT_BY)}, at=datetime.fromisoformat(one["at"]))
        if row.previous != ledger.hash:
            raise BrokenLedger("a line does not follow from the one before it")
        row.save(force_insert=True)
        ledger.sequence, ledger.hash = row.sequence, row.hash
        count += 1
    if count:
        Ledger.objects.filter(pk=ledger.pk).update(sequence=ledger.sequence, hash=ledger.hash)
        # every digest anew, from what lies in the store now
        Ledger.objects.get(pk=ledger.pk).history()
    return count
