"""A yes about somebody outside, heard in conversation: in the order of consents, with the question, once."""

import pytest

from nabij.audit.models import Entry
from nabij.matters.models import Consent, Matter
from tests.making import Desk, Json, a_record, make_matter, new_id, share_all, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def heard(matter: Matter, state: str = "given", sequence: int = 1) -> Json:
    record, asked = new_id(), new_id() if state == "given" else None
    records = [a_record("consent", "conversation", id=record)]
    records += [a_record("ask", "conversation", id=asked)] if asked else []
    return {
        "sequence": sequence,
        "record_id": record,
        "state": state,
        "asked": asked,
        "sealed": with_manifests(matter.pk, *records),
    }


def address(matter: Matter) -> str:
    return f"/kwesties/{matter.pk}/gehoord.json"


def test_a_yes_that_was_heard_is_kept_once_and_audited(people: Personas) -> None:
    matter = make_matter(people.amina)
    amina, body = Desk(people.amina), heard(matter)
    assert amina.post(address(matter), body) == (200, {"saved": True, "already": False, "version": 1})
    assert amina.post(address(matter), body)[1]["already"] is True
    row = Consent.objects.get()
    assert (row.sequence, row.receiver, row.width, row.given, row.heard) == (1, None, "as_said", True, True)
    assert Entry.objects.filter(row=str(matter.pk), verb="hear_consent").count() == 1


def test_it_comes_with_its_signed_record_and_its_question(people: Personas) -> None:
    matter = make_matter(people.amina)
    amina, body = Desk(people.amina), heard(matter)
    alone = with_manifests(matter.pk, *body["sealed"]["records"][:1])
    for wrong in (
        body | {"asked": None},
        body | {"asked": new_id()},
        body | {"record_id": new_id()},
        body | {"sealed": alone},
        body | {"sequence": 2},
        body | {"state": "refused"},
        heard(matter, "withdrawn"),
    ):
        assert amina.post(address(matter), wrong)[0] == 422
    assert not Consent.objects.exists()


def test_only_who_keeps_the_matter_hears(people: Personas) -> None:
    matter = make_matter(people.amina)
    share_all(matter, people.bram)
    assert Desk(people.bram).post(address(matter), heard(matter, sequence=2))[0] == 422
    assert Desk(people.els).post(address(matter), heard(matter, sequence=2))[0] == 404
    assert Consent.objects.count() == 1


def test_of_two_people_outside_both_can_be_taken_back_and_no_more(people: Personas) -> None:
    matter = make_matter(people.amina)
    amina = Desk(people.amina)
    for nth, state in enumerate(("given", "given", "withdrawn", "withdrawn"), 1):
        assert amina.post(address(matter), heard(matter, state, nth))[0] == 200
    assert amina.post(address(matter), heard(matter, "withdrawn", 5))[0] == 422
    assert amina.post(address(matter), heard(matter, "given", 5))[0] == 200
