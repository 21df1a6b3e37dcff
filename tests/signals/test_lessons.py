"""What a pair learnt of a signal: given to the practice by choice, once it is done, and taken back."""

import pytest

from nabij.audit.models import Entry
from nabij.people.models import User
from nabij.signals.models import Lesson, Signal
from nabij.signals.rules import sections
from tests.making import Desk, b64, new_id
from tests.personas import Personas
from tests.signals.making import Json, Pen, a_letter, address, pens, weighed

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _done(people: Personas, *, written: bool = True) -> tuple[Signal, Pen, Pen]:
    """Not sent, and perhaps with what they learnt."""
    signal = weighed(people)
    amina, bram = pens(people)
    assert amina.write(signal, sections.NOT_SENT)[0] == 200
    assert amina.go(signal, "niet-versturen")[0] == 200
    if written:
        assert amina.write(signal, sections.LEARNED)[0] == 200
    return signal, amina, bram


def _lesson() -> Json:
    return {"id": new_id(), "sealed": b64(a_letter())}


def _given(user: User) -> list[Json]:
    status, said = Desk(user).get("/signalen/geleerd.json")
    assert status == 200
    return list(said["lessons"])


def test_the_practice_reads_a_lesson_without_hearing_of_the_signal(people: Personas) -> None:
    signal, amina, _ = _done(people)
    body = _lesson()
    assert amina.post(address(signal, "les"), body) == (200, {"saved": True, "already": False})
    # the same once more is one
    assert amina.post(address(signal, "les"), body) == (200, {"saved": True, "already": True})
    (told,) = _given(people.bram)
    assert set(told) == {"id", "author", "month", "sealed"}
    assert told["sealed"] == body["sealed"]
    assert str(signal.pk) not in repr(told)
    assert Entry.objects.filter(verb="share_lesson_of_signal").count() == 1


def test_another_practice_hears_of_none(people: Personas) -> None:
    signal, amina, _ = _done(people)
    assert amina.post(address(signal, "les"), _lesson())[0] == 200
    assert _given(people.carla) == []


def test_it_is_given_only_once_the_signal_is_done_and_something_was_written(people: Personas) -> None:
    signal = weighed(people)
    amina, _ = pens(people)
    assert amina.write(signal, sections.LEARNED)[0] in (200, 422)
    status, said = amina.post(address(signal, "les"), _lesson())
    assert (status, said["code"]) == (422, "step")
    done, amina, _ = _done(people, written=False)
    status, said = amina.post(address(done, "les"), _lesson())
    assert (status, said["code"]) == (422, "unwritten")
    assert not Lesson.objects.exists()


def test_a_later_one_takes_its_place_and_taking_it_back_destroys_it(people: Personas) -> None:
    signal, amina, bram = _done(people)
    first, second = _lesson(), _lesson()
    assert amina.post(address(signal, "les"), first)[0] == 200
    assert bram.post(address(signal, "les"), second)[0] == 200
    (told,) = _given(people.amina)
    assert (told["id"], told["author"]["name"]) == (second["id"], people.bram.name)
    assert amina.post(address(signal, "les-terug"), {}) == (200, {"saved": True, "already": False})
    assert amina.post(address(signal, "les-terug"), {}) == (200, {"saved": True, "already": True})
    assert _given(people.amina) == []


def test_what_is_not_sealed_is_no_lesson(people: Personas) -> None:
    signal, amina, _ = _done(people)
    status, _ = amina.post(address(signal, "les"), {"id": new_id(), "sealed": b64(b"Wij leerden veel van Jan.")})
    assert status == 422
    assert not Lesson.objects.exists()


def test_it_goes_with_its_signal(people: Personas) -> None:
    signal, amina, _ = _done(people)
    assert amina.post(address(signal, "les"), _lesson())[0] == 200
    signal.delete()
    assert not Lesson.objects.exists()
