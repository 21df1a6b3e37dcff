"""A code that is handed over: made, used once, withdrawn, let in; and what the server tells whom."""

import os
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.contact.invitations import VisitorCode
from nabij.contact.models import Conversation
from nabij.kit.clock import today
from nabij.matters.models import Consent, Matter, Share
from nabij.people.models import User
from nabij.sealed.models import KeyGrant
from tests.contact.leaving import leave
from tests.contact.making import Door, Visitor, a_letter, open_door, spoken, to
from tests.contact.test_consents import an_answer, sign_of
from tests.making import Desk, Json, a_record, b64, make_matter, make_vault, new_id, sealed, share_all, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


class Code:
    """What a code yields for the server."""

    def __init__(self, *others: User) -> None:
        self.lookup, self.token, self.offer = new_id(), b64(os.urandom(32)), b64(os.urandom(32))
        self.others = [{"id": str(one.pk), "name": one.name} for one in others]

    @property
    def words(self) -> Json:
        return {"lookup": self.lookup, "token": self.token}

    def making(self, matter: Matter) -> Json:
        """The body of *uitnodigen*."""
        token_hash = sha256(self.token.encode()).hexdigest()
        kept = with_manifests(matter.pk, a_record("invitation"))
        return {
            "lookup": self.lookup,
            "token_hash": token_hash,
            "offer": self.offer,
            "sealed": kept,
            "others": self.others,
        }

    def answering(self, visitor: Visitor, **more: Any) -> Json:
        """The body of *antwoorden*."""
        made = {"words": visitor.words, **visitor.key, "proof": b64(os.urandom(32)), "language": "nl"}
        return {**self.words, **made, "keepsake": sealed()} | more


def _matter(keeper: User) -> Matter:
    make_vault(keeper)
    return make_matter(keeper)


def _post(user: User, matter: Matter, step: str, body: Json) -> tuple[int, Json]:
    return Desk(user).post(f"/kwesties/{matter.pk}/{step}.json", body)


def invited(keeper: User, *others: User) -> tuple[Matter, Code]:
    matter, code = _matter(keeper), Code(*others)
    assert _post(keeper, matter, "uitnodigen", code.making(matter))[0] == 200
    return matter, code


def _answered(keeper: User) -> tuple[Matter, Code, Visitor]:
    matter, code = invited(keeper)
    visitor = Visitor(id=str(matter.pk))
    assert Door().post("/code/antwoorden.json", code.answering(visitor))[0] == 200
    return matter, code, visitor


def _admitting(matter: Matter, keeper: User, *readers: User) -> Json:
    grants = [*to(2, keeper, matter.pk, *readers), *to(2, keeper, *readers, part="notes")]
    return {"grants": grants, "sealed": with_manifests(matter.pk, a_record("card", epoch=2))}


def test_a_code_is_made_used_and_its_user_let_in_and_then_it_is_a_conversation_as_any(people: Personas) -> None:
    matter, code = invited(people.amina)
    status, offer = Door().post("/code/openen.json", code.words)
    assert (status, offer["matter"], offer["offer"]) == (200, str(matter.pk), code.offer)
    assert offer["counsellor"]["name"] == "Amina"
    visitor = Visitor(id=str(matter.pk))
    body = code.answering(visitor)
    assert Door().post("/code/antwoorden.json", body) == (200, {"saved": True, "already": False})
    assert Door().post("/code/antwoorden.json", body) == (200, {"saved": True, "already": True})
    seen = Desk(people.amina).get(f"/kwesties/{matter.pk}/uitnodiging.json")[1]["invitation"]
    assert (seen["visitor"], seen["proof"]) == (visitor.key, body["proof"])
    assert Desk(people.amina).get("/uitnodigingen.json")[1] == {"answered": [str(matter.pk)]}
    waits = Door().post("/gesprek/openen.json", visitor.words)[1]
    assert (waits["grants"], waits["records"], waits["counsellors"], waits["holders"]) == ([], [], [], [])
    admitting = _admitting(matter, people.amina)
    assert _post(people.amina, matter, "toelaten", admitting) == (200, {"saved": True, "already": False})
    assert _post(people.amina, matter, "toelaten", admitting) == (200, {"saved": True, "already": True})
    whole = Door().post("/gesprek/openen.json", visitor.words)[1]
    assert [one["epoch"] for one in whole["grants"]] == [2]
    assert whole["holders"] == [{"name": "Amina", "epoch": 2}]
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor, epoch=2))[0] == 200
    assert not VisitorCode.objects.exists()
    assert Entry.objects.filter(verb__in=["invite_visitor", "answer_invitation", "admit_visitor"]).count() == 3
    assert first_break_of(people.practice.pk) is None


