"""Whose turn it is, where people read it: the list, the page of a signal and *Vandaag*, at each step of one signal."""

import pytest

from nabij.people.models import User
from nabij.signals.answers import TURNS, by_turn, due_today, signal_of
from nabij.signals.models import Signal
from nabij.signals.rules import sections
from nabij.signals.rules.turn import Turn
from tests.making import make_matter
from tests.personas import Personas
from tests.signals.making import WEIGHED, Pen, begun, handed, laid, pens, say
from tests.signals.test_handing import daan

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def shown(user: User, signal: Signal) -> tuple[str, list[str]]:
    """The turn that this person reads, in the list as on the page, and what *Vandaag* asks."""
    signal = Signal.objects.get(pk=signal.pk)
    turn = signal_of(user, signal)["turn"]
    listed = [title for title, lines in by_turn(user) for line in lines if line.row == signal]
    assert listed == [TURNS[Turn(turn)]]
    return turn, [str(one["what"]) for one in due_today(user)]


def test_each_step_tells_each_of_the_pair_whose_turn_it_is(people: Personas) -> None:
    (amina, bram), matter = pens(people), make_matter(people.amina)
    signal = begun(people)

    def reads(amina_reads: tuple[str, list[str]], bram_reads: tuple[str, list[str]]) -> None:
        assert (shown(people.amina, signal), shown(people.bram, signal)) == (amina_reads, bram_reads)

    def go(pen: Pen, step: str, **more: object) -> None:
        assert pen.go(signal, step, **more)[0] == 200

    assert amina.write(signal, *WEIGHED)[0] == 200
    reads(("mine", []), ("colleague", []))
    go(amina, "wegen", weigher="colleague", colleague=str(people.bram.pk), needed=1)
    reads(("colleague", []), ("mine", ["weigh"]))
    go(bram, "terugleggen")
    reads(("mine", []), ("colleague", []))
    go(amina, "wegen", weigher="colleague", colleague=str(people.bram.pk), needed=1)
    assert bram.write(signal, sections.SECOND)[0] == 200
    go(bram, "meewegen")
    reads(("mine", ["weighed"]), ("colleague", []))
    assert amina.write(signal, sections.LIMITS)[0] == 200
    # whose it is, the browser of each tells: tests/browser/test_signal_turns.py
    reads(("visitors", ["ask"]), ("visitors", ["ask"]))
    go(amina, "grond", **laid(matter, say(matter)))
    reads(("mine", ["ready"]), ("colleague", []))
    say(matter, given=False)
    reads(("mine", ["withdrawn"]), ("colleague", ["withdrawn"]))
    go(amina, "grond", **laid(matter, say(matter)))
    go(amina, "afstemmen")
    reads(("mine", []), ("colleague", []))
    assert amina.write(signal, sections.LETTER)[0] == 200
    # who wrote it, and whether it was read along, is sealed
    reads(("mine", ["read"]), ("colleague", ["read"]))
    go(amina, "verwoorden", revision=1)
    reads(("mine", ["read"]), ("colleague", ["read"]))
    go(amina, "overdragen", **handed(daan(people)))
    reads(("board", []), ("board", []))
    go(bram, "ontvangen")
    go(bram, "beantwoord")
    reads(("mine", ["answered"]), ("colleague", ["answered"]))
