"""Who is aan zet: both counsellors and the visitor read the same, also while one of them is away."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from nabij.contact.models import Absence, Conversation
from nabij.contact.rules.standing_in import There, aan_zet
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import User
from tests.contact.leaving import leave
from tests.contact.making import Door, Visitor, a_taking_on, make_conversation, open_door, to
from tests.making import Desk, Json, a_consent, a_sharing
from tests.personas import Personas

MONDAY = date(2026, 6, 8)
HERE, LEFT, AWAY = There(left=False), There(left=True), There(left=False, absences=((MONDAY, None),))
AMINA, BRAM = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("amina", "bram", "first", "found"),
    [
        (HERE, HERE, [AMINA], [AMINA]),
        (HERE, HERE, [BRAM], [BRAM]),
        (AWAY, HERE, [AMINA], [BRAM]),
        (HERE, AWAY, [BRAM], [AMINA]),
        (LEFT, AWAY, [AMINA], [BRAM]),
        (AWAY, AWAY, [AMINA], [AMINA, BRAM]),
        (LEFT, LEFT, [AMINA], []),
    ],
)
def test_who_is_there_is_aan_zet_and_never_who_left(amina: There, bram: There, first: list[UUID], found: Any) -> None:
    assert aan_zet({AMINA: amina, BRAM: bram}, first, MONDAY, MONDAY) == found


def _shared(people: Personas) -> tuple[Visitor, Conversation]:
    """A conversation that Amina took on, in which Bram reads everything along."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    body = a_taking_on(conversation, people.amina, due=today().isoformat())
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    sharing = a_sharing(Matter.objects.get(), people.bram, a_consent("everything"), 1, *keys, epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/delen.json", sharing)[0] == 200
    return visitor, conversation


def _told(user: User, conversation: Conversation) -> tuple[bool, list[str]]:
    """Whether this counsellor is aan zet and who else; the list and the matter say the same."""
    whole: Json = Desk(user).get(f"/kwesties/{conversation.pk}/stukken.json")[1]
    (card,) = Desk(user).get("/kwesties/kaarten.json")[1]["matters"]
    assert (card["my_turn"], card["turn_of"]) == (whole["my_turn"], whole["turn_of"])
    return whole["my_turn"], whole["turn_of"]


def _read(visitor: Visitor) -> set[str]:
    """Whose names the visitor's page shows, as ``atTurn`` chooses them of those who wait for nobody."""
    served = Door().post("/gesprek/openen.json", visitor.words)[1]["counsellors"]
    people = [one for one in served if not one["waits"]]
    there = [one for one in people if not one["missed"]]
    found = [one for one in there if one["turn"]] or there or [one for one in people if not one["left"]]
    return {one["name"] for one in found}


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize(
    ("turn", "away", "who"),
    [
        ("counsellor", [], {"Amina"}),
        ("colleague", [], {"Bram"}),
        ("counsellor", ["Amina"], {"Bram"}),
        ("colleague", ["Bram"], {"Amina"}),
        ("counsellor", ["Bram"], {"Amina"}),
        ("counsellor", ["Amina", "Bram"], {"Amina", "Bram"}),
    ],
)
def test_visitor_keeper_and_colleague_read_the_same_names(
    people: Personas, turn: str, away: list[str], who: set[str]
) -> None:
    visitor, conversation = _shared(people)
    Matter.objects.update(turn=turn)
    for user in (people.amina, people.bram):
        if user.name in away:
            leave(user, "away")
    assert _read(visitor) == who
    for user in (people.amina, people.bram):
        mine, others = _told(user, conversation)
        assert ({user.name} if mine else set()) | set(others) == who


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_is_back_before_the_promised_day_stays_aan_zet(people: Personas) -> None:
    visitor, conversation = _shared(people)
    Matter.objects.update(due=today() + timedelta(days=5))
    Absence.objects.create(
        practice=people.practice, counsellor=people.amina, first=today(), last=today() + timedelta(days=2)
    )
    assert _read(visitor) == {"Amina"}
    assert _told(people.bram, conversation) == (False, ["Amina"])


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_stands_by_is_aan_zet_for_the_keeper_too_while_that_one_is_away(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram])
    body = a_taking_on(conversation, people.amina, people.bram, due=today().isoformat())
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    assert (_read(visitor), _told(people.amina, conversation)) == ({"Amina"}, (True, []))
    leave(people.amina, "away")
    assert (_read(visitor), _told(people.amina, conversation)) == ({"Bram"}, (False, ["Bram"]))


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize(
    ("turn", "seen"),
    [("organisation", "organisation"), ("visitor", "visitor"), ("nobody", "nobody"), ("colleague", "counsellor")],
)
def test_the_visitor_reads_whose_turn_it_is_and_that_of_the_organisation_as_its_own(
    people: Personas, turn: str, seen: str
) -> None:
    visitor, conversation = _shared(people)
    Matter.objects.update(turn=turn)
    assert Door().post("/gesprek/openen.json", visitor.words)[1]["turn"] == seen
    if turn != "colleague":
        assert _told(people.amina, conversation) == (False, [])


@pytest.mark.django_db(databases=["default", "shred"])
def test_the_list_asks_as_much_for_one_matter_as_for_many(people: Personas, django_assert_max_num_queries: Any) -> None:
    from nabij.contact.turns import who_answers
    from nabij.matters.whose_turn import Kept

    place = people.organisation.pk
    kept = [Kept(uuid4(), place, people.amina.pk, "counsellor", None) for _ in range(40)]
    with django_assert_max_num_queries(4):
        assert set(map(tuple, who_answers(kept).values())) == {(people.amina.pk,)}
