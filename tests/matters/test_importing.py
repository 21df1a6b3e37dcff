"""Bringing in a spreadsheet over the wire: once, whole, and undone as long as nothing was added."""

import os
from typing import Any
from uuid import UUID

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.contact.invitations import VisitorCode
from nabij.kit.clock import this_month
from nabij.kit.errors import Refused
from nabij.kit.months import add_months
from nabij.matters.models import Encounter, ImportBatch, Matter
from nabij.matters.rules.register import check_outcome
from nabij.people.models import Appointment, Organisation, Unit, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from tests.making import (
    Desk,
    Json,
    a_grant,
    a_manifest,
    a_note,
    a_record,
    an_encounter,
    b64,
    make_matter,
    make_vault,
    new_id,
    share_all,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

BRING_IN = "/kwesties/imports/inlezen.json"


def months_ago(count: int) -> str:
    return add_months(this_month(), -count).strftime("%Y-%m")


def an_imported(keeper: User, organisation: int, *encounters: Json, **more: Any) -> Json:
    """One matter as *inlezen* takes it."""
    box = new_id()
    return {
        "id": box,
        "organisation": organisation,
        "unit": None,
        "visitor_handle": new_id(),
        "shred_key": b64(os.urandom(32)),
        "grants": [a_grant("conversation", 1, keeper), a_grant("notes", 1, keeper)],
        "register": {"nature": ["bullying"], "primary_nature": "bullying"},
        "outcome": "told_enough",
        "encounters": list(encounters) or [an_encounter(month=months_ago(60))],
        "sealed": with_manifests(box, a_record("card"), a_record()),
    } | more


class Importing:
    """Amina with her sheet."""

    def __init__(self, people: Personas) -> None:
        make_vault(people.amina)
        self.people, self.desk, self.id = people, Desk(people.amina), new_id()

    def matter(self, *encounters: Json, **more: Any) -> Json:
        return an_imported(self.people.amina, self.people.organisation.pk, *encounters, **more)

    def send(self, *matters: Json, first: bool = True) -> tuple[int, Json]:
        body = {"import": self.id, "first": first, "matters": list(matters)}
        return self.desk.post(BRING_IN, body)

    def undo(self) -> tuple[int, Json]:
        return self.desk.post(f"/kwesties/imports/{self.id}/terugdraaien.json", {})


@pytest.fixture
def sheet(people: Personas) -> Importing:
    return Importing(people)


def kept() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Matter, Encounter, KeyGrant, Record, Manifest, ShredKey))


def test_matters_of_years_ago_come_in_with_one_line_for_the_import_and_one_for_each(sheet: Importing) -> None:
    old, running = (
        sheet.matter(an_encounter(month=months_ago(60)), an_encounter(month=months_ago(58))),
        sheet.matter(outcome=""),
    )
    status, answer = sheet.send(old, running)
    assert (status, answer["kept"]) == (200, {one["id"]: one["id"] for one in (old, running)})
    closed = Matter.objects.get(pk=old["id"])
    assert (closed.turn, closed.outcome, closed.version) == ("nobody", "told_enough", 1)
    assert closed.opened_month == add_months(this_month(), -60)
    assert closed.closed_month == add_months(this_month(), -58)
    assert Matter.objects.get(pk=running["id"]).closed_month is None
    assert kept() == (2, 3, 4, 4, 2, 2)
    assert Entry.objects.filter(verb="import_matters", row=sheet.id).count() == 1
    assert Entry.objects.filter(verb="open_matter").count() == 2
    assert first_break_of(sheet.people.practice.pk) is None


@pytest.mark.parametrize(
    ("months", "outcome", "name", "status"),
    [
        (60, "told_enough", "durability_12", 200),
        (2, "told_enough", "durability_3", 200),
        (1, "told_enough", "durability_3", 422),
        (60, "", "durability_3", 422),
        (60, "told_enough", "durability_9", 422),
    ],
)
def test_whether_it_lasted_comes_in_for_a_moment_that_has_come(
    sheet: Importing, months: int, outcome: str, name: str, status: int
) -> None:
    matter = sheet.matter(
        an_encounter(month=months_ago(months)), outcome=outcome, register={"nature": [], name: "partly"}
    )
    assert sheet.send(matter)[0] == status
    stored = Matter.objects.values_list(name, flat=True) if status == 200 else Matter.objects.all()
    assert list(stored) == (["partly"] if status == 200 else [])


