"""Opening, noting and revising over the wire: once, whole, and only with a live key."""

from datetime import timedelta

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.kit.clock import this_month, today
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Appointment, Unit
from nabij.sealed.models import Draft, KeyGrant, Manifest, Record, ShredKey
from tests.making import (
    Desk,
    a_grant,
    a_manifest,
    a_note,
    a_record,
    an_encounter,
    an_opening,
    make_matter,
    make_vault,
    new_id,
    sealed,
    share_all,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_opening_stores_everything_at_once_and_leaves_one_audit_line(people: Personas) -> None:
    make_vault(people.amina)
    desk, draft = Desk(people.amina), {"id": new_id(), "sealed": sealed()}
    desk.post("/kluis/concepten.json", draft)
    body = an_opening(
        people.amina,
        people.organisation,
        unit=people.unit.pk,
        encounter=an_encounter(),
        draft=draft["id"],
        turn="visitor",
    )
    assert desk.post("/kwesties/openen.json", body) == (200, {"saved": True, "already": False, "version": 1})
    matter = Matter.objects.get()
    assert (matter.keeper, matter.unit, matter.turn) == (people.amina, people.unit, "visitor")
    assert (matter.nature, matter.primary_nature, matter.opened_month) == (["bullying"], "bullying", this_month())
    assert (Encounter.objects.count(), KeyGrant.objects.count(), Record.objects.count()) == (1, 2, 1)
    assert ShredKey.objects.get().box == matter.pk
    assert not Draft.objects.exists()
    assert Entry.objects.filter(verb="open_matter", row=str(matter.pk)).count() == 1


def test_the_same_opening_again_is_already_saved_and_another_with_its_id_is_a_conflict(people: Personas) -> None:
    make_vault(people.amina)
    desk, body = Desk(people.amina), an_opening(people.amina, people.organisation, encounter=an_encounter())
    desk.post("/kwesties/openen.json", body)
    lines = Entry.objects.count()
    assert desk.post("/kwesties/openen.json", body)[1]["already"] is True
    others = an_opening(people.amina, people.organisation)
    for field in ("visitor_handle", "shred_key", "grants", "sealed"):
        assert desk.post("/kwesties/openen.json", body | {field: others[field]})[1]["code"] == "conflict"
    assert desk.post("/kwesties/openen.json", body | {"encounter": an_encounter()})[1]["code"] == "conflict"
    assert (Matter.objects.count(), Record.objects.count(), Manifest.objects.count()) == (1, 1, 1)
    assert Entry.objects.count() == lines


def test_an_id_of_someone_else_is_a_conflict_and_tells_nothing(people: Personas) -> None:
    matter = make_matter(people.carla)
    make_vault(people.amina)
    body = an_opening(people.amina, people.organisation, id=str(matter.pk))
    assert Desk(people.amina).post("/kwesties/openen.json", body)[1]["code"] == "conflict"
    assert Matter.objects.get().keeper == people.carla


def test_a_shred_key_that_exists_is_never_replaced(people: Personas) -> None:
    make_vault(people.amina)
    body = an_opening(people.amina, people.organisation)
    ShredKey.objects.create(box=body["id"], practice_id=people.practice.pk, key=bytes(32))
    assert Desk(people.amina).post("/kwesties/openen.json", body)[1]["code"] == "conflict"
    assert bytes(ShredKey.objects.get().key) == bytes(32)
    assert not Matter.objects.exists()


def test_opening_asks_for_an_appointment_there_now(people: Personas) -> None:
    make_vault(people.amina)
    desk = Desk(people.amina)
    elsewhere = an_opening(people.amina, people.other_organisation)
    assert desk.post("/kwesties/openen.json", elsewhere)[1]["code"] == "forbidden"
    Appointment.objects.filter(counsellor=people.amina).update(ended=today())
    assert desk.post("/kwesties/openen.json", an_opening(people.amina, people.organisation))[1]["code"] == "forbidden"
    assert not Matter.objects.exists()
    assert not ShredKey.objects.exists()


def test_a_unit_belongs_to_the_organisation(people: Personas) -> None:
    make_vault(people.amina)
    foreign = Unit.objects.create(practice=people.other_practice, organisation=people.other_organisation, name="Zuid")
    body = an_opening(people.amina, people.organisation, unit=foreign.pk)
    assert Desk(people.amina).post("/kwesties/openen.json", body)[0] == 422
    assert not Matter.objects.exists()


@pytest.mark.parametrize("extra", ["for bram", "second epoch", "none"])
def test_a_matter_opens_with_its_keepers_two_keys_and_no_other(people: Personas, extra: str) -> None:
    make_vault(people.amina)
    make_vault(people.bram)
    body = an_opening(people.amina, people.organisation)
    more = {"for bram": [a_grant("notes", 1, people.bram)], "second epoch": [a_grant("notes", 2, people.amina)]}
    body["grants"] = [*body["grants"], *more[extra]] if extra in more else []
    assert Desk(people.amina).post("/kwesties/openen.json", body)[0] == 422
    assert not KeyGrant.objects.exists()


def test_without_a_vault_nothing_opens(people: Personas) -> None:
    assert Desk(people.amina).post("/kwesties/openen.json", an_opening(people.amina, people.organisation))[0] == 422
    assert not Matter.objects.exists()


def test_a_note_adds_an_encounter_and_hands_over_the_turn_once(people: Personas) -> None:
    matter = make_matter(people.amina)
    desk, due = Desk(people.amina), (today() + timedelta(days=7)).isoformat()
    body = a_note(matter, turn="visitor", due=due)
    assert desk.post(f"/kwesties/{matter.pk}/noteren.json", body)[1]["already"] is False
    assert desk.post(f"/kwesties/{matter.pk}/noteren.json", body)[1]["already"] is True
    assert desk.post(f"/kwesties/{matter.pk}/noteren.json", a_note(matter) | {"encounter": body["encounter"]})[1][
        "code"
    ] == ("conflict")
    matter.refresh_from_db()
    assert (matter.turn, matter.due, Encounter.objects.count()) == ("visitor", today() + timedelta(days=7), 1)
    assert Entry.objects.filter(verb="note_encounter").count() == 1


def test_the_plus_style_is_counted_only_where_the_practice_allows_it(people: Personas) -> None:
    matter = make_matter(people.amina)
    plus = an_encounter(involvement=["active_in_conversation"])
    address, desk = f"/kwesties/{matter.pk}/noteren.json", Desk(people.amina)
    assert desk.post(address, a_note(matter, encounter=plus))[1]["code"] == "unknown_code"
    people.practice.plus_style = True
    people.practice.save()
    assert desk.post(address, a_note(matter, encounter=plus))[0] == 200


@pytest.mark.parametrize("month", ["2001-01", "2199-01"])
def test_an_encounter_lies_in_the_past_two_years(people: Personas, month: str) -> None:
    matter = make_matter(people.amina)
    body = a_note(matter, encounter=an_encounter(month=month))
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/noteren.json", body)[0] == 422
    assert not Encounter.objects.exists()


def test_a_revision_is_the_next_one_and_the_loser_hears_stale(people: Personas) -> None:
    matter = make_matter(people.amina)
    address, desk, first = f"/kwesties/{matter.pk}/herzien.json", Desk(people.amina), a_record()
    assert desk.post(address, {"sealed": with_manifests(matter.pk, first), "draft": None})[0] == 200
    second = a_record(id=first["id"], revision=2)
    saved = {"sealed": with_manifests(matter.pk, second), "draft": None}
    assert desk.post(address, saved)[1]["already"] is False
    assert desk.post(address, saved)[1]["already"] is True
    for revision in (1, 2, 4):
        late = with_manifests(matter.pk, a_record(id=first["id"], revision=revision))
        assert desk.post(address, {"sealed": late, "draft": None})[1]["code"] == "stale"
    assert Record.objects.filter(record_id=first["id"]).count() == 2


def test_a_record_stays_in_its_matter_part_and_kind(people: Personas) -> None:
    matter, other = make_matter(people.amina), make_matter(people.amina)
    desk, first = Desk(people.amina), a_record()
    desk.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, first)})
    moved = a_record(id=first["id"], revision=2)
    for box, record in (
        (other, moved),
        (matter, moved | {"kind": "person"}),
        (matter, a_record("words", "conversation", id=first["id"], revision=2)),
    ):
        answer = desk.post(f"/kwesties/{box.pk}/herzien.json", {"sealed": with_manifests(box.pk, record)})
        assert answer[1]["code"] == "conflict"


