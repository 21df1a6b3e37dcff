"""The check itself: it counts, it notices that nothing ran, and it leaves nothing running."""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from nabij_cli.check import _summarise, order, parts
from nabij_cli.check.bench import Bench, Failed, Outcome, Workplace
from nabij_cli.check.documents import complaints
from nabij_cli.check.parts import count_tests, packages_are_there
from tests.conftest import touches_store
from tests.engines import ABOVE_THE_STORE, ROOT, is_above_the_store


def test_pytests_last_line_is_counted() -> None:
    assert count_tests("....\n602 passed, 2 skipped, 1 warning in 65.1s\n") == "602 tests, 2 skipped"


@pytest.mark.parametrize("said", ["", "no tests ran in 0.1s", "3 skipped in 0.1s", "12 deselected in 1.0s"])
def test_a_part_that_ran_no_test_failed(said: str) -> None:
    with pytest.raises(Failed, match="no test ran"):
        count_tests(said)


def test_a_program_that_fails_fails_its_part_and_its_output_is_kept() -> None:
    with Bench() as bench:
        place = Workplace(bench, "one")
        with pytest.raises(Failed, match="ended with 3"):
            place.run(sys.executable, "-c", "import sys; print('why'); sys.exit(3)")
    assert "why" in "\n".join(place.lines)


def test_programs_get_no_input_and_no_setting_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABIJ_DATABASE_URL", "postgresql://real@host/real")
    with Bench() as bench:
        said = Workplace(bench, "one").run(
            sys.executable,
            "-c",
            "import os, sys; print(repr(sys.stdin.read()), os.environ.get('NABIJ_DATABASE_URL'), os.environ['CI'])",
        )
    assert said == "'' None true\n"


def test_closing_the_bench_ends_what_still_runs_and_starts_nothing_more() -> None:
    with Bench() as bench:
        process = bench.start([sys.executable, "-c", "input()"], dict(os.environ))
        hanging = bench.start([sys.executable, "-c", "import signal; signal.pause()"], dict(os.environ))
        process.wait()
    assert hanging.poll() is not None
    assert not bench.directory.exists()
    with pytest.raises(Failed, match="interrupted"):
        bench.start(["true"], {})


def test_one_failed_part_shows_in_its_output_and_in_the_last_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(place: Workplace) -> str:
        place.lines.append("the reason")
        raise Failed("did not hold")

    monkeypatch.setattr(order, "PARTS", {"good": lambda place: "3 tests", "bad": broken})
    with Bench() as bench:
        outcomes = order.run_parts(bench, ["good", "bad"])
    _summarise(outcomes)
    said = capsys.readouterr().out
    assert "the reason" in said
    assert said.endswith("1 passed, 1 failed\n")


def test_a_part_whose_program_is_not_on_the_machine_failed_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(order, "missing", lambda name: ["Install Chromium."])
    monkeypatch.setattr(order, "fetch_missing", lambda bench, names: None)
    with Bench() as bench:
        [outcome] = order.run_parts(bench, ["browser"])
    assert outcome == Outcome("browser", 0, True, "Install Chromium.", "")
    assert "Install Chromium." in capsys.readouterr().out


def test_every_part_runs_side_by_side_or_alone() -> None:
    assert set(parts.PARTS) >= parts.ALONE
    assert set(parts.IN_TURN) <= set(parts.PARTS) - parts.ALONE


