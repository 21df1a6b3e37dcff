"""A visitor writes in a closed matter whose keeper works here no more: it reaches somebody, or they choose whom."""

from datetime import timedelta

import pytest

from nabij.contact.models import Absence
from nabij.kit.clock import this_month, today
from nabij.matters.models import Matter
from nabij.people.models import User
from tests.contact.leaving import instead_of_colleagues, leave
from tests.contact.making import Door, Visitor, a_letter, a_taking_on, make_conversation, open_door, spoken, to
from tests.making import Desk, sealed
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _closed(people: Personas, standby: list[User]) -> tuple[Visitor, Matter]:
    """A conversation that Amina kept and closed."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina], standby)
    body = a_taking_on(conversation, people.amina, *standby)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    Matter.objects.update(closed_month=this_month(), outcome="solved", turn="nobody", due=None)
    return visitor, Matter.objects.get()


def _write(visitor: Visitor) -> None:
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor, "message", epoch=2))[0] == 200


def _others(visitor: Visitor) -> list[str] | None:
    found = Door().post("/gesprek/openen.json", visitor.words)[1]["others"]
    return None if found is None else [one["name"] for one in found]


@pytest.mark.parametrize("how", ["ended", "disabled"])
def test_it_comes_to_who_stands_by_once_and_they_answer_and_the_matter_stays_closed(people: Personas, how: str) -> None:
    visitor, matter = _closed(people, [people.bram])
    leave(people.amina, how)
    # nothing new was written: a closed conversation is nobody's business
    assert instead_of_colleagues(people.bram) == []
    _write(visitor)
    (seen,) = instead_of_colleagues(people.bram)
    assert (seen["closed"], seen["left"], seen["due"]) == (True, True, None)
    assert _others(visitor) is None
    body = {"sealed": spoken(matter.pk, "message", epoch=2)}
    for already in (False, True):
        answer = Desk(people.bram).post(f"/gesprekken/{matter.pk}/antwoorden.json", body)
        assert answer == (200, {"saved": True, "already": already})
    assert instead_of_colleagues(people.bram) == []
    matter.refresh_from_db()
    assert (matter.closed_month, matter.turn, matter.due) == (this_month(), "nobody", None)
    _write(visitor)
    assert len(instead_of_colleagues(people.bram)) == 1


@pytest.mark.parametrize("how", ["ended", "disabled"])
def test_without_anybody_who_stands_by_the_visitor_is_told_and_chooses_who_then_reads_it(
    people: Personas, how: str
) -> None:
    visitor, matter = _closed(people, [])
    assert _others(visitor) is None
    leave(people.amina, how)
    _write(visitor)
    assert _others(visitor) == ["Bram"]
    choice = visitor.words | {
        "counsellor": str(people.bram.pk),
        "grants": [*to(1, people.bram), *to(2, people.bram)],
        "sealed": spoken(visitor.id, "contact", epoch=2),
        "keepsake": {"based_on": 1, "sealed": sealed()},
    }
    assert Door().post("/gesprek/kiezen.json", choice)[0] == 200
    (seen,) = instead_of_colleagues(people.bram)
    assert (seen["chosen"], seen["closed"]) == (True, True)
    assert _others(visitor) is None
    body = {"sealed": spoken(matter.pk, "message", epoch=2)}
    assert Desk(people.bram).post(f"/gesprekken/{matter.pk}/antwoorden.json", body)[0] == 200
    assert instead_of_colleagues(people.bram) == []


@pytest.mark.parametrize("days", [2, None])
def test_while_the_keeper_is_to_be_expected_a_closed_conversation_is_theirs_alone(
    people: Personas, days: int | None
) -> None:
    visitor, _ = _closed(people, [people.bram])
    last = None if days is None else today() + timedelta(days=days)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=last)
    _write(visitor)
    assert len(instead_of_colleagues(people.bram)) == (1 if last is None else 0)
    assert _others(visitor) is None
    assert len(Desk(people.amina).get("/gesprekken/nieuw.json")[1]["news"]) == 1


def test_the_office_counts_a_closed_conversation_once_its_visitor_writes_and_nobody_is_left(people: Personas) -> None:
    visitor, _ = _closed(people, [])
    leave(people.amina, "ended")
    page = f"/organisaties/{people.organisation.pk}/"
    alone = "1 gesprek kan door niemand worden geopend"
    assert alone not in Desk(people.els).client.get(page).content.decode()
    _write(visitor)
    assert alone in Desk(people.els).client.get(page).content.decode()
