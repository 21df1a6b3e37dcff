"""``./nabij`` itself: finds a Python that works, makes ``.venv`` when that is needed, recovers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, free_port

TOOLS = ("cat", "cksum", "dirname", "env", "grep", "ln", "ls", "mkdir", "readlink", "rm", "sh", "sleep", "sort")
BASE_PYTHON = Path(sys.base_prefix) / "bin" / "python3"
SENTENCE = "Nabij heeft Python 3.12 of nieuwer nodig"


@pytest.fixture(scope="module")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment to copy from, because making one takes seconds."""
    place = tmp_path_factory.mktemp("ready") / "venv"
    subprocess.run([BASE_PYTHON, "-m", "venv", place], check=True)
    return place


@pytest.fixture
def checkout(tmp_path: Path, ready_made: Path) -> Path:
    """A checkout whose lock file asks for nothing and whose command prints its words and its Python."""
    home = tmp_path / "een map" / "nabij"
    (home / "requirements").mkdir(parents=True)
    (home / "src" / "nabij_cli").mkdir(parents=True)
    shutil.copy(ROOT / "nabij", home / "nabij")
    for lock in ("base", "dev"):
        (home / "requirements" / f"{lock}.txt").write_text("# nothing\n", encoding="utf-8")
    (home / "src" / "nabij_cli" / "__init__.py").touch()
    (home / "src" / "nabij_cli" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(str(shutil.which(name)))
    copying = f'if [ "$1 $2" = "-m venv" ]; then {shutil.which("cp")} -R "{ready_made}/." "$3"; exit; fi'
    (tools / "copying-python").write_text(f'#!/bin/sh\n{copying}\nexec "{BASE_PYTHON}" "$@"\n')
    (tools / "copying-python").chmod(0o755)
    return home


def give_python(checkout: Path, name: str, script: str = 'exec copying-python "$@"') -> Path:
    path = checkout.parents[1] / "tools" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def start(checkout: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    home = checkout.parents[1]
    env = {"PATH": str(home / "tools"), "HOME": str(home), "PYENV_ROOT": str(home / "pyenv")} | more
    return subprocess.run(
        [checkout / "nabij", *words],
        env=env,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_first_start_makes_the_environment_and_later_ones_leave_it_alone(checkout: Path) -> None:
    give_python(checkout, "python3.12", f'exec "{BASE_PYTHON}" "$@"')
    first = start(checkout, "serve", "--port", "een twee")
    assert (first.returncode, first.stdout) == (7, "['serve', '--port', 'een twee']\n"), first.stderr
    mark = checkout / ".venv" / "mark"
    mark.touch()
    second = start(checkout, "serve")
    assert (second.returncode, second.stderr) == (7, "")
    assert mark.exists()
    assert not (checkout / ".venv.lock").is_symlink()


@pytest.mark.parametrize("cause", ["lock", "interrupted", "interpreter"])
def test_the_environment_is_made_anew_when_its_ground_changed(checkout: Path, cause: str) -> None:
    give_python(checkout, "python3.12")
    assert start(checkout, "demo").returncode == 7
    venv = checkout / ".venv"
    (venv / "mark").touch()
    if cause == "lock":
        (checkout / "requirements" / "base.txt").write_text("# nothing, again\n")
    elif cause == "interrupted":
        (venv / "nabij-base").unlink()
        (venv / "nabij-unfinished").touch()
    else:
        (venv / "bin" / "python").unlink()
        (venv / "bin" / "python").symlink_to("/nowhere/python3")
    assert start(checkout, "demo").returncode == 7
    assert not (venv / "mark").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "./nabij serve"),
        (["help"], "./nabij serve"),
        (["--help"], "./nabij serve"),
        (["-h"], "./nabij serve"),
        (["demo", "--help"], "--replay"),
        (["demo", "--port", "8701", "-h"], "--data"),
    ],
)
@pytest.mark.parametrize("name", ["python3.12", "python3"])
def test_help_is_printed_before_anything_is_installed(checkout: Path, words: list[str], said: str, name: str) -> None:
    shutil.copy(ROOT / "src" / "nabij_cli" / "help_text.py", checkout / "src" / "nabij_cli")
    give_python(checkout, name, f'exec "{BASE_PYTHON}" "$@"')
    done = start(checkout, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert ("./nabij serve" in done.stdout) is (not words or words[0] != "demo")
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_to_run_nabij_still_prints_its_help(checkout: Path) -> None:
    shutil.copy(ROOT / "src" / "nabij_cli" / "help_text.py", checkout / "src" / "nabij_cli")
    old = f'case "$2" in *version_info*) exit 1;; esac; exec "{BASE_PYTHON}" "$@"'
    give_python(checkout, "python3", old)
    assert "./nabij serve" in start(checkout, "help").stdout
    assert SENTENCE in start(checkout, "demo").stderr


def test_the_help_imports_nothing_that_has_to_be_installed() -> None:
    code = (
        "import sys; before = set(sys.modules); import help_text;"
        "print({one.partition('.')[0] for one in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    place = ROOT / "src" / "nabij_cli"
    done = subprocess.run([BASE_PYTHON, "-S", "-c", code], cwd=place, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'help_text'}"


def test_check_adds_the_tools_to_the_environment_that_is_there(checkout: Path) -> None:
    give_python(checkout, "python3.12")
    assert start(checkout, "demo").returncode == 7
    (checkout / ".venv" / "mark").touch()
    assert start(checkout, "check").returncode == 7
    assert (checkout / ".venv" / "nabij-dev").exists()
    assert (checkout / ".venv" / "mark").exists()


def test_a_developers_own_environment_is_used_and_not_thrown_away(checkout: Path, ready_made: Path) -> None:
    shutil.copytree(ready_made, checkout / ".venv", symlinks=True)
    (checkout / ".venv" / "mark").touch()
    assert start(checkout, "demo").returncode == 7
    assert (checkout / ".venv" / "mark").exists()


def test_an_interpreter_that_does_not_run_is_passed_over(checkout: Path) -> None:
    give_python(checkout, "python3.14", "echo no such version >&2; exit 127")
    give_python(checkout, "python3.13", 'case "$2" in *version_info*) exit 1;; esac')
    give_python(checkout, "python3")
    assert start(checkout, "demo").returncode == 7


def test_pyenvs_newest_version_is_found_by_number_and_not_by_letter(checkout: Path) -> None:
    versions = checkout.parents[1] / "pyenv" / "versions"
    for version, script in {
        "3.9.18": "exit 1",
        "3.12.9": "exit 1",
        "3.13.2": "exit 1",
        "3.13.10": 'echo "$0" >>"$HOME/used"; exec copying-python "$@"',
    }.items():
        (versions / version / "bin").mkdir(parents=True)
        path = versions / version / "bin" / "python3"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    assert start(checkout, "demo").returncode == 7
    assert "3.13.10" in (checkout.parents[1] / "used").read_text()


def test_without_a_python_one_sentence_says_so(checkout: Path) -> None:
    give_python(checkout, "python3", "exit 1")
    done = start(checkout, "demo")
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE in done.stderr
    assert not (checkout / ".venv.lock").is_symlink()


def test_without_a_network_one_sentence_says_so_and_the_next_start_recovers(checkout: Path) -> None:
    give_python(checkout, "python3.12")
    lock = checkout / "requirements" / "base.txt"
    whole = lock.read_text()
    lock.write_text(f"nabij-not-there==1.0 --hash=sha256:{'0' * 64}\n")
    nowhere = f"http://127.0.0.1:{free_port()}/"
    done = start(checkout, "demo", PIP_INDEX_URL=nowhere, PIP_NO_PROXY="*", PIP_RETRIES="0")
    assert done.returncode == 2
    assert "Is er internet?" in done.stderr
    assert "Traceback" not in done.stderr
    lock.write_text(whole)
    assert start(checkout, "demo").returncode == 7


def test_a_lock_of_a_start_that_was_killed_does_not_block_the_next(checkout: Path) -> None:
    give_python(checkout, "python3.12")
    gone = subprocess.Popen(["true"])
    gone.wait()
    os.symlink(str(gone.pid), checkout / ".venv.lock")
    assert start(checkout, "demo").returncode == 7
