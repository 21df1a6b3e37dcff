"""What the server tells a person it refuses: only what it can know, and in sentences that lead on."""

import ast
from datetime import date, timedelta

import pytest

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.matters.rules import register, turn
from nabij.people.models import Do, Role, User
from nabij.sealed import rules as sealed
from tests.architecture.sources import ROOT, SERVER, files

# whether a text is still on a screen, or was kept as a draft, is known to the browser alone
KNOWN_TO_THE_BROWSER = ("je tekst", "op je scherm", "als concept")
TODAY = date(2026, 11, 21)


def said(text: str) -> list[str]:
    """Every literal text of a module."""
    constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]


def test_the_server_does_not_speak_of_what_only_the_browser_can_know() -> None:
    found = [
        (str(path.relative_to(ROOT)), sentence)
        for path in files(".py", under=SERVER)
        for sentence in said(path.read_text("utf-8"))
        if any(words in sentence.lower() for words in KNOWN_TO_THE_BROWSER)
    ]
    assert found == []


@pytest.mark.parametrize("refused", [sealed.stale(), sealed.conflict()])
def test_what_was_overtaken_says_that_nothing_was_kept_and_what_to_do(refused: Refused) -> None:
    assert "niets bewaard. Laad opnieuw" in refused.sentence


def test_whoever_may_not_do_something_reads_what_to_do_instead() -> None:
    stranger, other = User(role=Role.COUNSELLOR), User(role=Role.COUNSELLOR)
    with pytest.raises(Refused, match="Laad de pagina opnieuw"):
        permit(stranger, Do.DISABLE, other)
    with pytest.raises(Refused, match="Laad de kwestie opnieuw"):
        register.check_closing("solved", closed=True)
    with pytest.raises(Refused, match="Laad de kwestie opnieuw"):
        register.check_reopening(closed=False)


def test_the_sentence_about_a_due_date_is_true() -> None:
    was = turn.Step(turn.COUNSELLOR)
    a_month_ago = turn.Step(turn.COUNSELLOR, due=TODAY - timedelta(days=31))
    assert turn.hand_over(was, a_month_ago, closed=False, today=TODAY) == a_month_ago
    with pytest.raises(Refused, match="van een maand geleden tot over twee jaar"):
        turn.hand_over(was, turn.Step(turn.COUNSELLOR, due=TODAY - timedelta(days=32)), closed=False, today=TODAY)