def test_the_same_chunk_again_doubles_nothing_and_adds_no_line(sheet: Importing) -> None:
    matter = sheet.matter()
    sheet.send(matter)
    lines, before = Entry.objects.count(), kept()
    assert sheet.send(matter, first=False)[1]["kept"] == {matter["id"]: matter["id"]}
    assert (kept(), Entry.objects.count()) == (before, lines)


def test_the_same_rows_sealed_anew_by_another_tab_stay_where_they_are(sheet: Importing) -> None:
    encounter = an_encounter(month=months_ago(3))
    first, second = sheet.matter(encounter), sheet.matter(encounter)
    sheet.send(first)
    before = kept()
    assert sheet.send(second)[1]["kept"] == {second["id"]: first["id"]}
    assert kept() == before


def test_a_matter_of_which_some_rows_are_there_is_left_out_and_the_rest_comes_in(sheet: Importing) -> None:
    encounter = an_encounter(month=months_ago(3))
    sheet.send(sheet.matter(encounter))
    partly, fresh = sheet.matter(encounter, an_encounter(month=months_ago(2))), sheet.matter()
    assert sheet.send(partly, fresh)[1]["kept"] == {partly["id"]: None, fresh["id"]: fresh["id"]}
    assert Matter.objects.count() == 2


def test_rows_of_someone_else_are_a_conflict_and_tell_nothing(sheet: Importing) -> None:
    theirs = make_matter(sheet.people.carla)
    make_vault(sheet.people.bram)
    taken = an_encounter(month=months_ago(1))
    Importing.send(sheet, sheet.matter(taken))
    bram = Desk(sheet.people.bram)
    body: Json = {
        "import": sheet.id,
        "first": True,
        "matters": [an_imported(sheet.people.bram, sheet.people.organisation.pk, taken)],
    }
    assert bram.post(BRING_IN, body | {"import": new_id()})[1]["code"] == "conflict"
    body["matters"] = [an_imported(sheet.people.bram, sheet.people.organisation.pk)]
    assert bram.post(BRING_IN, body)[1]["code"] == "conflict"
    assert sheet.send(sheet.matter(id=str(theirs.pk)))[1]["code"] == "conflict"
    asked = bram.post("/kwesties/imports/bekend.json", {"encounters": [taken["id"]]})
    assert asked == (200, {"known": {}})


def test_which_rows_are_known_is_told_to_their_keeper(sheet: Importing) -> None:
    encounter = an_encounter(month=months_ago(1))
    matter = sheet.matter(encounter)
    sheet.send(matter)
    asked = sheet.desk.post("/kwesties/imports/bekend.json", {"encounters": [encounter["id"], new_id()]})
    assert asked == (200, {"known": {encounter["id"]: matter["id"]}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"encounters": []},
        {"encounters": [an_encounter()]},
        {"encounters": [an_encounter(month="2999-01")]},
        {"encounters": [an_encounter(month="1950-01")]},
        {"outcome": "ongoing"},
        {"outcome": "gone fishing"},
        {"register": {"nature": [], "primary_nature": "bullying"}},
        {"unit": 999},
        {"grants": []},
        {"text": "Zonnebloem"},
        {"sealed": {"records": [a_record(revision=2)], "manifests": [a_manifest("notes", 1, 1)]}},
        {"sealed": {"records": [a_record()], "manifests": []}},
        {"sealed": {"records": [a_record() | {"sealed": "Zonnebloem"}], "manifests": []}},
    ],
)
def test_one_wrong_matter_and_nothing_of_the_chunk_is_kept(sheet: Importing, wrong: Json) -> None:
    assert sheet.send(sheet.matter(), sheet.matter() | wrong)[0] == 422
    assert kept()[:5] == (0, 0, 0, 0, 0)
    assert not ImportBatch.objects.exists()


def test_a_part_of_another_organisation_is_refused_and_nothing_of_the_chunk_is_kept(sheet: Importing) -> None:
    own = Unit.objects.create(practice=sheet.people.practice, organisation=sheet.people.organisation, name="Hoog")
    other = Organisation.objects.create(practice=sheet.people.practice, name="De Berk", sector="care")
    Appointment.objects.create(practice=other.practice, organisation=other, counsellor=sheet.people.amina)
    theirs = Unit.objects.create(practice=other.practice, organisation=other, name="Hoog")
    status, answer = sheet.send(sheet.matter(unit=own.pk), sheet.matter(unit=theirs.pk))
    assert (status, "hoort niet bij deze organisatie. Er is niets bewaard." in answer["refused"]) == (422, True)
    assert kept()[:5] == (0, 0, 0, 0, 0)
    assert sheet.send(sheet.matter(unit=own.pk), sheet.matter(unit=theirs.pk) | {"organisation": other.pk})[0] == 200
    assert set(Matter.objects.values_list("unit", flat=True)) == {own.pk, theirs.pk}


