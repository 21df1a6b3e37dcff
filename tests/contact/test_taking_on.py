"""The counsellor's side: what waits, for whom, and taking it on once."""

from datetime import timedelta
from typing import Any

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.contact.models import Absence, Conversation
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant, Record
from tests.contact.making import Door, a_taking_on, make_conversation, open_door, spoken, to
from tests.making import (
    Desk,
    Json,
    a_consent,
    a_record,
    a_sharing,
    a_withdrawal,
    an_opening,
    b64,
    make_vault,
    new_id,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _waiting(user: User) -> list[Json]:
    status, answer = Desk(user).get("/gesprekken/binnen.json")
    assert status == 200
    found: list[Json] = answer["waiting"]
    return found


def _take(user: User, conversation: Conversation, body: Json) -> tuple[int, Json]:
    return Desk(user).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)


def _begun(people: Personas, chosen: list[User], standby: list[User] | None = None) -> Conversation:
    open_door(people)
    return make_conversation(chosen, standby)[1]


def test_what_waits_comes_with_the_visitors_key_and_everything_to_open_it(people: Personas) -> None:
    conversation = _begun(people, [people.amina], [people.bram])
    (seen,) = _waiting(people.amina)
    expected = {
        "id": str(conversation.pk),
        "organisation": {"id": people.organisation.pk, "name": "Zorggroep De Linde"},
        "visitor": {"recipient": conversation.recipient, "sign": conversation.sign},
        "language": "nl",
        "due": conversation.due.isoformat(),
        "addressed": ["Amina"],
        "standby": False,
        "standing_by": [{"id": str(people.bram.pk), "name": "Bram"}],
    }
    assert {name: seen[name] for name in expected} == expected
    assert [(one["grantee"], one["granter"], one["epoch"]) for one in seen["grants"]] == [
        (str(people.amina.pk), str(conversation.pk), 1)
    ]
    assert {record["kind"] for record in seen["records"]} == {"message", "contact"}
    assert (len(seen["manifests"]), bool(seen["shred_key"])) == (1, True)
    assert _waiting(people.bram) == _waiting(people.carla) == []
    assert Desk(people.els).get("/gesprekken/binnen.json")[0] == 404


@pytest.mark.parametrize("why", ["away", "not appointed", "disabled", "late"])
def test_who_stands_by_sees_it_once_nobody_who_was_asked_is_there(people: Personas, why: str) -> None:
    conversation = _begun(people, [people.amina], [people.bram])
    body = a_taking_on(conversation, people.bram)
    assert _take(people.bram, conversation, body)[1]["code"] == "forbidden"
    if why == "away":
        Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=today())
    elif why == "not appointed":
        Appointment.objects.filter(counsellor=people.amina).update(ended=today())
    elif why == "disabled":
        User.objects.filter(pk=people.amina.pk).update(is_active=False)
    else:
        Conversation.objects.update(due=today() - timedelta(days=8))
    (seen,) = _waiting(people.bram)
    assert (seen["standby"], seen["addressed"], seen["standing_by"]) == (True, ["Amina"], [])
    assert _take(people.bram, conversation, body)[0] == 200
    # the one who was asked loses the key that is not needed
    assert not KeyGrant.objects.filter(grantee=people.amina.pk).exists()


def test_an_absence_that_is_over_or_not_there_yet_opens_nothing_to_who_stands_by(people: Personas) -> None:
    conversation = _begun(people, [people.amina], [people.bram])
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    for first, last in ((yesterday, yesterday), (tomorrow, None)):
        Absence.objects.create(practice=people.practice, counsellor=people.amina, first=first, last=last)
    Conversation.objects.update(due=yesterday)
    assert _waiting(people.bram) == []
    assert _take(people.bram, conversation, a_taking_on(conversation, people.bram))[0] == 422


def test_taking_on_makes_a_matter_of_the_same_id(people: Personas) -> None:
    conversation = _begun(people, [people.amina], [people.bram])
    body = a_taking_on(conversation, people.amina, people.bram, unit=people.unit.pk)
    assert _take(people.amina, conversation, body) == (200, {"saved": True, "already": False, "version": 1})
    assert _take(people.amina, conversation, body) == (200, {"saved": True, "already": True, "version": 1})
    matter = Matter.objects.get()
    conversation.refresh_from_db()
    assert (matter.pk, matter.keeper, conversation.matter) == (conversation.pk, people.amina, matter)
    assert (matter.opened_month, matter.unit, matter.nature) == (conversation.begun_month, people.unit, ["bullying"])
    assert set(KeyGrant.objects.values_list("part", "epoch", "grantee")) == {
        *(("conversation", 1, one) for one in (conversation.pk, people.amina.pk, people.bram.pk)),
        *(("conversation", 2, one) for one in (conversation.pk, people.amina.pk, people.bram.pk)),
        ("notes", 2, people.amina.pk),
    }
    assert Entry.objects.filter(verb__in=["take_on_conversation", "open_matter"]).count() == 2
    assert first_break_of(people.practice.pk) is None
    assert _waiting(people.amina) == []
    (card,) = Desk(people.amina).get("/kwesties/kaarten.json")[1]["matters"]
    assert card["card"]["sealed"] == body["sealed"]["records"][0]["sealed"]
    # who stands by holds a key, and sees no matter that was not shared
    assert Desk(people.bram).get(f"/kwesties/{conversation.pk}/stukken.json")[0] == 404


