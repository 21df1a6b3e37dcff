"""How the colleague reads the letter: written while there is one that did not go, and never asked for by a step."""

from dataclasses import replace

import pytest

from nabij.kit.errors import Refused
from nabij.signals.rules import sections, steps, wording
from nabij.signals.rules.steps import Path, State, Step
from nabij.signals.rules.writing import check_writable, writable
from tests.personas import Personas
from tests.signals.making import handed, pens, weighed, worded
from tests.signals.test_handing import daan

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

BEGUN = steps.begin("silence", Path.AGREED)
WITH_A_LETTER = {sections.LETTER: 2, sections.READING: 3}


def at(step: Step) -> State:
    return replace(BEGUN, step=step)


def test_it_takes_words_from_the_letter_on_until_that_is_handed_over() -> None:
    taken = {step for step in Step if sections.READING in writable(at(step))}
    assert taken == {Step.AGREED, Step.GROUNDED, Step.WORDED}
    assert sections.LETTER not in writable(at(Step.WORDED))
    with pytest.raises(Refused):
        check_writable(at(Step.DELIVERED), [sections.READING])


def test_no_step_asks_for_it() -> None:
    written = dict.fromkeys(set(sections.names()) - {sections.READING}, 1)
    word = wording.word(at(Step.AGREED), 1, frozenset(), written)
    assert word.step == Step.WORDED


def test_of_before_somebody_went_it_is_told_as_such_until_it_was_read_again() -> None:
    again = steps.narrow(at(Step.WORDED), None, WITH_A_LETTER)
    assert dict(again.before)[sections.READING] == 3
    reread = steps.reread(at(Step.WORDED), WITH_A_LETTER)
    assert dict(reread.before) == WITH_A_LETTER
    # a letter that was read again is checked without it, and a reading of before stays one of before
    newer = WITH_A_LETTER | {sections.LETTER: 3}
    assert dict(wording.word(reread, 3, frozenset(), newer).before) == {sections.READING: 3}
    assert steps.narrow(at(Step.WORDED), None, {sections.LETTER: 2}).before == {(sections.LETTER, 2)}


def test_the_colleague_writes_it_beside_a_checked_letter_and_the_letter_goes_as_it_was(people: Personas) -> None:
    early = weighed(people)
    amina, bram = pens(people)
    assert bram.write(early, sections.READING)[1]["code"] == "step"
    signal, _, _ = worded(people)
    version = signal.version
    daan(people)
    assert bram.write(signal, sections.READING)[0] == 200
    # whoever hands it over reads that first, each time anew
    for seen in (None, 2):
        assert amina.go(signal, "overdragen", **handed(people.daan), reading=seen)[1]["code"] == "read"
    signal.refresh_from_db()
    assert (signal.version, signal.step) == (version, "worded_neutral")
    assert amina.go(signal, "overdragen", **handed(people.daan))[0] == 200
    assert bram.write(signal, sections.READING)[1]["code"] == "step"


def test_a_letter_is_not_checked_over_what_the_colleague_wrote_meanwhile(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, bram = pens(people)
    assert amina.go(signal, "herschrijven")[0] == 200
    assert bram.write(signal, sections.READING)[0] == 200
    status, answer = amina.go(signal, "verwoorden", revision=1, reading=None)
    assert (status, answer["code"]) == (422, "read")
    assert amina.go(signal, "verwoorden", revision=1, reading=1)[0] == 200
    assert bram.write(signal, sections.READING)[0] == 200
    assert amina.go(signal, "overdragen", **handed(daan(people)), reading=1)[1]["code"] == "read"
    signal.refresh_from_db()
    assert signal.step == Step.WORDED