@pytest.mark.parametrize("why", ["unknown", "token", "expired", "used", "withdrawn", "replaced", "let in"])
def test_a_code_that_does_not_work_answers_the_same_whatever_the_reason(people: Personas, why: str) -> None:
    matter, code = invited(people.amina)
    words = code.words
    if why == "unknown":
        words = Code().words
    elif why == "token":
        words = {**words, "token": b64(os.urandom(32))}
    elif why == "expired":
        VisitorCode.objects.update(until=today() - timedelta(days=1))
    elif why == "replaced":
        again = Code().making(matter)
        again["sealed"] = with_manifests(matter.pk, a_record("invitation"))
        assert _post(people.amina, matter, "uitnodigen", again)[0] == 200
    elif why == "withdrawn":
        gone = {"sealed": with_manifests(matter.pk, a_record("invitation"))}
        assert _post(people.amina, matter, "uitnodiging/intrekken", gone)[0] == 200
    else:
        assert Door().post("/code/antwoorden.json", code.answering(Visitor(id=str(matter.pk))))[0] == 200
    if why == "let in":
        assert _post(people.amina, matter, "toelaten", _admitting(matter, people.amina))[0] == 200
    for address, body in (
        ("/code/openen.json", words),
        ("/code/antwoorden.json", {**code.answering(Visitor()), **words}),
    ):
        status, answer = Door().post(address, body)
        assert (status, answer["code"]) == (404, "unknown_code")
        assert set(answer) == {"refused", "code"}
    assert Conversation.objects.count() == (why in {"used", "let in"})


def test_who_used_the_code_and_is_refused_leaves_nothing_and_a_new_code_can_be_made(people: Personas) -> None:
    matter, _, visitor = _answered(people.amina)
    assert _post(people.amina, matter, "uitnodigen", Code().making(matter))[1]["code"] == "stale"
    gone = {"sealed": with_manifests(matter.pk, a_record("invitation"))}
    assert _post(people.amina, matter, "uitnodiging/intrekken", gone)[1] == {"saved": True, "already": False}
    assert Door().post("/gesprek/openen.json", visitor.words)[1]["code"] == "unknown_words"
    assert not Conversation.objects.exists()
    assert _post(people.amina, matter, "toelaten", _admitting(matter, people.amina))[1]["code"] == "stale"
    assert _post(people.amina, matter, "uitnodigen", Code().making(matter))[0] == 200


def test_nobody_but_the_keeper_makes_a_code_or_lets_anybody_in(people: Personas) -> None:
    matter, _, _ = _answered(people.amina)
    make_vault(people.bram)
    bodies = {"uitnodigen": Code().making(matter), "toelaten": _admitting(matter, people.bram)}
    for step, body in bodies.items():
        assert _post(people.bram, matter, step, body)[0] == 404
    share_all(matter, people.bram)
    for step, body in bodies.items():
        assert _post(people.bram, matter, step, body)[1]["code"] == "forbidden"
    assert Desk(people.bram).get("/uitnodigingen.json")[1] == {"answered": []}
    assert VisitorCode.objects.count() == 1


def test_a_visitor_who_was_not_let_in_writes_nothing_and_gets_no_key_by_another_way(people: Personas) -> None:
    matter, _, visitor = _answered(people.amina)
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor))[1]["code"] == "stale"
    renewing = _admitting(matter, people.amina)
    assert _post(people.amina, matter, "sleutels", renewing)[0] == 422
    assert not KeyGrant.objects.filter(grantee=matter.pk).exists()


def test_who_reads_along_may_be_left_out_and_the_visitor_may_not(people: Personas) -> None:
    matter, _, _ = _answered(people.amina)
    make_vault(people.bram)
    share_all(matter, people.bram)
    without = _admitting(matter, people.amina, people.bram)
    without["grants"] = [one for one in without["grants"] if one["grantee"] != str(matter.pk)]
    assert _post(people.amina, matter, "toelaten", without)[0] == 422
    assert _post(people.amina, matter, "toelaten", _admitting(matter, people.amina))[0] == 200


