"""A yes can be taken back at every step, by who said it or as it was heard: the signal is narrowed, or it stops."""

from datetime import timedelta
from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.kit.clock import this_month, today
from nabij.matters.models import Consent, Matter
from nabij.signals.models import Concern, Letter, Signal
from nabij.signals.rules import sections
from tests.making import Desk, make_matter
from tests.matters.test_hearing import address as heard_at
from tests.matters.test_hearing import heard
from tests.personas import Personas
from tests.signals.making import WEIGHED, Pen, address, except_, handed, laid, pens, say, weighed
from tests.signals.test_handing import daan, due
from tests.signals.test_letters import BoardDesk

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

BEFORE = ("noticed", "asked", "weighed", "agreed_with_persons", "worded_neutral")
AFTER = ("delivered", "received", "answered", "meeting", "followed_up", "closed")
HOW = ("heard", "by the visitor")


def walked(people: Personas, until: str, of: int = 2) -> tuple[Signal, list[Matter]]:
    """A signal of so many visitors of Amina, at this step; *noticed* and *asked*: once more, with what was laid."""
    matters = [make_matter(people.amina) for _ in range(of)]
    signal = weighed(people, needed=of)
    amina, _ = pens(people)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    for matter in matters:
        assert amina.go(signal, "grond", **laid(matter, say(matter)))[0] == 200
    for step, act in _steps(people, signal, amina, of):
        if signal.step == until or step == until:
            break
        assert act()[0] == 200, step
        signal.refresh_from_db()
    return signal, matters


def _steps(people: Personas, signal: Signal, amina: Pen, of: int) -> Any:
    """Each step with the one that comes before it as its name is: the walk stops where it stands."""
    yield "weighed", lambda: amina.go(signal, "afstemmen")
    yield "", lambda: amina.write(signal, sections.LETTER)
    yield "agreed_with_persons", lambda: amina.go(signal, "verwoorden", revision=1)
    yield "worded_neutral", lambda: amina.go(signal, "overdragen", **handed(daan(people)))
    yield "delivered", lambda: amina.go(signal, "ontvangen")
    yield "received", lambda: amina.go(signal, "beantwoord")
    yield "answered", lambda: amina.go(signal, "gesprek", day=str(today()))
    yield "meeting", lambda: amina.write(signal, sections.CHANGED)
    yield "", lambda: amina.go(signal, "veranderd")
    yield "followed_up", lambda: amina.go(signal, "afronden")


def weighed_anew(people: Personas, *, asked: bool) -> tuple[Signal, list[Matter]]:
    """Narrowed without one of three: what two said lies under it still while it is weighed again."""
    signal, (gone, *left) = walked(people, "agreed_with_persons", of=3)
    amina, _ = pens(people)
    row = Concern.objects.get(signal=signal, matter=gone)
    assert amina.go(signal, "versmallen", concern=row.pk)[0] == 200
    assert amina.write(signal, *WEIGHED)[0] == 200
    if asked:
        assert ask(people, amina, signal, 2)[0] == 200
    signal.refresh_from_db()
    return signal, left


def ask(people: Personas, amina: Pen, signal: Signal, needed: int) -> tuple[int, Any]:
    return amina.go(signal, "wegen", weigher="colleague", colleague=str(people.bram.pk), needed=needed)


def take_back(people: Personas, matter: Matter, how: str) -> None:
    """As the counsellor heard it, at the address of the matter; or as the visitor's answer is kept."""
    if how == "heard":
        number = Consent.objects.filter(matter=matter).count() + 1
        assert Desk(people.amina).post(heard_at(matter), heard(matter, "withdrawn", number))[0] == 200
        assert Entry.objects.filter(row=str(matter.pk), verb="hear_consent").exists()
    else:
        say(matter, given=False)


def next_step(people: Personas, signal: Signal, step: str) -> tuple[int, Any]:
    amina, bram = pens(people)
    if step == "noticed":
        return ask(people, amina, signal, 2)
    if step == "asked":
        assert bram.write(signal, sections.SECOND)[0] == 200
        return bram.go(signal, "meewegen")
    if step == "weighed":
        return amina.go(signal, "afstemmen")
    if step == "agreed_with_persons":
        return amina.go(signal, "verwoorden", revision=1)
    return amina.go(signal, "overdragen", **handed(daan(people)))


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("step", BEFORE)
def test_before_it_is_handed_over_it_stops_until_what_that_visitor_told_is_out(
    people: Personas, step: str, how: str
) -> None:
    anew = step in ("noticed", "asked")
    signal, matters = weighed_anew(people, asked=step == "asked") if anew else walked(people, step)
    amina, bram = pens(people)
    take_back(people, matters[0], how)
    assert "withdrawn" in due(amina)
    assert "withdrawn" in due(bram)
    status, said = next_step(people, signal, step)
    assert (status, said["code"]) == (422, "withdrawn")
    assert not Letter.objects.exists()
    row = Concern.objects.get(signal=signal, matter=matters[0])
    assert amina.go(signal, "versmallen", concern=row.pk)[0] == 200
    signal.refresh_from_db()
    assert (signal.step, signal.asked, signal.needed) == ("noticed", None, 0)
    assert list(signal.concern_set.values_list("matter", flat=True)) == [matters[1].pk]
    # and what is left is weighed anew, of one visitor fewer, once it was looked at
    assert ask(people, amina, signal, 1)[1]["code"] == "reweigh"
    assert amina.write(signal, *WEIGHED)[0] == 200
    assert ask(people, amina, signal, 1)[0] == 200