def test_one_row_twice_in_a_chunk_is_refused(sheet: Importing) -> None:
    encounter = an_encounter(month=months_ago(1))
    assert sheet.send(sheet.matter(encounter), sheet.matter(encounter))[0] == 422
    assert not Matter.objects.exists()


def test_where_one_is_not_appointed_nothing_comes_in(sheet: Importing) -> None:
    Appointment.objects.all().delete()
    assert sheet.send(sheet.matter())[1]["code"] == "forbidden"


def test_a_chunk_without_proof_is_refused(sheet: Importing) -> None:
    from django.test import Client

    client = Client(headers={"Host": "werk.localhost"})
    client.force_login(sheet.people.amina)
    body: Json = {"import": sheet.id, "first": True, "matters": [sheet.matter()]}
    answer = client.post(BRING_IN, body, content_type="application/json")
    assert (answer.status_code, Matter.objects.count()) == (403, 0)


def test_undoing_leaves_nothing_but_lines_in_the_audit_and_can_be_said_twice(sheet: Importing) -> None:
    matters = [sheet.matter(), sheet.matter(outcome="")]
    sheet.send(*matters)
    status, answer = sheet.undo()
    assert (status, answer["already"]) == (200, False)
    assert kept() == (0, 0, 0, 0, 0, 0)
    assert Entry.objects.filter(verb="undo_import").count() == 3
    assert sheet.undo()[1]["already"] is True
    assert Entry.objects.filter(verb="undo_import").count() == 3
    assert first_break_of(sheet.people.practice.pk) is None


def test_after_undoing_the_same_rows_come_in_again_but_a_chunk_on_its_way_does_not(sheet: Importing) -> None:
    encounter = an_encounter(month=months_ago(9))
    sheet.send(sheet.matter(encounter))
    sheet.undo()
    assert sheet.send(sheet.matter(), first=False)[1]["code"] == "stale"
    again = sheet.matter(encounter)
    assert sheet.send(again)[1]["kept"] == {again["id"]: again["id"]}
    assert sheet.undo()[1]["already"] is False


def test_once_every_matter_was_worked_on_nothing_is_undone(sheet: Importing) -> None:
    matter = sheet.matter(outcome="")
    sheet.send(matter)
    before = kept()
    address = f"/kwesties/{matter['id']}/noteren.json"
    assert sheet.desk.post(address, a_note(Matter.objects.get(pk=matter["id"])))[0] == 200
    status, answer = sheet.undo()
    assert (status, "In de kwestie is na het inlezen iets toegevoegd" in answer["refused"]) == (422, True)
    assert kept()[0] == before[0]
    assert not Entry.objects.filter(verb="undo_import").exists()


def test_undoing_takes_what_was_not_worked_on_and_names_what_stays(sheet: Importing) -> None:
    matter, other = sheet.matter(outcome=""), sheet.matter(outcome="")
    sheet.send(matter, other)
    address = f"/kwesties/{matter['id']}/noteren.json"
    assert sheet.desk.post(address, a_note(Matter.objects.get(pk=matter["id"])))[0] == 200
    stays = [{"id": matter["id"], "why": "added"}]
    (one,) = sheet.desk.get("/kwesties/imports.json")[1]["imports"]
    assert (one["id"], len(one["matters"]), one["encounters"], one["touched"]) == (sheet.id, 2, 2, stays)
    assert sheet.undo() == (200, {"saved": True, "already": False, "left": stays})
    assert sheet.undo() == (200, {"saved": True, "already": True, "left": stays})
    assert list(Matter.objects.values_list("pk", flat=True)) == [UUID(matter["id"])]
    assert kept() == (1, 2, 2, 3, 2, 1)
    assert Entry.objects.filter(verb="undo_import").count() == 2
    (one,) = sheet.desk.get("/kwesties/imports.json")[1]["imports"]
    assert (one["undone"], one["matters"], one["encounters"]) == (True, [matter["id"]], 1)
    assert first_break_of(sheet.people.practice.pk) is None


