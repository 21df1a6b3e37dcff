"""A refusal says what happened, that nothing was lost, and what to do."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nabij"
KEPT = re.compile(
    r"niets (bewaard|veranderd|verstuurd|weg|gewist|bekeken|vergeleken|aangemeld|vernieuwd)|(is|zijn) bewaard"
)
# each begins a sentence, or what follows a colon, that tells somebody to do it
DOES = (
    *("accepteer", "begin", "bel", "bewaar", "deel", "download", "geef", "haal", "heropen", "kies", "kijk", "knip"),
    *("laat", "laad", "leg", "lees", "maak", "neem", "noem", "open", "pas", "probeer", "schrijf", "sla", "stel"),
    *("trek", "verander", "verbeter", "verbreek", "vergelijk", "vertel", "vervang", "voeg", "vraag", "vul", "wacht"),
    *("weeg", "zet", "ga", "kruis", "op de dag zelf"),
    # a question with its answer: "Wil de inbrenger dat wel? Dat kan op de eigen pagina"
    *("dat kan", "wat je typte staat er nog: bewaar", "in het sjabloon hoort"),
)
# beside a form, whose page itself shows that what was typed is still there
BESIDE_A_FORM = ("matters", "contact", "reporting")
# what comes first in these is filled in, and says what to do itself
IN_PARTS = ("20 Er is niets uitgegaan.", "Dit verslag kan nog niet uit. 20")


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """The texts that a module names."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


@cache
def _named(module: str) -> dict[str, ast.expr]:
    path = SOURCE.parent / Path(*module.split("."))
    found = next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.exists()), None)
    return _constants(ast.parse(found.read_text())) if found else {}


def _in_scope(tree: ast.Module) -> dict[str, ast.expr]:
    taken = {
        name.asname or name.name: _named(node.module)[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("nabij.")
        for name in node.names
        if name.name in _named(node.module)
    }
    return taken | _constants(tree)


def sentences(node: ast.expr, named: Mapping[str, ast.expr]) -> str | None:
    """The words of one refusal; what is filled in is a number or a name. None where it is made elsewhere."""
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.Name() if node.id in named:
            return sentences(named[node.id], named)
        case ast.JoinedStr():
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "20" for part in node.values)
        case ast.Call(func=ast.Attribute(value=value, attr="replace")):
            return sentences(value, named)
    return None


def refusals() -> Iterator[tuple[str, str]]:
    for subject in ("signals", "patterns", *BESIDE_A_FORM):
        for path in sorted((SOURCE / subject).rglob("*.py")):
            text = path.read_text()
            if "Refused(" not in text:
                continue
            tree = ast.parse(text)
            named = _in_scope(tree)
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"):
                    continue
                words = sentences(node.args[0], named)
                if words and not words.startswith(IN_PARTS):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", words


@pytest.mark.parametrize(("where", "words"), list(refusals()))
def test_it_says_that_nothing_was_lost_and_what_to_do(where: str, words: str) -> None:
    beside_a_form = where.startswith(BESIDE_A_FORM)
    told = [one.strip().lower() for one in re.split(r"(?<=[.:?;])\s", words)]
    assert any(one.startswith(DOES) for one in (told if beside_a_form else told[1:])), f"{where}: {words}"
    if not beside_a_form:
        assert KEPT.search(words), where
        assert all(len(one.split()) <= 26 for one in re.split(r"(?<=[.:?])\s", words)), where


def test_a_text_that_a_module_names_is_read_as_well() -> None:
    read = {words for _, words in refusals()}
    assert any("De inbrenger nam de vraag terug." in words for words in read)