@pytest.mark.parametrize("how", HOW)
def test_a_letter_outlives_no_yes_it_was_written_on(people: Personas, how: str) -> None:
    signal, (gone, left) = walked(people, "worded_neutral")
    amina, bram = pens(people)
    letter = signal.revisions()[sections.LETTER]
    take_back(people, gone, how)
    assert amina.go(signal, "versmallen", concern=Concern.objects.get(matter=gone).pk)[0] == 200
    signal.refresh_from_db()
    assert (signal.rested, signal.before[sections.LETTER]) == (2, letter)
    assert amina.write(signal, *WEIGHED)[0] == 200
    assert ask(people, amina, signal, 1)[0] == 200
    assert bram.write(signal, sections.SECOND)[0] == 200
    assert bram.go(signal, "meewegen")[0] == 200
    assert amina.go(signal, "grond", **laid(left, Consent.objects.get(matter=left)))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200
    # the old text is there, and goes nowhere before it was read again and kept
    assert signal.revisions()[sections.LETTER] == letter
    for revision in (letter, letter + 1):
        assert amina.go(signal, "verwoorden", revision=revision)[0] == 422
    assert amina.go(signal, "verwoorden", revision=letter)[1]["code"] == "reread"
    told = amina.get(address(signal, "stukken"))[1]["signal"]
    assert (told["rested"], told["needed"], told["before"]) == (2, 1, {sections.LETTER: letter})
    assert bram.write(signal, sections.LETTER)[0] == 200
    assert amina.go(signal, "verwoorden", revision=letter + 1)[0] == 200
    signal.refresh_from_db()
    assert (signal.rested, signal.before) == (0, {})
    assert amina.go(signal, "overdragen", **handed(daan(people)))[0] == 200


@pytest.mark.parametrize("step", BEFORE)
def test_whoever_takes_it_back_it_can_be_left_unsent_as_well(people: Personas, step: str) -> None:
    anew = step in ("noticed", "asked")
    signal, matters = weighed_anew(people, asked=step == "asked") if anew else walked(people, step)
    amina, _ = pens(people)
    take_back(people, matters[0], "heard")
    assert amina.write(signal, sections.NOT_SENT)[0] == 200
    assert amina.go(signal, "niet-versturen")[0] == 200


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("step", AFTER)
def test_after_it_was_handed_over_the_board_reads_that_it_rests_on_fewer(people: Personas, step: str, how: str) -> None:
    signal, (gone, _) = walked(people, step)
    board, (amina, _) = BoardDesk(daan(people)), pens(people)
    at = f"/brieven/{signal.pk}/brief.json"
    assert board.get(at)[1]["fewer"] is False
    take_back(people, gone, how)
    # not at the moment itself, which could point at somebody
    assert board.get(at)[1]["fewer"] is False
    assert "tell" in due(amina)
    turn = amina.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["turn"]
    assert turn == "mine"
    row = Concern.objects.get(signal=signal, matter=gone)
    assert amina.go(signal, "verteld", concern=row.pk)[0] == 200
    assert "tell" not in due(amina)
    said = board.get(at)[1]
    assert said["fewer"] is True
    # a word, never how many, when, or who
    assert str(gone.pk) not in str(said)


@pytest.mark.parametrize(("step", "next_"), [("meeting", "veranderd"), ("followed_up", "afronden")])
def test_no_step_of_the_pair_goes_on_before_that_visitor_was_told(people: Personas, step: str, next_: str) -> None:
    signal, (gone, _) = walked(people, step)
    amina, _ = pens(people)
    if step == "meeting":
        assert amina.write(signal, sections.CHANGED)[0] == 200
    take_back(people, gone, "heard")
    assert amina.go(signal, next_)[1]["code"] == "withdrawn"
    assert amina.go(signal, "verteld", concern=Concern.objects.get(matter=gone).pk)[0] == 200
    assert amina.go(signal, next_)[0] == 200


@pytest.mark.parametrize("step", ["delivered", "received", "answered", "meeting"])
def test_what_rests_on_nobody_any_more_may_be_closed_where_it_stands(people: Personas, step: str) -> None:
    signal, matters = walked(people, step)
    amina, _ = pens(people)
    for matter in matters:
        assert amina.go(signal, "afronden")[1]["code"] == "step"
        take_back(people, matter, "heard")
        row = Concern.objects.get(signal=signal, matter=matter)
        assert amina.go(signal, "verteld", concern=row.pk)[0] == 200
    assert amina.go(signal, "afronden")[0] == 200
    signal.refresh_from_db()
    # whether anybody suffers from what was read is asked all the same
    assert (signal.step, len(signal.watches)) == ("closed", 3)


