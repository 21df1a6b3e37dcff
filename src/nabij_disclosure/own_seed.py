"""One secret for all tables of a person that belong to no history, so that one table always hides the same figures.

Proof note. Two outcomes of one table with different secrets hide different figures, and together they may show nearly
all. The file is made once, mode 0600, under ``$XDG_STATE_HOME/nabij`` (``~/.local/state/nabij``); runs that make it at
the same moment all use the one that was first. Where it cannot be kept, there is none.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from nabij_disclosure import ledger
from nabij_disclosure.writing import sync


def own_seed(*, make: bool) -> bytes | None:
    """The secret of this person, made here if ``make`` and there is none; None where it cannot be kept or read."""
    try:
        path = _place()
        if make and not path.exists():
            _make(path)
        return ledger.as_seed(path.read_text("ascii"))
    except (OSError, ValueError, RuntimeError):
        return None


def _place() -> Path:
    """Where the secret lies. Raises ``RuntimeError`` for a person without a home."""
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else Path.home() / ".local" / "state") / "nabij" / "protect-seed"


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".protect-seed-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(ledger.new_seed().hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
    sync(path.parent)
