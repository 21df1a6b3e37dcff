"""The first practice of an installation, from the command line."""

import re
from pathlib import Path

import pytest

from tests.cli.running import nabij


def test_the_command_prints_the_link_once_and_the_audit_of_the_installation_holds(installed: Path) -> None:
    said = (installed / "said").read_text(encoding="utf-8")
    assert re.search(r"^http://werk\.localhost/uitnodiging/#[\w-]{32}$", said, re.MULTILINE)
    done = nabij("audit-verify", NABIJ_DATA=str(installed))
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "Het logboek klopt: 1 regels, 1 praktijken.\nHet register van cijfers klopt: 0 regels, 0 organisaties.\n"
    )


@pytest.mark.parametrize("words", [[], ["--name", "Oost", "--manager", "Els", "--email", "geen adres"]])
def test_missing_or_wrong_answers_are_refused_before_anything_is_made(words: list[str], tmp_path: Path) -> None:
    done = nabij("new-practice", *words, NABIJ_DATA=str(tmp_path / "data"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "nabij.sqlite3").exists()
