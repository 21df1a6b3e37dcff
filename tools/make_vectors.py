"""Writes vectors/*.json, the test vectors that both implementations of the vault are held to.

python tools/make_vectors.py [--new] [--out DIRECTORY]

Everything drawn comes from fixed seeds, so a second run writes the same bytes. Files made by the standard `age`
program are random: those already there are kept, unless --new is given.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.vault.vector_contents import inviting, keeping, lessons, letters, sealing, sharing, visiting  # noqa: E402  the paths above come first

type Vector = dict[str, object]

FILES: dict[str, Callable[[], list[Vector]]] = {
    "padding": sealing.padding,
    "envelope": sealing.envelope,
    "record": sealing.record,
    "manifest": sealing.manifest,
    "bundle": keeping.bundle,
    "keyring": keeping.keyring,
    "draft": keeping.draft,
    "slot": keeping.slot,
    "recovery": keeping.recovery,
    "grant": sharing.grant,
    "consent": sharing.consent,
    "fingerprint": sharing.fingerprint_vectors,
    "file": sharing.file,
    "write": sharing.write_vectors,
    "visitor": visiting.visitor,
    "invitation": inviting.invitation,
    "letter": letters.letter_vectors,
    "lesson": lessons.lesson_vectors,
}


def main() -> None:
    """Writes every file of vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--new", action="store_true", help="make the files of the age program anew")
    parser.add_argument("--out", type=Path, default=ROOT / "vectors", help="where to write them")
    arguments = parser.parse_args()
    for name, make in FILES.items():
        path = arguments.out / f"{name}.json"
        vectors = make()
        if name == "file":
            kept = [] if arguments.new or not path.exists() else json.loads(path.read_text())
            vectors += [one for one in kept if one["name"] == sharing.BY_AGE] or [sharing.file_by_age(_age)]
        names = [vector["name"] for vector in vectors]
        if len(set(names)) < len(names):
            raise SystemExit(f"{name}: two vectors have one name")
        path.write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n")


def _age(recipient: str, content: bytes) -> bytes:
    return subprocess.run(["age", "-r", recipient], input=content, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    main()
