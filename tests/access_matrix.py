"""The access matrix: every address of every host, and what it answers to each persona.

``python -m tests.access_matrix --write`` writes ``docs/access.md``; a test fails when that page is stale.
"""

import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access import Row

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "access.md"
HEAD = """# Who may open what

Every address of every host, with the rule that it declares and what it answers to each persona: nobody, Amina
(counsellor, account holder), Bram (her pair), Carla (another practice), Daan (board contact), Els (practice manager),
and a counsellor whose account was switched off. 302 without a session leads to the sign-in page; 404 is what does not
exist for them; 422 means that they may, but the request was empty. *By words* is open to whoever sends what a visitor's
seven words yield, in the request itself: no account and no session counts there. Tests hold every cell to this;
`python -m tests.access_matrix --write` writes the page.
"""


def rows() -> dict[str, "Row"]:
    """Every row of every subject; raises when two subjects describe the same address."""
    import tests.access as folder

    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        table: dict[str, Row] = importlib.import_module(f"tests.access.{module.name}").ROWS
        if twice := found.keys() & table.keys():
            raise ValueError(f"tests/access/{module.name}.py repeats {', '.join(sorted(twice))}")
        found |= table
    return found


def addresses() -> dict[str, tuple[str, str, str]]:
    """For each key of the table: host, address and rule; raises when an address has no name or two share one."""
    from nabij.kit.access import walk_views

    found: dict[str, tuple[str, str, str]] = {}
    for host, address, name, view in walk_views():
        if name is None:
            raise ValueError(f"{host} {address} has no name, so the access matrix cannot hold it")
        key = name if host == "workspace" else f"{host}:{name}"
        if key in found:
            raise ValueError(f"two addresses are named {key}: {found[key][1]} and {address}")
        found[key] = (host, address, str(getattr(view, "access", "none")))
    return found


def page() -> str:
    """The text of ``docs/access.md``."""
    from tests.access import PERSONAS

    known, table = addresses(), rows()
    lines = [HEAD]
    for host in dict.fromkeys(host for host, _, _ in known.values()):
        lines += [f"## {host}\n", "| address | name | rule | " + " | ".join(PERSONAS) + " |"]
        lines.append("| --- | --- | --- |" + " --- |" * len(PERSONAS))
        for key, (_, address, rule) in sorted(known.items(), key=lambda item: item[1][1]):
            if known[key][0] != host:
                continue
            row = table.get(key)
            cells = [str(row.statuses[persona]) if row else "?" for persona in PERSONAS]
            method = f" ({row.method.upper()})" if row and row.method != "get" else ""
            lines.append(f"| `{address}`{method} | {key.rpartition(':')[2]} | {rule} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the page with ``--write``; otherwise say whether it is up to date (exit status 1 when not)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nabij.site.settings")
    os.environ.setdefault("NABIJ_DATA", tempfile.mkdtemp(prefix="nabij-access-"))
    import django

    django.setup()
    if "--write" in arguments:
        DOCUMENT.write_text(page(), encoding="utf-8")
        return 0
    fresh = DOCUMENT.is_file() and DOCUMENT.read_text(encoding="utf-8") == page()
    print("docs/access.md is up to date" if fresh else "docs/access.md is stale: run with --write")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