def test_a_key_that_was_never_compared_may_be_left_out_for_who_stands_by_and_for_nobody_else(people: Personas) -> None:
    conversation = _begun(people, [people.amina], [people.bram])
    assert _take(people.amina, conversation, a_taking_on(conversation, people.amina))[0] == 200


def test_of_two_who_were_asked_the_second_is_told_that_it_was_taken(people: Personas) -> None:
    conversation = _begun(people, [people.amina, people.bram])
    assert len(_waiting(people.amina)) == len(_waiting(people.bram)) == 1
    assert _take(people.bram, conversation, a_taking_on(conversation, people.bram))[0] == 200
    assert _take(people.amina, conversation, a_taking_on(conversation, people.amina))[1]["code"] == "stale"
    assert Matter.objects.get().keeper == people.bram
    assert not KeyGrant.objects.filter(grantee=people.amina.pk).exists()
    assert _waiting(people.amina) == []
    other = a_taking_on(conversation, people.bram)
    assert _take(people.bram, conversation, other)[1]["code"] == "conflict"


@pytest.mark.parametrize("who", ["carla", "els", "daan", "bram"])
def test_for_who_was_not_asked_it_does_not_exist(people: Personas, who: str) -> None:
    conversation = _begun(people, [people.amina])
    user: User = getattr(people, who)
    if who == "carla":
        make_vault(user)
    assert _take(user, conversation, a_taking_on(conversation, user))[0] == 404
    assert not Matter.objects.exists()


def test_who_is_not_appointed_any_more_sees_and_takes_nothing(people: Personas) -> None:
    conversation = _begun(people, [people.amina])
    Appointment.objects.filter(counsellor=people.amina).update(ended=today())
    assert _waiting(people.amina) == []
    assert _take(people.amina, conversation, a_taking_on(conversation, people.amina))[1]["code"] == "forbidden"
    assert not Matter.objects.exists()