def test_every_part_touched_brings_its_next_manifest(people: Personas) -> None:
    matter = make_matter(people.amina)
    address, desk, record = f"/kwesties/{matter.pk}/herzien.json", Desk(people.amina), a_record()
    for manifests, code in (
        ([], "refused"),
        ([a_manifest("conversation", 1, 1)], "refused"),
        ([a_manifest("notes", 1, 2), a_manifest("conversation", 1, 1)], "refused"),
        ([a_manifest("notes", 1, 1)], "stale_manifest"),
        ([a_manifest("notes", 1, 3)], "stale_manifest"),
    ):
        answer = desk.post(address, {"sealed": {"records": [record], "manifests": manifests}})
        assert answer[1]["code"] == code
    assert (Record.objects.count(), Manifest.objects.count()) == (1, 1)


def test_only_the_keeper_signs_for_a_part_without_writing_in_it(people: Personas) -> None:
    matter = make_matter(people.amina)
    share_all(matter, people.bram)
    address = f"/kwesties/{matter.pk}/herzien.json"

    def manifest(counter: int, epoch: int = 1) -> dict[str, object]:
        return {"sealed": {"records": [], "manifests": [a_manifest("notes", epoch, counter)]}, "draft": None}

    assert Desk(people.bram).post(address, manifest(2))[1]["code"] == "refused"
    saved = manifest(2)
    assert Desk(people.amina).post(address, saved)[1]["already"] is False
    assert Desk(people.amina).post(address, saved)[1]["already"] is True
    assert Desk(people.amina).post(address, manifest(4))[1]["code"] == "stale_manifest"
    assert Desk(people.amina).post(address, manifest(1, epoch=2))[1]["code"] == "forbidden"
    KeyGrant.objects.filter(grantee=people.bram.pk, part="notes").update(withdrawn=True)
    assert Desk(people.amina).post(address, manifest(3))[0] == 200
    assert Manifest.objects.filter(box=matter.pk, part="notes").count() == 3


