"""The parts of the check. Each takes its workplace and returns a note for the summary, or raises ``Failed``."""

import json
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from nabij_cli.check.bench import ROOT, Failed, Workplace
from nabij_cli.check.documents import complaints
from nabij_cli.check.postgres import temporary_cluster

type Part = Callable[[Workplace], str]

PYTHON = sys.executable
LINT_IMPORTS = Path(PYTHON).parent / "lint-imports"
# Two browsers on two cores: more of them wait for each other until their time is up.
BROWSERS = "2"
# A file stays with one worker as long as none is idle: what its tests share is made once, and no long file runs alone.
DEALT = ("--dist", "worksteal")
AT_ONCE = ("-n", "auto", *DEALT)
_packages = threading.Lock()


def formatting(place: Workplace) -> str:
    """The layout and the small errors that ruff knows."""
    place.run(PYTHON, "-m", "ruff", "format", "--check", ".")
    place.run(PYTHON, "-m", "ruff", "check", ".")
    return ""


def types(place: Workplace) -> str:
    """mypy, strict."""
    place.run(PYTHON, "-m", "mypy")
    return ""


def imports(place: Workplace) -> str:
    """The floors of the house."""
    said = place.run(LINT_IMPORTS)
    kept = re.search(r"Contracts: (\d+) kept", said)
    return f"{kept[1]} contracts" if kept else ""


def system(place: Workplace) -> str:
    """Django's own checks and ours, and no model without its migration."""
    place.run(PYTHON, "manage.py", "check", "--database", "default", "--database", "shred")
    place.run(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")
    return ""


def python(place: Workplace) -> str:
    """The Python tests that touch no configured store; some of them let Node answer."""
    fetch_packages(place)
    return count_tests(place.run(PYTHON, "-m", "pytest", "-m", "not browser and not store", *AT_ONCE))


def python_sqlite(place: Workplace) -> str:
    """Those that do, on SQLite."""
    fetch_packages(place)
    return count_tests(place.run(PYTHON, "-m", "pytest", "-m", "not browser and store", *AT_ONCE))


def python_postgresql(place: Workplace) -> str:
    """The same tests on a PostgreSQL cluster of their own; those above the store only with ``NABIJ_THOROUGH``."""
    fetch_packages(place)
    with temporary_cluster(place.bench) as cluster:
        chosen = "not browser and store" + ("" if os.environ.get("NABIJ_THOROUGH") else " and not above")
        return count_tests(place.run(PYTHON, "-m", "pytest", "-m", chosen, *AT_ONCE, env=cluster.settings))


def javascript(place: Workplace) -> str:
    """The browser's modules: their types, and their tests in Node."""
    fetch_packages(place)
    place.run(ROOT / "node_modules" / ".bin" / "tsc", "-p", ".")
    files = sorted(path for path in (ROOT / "tests" / "js").rglob("*.test.*") if path.suffix in {".js", ".mjs"})
    if not files:
        raise Failed("no test ran")
    said = place.run("node", "--test", "--test-reporter=tap", *files)
    return _counted(said, r"^# (pass|fail|skipped) (\d+)$", "pass")


def vendor(place: Workplace) -> str:
    """The vendored bundles are what their recipe builds."""
    fetch_packages(place)
    place.run("node", "tools/vendor/build.mjs", "--check")
    return ""


def browser(place: Workplace) -> str:
    """The tests that drive a real Chromium; what failed beside another browser is tried once more alone, and told."""
    fetch_packages(place)
    tests = (PYTHON, "-m", "pytest", "-m", "browser")
    try:
        return count_tests(place.run(*tests, "-n", BROWSERS, *DEALT))
    except Failed:
        again = count_tests(place.run(*tests, "--last-failed", "--last-failed-no-failures", "none"))
        return f"all but {again} at once; those passed at the second try, alone"


def documentation(place: Workplace) -> str:
    """The documents agree with each other and with the code."""
    place.run(PYTHON, "-m", "tests.access_matrix")
    found = complaints(ROOT)
    place.lines += found
    if found:
        raise Failed(f"{len(found)} complaints")
    return ""


PARTS: dict[str, Part] = {
    "formatting": formatting,
    "types": types,
    "imports": imports,
    "system": system,
    "python": python,
    "python-sqlite": python_sqlite,
    "python-postgresql": python_postgresql,
    "javascript": javascript,
    "vendor": vendor,
    "browser": browser,
    "documentation": documentation,
}
# each of these keeps every core busy by itself: they take turns
IN_TURN = ["python-sqlite", "python", "python-postgresql"]
# a browser that shares its two cores with other tests answers too late
ALONE = {"browser"}


def count_tests(said: str) -> str:
    """How many tests pytest ran, from its last line; ``Failed`` when it ran none."""
    return _counted(said.strip().splitlines()[-1] if said.strip() else "", r"(\d+) (passed|skipped|xfailed)", "passed")


def _counted(said: str, pattern: str, passed: str) -> str:
    pairs = re.findall(pattern, said, re.MULTILINE)
    counts = {word: int(number) for pair in pairs for number, word in [sorted(pair)]}
    if not counts.get(passed):
        raise Failed("no test ran")
    return f"{counts[passed]} tests" + (f", {counts['skipped']} skipped" if counts.get("skipped") else "")


def fetch_packages(place: Workplace) -> None:
    """``npm ci`` when node_modules is not what the lock file says."""
    with _packages:
        if not packages_are_there(ROOT):
            place.run("npm", "ci", "--no-audit", "--no-fund")


def packages_are_there(root: Path) -> bool:
    """Whether each package of the lock file that this machine needs is installed in its version."""
    installed = root / "node_modules" / ".package-lock.json"
    if not installed.is_file():
        return False
    there = json.loads(installed.read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return all(
        there.get(name, {}).get("version") == package["version"]
        for name, package in wanted.items()
        if name and not package.get("optional")
    )
