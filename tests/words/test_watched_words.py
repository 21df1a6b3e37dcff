"""The browser holds a sealed letter against the same words as the server a report."""

from tools.make_watched_words import FUNCTIONS_MODULE, MODULE, functions_text, module_text


def test_the_browser_has_the_same_watched_words() -> None:
    assert MODULE.read_text(encoding="utf-8") == module_text()


def test_the_browser_has_the_same_job_functions() -> None:
    assert FUNCTIONS_MODULE.read_text(encoding="utf-8") == functions_text()
