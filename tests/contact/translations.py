"""The tool that makes the translations, and the visitor's sentences by the file that has them."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

TOOL = Path(__file__).resolve().parents[2] / "tools" / "make_translations.py"


@cache
def tool() -> ModuleType:
    """tools/make_translations.py as a module; tools is not a package."""
    spec = importlib.util.spec_from_file_location("make_translations", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_file() -> dict[str, list[str]]:
    """The Dutch sentences of each template and module, in the order in which they stand there."""
    found: dict[str, list[str]] = {}
    for sentence, place in tool().sentences().items():
        found.setdefault(place.removeprefix("templates/contact/door/"), []).append(sentence)
    return found