def test_there_is_no_code_for_who_came_by_the_door_nor_for_a_closed_matter(people: Personas) -> None:
    open_door(people)
    matter = make_matter(people.amina)
    Matter.objects.filter(pk=matter.pk).update(closed_month=today().replace(day=1))
    assert _post(people.amina, matter, "uitnodigen", Code().making(matter))[0] == 422
    Matter.objects.filter(pk=matter.pk).update(closed_month=None)
    bare = {**Code().making(matter), "sealed": with_manifests(matter.pk, a_record("card"))}
    assert _post(people.amina, matter, "uitnodigen", bare)[0] == 422
    assert not VisitorCode.objects.exists()


def test_neither_the_code_nor_its_token_is_kept(people: Personas) -> None:
    _, code = invited(people.amina)
    kept = VisitorCode.objects.values().get()
    assert code.token not in str(kept)
    assert Door().client.get("/code/").status_code == 200


def test_a_colleague_whom_the_counsellor_did_not_vouch_for_is_not_offered(people: Personas) -> None:
    make_vault(people.bram)
    _, code = invited(people.amina)
    offer = Door().post("/code/openen.json", code.words)[1]
    assert (offer["other"], offer["others"]) == (None, [])


def _let_in_who_chose(people: Personas) -> tuple[Matter, Visitor]:
    """Somebody who chose with Amina's code that a colleague may answer, let in; Bram works there too."""
    matter, code = invited(people.amina, people.bram)
    assert Door().post("/code/openen.json", code.words)[1]["other"] is None
    make_vault(people.bram)
    offer = Door().post("/code/openen.json", code.words)[1]
    assert (offer["other"], offer["others"]) == (str(people.bram.pk), [{"id": str(people.bram.pk), "name": "Bram"}])
    visitor = Visitor(id=str(matter.pk))
    assert Door().post("/code/antwoorden.json", code.answering(visitor, standby=True))[0] == 200
    seen = Desk(people.amina).get(f"/kwesties/{matter.pk}/uitnodiging.json")[1]["invitation"]
    assert seen["standby"] is True
    assert _post(people.amina, matter, "toelaten", _admitting(matter, people.amina))[0] == 200
    return matter, visitor


def _standing(visitor: Visitor, other: User, *epochs: int, **more: Any) -> Json:
    """The body of *invaller*."""
    body = {
        "counsellor": str(other.pk),
        "grants": [grant for epoch in epochs for grant in to(epoch, other)],
        "sealed": spoken(visitor.id, "contact", epoch=2),
        "keepsake": {"based_on": 1, "sealed": sealed()},
    }
    return visitor.words | body | more


def test_who_may_stand_by_is_named_with_the_code_and_let_in_once_by_who_chose_so(people: Personas) -> None:
    matter, visitor = _let_in_who_chose(people)
    open_before = Door().post("/gesprek/openen.json", visitor.words)[1]
    assert [(one["name"], one["holds"]) for one in open_before["beside"]] == [("Bram", [])]
    body = _standing(visitor, people.bram, 2)
    assert Door().post("/gesprek/invaller.json", body) == (200, {"saved": True, "already": False})
    assert Door().post("/gesprek/invaller.json", body) == (200, {"saved": True, "already": True})
    given = KeyGrant.objects.filter(grantee=people.bram.pk).values_list("part", "epoch", "granter")
    assert list(given) == [("conversation", 2, matter.pk)]
    after = Door().post("/gesprek/openen.json", visitor.words)[1]
    assert (after["beside"], after["others"]) == ([], None)
    assert {one["name"]: one["waits"] for one in after["counsellors"]} == {"Amina": False, "Bram": True}
    assert Desk(people.bram).get("/gesprekken/vervangen.json")[1] == {"instead": []}
    leave(people.amina, "ended")
    (seen,) = Desk(people.bram).get("/gesprekken/vervangen.json")[1]["instead"]
    assert (seen["id"], seen["chosen"]) == (str(matter.pk), False)
    assert first_break_of(people.practice.pk) is None


