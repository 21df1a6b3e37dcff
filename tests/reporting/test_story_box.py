"""The sealed story of a report: keys for its two authors alone, sections that are never overwritten."""

import pytest
from django.utils import timezone

from nabij.audit.models import Entry
from nabij.kit.clock import today
from nabij.people.models import Appointment, User
from nabij.reporting.models import Report
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from tests.making import Desk, a_grant, a_record, make_matter, make_vault
from tests.personas import Personas
from tests.reporting.stories import (
    a_section,
    address,
    begun,
    first_keys,
    later_keys,
    make_report,
    make_third,
    sections,
)

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def leave(people: Personas, counsellor: User) -> None:
    Appointment.objects.filter(organisation=people.organisation, counsellor=counsellor).update(
        ended=today(), account_holder=False
    )


def test_both_authors_read_what_either_wrote_and_it_is_audited(people: Personas) -> None:
    report, amina, bram = begun(people)
    body = sections(report, a_section())
    assert amina.post(address(report, "bewaren.json"), body) == (200, {"saved": True, "already": False})
    assert amina.post(address(report, "bewaren.json"), body) == (200, {"saved": True, "already": True})
    for desk in (amina, bram):
        status, seen = desk.get(address(report, "stukken.json"))
        assert (status, seen["epoch"], seen["mine"], seen["renew"], seen["lost"]) == (200, 1, True, False, False)
        assert [one["sealed"] for one in seen["records"]] == [body["sealed"]["records"][0]["sealed"]]
        assert [one["counter"] for one in seen["manifests"]] == [1]
        assert len(seen["grants"]) == 1
        assert seen["shred_key"]
    verbs = Entry.objects.filter(row=str(report.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == ["share_story_of_report", "write_story_of_report"]


def test_nobody_else_reads_or_writes_a_story(people: Personas) -> None:
    report, amina, _ = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    third = make_third(people)
    for person in (people.carla, third):
        make_vault(person)
    for person in (people.carla, people.daan, people.els, third):
        desk = Desk(person)
        for step in ("stukken.json", "keten.json?epoch=1", ""):
            assert desk.get(address(report, step))[0] == 404
        before = Record.objects.count(), KeyGrant.objects.count()
        for step, body in (
            ("bewaren.json", sections(report, a_section())),
            ("sleutels.json", later_keys(1, person)),
            ("klaarzetten.json", {"epoch": 1, "counter": 1, "text": {}}),
        ):
            assert desk.post(address(report, step), body)[0] == 404
        assert (Record.objects.count(), KeyGrant.objects.count()) == before


def test_a_grant_to_who_is_no_author_is_refused(people: Personas) -> None:
    report, amina, _ = begun(people)
    third = make_third(people)
    make_vault(third)
    for body in (later_keys(1, third), later_keys(2, people.amina, third)):
        assert amina.post(address(report, "sleutels.json"), body)[0] == 422
    assert not KeyGrant.objects.filter(grantee=third.pk).exists()


def test_even_a_live_grant_opens_nothing_outside_the_pair(people: Personas) -> None:
    report, _, _ = begun(people)
    third = make_third(people)
    KeyGrant.objects.create(
        practice=people.practice, box=report.pk, part="story", epoch=1, grantee=third.pk, granter=third.pk, sealed=b"x"
    )
    assert Desk(third).get(address(report, "stukken.json"))[0] == 404


def test_of_two_first_keys_one_counts(people: Personas) -> None:
    for author in (people.amina, people.bram):
        make_vault(author)
    report = make_report(people)
    amina, bram = Desk(people.amina), Desk(people.bram)
    body = first_keys(people.amina)
    assert amina.post(address(report, "sleutels.json"), body)[0] == 200
    assert amina.post(address(report, "sleutels.json"), body)[1] == {"saved": True, "already": True}
    status, said = bram.post(address(report, "sleutels.json"), first_keys(people.bram))
    assert (status, said["code"]) == (422, "conflict")
    late = first_keys(people.bram) | {"shred_key": body["shred_key"]}
    assert bram.post(address(report, "sleutels.json"), late)[1]["code"] == "stale"
    assert KeyGrant.objects.count() == ShredKey.objects.count() == 1
    seen = bram.get(address(report, "stukken.json"))[1]
    assert (seen["mine"], seen["lost"], seen["grants"], seen["shred_key"]) == (False, False, [], None)
    assert amina.post(address(report, "sleutels.json"), later_keys(1, people.bram))[0] == 200
    assert bram.get(address(report, "stukken.json"))[1]["mine"] is True


def test_the_second_of_two_saves_overwrites_nothing(people: Personas) -> None:
    report, amina, bram = begun(people)
    first = a_section()
    amina.post(address(report, "bewaren.json"), sections(report, first))
    mine, theirs = (sections(report, a_section(revision=2, id=first["id"])) for _ in range(2))
    assert bram.post(address(report, "bewaren.json"), theirs)[0] == 200
    assert amina.post(address(report, "bewaren.json"), mine)[1]["code"] == "stale"
    elsewhere = {"sealed": {"records": [a_section()], "manifests": mine["sealed"]["manifests"]}, "draft": None}
    assert amina.post(address(report, "bewaren.json"), elsewhere)[1]["code"] == "stale_manifest"
    assert (Record.objects.count(), Manifest.objects.count()) == (2, 2)


def test_who_leaves_the_pair_loses_the_story_and_the_next_key_leaves_them_out(people: Personas) -> None:
    report, amina, bram = begun(people)
    first = a_section()
    amina.post(address(report, "bewaren.json"), sections(report, first))
    leave(people, people.bram)
    assert bram.get(address(report, "stukken.json"))[0] == 404
    assert bram.post(address(report, "bewaren.json"), sections(report, a_section()))[0] == 404
    assert amina.get(address(report, "stukken.json"))[1]["renew"] is True
    assert amina.post(address(report, "bewaren.json"), sections(report, a_section()))[1]["code"] == "stale"
    again = sections(report, a_section(2, 2, first["id"]))["sealed"]
    assert amina.post(address(report, "sleutels.json"), later_keys(2, people.amina, sealed=again))[0] == 200
    assert not KeyGrant.objects.live(people.bram).exists()
    seen = amina.get(address(report, "stukken.json"))[1]
    assert (seen["epoch"], seen["renew"], [one["epoch"] for one in seen["records"]]) == (2, False, [2])
    Appointment.objects.create(practice=people.practice, organisation=people.organisation, counsellor=people.bram)
    back = bram.get(address(report, "stukken.json"))[1]
    assert (back["mine"], back["records"], back["grants"]) == (False, [], [])


def test_no_author_cuts_out_the_other_with_a_next_key(people: Personas) -> None:
    report, amina, bram = begun(people)
    first, second = a_section(), a_section()
    assert bram.post(address(report, "bewaren.json"), sections(report, first, second))[0] == 200
    again = [a_section(2, 2, one["id"]) for one in (first, second)]
    whole, part = (sections(report, *some)["sealed"] for some in (again, again[:1]))
    for cut in (
        later_keys(2, people.amina),
        later_keys(2, people.amina, sealed=whole),
        later_keys(2, people.amina, people.bram),
        later_keys(2, people.amina, people.bram, sealed=part),
    ):
        assert amina.post(address(report, "sleutels.json"), cut)[0] == 422
    seen = bram.get(address(report, "stukken.json"))[1]
    assert (seen["epoch"], seen["mine"], len(seen["records"])) == (1, True, 2)
    body = later_keys(2, people.amina, people.bram, sealed=whole)
    assert amina.post(address(report, "sleutels.json"), body)[0] == 200
    assert bram.get(address(report, "stukken.json"))[1]["mine"] is True


def test_a_story_that_no_author_can_read_is_begun_anew(people: Personas) -> None:
    for author in (people.amina, people.bram):
        make_vault(author)
    report, amina, bram = make_report(people), Desk(people.amina), Desk(people.bram)
    amina.post(address(report, "sleutels.json"), first_keys(people.amina))
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    assert bram.post(address(report, "sleutels.json"), later_keys(2, people.bram))[1]["code"] == "stale"
    leave(people, people.amina)
    assert bram.get(address(report, "stukken.json"))[1]["lost"] is True
    assert bram.post(address(report, "sleutels.json"), later_keys(2, people.bram))[0] == 200
    assert not Record.objects.filter(box=report.pk).exists()
    assert bram.post(address(report, "bewaren.json"), sections(report, a_section(2)))[0] == 200


@pytest.mark.parametrize("kind", ["note", "card", "consent"])
def test_a_story_holds_sections_alone(people: Personas, kind: str) -> None:
    report, amina, _ = begun(people)
    parts = {"note": "notes", "card": "notes", "consent": "conversation"}
    assert amina.post(address(report, "bewaren.json"), sections(report, a_record(kind, parts[kind])))[0] == 422
    assert not Record.objects.exists()


def test_a_section_does_not_go_into_a_matter(people: Personas) -> None:
    matter = make_matter(people.amina)
    before = Record.objects.count()
    body = {"sealed": sections(make_report(people), a_section())["sealed"], "draft": None}
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/herzien.json", body)[1]["code"] == "forbidden"
    assert Record.objects.count() == before


def test_plain_text_in_the_place_of_sealed_bytes_is_refused(people: Personas) -> None:
    report, amina, _ = begun(people)
    body = sections(report, a_section())
    body["sealed"]["records"][0]["sealed"] = "RmF0aW1hIFdvbHRlcnM="
    assert amina.post(address(report, "bewaren.json"), body)[1]["code"] == "not_sealed"
    assert not Record.objects.exists()


def test_without_the_key_of_ones_vault_a_session_writes_nothing(people: Personas) -> None:
    report, amina, _ = begun(people)
    for step in ("bewaren.json", "sleutels.json", "klaarzetten.json"):
        assert amina.send(address(report, step), b"{}", {})[0] == 403


def test_a_report_that_is_out_takes_nothing_more(people: Personas) -> None:
    report, amina, _ = begun(people)
    Report.objects.filter(pk=report.pk).update(published_at=timezone.now(), published_by=people.amina)
    assert amina.post(address(report, "bewaren.json"), sections(report, a_section()))[0] == 404
    assert amina.get(address(report, "stukken.json"))[0] == 404


def test_a_grant_in_anothers_name_is_refused(people: Personas) -> None:
    report, amina, _ = begun(people)
    body = later_keys(2, people.amina)
    body["grants"][0]["granter"] = str(people.bram.pk)
    assert amina.post(address(report, "sleutels.json"), body)[0] == 422
    body["grants"] = [a_grant("notes", 2, people.amina)]
    assert amina.post(address(report, "sleutels.json"), body)[0] == 422
