"""The watched words for the browser, made from the list that people edit. Run it after editing.

The report's linter reads ``words.toml`` on the server. A letter is sealed, so it is held against the same words in the
browser, which reads no TOML. A test compares the two.
"""

import json
import tomllib
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "nabij"
LIST = SOURCE / "reporting" / "rules" / "words.toml"
MODULE = SOURCE / "browser" / "words" / "watched.js"
FUNCTIONS = SOURCE / "reporting" / "rules" / "functions.toml"
FUNCTIONS_MODULE = SOURCE / "browser" / "words" / "functions.js"
_HEAD = "// Words that a reader is pointed at. Made from reporting/rules/words.toml by tools/make_watched_words.py.\n"


def module_text() -> str:
    """The module as it should be."""
    words = tomllib.loads(LIST.read_text(encoding="utf-8"))
    wanted = {name: words[name] for name in ("refused", "verdicts", "rare", "attributes", "traits", "counted")}
    wanted["towns"] = words["towns"]["names"]
    wanted["things"] = words["exempt"]["things"]
    wanted["capitals"] = words["exempt"]["capitals"]
    return f"{_HEAD}export const WATCHED = {json.dumps(wanted, ensure_ascii=False, indent=2)};\n"


def functions_text() -> str:
    """The module of job functions as it should be."""
    words = tomllib.loads(FUNCTIONS.read_text(encoding="utf-8"))
    wanted = {name: words[name] for name in ("endings", "none", "words")}
    head = "// Dutch job functions. Made from reporting/rules/functions.toml by tools/make_watched_words.py.\n"
    return f"{head}export const FUNCTIONS = {json.dumps(wanted, ensure_ascii=False, indent=2)};\n"


if __name__ == "__main__":
    FUNCTIONS_MODULE.write_text(functions_text(), encoding="utf-8")
    MODULE.write_text(module_text(), encoding="utf-8")
