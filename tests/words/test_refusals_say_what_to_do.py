"""A refusal about a signal or a comparison says what happened, that nothing was lost, and what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "nabij"
KEPT = re.compile(
    r"niets (bewaard|veranderd|verstuurd|weg|gewist|bekeken|vergeleken|aangemeld|vernieuwd)|(is|zijn) bewaard"
)
# each begins a sentence, or what follows a colon, that tells somebody to do it
DOES = (
    *(
        "laad",
        "kijk",
        "kies",
        "vraag",
        "leg",
        "vul",
        "weeg",
        "wacht",
        "begin",
        "open",
        "haal",
        "bel",
        "schrijf",
        "geef",
    ),
    *("vergelijk", "neem", "pas", "probeer", "vertel", "op de dag zelf"),
)


def sentences(node: ast.expr) -> str:
    """The words of one refusal; what is filled in is a number or a name."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr), "a refusal is written where it is raised"
    return "".join(part.value if isinstance(part, ast.Constant) else "20" for part in node.values)


def refusals() -> Iterator[tuple[str, str]]:
    for subject in ("signals", "patterns"):
        for path in sorted((SOURCE / subject).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", sentences(node.args[0])


@pytest.mark.parametrize(("where", "words"), list(refusals()))
def test_it_says_that_nothing_was_lost_and_what_to_do(where: str, words: str) -> None:
    assert KEPT.search(words), where
    told = [one.strip().lower() for one in re.split(r"(?<=[.:?])\s", words)[1:]]
    assert any(one.startswith(DOES) for one in told), f"{where}: {words}"
    assert all(len(one.split()) <= 26 for one in re.split(r"(?<=[.:?])\s", words)), where
