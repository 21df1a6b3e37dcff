"""The source files that the tests about the shape of the code read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
SERVER = SOURCE / "nabij"
# bundles and lists of words are data: made by a recipe, or taken over whole
DATA = (SERVER / "browser" / "vendor", SERVER / "browser" / "words")

JS_TOKENS = re.compile(
    r"""//[^\n]*|/\*.*?\*/"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?:(?<=[=(,:\[!&|?{};\n>])|(?<=return))[ ]*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*""",
    re.DOTALL,
)


def files(*endings: str, under: Path = SOURCE) -> list[Path]:
    """Our own files with one of these endings; migrations and data left out."""
    found = [path for ending in endings for path in under.rglob(f"*{ending}")]
    return sorted(
        path
        for path in found
        if "migrations" not in path.parts and not any(path.is_relative_to(folder) for folder in DATA)
    )


def script_strings(text: str) -> list[str]:
    """The string literals of a script, quotes included."""
    return [token for token in JS_TOKENS.findall(text) if token[0] in "\"'`"]


def bare_script(text: str) -> str:
    """A script without comments, strings and patterns; the line breaks stay."""
    return JS_TOKENS.sub(lambda token: re.sub(r"[^\n]", " ", token[0]), text)
