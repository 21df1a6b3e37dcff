"""The mark by which the page of a signal learns that there is something else to show."""

import pytest

from nabij.people.models import User
from nabij.signals.models import Signal
from nabij.signals.rules import sections
from tests.making import Desk, make_matter
from tests.personas import Personas
from tests.signals.making import WEIGHED, begun, laid, pens, say, weighed

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def mark(user: User, signal: Signal) -> str:
    status, answer = Desk(user).get(f"/signalen/{signal.pk}/merk.json")
    assert (status, set(answer), len(answer["mark"])) == (200, {"mark"}, 64)
    return str(answer["mark"])


def test_each_step_and_text_makes_another_mark_for_both(people: Personas) -> None:
    signal, matter = weighed(people), make_matter(people.amina)
    amina, _ = pens(people)
    seen = [(mark(people.amina, signal), mark(people.bram, signal))]
    assert (mark(people.amina, signal), mark(people.bram, signal)) == seen[0]

    def changed() -> None:
        seen.append((mark(people.amina, signal), mark(people.bram, signal)))

    assert amina.write(signal, sections.LIMITS)[0] == 200
    changed()
    consent = say(matter)
    assert mark(people.amina, signal) != seen[-1][0]
    # who was asked is sealed: what a visitor of hers said is nothing to him
    assert mark(people.bram, signal) == seen[-1][1]
    changed()
    assert amina.go(signal, "grond", **laid(matter, consent))[0] == 200
    changed()
    say(matter, given=False)
    changed()
    assert len({one for one, _ in seen}) == 5
    assert len({one for _, one in seen}) == 4


def test_being_asked_to_weigh_along_makes_another_mark_of_today_for_who_is_asked_alone(people: Personas) -> None:
    signal = begun(people)
    amina, bram = pens(people)
    assert amina.write(signal, *WEIGHED)[0] == 200
    before = [pen.get("/signalen/merk.json")[1]["mark"] for pen in (amina, bram)]
    put = {"weigher": "colleague", "colleague": str(people.bram.pk), "needed": 0}
    assert amina.go(signal, "wegen", **put)[0] == 200
    after = [pen.get("/signalen/merk.json")[1]["mark"] for pen in (amina, bram)]
    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


def test_nobody_outside_the_pair_gets_one(people: Personas) -> None:
    signal = weighed(people)
    assert Desk(people.carla).get(f"/signalen/{signal.pk}/merk.json")[0] == 404
