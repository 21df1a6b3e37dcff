"""One installation, made once; each test gets a copy, because making one takes seconds."""

import shutil
from pathlib import Path

import pytest

from tests.cli.protecting import GOOD
from tests.cli.running import nabij


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command keeps for a person goes to a directory of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("installation") / "data"
    done = nabij(
        *["new-practice", "--name", "Praktijk Oost", "--manager", "Els", "--email", "els@voorbeeld.test"],
        NABIJ_DATA=str(data),
    )
    assert done.returncode == 0, done.stderr
    (data / "said").write_text(done.stdout, encoding="utf-8")
    return data


@pytest.fixture
def installed(_made: Path, tmp_path: Path) -> Path:
    """The data directory of an installation with one practice; ``said`` in it is what making it printed."""
    return Path(shutil.copytree(_made, tmp_path / "data"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A good table of counts in a file."""
    path = tmp_path / "t.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path