WRONG: dict[str, Any] = {
    "no key for the visitor": lambda people, c: {"grants": [*to(2, people.amina), *to(2, people.amina, part="notes")]},
    "the notes for the visitor": lambda people, c: {
        "grants": [*to(2, people.amina, c.pk), *to(2, people.amina, c.pk, part="notes")]
    },
    "a key for somebody else": lambda people, c: {
        "grants": [*to(2, people.amina, c.pk, people.bram), *to(2, people.amina, part="notes")]
    },
    "epoch 1": lambda people, c: {"grants": [*to(1, people.amina, c.pk), *to(1, people.amina, part="notes")]},
    "epoch 3": lambda people, c: {"grants": [*to(3, people.amina, c.pk), *to(3, people.amina, part="notes")]},
    "no key of the notes": lambda people, c: {"grants": to(2, people.amina, c.pk)},
    "without a card": lambda people, c: {"sealed": with_manifests(c.pk, a_record("note", epoch=2))},
    "nothing sealed": lambda people, c: {"sealed": {"records": [], "manifests": []}},
    "under the visitor's key": lambda people, c: {
        "sealed": with_manifests(c.pk, a_record("card", epoch=2), a_record("message", "conversation", epoch=1))
    },
    "in the visitor's name": lambda people, c: {
        "sealed": with_manifests(c.pk, a_record("card", epoch=2), a_record("wish", "conversation", epoch=2))
    },
    "a consent": lambda people, c: {
        "sealed": with_manifests(c.pk, a_record("card", epoch=2), a_record("consent", "conversation", epoch=2))
    },
    "a unit of another": lambda people, c: {"unit": 99_999},
    "an unknown code": lambda people, c: {"register": {"nature": ["weather"]}},
    "nobody with a date": lambda people, c: {"turn": "nobody", "due": today().isoformat()},
    "another organisation": lambda people, c: {"organisation": people.organisation.pk},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_takes_nothing_on(people: Personas, what: str) -> None:
    conversation = _begun(people, [people.amina])
    body = a_taking_on(conversation, people.amina) | WRONG[what](people, conversation)
    assert _take(people.amina, conversation, body)[0] == 422
    conversation.refresh_from_db()
    assert conversation.matter is None
    assert not Matter.objects.exists()
    assert set(KeyGrant.objects.values_list("epoch", flat=True)) == {1}
    assert set(Record.objects.values_list("kind", flat=True)) == {"message", "contact"}


def test_a_first_answer_goes_along(people: Personas) -> None:
    conversation = _begun(people, [people.amina])
    sealed = with_manifests(conversation.pk, a_record("card", epoch=2), a_record("message", "conversation", epoch=2))
    assert _take(people.amina, conversation, a_taking_on(conversation, people.amina, sealed=sealed))[0] == 200


def test_a_conversation_is_taken_on_and_never_opened_as_something_else(people: Personas) -> None:
    conversation = _begun(people, [people.amina])
    (seen,) = _waiting(people.amina)
    keys = [{name: value for name, value in seen["grants"][0].items() if name != "granter"}]
    body = an_opening(
        people.amina,
        people.organisation,
        id=str(conversation.pk),
        shred_key=seen["shred_key"],
        grants=[*keys, *to(1, people.amina, part="notes")],
    )
    assert Desk(people.amina).post("/kwesties/openen.json", body)[1]["code"] == "conflict"
    own = an_opening(people.amina, people.organisation, id=str(people.bram.pk))
    assert Desk(people.amina).post("/kwesties/openen.json", own)[1]["code"] == "conflict"
    assert not Matter.objects.exists()


def test_only_the_visitor_writes_what_a_visitor_writes(people: Personas) -> None:
    conversation = _begun(people, [people.amina])
    _take(people.amina, conversation, a_taking_on(conversation, people.amina))
    address = f"/kwesties/{conversation.pk}/herzien.json"
    for kind, status in (
        ("message", 200),
        ("ask", 200),
        ("introduction", 200),
        ("file", 200),
        ("wish", 422),
        ("contact", 422),
    ):
        body = {"sealed": spoken(conversation.pk, kind, epoch=2), "draft": None}
        assert Desk(people.amina).post(address, body)[0] == status, kind


@pytest.mark.parametrize("width", ["from_now", "everything", "peer_card"])
def test_sharing_and_withdrawing_hand_the_visitor_each_new_key_of_the_conversation(
    people: Personas, width: str
) -> None:
    conversation = _begun(people, [people.amina])
    _take(people.amina, conversation, a_taking_on(conversation, people.amina))
    matter, desk = Matter.objects.get(), Desk(people.amina)
    address = f"/kwesties/{matter.pk}"
    visitors = to(3, conversation.pk)
    keys, epoch = {
        "from_now": ([*to(3, people.amina, people.bram), *to(3, people.amina, people.bram, part="notes")], 3),
        "everything": ([*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")], 1),
        "peer_card": (to(1, people.amina, people.bram, part="peer"), 1),
    }[width]
    spoken_in = 3 if width == "from_now" else 2

    def sharing(*grants: Json) -> tuple[int, Json]:
        body = a_sharing(matter, people.bram, a_consent(width), epoch, *grants, epoch=spoken_in)
        return desk.post(f"{address}/delen.json", body)

    without, also = sharing(*keys), sharing(*keys, *visitors)
    assert (without[0], also[0]) == ((422, 200) if width == "from_now" else (200, 422))
    newest = 4 if width == "from_now" else 3
    parts = ("peer",) if width == "peer_card" else ("conversation", "notes")
    left = [one for part in parts for one in to(2 if width == "peer_card" else newest, people.amina, part=part)]
    extra = [] if width == "peer_card" else to(newest, conversation.pk)

    def withdrawing(*grants: Json) -> tuple[int, Json]:
        consent = a_consent(width, 2)
        spoken_in = 2 if width == "peer_card" else newest
        return desk.post(
            f"{address}/intrekken.json", a_withdrawal(matter, people.bram, consent, *grants, epoch=spoken_in)
        )

    if extra:
        assert withdrawing(*left)[0] == 422
    assert withdrawing(*left, *extra)[0] == 200


def test_a_matter_without_a_visitor_has_no_key_for_one(people: Personas) -> None:
    open_door(people)
    desk = Desk(people.amina)
    opening = an_opening(people.amina, people.organisation)
    assert desk.post("/kwesties/openen.json", opening)[0] == 200
    keys = [*to(2, people.amina), *to(2, people.amina, part="notes")]
    body = {"grants": [*keys, *to(2, opening["id"])], "sealed": {"records": [], "manifests": []}}
    assert desk.post(f"/kwesties/{opening['id']}/sleutels.json", body)[0] == 422
    assert desk.post(f"/kwesties/{opening['id']}/sleutels.json", body | {"grants": keys})[0] == 200


def test_the_visitors_first_key_stays_the_keepers(people: Personas) -> None:
    conversation = _begun(people, [people.amina])
    first = _waiting(people.amina)[0]["grants"][0]
    _take(people.amina, conversation, a_taking_on(conversation, people.amina))
    seen = Desk(people.amina).get(f"/kwesties/{conversation.pk}/stukken.json")[1]
    assert first in seen["grants"]
    assert {record["kind"] for record in seen["records"]} == {"message", "contact", "card"}
    assert b64(KeyGrant.objects.get(grantee=conversation.pk, epoch=1).sealed) != first["sealed"]
    assert Door().post("/gesprek/openen.json", {"lookup": new_id(), "token": b64(b"x" * 32)})[0] == 404
