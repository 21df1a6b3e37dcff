"""What the check needs beside Python: installed with apt-get on Debian as root, named in a sentence elsewhere."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from nabij_cli.check.bench import Bench, Failed, Workplace
from nabij_cli.check.postgres import programs

OLDEST_NODE = 20


@dataclass(frozen=True, slots=True)
class Need:
    """One program: which parts use it, how to see that it is there, and its Debian package."""

    name: str
    parts: frozenset[str]
    there: Callable[[], bool]
    package: str


def _any_of(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _node() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    return bool(version) and int(version[1]) >= OLDEST_NODE if version else False


PYTHON_TESTS = frozenset({"python", "python-sqlite", "python-postgresql"})
NEEDS = [
    # draws the pages of the report as others see them
    Need("poppler (pdftoppm, pdftotext)", PYTHON_TESTS, _any_of("pdftoppm"), "poppler-utils"),
    Need("age", frozenset({"python", "browser"}), _any_of("age"), "age"),
    Need(
        "PostgreSQL 15 or newer",
        frozenset({"python-postgresql", "browser"}),
        lambda: programs() is not None,
        "postgresql",
    ),
    Need("Chromium", frozenset({"browser"}), _any_of("chromium"), "chromium"),
    Need("Node 20 or newer with npm", PYTHON_TESTS | {"javascript", "vendor", "browser"}, _node, ""),
]


def missing(part: str) -> list[str]:
    """What this part needs and this machine lacks, one sentence each."""
    return [f"Install {need.name}." for need in NEEDS if part in need.parts and not need.there()]


def fetch_missing(bench: Bench, parts: list[str]) -> None:
    """On Debian as root: install what these parts lack. Elsewhere nothing happens; ``missing`` tells."""
    packages = [need.package for need in NEEDS if need.package and need.parts & set(parts) and not need.there()]
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(packages)} with apt-get.", flush=True)
    place = Workplace(bench, "machine")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        place.run("apt-get", "update", "-q", env=quiet)
        place.run("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages, env=quiet)
    except Failed:
        print("\n".join(place.lines), flush=True)