def test_every_python_test_runs_once_and_those_of_a_store_on_postgresql_too(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[tuple[str, bool]] = []

    def run(self: Workplace, *argv: str, env: dict[str, str] | None = None) -> str:
        chosen.append((argv[argv.index("-m", 2) + 1], bool(env)))
        return "1 passed in 1s"

    monkeypatch.setattr(Workplace, "run", run)
    monkeypatch.delenv("NABIJ_THOROUGH", raising=False)
    with Bench() as bench:
        for name in ("python", "python-sqlite", "python-postgresql"):
            parts.PARTS[name](Workplace(bench, name))
        monkeypatch.setenv("NABIJ_THOROUGH", "1")
        parts.python_postgresql(Workplace(bench, "python-postgresql"))
    store = "not browser and store"
    assert chosen == [
        ("not browser and not store", False),
        (store, False),
        (f"{store} and not above", True),
        (store, True),
    ]


def test_what_is_not_repeated_is_there_and_every_subject_of_it_has_tests_that_are() -> None:
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("test_*.py")}
    assert files >= ABOVE_THE_STORE
    assert is_above_the_store(ROOT / "reporting" / "test_presence.py")
    for kept in ("counted", "making_a_report", "migrations", "report_pages", "report_races", "two_papers_at_once"):
        assert not is_above_the_store(ROOT / "reporting" / f"test_{kept}.py")


@pytest.mark.parametrize(
    ("marks", "fixtures", "store"),
    [
        (["django_db"], [], True),
        (["crash"], [], True),
        ([], ["people", "db"], True),
        (["browser"], ["live_server", "page"], True),
        (["parametrize"], ["tmp_path", "settings"], False),
    ],
)
def test_a_test_of_a_store_is_known_by_what_it_asks_for(marks: list[str], fixtures: list[str], store: bool) -> None:
    item = SimpleNamespace(get_closest_marker=lambda name: name in marks, fixturenames=fixtures)
    assert touches_store(item) is store


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository whose documents hold."""
    write(
        tmp_path,
        "README.md",
        "# R\n[a](docs/a.md#two-words) `./nabij demo --port 1` `just test`\n```sh\n./nabij check  # x\n```\n",
    )
    write(tmp_path, "docs/a.md", "# A\n## Two words\n[b](../README.md) [c](https://voorbeeld.test)\n")
    write(tmp_path, "CHANGELOG.md", "## 1.2.0\n")
    write(tmp_path, "pyproject.toml", '[project]\nversion = "1.2.0"\n')
    write(tmp_path, "justfile", "test *options:\n    x\n")
    for name in ("requirements/base.txt", "requirements/dev.txt"):
        write(tmp_path, name, "django==6.1 --hash=sha256:00\n")
    write(tmp_path, "package-lock.json", "{}")
    return tmp_path


def test_documents_that_hold_give_no_complaint(tree: Path) -> None:
    assert complaints(tree) == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("docs/a.md", "[x](gone.md)\n## Two words", "links to gone.md"),
        ("docs/a.md", "# A\n", "a heading that is not there"),
        ("README.md", "./nabij sell\n", "names ./nabij sell"),
        ("README.md", "`./nabij demo --fast`\n", "names --fast"),
        ("README.md", "`just fly`\n", "names just fly"),
        ("docs/a.md", f"# Two words\n{'x' * 100} old\n{'x' * 100} new\n", "docs/a.md says twice"),
        ("CHANGELOG.md", "## 1.1.0\n", "no heading for version 1.2.0"),
        ("requirements/dev.txt", "--index-url https://voorbeeld.test\n", "a place to download from"),
        ("package-lock.json", '{"resolved": "x"}', "a place to download from"),
    ],
)
def test_a_promise_that_does_not_hold_is_named(tree: Path, name: str, text: str, says: str) -> None:
    write(tree, name, text)
    assert [complaint for complaint in complaints(tree) if says in complaint]


def test_packages_of_another_version_are_fetched_again(tmp_path: Path) -> None:
    lock = {
        "packages": {"": {}, "node_modules/a": {"version": "1.0"}, "node_modules/b": {"version": "2", "optional": True}}
    }
    write(tmp_path, "package-lock.json", json.dumps(lock))
    assert not packages_are_there(tmp_path)
    write(tmp_path, "node_modules/.package-lock.json", json.dumps({"packages": {"node_modules/a": {"version": "1.0"}}}))
    assert packages_are_there(tmp_path)
    write(tmp_path, "node_modules/.package-lock.json", json.dumps({"packages": {"node_modules/a": {"version": "1.1"}}}))
    assert not packages_are_there(tmp_path)
