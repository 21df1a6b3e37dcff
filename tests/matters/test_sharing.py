"""Consent, the keys that follow from it, withdrawal, new epochs, and the recorded exception."""

from typing import Any

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.matters.models import ConfidentialityBreak, Consent, Matter, Share
from nabij.people.models import User
from nabij.sealed.models import KeyGrant, Manifest, Record
from tests.making import (
    Desk,
    a_consent,
    a_grant,
    a_note,
    a_record,
    a_sharing,
    a_withdrawal,
    an_opening,
    make_matter,
    make_vault,
    new_id,
    share_all,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _content(epoch: int, *people: User) -> list[dict[str, Any]]:
    return [a_grant(part, epoch, person) for person in people for part in ("conversation", "notes")]


def _ready(people: Personas) -> Matter:
    make_vault(people.bram)
    return make_matter(people.amina)


def test_sharing_everything_opens_everything_and_records_the_consent(people: Personas) -> None:
    matter = _ready(people)
    desk = Desk(people.amina)
    body = a_sharing(matter, people.bram, a_consent("everything"), 1, *_content(1, people.bram))
    address = f"/kwesties/{matter.pk}/delen.json"
    assert desk.post(address, body)[1]["already"] is False
    assert desk.post(address, body)[1]["already"] is True
    assert Entry.objects.filter(verb="share_matter").count() == 1
    seen = Desk(people.bram).get(f"/kwesties/{matter.pk}/stukken.json")[1]
    assert {record["kind"] for record in seen["records"]} == {"card", "consent"}
    assert (seen["mine"], seen["keeper"]["name"]) == (False, "Amina")
    assert seen["consents"] == [
        {
            "sequence": 1,
            "record_id": body["consent"]["record_id"],
            "receiver": str(people.bram.pk),
            "width": "everything",
            "given": True,
            "refused": False,
            "heard": True,
        }
    ]
    (shared,) = seen["shares"]
    assert (shared["name"], shared["width"], shared["from_epoch"], shared["withdrawn"]) == (
        "Bram",
        "everything",
        1,
        False,
    )
    assert {(grant["part"], grant["epoch"]) for grant in seen["grants"]} == {("conversation", 1), ("notes", 1)}
    assert len(seen["holders"]) == 4


def test_sharing_from_now_starts_an_epoch_and_hides_what_came_before(people: Personas) -> None:
    matter = _ready(people)
    body = a_sharing(matter, people.bram, a_consent("from_now"), 2, *_content(2, people.amina, people.bram), epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 200
    bram = Desk(people.bram)
    seen = bram.get(f"/kwesties/{matter.pk}/stukken.json")[1]
    assert [record["kind"] for record in seen["records"]] == ["consent"]
    assert [(link["part"], link["epoch"]) for link in seen["manifests"]] == [("conversation", 2)]
    assert bram.get(f"/kwesties/{matter.pk}/keten.json?part=notes&epoch=1&vanaf=1")[1] == {"manifests": []}
    assert len(Desk(people.amina).get(f"/kwesties/{matter.pk}/keten.json?part=notes&epoch=1")[1]["manifests"]) == 1
    card = str(Record.objects.get(kind="card").record_id)
    overwriting = with_manifests(matter.pk, a_record("card", epoch=2, revision=1, id=card))
    assert bram.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": overwriting})[1]["code"] == "stale"


def test_who_joined_later_revises_nothing_that_came_before(people: Personas) -> None:
    matter = _ready(people)
    body = a_sharing(matter, people.bram, a_consent("from_now"), 2, *_content(2, people.amina, people.bram), epoch=2)
    Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)
    card = str(Record.objects.get(kind="card").record_id)
    address, revision = f"/kwesties/{matter.pk}/herzien.json", a_record("card", epoch=2, revision=2, id=card)
    assert Desk(people.bram).post(address, {"sealed": with_manifests(matter.pk, revision)})[1]["code"] == "forbidden"
    assert Desk(people.amina).post(address, {"sealed": with_manifests(matter.pk, revision)})[0] == 200
    back = a_record("card", epoch=1, revision=3, id=card)
    assert Desk(people.amina).post(address, {"sealed": with_manifests(matter.pk, back)})[1]["code"] == "stale"


@pytest.mark.parametrize(
    ("width", "from_epoch", "grants"),
    [
        ("everything", 1, []),
        ("everything", 1, [("notes", 1)]),
        ("everything", 2, [("conversation", 2), ("notes", 2)]),
        ("everything", 1, [("conversation", 1), ("notes", 1), ("peer", 1)]),
        ("from_now", 1, [("conversation", 1), ("notes", 1)]),
        ("from_now", 2, [("conversation", 2), ("notes", 2)]),
        ("peer_card", 1, [("notes", 1)]),
        ("peer_card", 1, [("peer", 1), ("notes", 1)]),
        ("peer_card", 2, [("peer", 2)]),
    ],
)
def test_a_share_hands_out_exactly_the_keys_that_its_width_promises(
    people: Personas, width: str, from_epoch: int, grants: list[tuple[str, int]]
) -> None:
    matter = _ready(people)
    handed = [a_grant(part, epoch, people.bram) for part, epoch in grants]
    body = a_sharing(matter, people.bram, a_consent(width), from_epoch, *handed)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 422
    assert not KeyGrant.objects.filter(grantee=people.bram.pk).exists()
    assert not Consent.objects.exists()


def test_a_peer_card_shows_the_card_and_nothing_of_the_matter(people: Personas) -> None:
    matter = _ready(people)
    consent = a_consent("peer_card")
    keys = [a_grant("peer", 1, people.amina), a_grant("peer", 1, people.bram)]
    card = a_record("peer_card", "peer")
    body = a_sharing(matter, people.bram, consent, 1, *keys)
    body["sealed"] = with_manifests(matter.pk, card, a_record("consent", "conversation", id=consent["record_id"]))
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 200
    bram = Desk(people.bram)
    assert bram.get("/kwesties/kaarten.json")[1]["matters"] == []
    assert bram.get(f"/kwesties/{matter.pk}/stukken.json")[0] == 404
    assert bram.post(f"/kwesties/{matter.pk}/herzien.json", {})[0] == 404
    (seen,) = bram.get("/kwesties/spiegelkaarten.json")[1]["cards"]
    assert (seen["matter"], seen["from"], seen["organisation"]["name"]) == (
        str(matter.pk),
        "Amina",
        "Zorggroep De Linde",
    )
    assert seen["records"] == [card]
    assert [(grant["part"], grant["epoch"]) for grant in seen["grants"]] == [("peer", 1)]
    assert [(link["part"], link["counter"]) for link in seen["manifests"]] == [("peer", 1)]
    gone = a_withdrawal(matter, people.bram, a_consent("peer_card", 2), a_grant("peer", 2, people.amina))
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/intrekken.json", gone)[0] == 200
    assert bram.get("/kwesties/spiegelkaarten.json")[1] == {"cards": []}


def test_without_the_signed_consent_nothing_leaves_the_keeper(people: Personas) -> None:
    matter = _ready(people)
    body = a_sharing(matter, people.bram, a_consent("everything"), 1, *_content(1, people.bram))
    for instead in (
        a_record("words", "conversation", id=body["consent"]["record_id"]),
        a_record("consent", "conversation"),
    ):
        body["sealed"] = with_manifests(matter.pk, instead)
        assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 422
    assert not Share.objects.exists()
    assert not KeyGrant.objects.filter(grantee=people.bram.pk).exists()


@pytest.mark.parametrize(("kind", "part"), [("consent", "conversation"), ("exception", "notes")])
def test_a_record_that_the_register_counts_enters_by_its_own_address_only(
    people: Personas, kind: str, part: str
) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    smuggled = with_manifests(matter.pk, a_record(kind, part))
    bodies: dict[str, dict[str, Any]] = {
        "herzien": {"sealed": smuggled, "draft": None},
        "noteren": a_note(matter) | {"sealed": smuggled},
        "aan-zet": {"turn_was": "counsellor", "turn": "visitor", "sealed": smuggled},
        "sleutels": {"grants": _content(2, people.amina, people.bram), "sealed": smuggled},
    }
    for address, body in bodies.items():
        for person in (people.amina, people.bram):
            assert Desk(person).post(f"/kwesties/{matter.pk}/{address}.json", body)[0] in (404, 422), address
    opening = an_opening(people.amina, people.organisation)
    opening["sealed"] = with_manifests(opening["id"], a_record("card"), a_record(kind, part))
    opening["grants"] = _content(1, people.amina)
    assert Desk(people.amina).post("/kwesties/openen.json", opening)[0] == 422
    kinds = [record["kind"] for record in Desk(people.amina).get(f"/kwesties/{matter.pk}/stukken.json")[1]["records"]]
    assert sorted(kinds) == ["card", "consent"]
    gone = a_withdrawal(matter, people.bram, a_consent("everything", 2), *_content(2, people.amina))
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/intrekken.json", gone)[0] == 200


def test_one_consent_and_nothing_else_that_counts_comes_with_a_share(people: Personas) -> None:
    matter = _ready(people)
    body = a_sharing(matter, people.bram, a_consent("everything"), 1, *_content(1, people.bram))
    own = body["sealed"]["records"][0]
    for more in (a_record("consent", "conversation"), a_record("exception")):
        body["sealed"] = with_manifests(matter.pk, own, more)
        assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 422
    assert not Share.objects.exists()


def test_keys_go_only_to_counsellors_of_the_practice_with_a_vault(people: Personas) -> None:
    matter = make_matter(people.amina)
    make_vault(people.carla)
    for stranger in (people.bram, people.carla, people.els, people.daan, people.amina):
        body = a_sharing(matter, stranger, a_consent("everything"), 1, *_content(1, stranger))
        assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 422
    assert KeyGrant.objects.filter(box=matter.pk).count() == 2


def test_a_colleague_may_note_but_not_share_close_or_renew(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    desk = Desk(people.bram)
    note = {"sealed": with_manifests(matter.pk, a_record()), "draft": None}
    assert desk.post(f"/kwesties/{matter.pk}/herzien.json", note)[0] == 200
    body = a_sharing(matter, people.amina, a_consent("everything", 2), 1)
    refused = [
        desk.post(f"/kwesties/{matter.pk}/delen.json", body),
        desk.post(
            f"/kwesties/{matter.pk}/intrekken.json", a_withdrawal(matter, people.bram, a_consent("everything", 2))
        ),
        desk.post(f"/kwesties/{matter.pk}/sleutels.json", {"grants": [], "sealed": {"records": [], "manifests": []}}),
        desk.post(f"/kwesties/{matter.pk}/afsluiten.json", {"based_on": 1, "outcome": "left", "aftercare_month": None}),
        desk.post(f"/kwesties/{matter.pk}/heropenen.json", {"based_on": 1}),
    ]
    assert {answer[1]["code"] for answer in refused} == {"forbidden"}


def test_withdrawing_closes_the_matter_to_the_colleague_and_starts_an_epoch(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    amina, bram = Desk(people.amina), Desk(people.bram)
    body = a_withdrawal(matter, people.bram, a_consent("everything", 2), *_content(2, people.amina), epoch=2)
    address = f"/kwesties/{matter.pk}/intrekken.json"
    assert amina.post(address, body)[1]["already"] is False
    assert amina.post(address, body)[1]["already"] is True
    assert bram.get(f"/kwesties/{matter.pk}/stukken.json")[0] == 404
    assert bram.get("/kwesties/kaarten.json")[1]["matters"] == []
    old = {"sealed": with_manifests(matter.pk, a_record(epoch=1))}
    assert amina.post(f"/kwesties/{matter.pk}/herzien.json", old)[1]["code"] == "stale"
    new = {"sealed": with_manifests(matter.pk, a_record(epoch=2))}
    assert amina.post(f"/kwesties/{matter.pk}/herzien.json", new)[0] == 200
    assert [share["withdrawn"] for share in amina.get(f"/kwesties/{matter.pk}/stukken.json")[1]["shares"]] == [True]
    assert first_break_of(people.practice.pk) is None


def test_a_withdrawal_without_the_next_keys_is_refused(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    for grants in ([], _content(1, people.amina), _content(2, people.amina, people.bram)):
        body = a_withdrawal(matter, people.bram, a_consent("everything", 2), *grants)
        assert Desk(people.amina).post(f"/kwesties/{matter.pk}/intrekken.json", body)[0] == 422
    assert Share.objects.get().withdrawn is False
    assert not KeyGrant.objects.filter(withdrawn=True).exists()


def test_consent_may_be_given_again_after_it_was_withdrawn(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    amina = Desk(people.amina)
    gone = a_withdrawal(matter, people.bram, a_consent("everything", 2), *_content(2, people.amina), epoch=2)
    amina.post(f"/kwesties/{matter.pk}/intrekken.json", gone)
    keys = [*_content(1, people.bram), *_content(2, people.bram)]
    again = a_sharing(matter, people.bram, a_consent("everything", 3), 1, *keys, epoch=2)
    assert amina.post(f"/kwesties/{matter.pk}/delen.json", again)[0] == 200
    assert Desk(people.bram).get(f"/kwesties/{matter.pk}/stukken.json")[0] == 200
    assert list(Consent.objects.order_by("sequence").values_list("given", flat=True)) == [True, False, True]


@pytest.mark.parametrize("sequence", [1, 3])
def test_a_consent_out_of_order_is_stale(people: Personas, sequence: int) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    body = a_withdrawal(matter, people.bram, a_consent("everything", sequence), *_content(2, people.amina), epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/intrekken.json", body)[1]["code"] == "stale"


def test_new_keys_go_to_the_keeper_and_nobody_without_a_share(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    address, desk = f"/kwesties/{matter.pk}/sleutels.json", Desk(people.amina)
    sealed = with_manifests(matter.pk, a_record("card", epoch=2))
    for grants in ([], _content(2, people.bram), _content(3, people.amina, people.bram), _content(2, people.amina)[:1]):
        assert desk.post(address, {"grants": grants, "sealed": sealed})[0] == 422
    body = {"grants": _content(2, people.amina, people.bram), "sealed": sealed}
    assert desk.post(address, body)[1]["already"] is False
    assert desk.post(address, body)[1]["already"] is True
    assert Manifest.objects.filter(epoch=2).count() == 1
    assert KeyGrant.objects.filter(epoch=2).count() == 4


def test_someone_whose_consent_ran_out_may_be_left_out_of_new_keys(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    body = {"grants": _content(2, people.amina), "sealed": with_manifests(matter.pk, a_record("card", epoch=2))}
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/sleutels.json", body)[0] == 200
    assert not KeyGrant.objects.filter(epoch=2, grantee=people.bram.pk).exists()


def test_a_colleague_who_left_gets_no_new_keys(people: Personas) -> None:
    matter = _ready(people)
    share_all(matter, people.bram)
    User.objects.filter(pk=people.bram.pk).update(is_active=False)
    address, desk = f"/kwesties/{matter.pk}/sleutels.json", Desk(people.amina)
    none: dict[str, Any] = {"records": [], "manifests": []}
    assert desk.post(address, {"grants": _content(2, people.amina, people.bram), "sealed": none})[0] == 422
    assert desk.post(address, {"grants": _content(2, people.amina), "sealed": none})[0] == 200
    assert [share["left"] for share in desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["shares"]] == [True]


@pytest.mark.parametrize("ground", ["consent", "statutory_duty", "conflict_of_duties"])
def test_an_exception_is_recorded_with_its_sealed_reasons_or_not_at_all(people: Personas, ground: str) -> None:
    matter = make_matter(people.amina)
    address, desk, record = f"/kwesties/{matter.pk}/uitzondering.json", Desk(people.amina), new_id()
    without = {"ground": ground, "record_id": record, "sealed": with_manifests(matter.pk, a_record())}
    assert desk.post(address, without)[0] == 422
    assert not ConfidentialityBreak.objects.exists()
    body = without | {"sealed": with_manifests(matter.pk, a_record("exception", id=record))}
    assert desk.post(address, body)[1]["already"] is False
    assert desk.post(address, body)[1]["already"] is True
    other = body | {"ground": "statutory_duty" if ground != "statutory_duty" else "consent"}
    assert desk.post(address, other)[1]["code"] == "conflict"
    (kept,) = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["breaks"]
    assert (kept["record_id"], kept["ground"]) == (record, ground)
    assert Entry.objects.filter(verb="record_exception").count() == 1