@pytest.mark.parametrize("what", ["no key", "a key too many", "a message", "a stranger", "the keeper", "not chosen"])
def test_nobody_is_let_stand_by_who_was_not_chosen_or_with_other_keys(people: Personas, what: str) -> None:
    matter, visitor = _let_in_who_chose(people)
    if what == "not chosen":
        Conversation.objects.update(standby=False)
        assert Door().post("/gesprek/openen.json", visitor.words)[1]["beside"] == []
    body = {
        "no key": lambda: _standing(visitor, people.bram),
        "a key too many": lambda: _standing(visitor, people.bram, 1, 2),
        "a message": lambda: _standing(visitor, people.bram, 2, sealed=spoken(visitor.id, "message", epoch=2)),
        "a stranger": lambda: _standing(visitor, people.carla, 2),
        "the keeper": lambda: _standing(visitor, people.amina),
        "not chosen": lambda: _standing(visitor, people.bram, 2),
    }[what]()
    assert Door().post("/gesprek/invaller.json", body)[0] == 422
    assert set(KeyGrant.objects.values_list("grantee", flat=True)) == {people.amina.pk, matter.pk}


def _heard_before(matter: Matter, people: Personas) -> None:
    """Amina heard two yeses before the visitor had words: that Bram reads along, and about somebody outside."""
    share_all(matter, people.bram)
    about = {"practice": people.practice, "matter": matter, "sequence": 2, "record_id": uuid4()}
    Consent.objects.create(**about, receiver=None, width="as_said", given=True, heard=True)


def _admitting_with(matter: Matter, people: Personas, *repeated: tuple[int, int]) -> Json:
    """The body of *toelaten* with consents recorded anew: the number of each, and of which."""
    records = [(number, of, new_id()) for number, of in repeated]
    kept = [a_record("consent", "conversation", 2, id=record) for _, _, record in records]
    consents = [{"sequence": number, "record_id": record, "anew": of} for number, of, record in records]
    body = _admitting(matter, people.amina, people.bram)
    return {**body, "consents": consents, "sealed": with_manifests(matter.pk, a_record("card", epoch=2), *kept)}


def test_what_was_heard_before_is_listed_anew_for_who_is_let_in(people: Personas) -> None:
    matter, _, visitor = _answered(people.amina)
    make_vault(people.bram)
    _heard_before(matter, people)
    body = _admitting_with(matter, people, (3, 1), (4, 2))
    assert _post(people.amina, matter, "toelaten", body) == (200, {"saved": True, "already": False})
    assert _post(people.amina, matter, "toelaten", body) == (200, {"saved": True, "already": True})
    rows = Consent.objects.filter(matter=matter).order_by("sequence")
    assert [(one.receiver, one.width, one.given, one.heard) for one in rows] == 2 * [
        (people.bram, "everything", True, True),
        (None, "as_said", True, True),
    ]
    kinds = {one["kind"] for one in Door().post("/gesprek/openen.json", visitor.words)[1]["records"]}
    assert "consent" in kinds
    back = an_answer(visitor, 5, sign_of(people.bram), "withdrawn", width="everything", epoch=2)
    assert Door().post("/gesprek/toestemming.json", back)[0] == 200
    assert not Share.objects.filter(matter=matter, withdrawn=False).exists()


@pytest.mark.parametrize("what", ["a gap", "twice", "unknown", "withdrawn", "the visitor's", "without a row"])
def test_nothing_is_recorded_anew_that_was_not_heard(people: Personas, what: str) -> None:
    matter, _, _ = _answered(people.amina)
    make_vault(people.bram)
    _heard_before(matter, people)
    if what == "withdrawn":
        Consent.objects.filter(matter=matter, sequence=2).update(given=False)
    if what == "the visitor's":
        Consent.objects.filter(matter=matter, sequence=2).update(heard=False)
    repeated = {"a gap": [(4, 1)], "twice": [(3, 1), (4, 1)], "unknown": [(3, 9)]}.get(what, [(3, 2)])
    body = _admitting_with(matter, people, *repeated)
    if what == "without a row":
        body["consents"] = []
    assert _post(people.amina, matter, "toelaten", body)[0] == 422
    assert Consent.objects.filter(matter=matter).count() == 2
    assert VisitorCode.objects.exists()
