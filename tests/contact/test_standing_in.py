"""Nobody stays unanswered: who stands by answers, a visitor chooses somebody else, and the office knows how many."""

from datetime import date, timedelta
from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.contact.models import Absence, Conversation
from nabij.contact.rules.standing_in import There, is_missed, may_answer_instead, may_choose_another
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant
from tests.contact.leaving import instead_of_colleagues, leave
from tests.contact.making import Door, Visitor, a_letter, a_taking_on, make_conversation, open_door, spoken, to
from tests.making import Desk, Json, a_consent, a_record, a_sharing, sealed, with_manifests
from tests.personas import Personas

MONDAY = date(2026, 6, 8)
HERE, LEFT = There(left=False), There(left=True)


def _away(days: int | None, since: int = 0) -> There:
    last = None if days is None else MONDAY + timedelta(days=days)
    return There(left=False, absences=((MONDAY - timedelta(days=since), last),))


@pytest.mark.parametrize(
    ("who", "due", "missed"),
    [
        (HERE, 0, False),
        (LEFT, 30, True),
        (LEFT, None, True),
        # back on the day that was promised: the promise still holds
        (_away(3), 4, False),
        (_away(4), 4, True),
        (_away(None), 400, True),
        (_away(14, since=5), None, True),
        (_away(3), None, False),
        (There(left=False, absences=((MONDAY + timedelta(days=1), None),)), 4, False),
    ],
)
def test_who_is_away_beyond_what_was_promised_is_missed(who: There, due: int | None, missed: bool) -> None:
    promised = None if due is None else MONDAY + timedelta(days=due)
    assert is_missed(who, promised, MONDAY) is missed


def test_who_stands_by_is_asked_when_the_keeper_is_missed_or_late_and_never_while_nobody_waits() -> None:
    assert not may_answer_instead(HERE, MONDAY, MONDAY)
    assert may_answer_instead(_away(9), MONDAY, MONDAY)
    assert not may_answer_instead(HERE, MONDAY - timedelta(days=3), MONDAY)
    assert may_answer_instead(HERE, MONDAY - timedelta(days=7), MONDAY)
    assert not may_answer_instead(_away(None), None, MONDAY)
    assert may_answer_instead(LEFT, None, MONDAY)


def test_somebody_else_is_offered_only_when_nobody_is_to_be_expected() -> None:
    assert may_choose_another([], None, MONDAY)
    assert not may_choose_another([LEFT, HERE], MONDAY, MONDAY)
    assert may_choose_another([LEFT, _away(9)], MONDAY, MONDAY)
    assert may_choose_another([HERE], MONDAY - timedelta(days=7), MONDAY)


