"""Whoever takes back, writes or destroys holds rows in one order: two at once never wait for each other."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from nabij.contact import pieces
from nabij.contact.actions import inviting
from nabij.contact.invitations import VisitorCode
from nabij.contact.models import Conversation
from nabij.matters.models import Consent, Matter
from nabij.sealed.models import Record, ShredKey
from nabij_vault.keys import SigningKey
from tests.contact.making import SEED, Door, Visitor, a_taking_on, a_wish, make_conversation, open_door, to
from tests.contact.test_consents import an_answer, sign_of
from tests.contact.test_inviting import Code
from tests.making import (
    Desk,
    Json,
    a_consent,
    a_record,
    a_sharing,
    a_withdrawal,
    make_matter,
    make_vault,
    with_manifests,
)
from tests.personas import Personas
from tests.racing import at_once, on_its_own

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)

type Answer = tuple[int, Json]
ROUNDS = 6
PATIENCE = 20


def _until_somebody_waits() -> None:
    """Until another connection waits for a row that this one holds. SQLite has one writer, who begins after us."""
    if connection.vendor != "postgresql":
        return
    last = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < last:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody came to wait for the row")


def _used_code(people: Personas) -> tuple[Matter, Visitor]:
    make_vault(people.amina)
    matter, code = make_matter(people.amina), Code()
    desk = Desk(people.amina)
    assert desk.post(f"/kwesties/{matter.pk}/uitnodigen.json", code.making(matter))[0] == 200
    visitor = Visitor(id=str(matter.pk))
    assert Door().post("/code/antwoorden.json", code.answering(visitor))[0] == 200
    return matter, visitor


@pytest.mark.parametrize("step", ["uitnodiging/intrekken", "toelaten"])
def test_whoever_ends_a_code_waits_for_its_visitor_and_holds_up_nothing_of_theirs(people: Personas, step: str) -> None:
    matter, _ = _used_code(people)
    body: Json = {"sealed": with_manifests(matter.pk, a_record("invitation"))}
    if step == "toelaten":
        grants = [*to(2, people.amina, matter.pk), *to(2, people.amina, part="notes")]
        body = {"grants": grants, "sealed": with_manifests(matter.pk, a_record("card", epoch=2))}
    ending = partial(Desk(people.amina).post, f"/kwesties/{matter.pk}/{step}.json", body)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            # as a visitor who writes: first the conversation, then the matter
            Conversation.objects.select_for_update(of=("self",)).get(pk=matter.pk)
            ended = pool.submit(on_its_own, ending)
            _until_somebody_waits()
            Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
        assert ended.result()[0] == 200
    assert not VisitorCode.objects.exists()
    assert Conversation.objects.exists() == (step == "toelaten")


def test_a_code_is_used_while_it_is_replaced_and_one_of_both_holds(people: Personas) -> None:
    make_vault(people.amina)
    for _ in range(ROUNDS):
        matter, code, newer = make_matter(people.amina), Code(), Code()
        address, desk = f"/kwesties/{matter.pk}/uitnodigen.json", Desk(people.amina)
        assert desk.post(address, code.making(matter))[0] == 200
        using = code.answering(Visitor(id=str(matter.pk)))
        replacing = newer.making(matter) | {"sealed": with_manifests(matter.pk, a_record("invitation"))}
        used, replaced = at_once(
            partial(Door().post, "/code/antwoorden.json", using), partial(desk.post, address, replacing)
        )
        assert sorted([used[0] == 200, replaced[0] == 200]) == [False, True]
        assert used[1].get("code", "unknown_code") == "unknown_code"
        assert replaced[1].get("code", "stale") in {"stale", "stale_manifest"}


def test_a_code_that_is_replaced_while_it_is_read_works_no_more(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_vault(people.amina)
    matter, code, newer = make_matter(people.amina), Code(), Code()
    address, desk = f"/kwesties/{matter.pk}/uitnodigen.json", Desk(people.amina)
    assert desk.post(address, code.making(matter))[0] == 200
    replacing = newer.making(matter) | {"sealed": with_manifests(matter.pk, a_record("invitation"))}
    real = inviting.opens

    def opens(token: bytes, kept: str | None) -> bool:
        if not replaced:
            replaced.append(desk.post(address, replacing)[0])
        return real(token, kept)

    replaced: list[int] = []
    monkeypatch.setattr(inviting, "opens", opens)
    said = Door().post("/code/antwoorden.json", code.answering(Visitor(id=str(matter.pk))))
    assert (replaced, said[0], said[1]["code"]) == ([200], 404, "unknown_code")
    assert not Conversation.objects.exists()


def _shared(people: Personas) -> tuple[Visitor, Matter, Json]:
    """A matter that Bram reads by a consent that was heard, and of which the visitor asked to destroy all."""
    visitor, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    desk = Desk(people.amina)
    taking = a_taking_on(conversation, people.amina)
    assert desk.post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    matter = Matter.objects.get(pk=conversation.pk)
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    sharing = a_sharing(matter, people.bram, a_consent("everything"), 1, *keys, epoch=2)
    assert desk.post(f"/kwesties/{matter.pk}/delen.json", sharing)[0] == 200
    assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    return visitor, matter, sharing


@pytest.mark.parametrize("by", ["visitor", "keeper"])
def test_a_withdrawal_and_the_end_of_everything_at_once_leave_one_whole_state(people: Personas, by: str) -> None:
    open_door(people)
    for _ in range(ROUNDS):
        visitor, matter, _ = _shared(people)
        desk = Desk(people.amina)
        back = partial(
            Door().post, "/gesprek/toestemming.json", an_answer(visitor, 2, sign_of(people.bram), "withdrawn")
        )
        if by == "keeper":
            consent = a_consent("everything", sequence=2)
            grants = [*to(3, people.amina, matter.pk), *to(3, people.amina, part="notes")]
            body = a_withdrawal(matter, people.bram, consent, *grants, epoch=3)
            back = partial(Desk(people.amina).post, f"/kwesties/{matter.pk}/intrekken.json", body)
        withdrawn, erased = at_once(back, partial(desk.post, f"/gesprekken/{matter.pk}/wissen.json", {}))
        assert erased[0] == 200
        assert withdrawn[0] in {200, 404, 422}
        assert Consent.objects.filter(matter=matter, sequence=2).exists() == (withdrawn[0] == 200)
        assert Matter.objects.get(pk=matter.pk).destroyed
        assert not any(model.objects.filter(box=matter.pk).exists() for model in (Record, ShredKey))


def test_what_was_saved_before_all_was_destroyed_is_still_said_to_be_saved(people: Personas) -> None:
    open_door(people)
    _, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    assert pieces.due_of(conversation)
    Conversation.objects.filter(pk=conversation.pk).delete()
    assert pieces.due_of(conversation) is None