def test_the_last_day_of_a_yes_that_was_read_in_time_takes_nothing_back(people: Personas) -> None:
    signal, _ = walked(people, "received")
    amina, _ = pens(people)
    signal.concern_set.update(until=today() - timedelta(days=1))
    assert BoardDesk(daan(people)).get(f"/brieven/{signal.pk}/brief.json")[1]["fewer"] is False
    assert due(amina) == []


def test_what_else_a_visitor_takes_back_after_it_was_read_is_looked_at_and_stands(people: Personas) -> None:
    signal, (matter, _) = walked(people, "received")
    amina, _ = pens(people)
    given, _, back = Consent.objects.get(matter=matter), say(matter), say(matter, given=False)
    assert due(amina) == ["tell"]
    assert amina.go(signal, "grond", **laid(matter, given, seen=back.sequence))[0] == 200
    assert due(amina) == []


def test_a_matter_that_is_destroyed_once_all_is_done_takes_nothing_back(people: Personas) -> None:
    signal, (matter, _) = walked(people, "followed_up")
    board = BoardDesk(daan(people))
    Matter.objects.filter(pk=matter.pk).update(destroyed=True)
    assert board.get(f"/brieven/{signal.pk}/brief.json")[1]["fewer"] is True
    Signal.objects.filter(pk=signal.pk).update(step="closed")
    assert board.get(f"/brieven/{signal.pk}/brief.json")[1]["fewer"] is False


def test_the_board_is_not_told_that_it_answered_what_was_closed_before(people: Personas) -> None:
    signal, matters = walked(people, "received")
    amina, _ = pens(people)
    for matter in matters:
        take_back(people, matter, "by the visitor")
        assert amina.go(signal, "verteld", concern=Concern.objects.get(matter=matter).pk)[0] == 200
    assert amina.go(signal, "afronden")[0] == 200
    board = BoardDesk(daan(people))
    assert board.get(f"/brieven/{signal.pk}/brief.json")[1]["answered"] is False
    page = board.client.get("/brieven/").content.decode()
    assert "U hoeft hier niets meer mee te doen." in page
    assert "Besproken" not in page


def test_it_is_heard_as_well_of_somebody_whose_matter_is_closed(people: Personas) -> None:
    signal, (matter, _) = walked(people, "received")
    Matter.objects.filter(pk=matter.pk).update(closed_month=this_month(), turn="nobody", due=None)
    take_back(people, matter, "heard")
    assert signal.gone() == {matter.pk}


@pytest.mark.parametrize("step", [*BEFORE, "delivered", "received", "followed_up"])
def test_where_the_matter_can_take_nothing_down_it_is_heard_at_the_signal(people: Personas, step: str) -> None:
    anew = step in ("noticed", "asked")
    signal, matters = weighed_anew(people, asked=step == "asked") if anew else walked(people, step)
    amina, bram = pens(people)
    row = Concern.objects.get(signal=signal, matter=matters[0])
    # of one's own visitors only
    assert bram.go(signal, "teruggehoord", concern=row.pk)[0] == 422
    assert amina.go(signal, "teruggehoord", concern=row.pk)[0] == 200
    assert Entry.objects.filter(verb="hear_back_at_signal").count() == 1
    assert signal.gone() == {matters[0].pk}
    if step in BEFORE:
        assert next_step(people, signal, step)[1]["code"] == "withdrawn"
    else:
        assert amina.go(signal, "verteld", concern=row.pk)[0] == 200
        assert BoardDesk(daan(people)).get(f"/brieven/{signal.pk}/brief.json")[1]["fewer"] is True
    # nothing lays it again but to weigh anew
    given = Consent.objects.get(matter=matters[0])
    assert amina.go(signal, "grond", **laid(matters[0], given))[0] == 422
    assert signal.gone() == {matters[0].pk}


def test_nothing_is_heard_back_of_another_signal_or_of_an_exception(people: Personas) -> None:
    (signal, _), (other, _) = walked(people, "weighed"), walked(people, "weighed")
    amina, _ = pens(people)
    foreign = Concern.objects.filter(signal=other).first()
    assert foreign is not None
    assert amina.go(signal, "teruggehoord", concern=foreign.pk)[0] == 422
    matter, acute = make_matter(people.amina), weighed(people, "acute_danger", path="excepted")
    amina.write(acute, sections.LIMITS)
    broken = except_(matter)
    assert amina.go(acute, "grond", matter=str(matter.pk), record_id=str(broken.record_id))[0] == 200
    assert amina.go(acute, "teruggehoord", concern=Concern.objects.get(signal=acute).pk)[0] == 422
    assert not Concern.objects.filter(heard_back=True).exists()
