"""Screens and names keep to docs/glossary.toml."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.sources import ROOT, SERVER, files, script_strings

GLOSSARY: dict[str, Any] = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))
REFUSED_WORDS = [word for term in GLOSSARY["term"] for word in term["not"]]
REFUSED_NAMES = {word for term in GLOSSARY["term"] for word in term["not_in_code"]}
REFUSED = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, REFUSED_WORDS)) + r")(?![\w-])", re.IGNORECASE)
TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

# what others head their columns with, to be recognised there; none of it is shown
OTHERS_WORDS = {SERVER / "browser" / "sheet" / name for name in ("headings.js", "synonyms.js")}


def refused_words(text: str) -> list[str]:
    """The refused words on this screen, allowed sentences left out."""
    for sentence in GLOSSARY["allowed"]:
        text = re.sub(re.escape(sentence), "", text, flags=re.IGNORECASE)
    return REFUSED.findall(text)


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Every name that this module gives: functions, classes, arguments, variables, fields."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def screen_strings(text: str) -> Iterator[str]:
    """The string constants of a Python module that are not docstrings."""
    tree = ast.parse(text)
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_every_term_says_what_it_is_in_both_languages() -> None:
    for term in GLOSSARY["term"]:
        assert set(term) <= {"nl", "short", "en", "means", "not", "not_in_code"}
        assert term["nl"]
        assert re.fullmatch(r"[a-z_]+", term["en"])
        assert term["means"].endswith(".")
    english = [term["en"] for term in GLOSSARY["term"]]
    assert len(english) == len(set(english))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Je melding is ontvangen", ["melding"]),
        ("De foutmelding verdwijnt. Dat is noodzaak.", []),
        ("Dit is geen melding. Een Melder", ["Melder"]),
        ("Alles is 100% vertrouwelijk", ["100% vertrouwelijk"]),
    ],
)
def test_a_refused_word_is_seen_whole_and_unless_allowed(text: str, found: list[str]) -> None:
    assert refused_words(text) == found


def test_templates_use_no_refused_word() -> None:
    pages = files(".html", ".txt", under=SERVER)
    assert pages
    texts = {path: TEMPLATE_CODE.sub(" ", path.read_text(encoding="utf-8")) for path in pages}
    assert {str(path.relative_to(ROOT)): found for path, text in texts.items() if (found := refused_words(text))} == {}


def test_scripts_show_no_refused_word() -> None:
    scripts = [path for path in files(".js", under=SERVER) if path not in OTHERS_WORDS]
    assert len(scripts) == len(files(".js", under=SERVER)) - len(OTHERS_WORDS)
    shown = {path: " ".join(script_strings(path.read_text(encoding="utf-8"))) for path in scripts}
    assert {str(path.relative_to(ROOT)): found for path, text in shown.items() if (found := refused_words(text))} == {}


def test_the_server_says_no_refused_word() -> None:
    modules = [*files(".py", under=SERVER), *files(".py", under=ROOT / "src" / "nabij_cli")]
    shown = {path: " ".join(screen_strings(path.read_text(encoding="utf-8"))) for path in modules}
    assert {str(path.relative_to(ROOT)): found for path, text in shown.items() if (found := refused_words(text))} == {}


def test_no_name_in_the_server_uses_a_refused_term() -> None:
    given = [
        (str(path.relative_to(ROOT)), *name)
        for path in files(".py", under=SERVER)
        for name in names_in(path.read_text(encoding="utf-8"))
    ]
    assert len(given) > 1000
    assert [name for name in given if words_of(name[2]) & REFUSED_NAMES] == []
