"""The lists: one's own and what is shared, counts of the rest, in a fixed number of queries."""

import time
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from nabij.kit.clock import this_month
from nabij.matters.answers import PAGE
from nabij.matters.models import Encounter, ImportBatch, Matter, Share
from nabij.matters.rules.months import add_months
from nabij.sealed.models import KeyGrant, Record, ShredKey
from tests.making import Desk, a_record, age_bytes, make_matter, sealed_bytes, share_all, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_a_card_brings_the_register_the_keys_and_the_newest_sealed_card(people: Personas) -> None:
    matter = make_matter(people.amina)
    first = Record.objects.get(kind="card")
    newer = a_record("card", revision=2, id=str(first.record_id))
    desk = Desk(people.amina)
    desk.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, newer)})
    (bare,) = desk.get("/kwesties/kaarten.json")[1]["matters"]
    (card,) = desk.get("/kwesties/kaarten.json?sleutels=1")[1]["matters"]
    assert card["card"] == newer
    assert {grant["part"] for grant in card.pop("grants")} == {"conversation", "notes"}
    assert card == bare
    assert card["organisation"] == {"id": people.organisation.pk, "name": "Zorggroep De Linde"}
    assert card["keeper"] == {"id": str(people.amina.pk), "name": "Amina"}
    assert (card["mine"], card["turn"], card["primary_nature"], card["version"]) == (True, "counsellor", "bullying", 1)
    assert card["shred_key"]


def test_a_colleague_sees_a_count_until_it_is_shared(people: Personas) -> None:
    matter = make_matter(people.amina)
    make_matter(people.carla)
    count = [{"organisation": people.organisation.pk, "name": "Zorggroep De Linde", "running": 1}]
    nothing = {"matters": [], "elsewhere": count, "closed": [], "withdrawn": []}
    assert Desk(people.bram).get("/kwesties/kaarten.json")[1] == nothing
    share_all(matter, people.bram)
    found = Desk(people.bram).get("/kwesties/kaarten.json")[1]
    assert ([card["mine"] for card in found["matters"]], found["elsewhere"]) == ([False], [])
    assert found["matters"][0]["card"]["kind"] == "card"
    assert found["matters"][0]["shared"]
    Share.objects.update(withdrawn=True)
    (card,) = Desk(people.amina).get("/kwesties/kaarten.json")[1]["matters"]
    assert not card["shared"]


def test_only_an_imported_matter_of_long_ago_rests(people: Personas) -> None:
    imported, noted, recent, due = (make_matter(people.amina) for _ in range(4))
    batch = ImportBatch.objects.create(pk=uuid4(), practice=people.practice, keeper=people.amina)
    Matter.objects.update(turn="nobody", due=None)
    Matter.objects.exclude(pk=noted.pk).update(imported_in=batch)
    Matter.objects.filter(pk=due.pk).update(turn="visitor", due=this_month())
    for matter, back in ((imported, 4), (noted, 4), (recent, 3), (due, 4)):
        month = add_months(this_month(), -back)
        Encounter.objects.create(
            id=uuid4(), practice=people.practice, matter=matter, month=month, channel="phone", duration="hour"
        )
    cards = Desk(people.amina).get("/kwesties/kaarten.json")[1]["matters"]
    assert [card["id"] for card in cards if card["resting"]] == [str(imported.pk)]


def test_a_closed_matter_returns_when_its_aftercare_is_due(people: Personas) -> None:
    due, later, never = (make_matter(people.amina) for _ in range(3))
    Matter.objects.update(closed_month=add_months(this_month(), -3))
    Matter.objects.filter(pk=due.pk).update(aftercare_month=this_month())
    Matter.objects.filter(pk=later.pk).update(aftercare_month=add_months(this_month(), 1))
    desk = Desk(people.amina)
    assert [card["id"] for card in desk.get("/kwesties/kaarten.json")[1]["matters"]] == [str(due.pk)]
    closed = desk.get("/kwesties/gesloten.json?pagina=1")[1]
    assert {card["id"] for card in closed["matters"]} == {str(due.pk), str(later.pk), str(never.pk)}
    assert closed["pages"] == 1


