"""A decision about a finding stays while other text is edited, and goes when its own words change."""

import pytest

from nabij.kit.errors import Refused
from nabij.reporting.rules.findings import NOBODY, Choice, Decision, Finding, Kind, decide, undecided
from nabij.reporting.rules.known import Known, unit
from nabij.reporting.rules.linter import lint

KNOWN = Known(units=("Thuiszorg",))
TEXT = "Zoals gewoonlijk hebben wij weer uitleg gegeven aan 7 teams dit jaar. Dat ging goed. Een van hen vroeg meer."
REASON = "Het zijn teams, geen mensen."


def only(text: str) -> Finding:
    (finding,) = lint(text, KNOWN)
    return finding


@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        "Nieuw begin. " + TEXT,
        TEXT.replace("goed", "heel goed, vonden wij"),
        TEXT + "\n\nNog een alinea.",
        TEXT.replace("gewoonlijk hebben wij", "altijd hebben wij ook nu"),
        TEXT.replace("7 teams", "7  teams"),
        TEXT.replace("teams dit jaar", "Teams, dit jaar"),
    ],
)
def test_edits_elsewhere_keep_a_decision(edited: str) -> None:
    decision = decide(only(TEXT), Choice.KEPT, REASON, NOBODY)
    assert undecided(lint(edited, KNOWN), [decision]) == ()


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("7", "8"),
        TEXT.replace("teams", "mensen"),
        TEXT.replace("aan 7", "door 7"),
        TEXT.replace("uitleg gegeven", "raad gegeven"),
        TEXT.replace("dit jaar", "dit kwartaal"),
    ],
)
def test_edits_around_it_ask_again(edited: str) -> None:
    decision = decide(only(TEXT), Choice.KEPT, REASON, NOBODY)
    assert len(undecided(lint(edited, KNOWN), [decision])) == 1


def test_the_same_words_once_more_ask_once_more() -> None:
    decision = decide(only(TEXT), Choice.KEPT, REASON, NOBODY)
    twice = lint(f"{TEXT}\n{TEXT}", KNOWN)
    assert len(twice) == 2
    assert undecided(twice, [decision]) == (twice[1],)


def test_a_combination_stays_decided_while_its_sentence_is_polished() -> None:
    known = Known(units=("Thuiszorg",), staff={frozenset({unit("Thuiszorg")}): 4})
    first, *_ = lint("In de thuiszorg ging het over pesten.", known)
    assert first.kind is Kind.COMBINATION
    decision = decide(first, Choice.KEPT, "Dit is met hen besproken.")
    polished = lint("Vaak ging het, in de thuiszorg, over een vorm van pesten.", known)
    assert Kind.COMBINATION not in {one.kind for one in undecided(polished, [decision])}
    other = lint("In de thuiszorg ging het over fraude.", known)
    assert Kind.COMBINATION in {one.kind for one in undecided(other, [decision])}


def test_what_is_kept_needs_a_reason() -> None:
    for reason in ("", "   ", "ok", "a        b        c", "negen les"):
        with pytest.raises(Refused, match="waarom dit kan blijven staan"):
            decide(only(TEXT), Choice.KEPT, reason, NOBODY)
    assert decide(only(TEXT), Choice.KEPT, "  Het zijn \n teams. ", NOBODY).reason == "Het zijn teams."
    assert decide(only(TEXT), Choice.KEPT, "tien leste", NOBODY).reason == "tien leste"
    assert decide(only(TEXT), Choice.CHANGED) == Decision(only(TEXT).key, Choice.CHANGED)


def test_what_was_said_to_be_changed_and_still_stands_is_still_open() -> None:
    finding = only(TEXT)
    assert undecided([finding], [decide(finding, Choice.CHANGED)]) == (finding,)
    kept = decide(finding, Choice.KEPT, REASON, NOBODY)
    assert undecided([finding], [decide(finding, Choice.CHANGED), kept]) == ()
    assert undecided([finding], [kept, decide(finding, Choice.CHANGED)]) == (finding,)


def test_a_key_holds_no_text() -> None:
    finding = only("Dit zei mevrouw Jansen ook.")
    assert len(finding.key) == 64
    assert set(finding.key) <= set("0123456789abcdef")


def test_a_count_stays_only_with_what_it_counts() -> None:
    finding = only(TEXT)
    with pytest.raises(Refused, match="wat dit getal telt"):
        decide(finding, Choice.KEPT, REASON)
    # as it was kept before anybody was asked what it counts
    assert undecided([finding], [Decision(finding.key, Choice.KEPT, REASON)]) == (finding,)