def _kept(people: Personas, standby: list[User] | None = None) -> tuple[Visitor, Conversation]:
    """A conversation with Amina, taken on by her."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina], standby)
    body = a_taking_on(conversation, people.amina, *(standby or []), due=today().isoformat())
    status, answer = Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)
    assert status == 200, answer
    return visitor, conversation


def _answer(user: User, conversation: Conversation, body: Json | None = None) -> tuple[int, Json]:
    said = body or {"sealed": spoken(conversation.pk, "message", epoch=2)}
    return Desk(user).post(f"/gesprekken/{conversation.pk}/antwoorden.json", said)


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_who_stands_by_reads_and_answers_then_and_nothing_is_served_before(people: Personas, how: str) -> None:
    _, conversation = _kept(people, [people.bram])
    assert instead_of_colleagues(people.bram) == []
    assert _answer(people.bram, conversation)[1]["code"] == "forbidden"
    leave(people.amina, how)
    (seen,) = instead_of_colleagues(people.bram)
    assert (seen["keeper"]["name"], seen["left"], seen["chosen"]) == ("Amina", how != "away", False)
    assert {(one["part"], one["epoch"]) for one in seen["grants"]} == {("conversation", 1), ("conversation", 2)}
    assert {one["part"] for one in [*seen["records"], *seen["manifests"]]} == {"conversation"}
    # the matter itself, with its notes and codes, stays closed
    assert Desk(people.bram).get(f"/kwesties/{conversation.pk}/stukken.json")[0] == 404
    body = {"sealed": spoken(conversation.pk, "message", epoch=2)}
    assert _answer(people.bram, conversation, body) == (200, {"saved": True, "already": False})
    assert _answer(people.bram, conversation, body) == (200, {"saved": True, "already": True})
    matter = Matter.objects.get()
    assert (matter.turn, matter.due, matter.keeper) == ("visitor", None, people.amina)
    assert Entry.objects.filter(verb="answer_instead").count() == 1


@pytest.mark.django_db(databases=["default", "shred"])
def test_that_it_is_told_how_far_a_letter_is_answers_nothing_and_reads_nothing(people: Personas) -> None:
    visitor, conversation = _kept(people, [people.bram])
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor, "message", epoch=2))[0] == 200
    leave(people.amina, "ended")
    before = Matter.objects.get()
    new = Desk(people.bram).get("/gesprekken/nieuw.json")[1]
    body = {"sealed": spoken(conversation.pk, "message", epoch=2), "tells": True}
    for already in (False, True):
        assert _answer(people.bram, conversation, body) == (200, {"saved": True, "already": already})
    after = Matter.objects.get()
    assert (after.turn, after.due) == (before.turn, before.due) == ("counsellor", before.due)
    assert Desk(people.bram).get("/gesprekken/nieuw.json")[1] == new
    assert len(instead_of_colleagues(people.bram)) == 1
    assert Entry.objects.filter(verb="answer_instead").count() == 1


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("what", ["a note", "an old epoch", "two", "not let in", "nothing"])
def test_who_answers_in_place_of_a_colleague_writes_one_message_and_nothing_else(people: Personas, what: str) -> None:
    _, conversation = _kept(people, [] if what == "not let in" else [people.bram])
    leave(people.amina, "away")
    body = {
        "a note": with_manifests(conversation.pk, a_record("note", epoch=2)),
        "an old epoch": spoken(conversation.pk, "message", epoch=1),
        "two": spoken(conversation.pk, "message", "message", epoch=2),
        "not let in": spoken(conversation.pk, "message", epoch=2),
        "nothing": {"records": [], "manifests": []},
    }[what]
    status, _ = _answer(people.bram, conversation, {"sealed": body})
    assert status == (404 if what == "not let in" else 422)
    assert Matter.objects.get().turn == "counsellor"


@pytest.mark.django_db(databases=["default", "shred"])
def test_later_keys_of_the_conversation_go_to_who_stands_by_and_never_the_notes(people: Personas) -> None:
    _, conversation = _kept(people, [people.bram])
    address = f"/kwesties/{conversation.pk}/sleutels.json"
    pieces = Desk(people.amina).get(f"/kwesties/{conversation.pk}/stukken.json")[1]
    assert pieces["standing_by"] == [{"id": str(people.bram.pk), "name": "Bram"}]
    new = with_manifests(conversation.pk, a_record("card", epoch=3))
    own = [*to(3, people.amina, conversation.pk), *to(3, people.amina, part="notes")]
    notes_too = [*own, *to(3, people.bram), *to(3, people.bram, part="notes")]
    assert Desk(people.amina).post(address, {"grants": notes_too, "sealed": new})[0] == 422
    stranger = [*own, *to(3, people.carla)]
    assert Desk(people.amina).post(address, {"grants": stranger, "sealed": new})[0] == 422
    both = {"grants": [*own, *to(3, people.bram)], "sealed": new}
    assert Desk(people.amina).post(address, both)[0] == 200
    leave(people.amina, "away")
    assert _answer(people.bram, conversation, {"sealed": spoken(conversation.pk, "message", epoch=3)})[0] == 200


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_stands_by_is_shared_everything_with_the_keys_of_the_keeper_in_place_of_the_visitors(
    people: Personas,
) -> None:
    _, conversation = _kept(people, [people.bram])
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    body = a_sharing(Matter.objects.get(), people.bram, a_consent("everything"), 1, *keys, epoch=2)
    for already in (False, True):
        status, answer = Desk(people.amina).post(f"/kwesties/{conversation.pk}/delen.json", body)
        assert (status, answer["already"]) == (200, already)
    held = KeyGrant.objects.filter(grantee=people.bram.pk)
    assert set(held.values_list("part", "epoch", "granter")) == {
        *(("conversation", one, people.amina.pk) for one in (1, 2)),
        ("notes", 2, people.amina.pk),
    }


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_reads_along_is_aan_zet_for_the_visitor_only_when_the_keeper_left_it_to_them(people: Personas) -> None:
    visitor, conversation = _kept(people)
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    body = a_sharing(Matter.objects.get(), people.bram, a_consent("everything"), 1, *keys, epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/delen.json", body)[0] == 200
    assert _at_turn(visitor) == {"Amina": True, "Bram": False}
    Matter.objects.update(turn="colleague")
    assert _at_turn(visitor) == {"Amina": False, "Bram": True}


def _at_turn(visitor: Visitor) -> dict[str, bool]:
    return {one["name"]: one["turn"] for one in _opened(visitor)["counsellors"]}


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_was_left_out_of_the_newest_key_stands_by_no_more(people: Personas) -> None:
    visitor, conversation = _kept(people, [people.bram])
    own = [*to(3, people.amina, conversation.pk), *to(3, people.amina, part="notes")]
    body = {"grants": own, "sealed": with_manifests(conversation.pk, a_record("card", epoch=3))}
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/sleutels.json", body)[0] == 200
    leave(people.amina, "away")
    assert instead_of_colleagues(people.bram) == []
    # and the visitor, whom nobody else answers now, may choose them anew
    (other,) = _opened(visitor)["others"]
    assert (other["name"], other["holds"]) == ("Bram", [1, 2])


def _opened(visitor: Visitor) -> Json:
    status, answer = Door().post("/gesprek/openen.json", visitor.words)
    assert status == 200, answer
    return answer


def _choosing(visitor: Visitor, other: User, *epochs: int, **more: Any) -> Json:
    """The body of *kiezen*."""
    body = {
        "counsellor": str(other.pk),
        "grants": [grant for epoch in epochs for grant in to(epoch, other)],
        "sealed": spoken(visitor.id, "contact", epoch=max(epochs, default=1)),
        "keepsake": {"based_on": 1, "sealed": sealed()},
    }
    return visitor.words | body | more


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_the_visitor_reads_that_who_stands_by_waits_and_when_no_more(people: Personas, how: str) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram])
    assert _waits(visitor) == {"Amina": False, "Bram": True}
    body = a_taking_on(conversation, people.amina, people.bram, due=today().isoformat())
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    assert _waits(visitor) == {"Amina": False, "Bram": True}
    leave(people.amina, how)
    assert _waits(visitor) == {"Amina": False, "Bram": False}
    assert len(instead_of_colleagues(people.bram)) == 1


def _waits(visitor: Visitor) -> dict[str, bool]:
    return {one["name"]: one["waits"] for one in _opened(visitor)["counsellors"]}


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_a_visitor_who_chose_one_person_is_told_and_may_let_the_other_in(people: Personas, how: str) -> None:
    visitor, conversation = _kept(people)
    assert _opened(visitor)["others"] is None
    early = Door().post("/gesprek/kiezen.json", _choosing(visitor, people.bram, 1, 2))
    assert (early[0], early[1]["code"]) == (422, "stale")
    leave(people.amina, how)
    seen = _opened(visitor)
    (amina,) = seen["counsellors"]
    assert (amina["missed"], amina["left"], amina["first"]) == (True, how != "away", True)
    assert [one["name"] for one in seen["others"]] == ["Bram"]
    body = _choosing(visitor, people.bram, 1, 2)
    assert Door().post("/gesprek/kiezen.json", body)[1]["already"] is False
    assert Door().post("/gesprek/kiezen.json", body)[1]["already"] is True
    given = KeyGrant.objects.filter(grantee=people.bram.pk).values_list("part", "epoch", "granter")
    assert set(given) == {("conversation", one, conversation.pk) for one in (1, 2)}
    (chosen,) = instead_of_colleagues(people.bram)
    assert chosen["chosen"] is True
    assert _answer(people.bram, conversation)[0] == 200
    after = _opened(visitor)
    assert (after["others"], {one["name"] for one in after["holders"]}) == (None, {"Amina", "Bram"})


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("what", ["one key", "a key too many", "for another", "a message", "a stranger"])
def test_what_does_not_fit_lets_nobody_in(people: Personas, what: str) -> None:
    visitor, conversation = _kept(people)
    leave(people.amina, "away")
    body = {
        "one key": lambda: _choosing(visitor, people.bram, 2),
        "a key too many": lambda: _choosing(visitor, people.bram, 1, 2, 3),
        "for another": lambda: _choosing(visitor, people.bram, grants=[*to(1, people.carla), *to(2, people.carla)]),
        "a message": lambda: _choosing(visitor, people.bram, 1, 2, sealed=spoken(visitor.id, "message", epoch=2)),
        "a stranger": lambda: _choosing(visitor, people.carla, 1, 2),
    }[what]()
    assert Door().post("/gesprek/kiezen.json", body)[0] == 422
    assert set(KeyGrant.objects.values_list("grantee", flat=True)) == {people.amina.pk, conversation.pk}


@pytest.mark.django_db(databases=["default", "shred"])
def test_a_conversation_that_nobody_took_on_is_taken_on_by_who_is_chosen_then(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    leave(people.amina, "ended")
    assert [one["name"] for one in _opened(visitor)["others"]] == ["Bram"]
    assert Door().post("/gesprek/kiezen.json", _choosing(visitor, people.bram, 1))[0] == 200
    (seen,) = Desk(people.bram).get("/gesprekken/binnen.json")[1]["waiting"]
    assert (seen["id"], seen["standby"]) == (str(conversation.pk), False)
    body = a_taking_on(conversation, people.bram)
    assert Desk(people.bram).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200


@pytest.mark.django_db(databases=["default", "shred"])
def test_a_new_message_is_promised_by_who_stands_by_while_the_keeper_is_away(people: Personas) -> None:
    visitor, _ = _kept(people, [people.bram])
    Matter.objects.update(turn="visitor", due=None)
    last = today() + timedelta(days=60)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=last)
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor, epoch=2))[0] == 200
    due = Matter.objects.get().due
    assert due is not None
    assert due < last
    assert len(instead_of_colleagues(people.bram)) == 1


@pytest.mark.django_db(databases=["default", "shred"])
def test_the_office_reads_how_many_conversations_nobody_can_open_and_is_told_before_somebody_leaves(
    people: Personas,
) -> None:
    _kept(people)
    office = Desk(people.els).client
    page = f"/organisaties/{people.organisation.pk}/"
    appointment = Appointment.objects.get(organisation=people.organisation, counsellor=people.amina)
    one = "Bij 1 gesprek met een bezoeker is er dan niemand anders meer."
    assert one in office.get(f"/aanstellingen/{appointment.pk}/beeindigen/").content.decode()
    assert one in office.get(f"/mensen/{people.amina.pk}/uitzetten/").content.decode()
    assert one not in office.get(f"/mensen/{people.bram.pk}/uitzetten/").content.decode()
    alone = "1 gesprek kan door niemand worden geopend"
    assert alone not in office.get(page).content.decode()
    leave(people.amina, "ended")
    assert alone in office.get(page).content.decode()