def test_what_is_no_longer_in_the_list_is_named_as_closed_or_as_withdrawn(people: Personas) -> None:
    running, closed, shared, never = (make_matter(people.amina) for _ in range(4))
    Matter.objects.filter(pk__in=[closed.pk, shared.pk]).update(closed_month=this_month())
    share_all(shared, people.bram)
    amina, bram = Desk(people.amina), Desk(people.bram)
    found = amina.get("/kwesties/kaarten.json")[1]
    assert {card["id"] for card in found["matters"]} == {str(running.pk), str(never.pk)}
    assert (set(found["closed"]), found["withdrawn"]) == ({str(closed.pk), str(shared.pk)}, [])
    assert bram.get("/kwesties/kaarten.json")[1]["closed"] == [str(shared.pk)]
    Share.objects.update(withdrawn=True)
    KeyGrant.objects.filter(grantee=people.bram.pk).update(withdrawn=True)
    found = bram.get("/kwesties/kaarten.json")[1]
    assert (found["matters"], found["closed"], found["withdrawn"]) == ([], [], [str(shared.pk)])


def test_closed_cards_bring_their_keys_only_when_asked(people: Personas) -> None:
    make_matter(people.amina)
    Matter.objects.update(closed_month=this_month())
    desk = Desk(people.amina)
    (bare,) = desk.get("/kwesties/gesloten.json?pagina=1")[1]["matters"]
    (card,) = desk.get("/kwesties/gesloten.json?pagina=1&sleutels=1")[1]["matters"]
    assert {grant["part"] for grant in card.pop("grants")} == {"conversation", "notes"}
    assert card == bare
    for address in ("/kwesties/kaarten.json?sleutels=ja", "/kwesties/gesloten.json?sleutels=2"):
        assert desk.get(address)[0] == 422


def _many(people: Personas, count: int) -> None:
    matters = [
        Matter(
            id=ShredKey().box,
            practice=people.practice,
            organisation=people.organisation,
            keeper=people.amina,
            opened_month=this_month(),
        )
        for _ in range(count)
    ]
    Matter.objects.bulk_create(matters)
    _seal(people, matters)


def _seal(people: Personas, matters: list[Matter]) -> None:
    """What lies in the boxes of these matters, all of it Amina's."""
    ShredKey.objects.bulk_create(
        ShredKey(box=matter.pk, practice_id=people.practice.pk, key=bytes(32)) for matter in matters
    )
    KeyGrant.objects.bulk_create(
        KeyGrant(
            practice=people.practice,
            box=matter.pk,
            part=part,
            epoch=1,
            grantee=people.amina.pk,
            granter=people.amina.pk,
            sealed=age_bytes(),
        )
        for matter in matters
        for part in ("conversation", "notes")
    )
    Record.objects.bulk_create(
        Record(
            practice=people.practice,
            box=matter.pk,
            part="notes",
            epoch=1,
            record_id=ShredKey().box,
            kind=kind,
            revision=1,
            sealed=sealed_bytes(),
        )
        for matter in matters
        for kind in ("card", "note", "note", "person")
    )


def _queries_for_cards(people: Personas, query: str) -> tuple[int, float]:
    desk = Desk(people.amina)
    with CaptureQueriesContext(connections["default"]) as default, CaptureQueriesContext(connections["shred"]) as shred:
        start = time.perf_counter()
        status, found = desk.get(f"/kwesties/kaarten.json{query}")
        took = time.perf_counter() - start
    assert status == 200
    grants = 2 if query else 0
    assert all(card["card"] and card["shred_key"] for card in found["matters"])
    assert all(len(card.get("grants", [])) == grants for card in found["matters"])
    assert len(found["matters"]) == Matter.objects.count()
    return len(default) + len(shred), took


@pytest.mark.parametrize("query", ["", "?sleutels=1"])
def test_five_hundred_cards_take_no_more_queries_than_five(query: str, people: Personas) -> None:
    _many(people, 5)
    few, _ = _queries_for_cards(people, query)
    _many(people, 495)
    many, took = _queries_for_cards(people, query)
    assert many == few
    assert few <= 20
    assert took < 5


def test_the_closed_list_comes_in_pages(people: Personas) -> None:
    _many(people, PAGE + 1)
    Matter.objects.update(closed_month=this_month())
    desk = Desk(people.amina)
    sizes = [len(desk.get(f"/kwesties/gesloten.json?pagina={page}")[1]["matters"]) for page in (1, 2, 3)]
    assert sizes == [PAGE, 1, 0]
    assert desk.get("/kwesties/gesloten.json")[1]["pages"] == 2
    for wrong in ("0", "-1", "x", "9" * 30, "٣"):
        assert desk.get(f"/kwesties/gesloten.json?pagina={wrong}")[0] == 422