def test_the_same_file_again_after_that_brings_in_the_rest_and_can_be_undone_again(sheet: Importing) -> None:
    matter, other = sheet.matter(outcome=""), sheet.matter(outcome="")
    sheet.send(matter, other)
    sheet.desk.post(f"/kwesties/{matter['id']}/noteren.json", a_note(Matter.objects.get(pk=matter["id"])))
    sheet.undo()
    # what was still on its way in another tab does not come in after all
    assert sheet.send(sheet.matter(), first=False)[1]["code"] == "stale"
    again = sheet.matter(*other["encounters"], outcome="")
    assert sheet.send(again)[1]["kept"] == {again["id"]: again["id"]}
    assert sheet.undo()[1]["left"] == [{"id": matter["id"], "why": "added"}]
    assert Matter.objects.count() == 1


def test_a_talk_that_was_noted_without_a_word_keeps_its_matter_also_beside_another(sheet: Importing) -> None:
    coded, noted = sheet.matter(outcome=""), sheet.matter(outcome="")
    sheet.send(coded, noted)
    sheet.desk.post(
        f"/kwesties/{coded['id']}/register.json",
        {"based_on": 1, "nature": ["gossip_exclusion"], "primary_nature": "gossip_exclusion"},
    )
    talk = an_encounter()
    bare = {"encounter": talk, "turn": "nobody", "sealed": {"records": [], "manifests": []}}
    assert sheet.desk.post(f"/kwesties/{noted['id']}/noteren.json", bare)[0] == 200
    assert sheet.undo()[0] == 422
    assert Encounter.objects.filter(pk=talk["id"]).exists()


def test_what_another_subject_keeps_of_a_matter_keeps_it(sheet: Importing) -> None:
    matter, other = sheet.matter(outcome=""), sheet.matter(outcome="")
    sheet.send(matter, other)
    code = {"lookup": new_id(), "token_hash": "x", "offer": "x"}
    VisitorCode.objects.create(practice=sheet.people.practice, matter_id=matter["id"], **code)
    assert sheet.undo()[1]["left"] == [{"id": matter["id"], "why": "agreed"}]
    assert VisitorCode.objects.exists()


@pytest.mark.parametrize("step", ["aan-zet", "register", "herzien", "heropenen", "delen"])
def test_every_kind_of_change_keeps_an_import_from_being_undone(sheet: Importing, step: str) -> None:
    matter = sheet.matter(outcome="told_enough" if step == "heropenen" else "")
    sheet.send(matter)
    box = matter["id"]
    if step == "delen":
        make_vault(sheet.people.bram)
        share_all(Matter.objects.get(pk=box), sheet.people.bram)
    else:
        bodies: dict[str, Json] = {
            "aan-zet": {"turn_was": "nobody", "turn": "visitor"},
            "register": {"based_on": 1, "nature": ["gossip_exclusion"], "primary_nature": "gossip_exclusion"},
            "herzien": {"sealed": with_manifests(box, a_record())},
            "heropenen": {"based_on": 1},
        }
        assert sheet.desk.post(f"/kwesties/{box}/{step}.json", bodies[step])[0] == 200
    assert sheet.undo()[0] == 422
    assert Matter.objects.filter(pk=box).exists()


def test_nobody_undoes_another_ones_import(sheet: Importing) -> None:
    sheet.send(sheet.matter())
    make_vault(sheet.people.bram)
    address = f"/kwesties/imports/{sheet.id}/terugdraaien.json"
    assert Desk(sheet.people.bram).post(address, {})[0] == 404
    assert Matter.objects.count() == 1


def test_a_matter_that_is_over_needs_no_outcome_and_gets_none_made_up(sheet: Importing) -> None:
    sheet.send(sheet.matter(outcome="", closed=True), sheet.matter(outcome="", closed=False))
    assert Matter.objects.filter(outcome="").exclude(closed_month=None).count() == 1
    assert Matter.objects.filter(outcome="", closed_month=None).count() == 1
    closed = Matter.objects.exclude(closed_month=None).get()
    check_outcome("", closed=True, before=closed.outcome)
    with pytest.raises(Refused):
        check_outcome("", closed=True, before="mediation")


def test_how_long_it_took_may_be_unknown_in_a_sheet_of_years_and_nowhere_else(sheet: Importing) -> None:
    unknown = an_encounter(month=months_ago(60)) | {"duration": ""}
    assert sheet.send(sheet.matter(unknown))[0] == 200
    assert Encounter.objects.get().duration == ""
    ready = make_matter(sheet.people.amina)
    note = a_note(ready, encounter=an_encounter() | {"duration": ""})
    assert sheet.desk.post(f"/kwesties/{ready.pk}/noteren.json", note)[0] == 422
