"""The README of the package does what it says."""

import re
from pathlib import Path

import nabij_disclosure
from nabij_disclosure.protect import help_text

README = (Path(nabij_disclosure.__file__).parent / "README.md").read_text("utf-8")


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert names["again"].entry.periods == {"-", "next quarter"}  # type: ignore[attr-defined]  # made by exec


def test_every_option_of_the_command_is_told_and_no_other() -> None:
    for language in ("nl", "en"):
        assert set(re.findall(r"--[a-z-]+", help_text(language))) == set(re.findall(r"--[a-z-]+", README))
