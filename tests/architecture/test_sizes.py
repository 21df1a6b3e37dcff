"""A file that passes 400 lines or a function that passes 40 lacks a room."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, bare_script, files

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# words before a parenthesis that open a block, not a function
CONTROL = {"if", "for", "while", "switch", "catch", "with"}


def python_functions(text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def script_functions(text: str) -> Iterator[tuple[str, int]]:
    """Each function, method and arrow with a body, named by where it starts, and its number of lines."""
    code = bare_script(text)
    opened: list[tuple[int, bool]] = []
    header = 0
    for place, sign in enumerate(code):
        if sign in "({[":
            before = code[:place].rstrip()
            opened.append(
                (header if before.endswith(")") else place, sign == "{" and _opens_function(code, before, header))
            )
        elif sign in ")}]":
            start, function = opened.pop()
            if sign == ")":
                header = start
            if function:
                line = code.count("\n", 0, start) + 1
                yield f"line {line}", code.count("\n", start, place) + 1


def _opens_function(code: str, before: str, header: int) -> bool:
    if before.endswith("=>"):
        return True
    word = re.search(r"([\w$#]+)\s*$", code[:header])
    return before.endswith(")") and not (word and word[1] in CONTROL)


def test_the_measure_of_scripts_sees_functions_methods_and_arrows_only() -> None:
    text = """
    function a({ x, y } = {}, z = "{") {
      if (x) {
        return /[{]/.test(y);
      }
    }
    const b = (one) => {
      // {
    };
    class C { m() {
    } }
    """
    assert sorted(script_functions(text)) == [("line 10", 2), ("line 2", 5), ("line 7", 3)]


@pytest.mark.parametrize("ending", [".py", ".js", ".css"])
def test_no_file_passes_its_size(ending: str) -> None:
    found = files(ending)
    assert found
    lines = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in found}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


@pytest.mark.parametrize(("ending", "functions"), [(".py", python_functions), (".js", script_functions)])
def test_no_function_passes_its_size(ending: str, functions) -> None:  # type: ignore[no-untyped-def]  # two readers
    assert [line for path in files(ending) for line in too_long(path, functions)] == []


def test_no_test_and_none_of_its_hands_passes_that_size_either() -> None:
    found = files(".py", under=ROOT / "tests")
    assert found
    assert [line for path in found for line in too_long(path, python_functions)] == []


def too_long(path: Path, functions: Callable[[str], Iterator[tuple[str, int]]]) -> list[str]:
    """The functions of this file that are, each with its number of lines."""
    measured = functions(path.read_text(encoding="utf-8"))
    return [f"{path.relative_to(ROOT)} {name}: {lines}" for name, lines in measured if lines > LONGEST_FUNCTION]
