"""What this machine is and how busy it is: a figure says little without it."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from nabij.site.configuration import sqlite_journal
from nabij_cli.check.postgres import programs

CHROMIUM = shutil.which("chromium") or "chromium"


def describe() -> list[str]:
    """The machine in a few lines."""
    return [
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, {platform.system()} {platform.release()}",
        f"{os.cpu_count()} cores, {_processor()}, {_memory():.0f} GB memory",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} (journal {sqlite_journal()}), "
        f"PostgreSQL {_postgresql()}, Chromium {_version(CHROMIUM)}",
        busy(),
    ]


def busy() -> str:
    """The load average: well above 0 before a measurement means that others were at work too."""
    return "load average {:.1f} {:.1f} {:.1f}".format(*os.getloadavg())


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)$", _text("/proc/cpuinfo"), re.MULTILINE)
    return found[1] if found else platform.processor() or platform.machine()


def _memory() -> float:
    found = re.search(r"^MemTotal:\s*(\d+) kB", _text("/proc/meminfo"), re.MULTILINE)
    return int(found[1]) / 1024**2 if found else 0


def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8") if Path(path).exists() else ""


def _postgresql() -> str:
    directory = programs()
    return _version(str(directory / "postgres")) if directory else "none"


def _version(program: str) -> str:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return "none"
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else "none"