def test_a_writer_holds_a_key_of_that_part_and_epoch(people: Personas) -> None:
    matter = make_matter(people.amina)
    desk = Desk(people.amina)
    for record in (a_record(epoch=2), a_record("peer_card", "peer")):
        answer = desk.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, record)})
        assert answer[1]["code"] == "forbidden"
    share_all(matter, people.bram)
    KeyGrant.objects.filter(grantee=people.bram.pk, part="notes").update(withdrawn=True)
    answer = Desk(people.bram).post(
        f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, a_record())}
    )
    assert answer[1]["code"] == "forbidden"
    assert Record.objects.filter(kind="note").count() == 0


def test_a_colleague_without_a_share_finds_nothing_at_any_address_of_a_matter(people: Personas) -> None:
    matter = make_matter(people.amina)
    for person in (people.bram, people.carla, people.els, people.daan):
        desk = Desk(person)
        for address in ("stukken", "keten"):
            assert desk.get(f"/kwesties/{matter.pk}/{address}.json")[0] == 404
        for address in (
            *("noteren", "herzien", "aan-zet", "register", "afsluiten", "heropenen"),
            *("delen", "intrekken", "sleutels", "uitzondering"),
        ):
            assert desk.post(f"/kwesties/{matter.pk}/{address}.json", {})[0] == 404
        assert desk.get(f"/kwesties/{matter.pk}/bestanden/{new_id()}")[0] == 404
        assert desk.get(f"/kwesties/{matter.pk}/")[0] == 404


def test_the_audit_chain_holds_after_all_this(people: Personas) -> None:
    matter = make_matter(people.amina)
    desk = Desk(people.amina)
    desk.post(f"/kwesties/{matter.pk}/noteren.json", a_note(matter))
    desk.post(f"/kwesties/{matter.pk}/noteren.json", {"encounter": "tekst"})
    desk.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, a_record())})
    assert [entry.verb for entry in Entry.objects.order_by("sequence")] == [
        *("set_up_vault", "open_matter", "note_encounter", "revise_records")
    ]
    assert first_break_of(people.practice.pk) is None
