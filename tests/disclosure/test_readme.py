"""The README of the package does what it says."""

import re
from pathlib import Path

import nabij_disclosure
from nabij_disclosure.flaws import LANGUAGES
from nabij_disclosure.protect import _parser, help_text
from nabij_disclosure.release import Release

README = (Path(nabij_disclosure.__file__).parent / "README.md").read_text("utf-8")
OPTION = re.compile(r"--[a-z-]+")


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    again = names["again"]
    assert isinstance(again, Release)
    assert again.entry.periods == {"-", "next quarter"}


def test_every_option_of_the_command_is_told_and_no_other() -> None:
    for language in LANGUAGES:
        options = {word for action in _parser(language)._actions for word in action.option_strings} - {"-h", "--help"}
        assert set(OPTION.findall(README)) == options
        assert set(OPTION.findall(help_text(language))) == options
