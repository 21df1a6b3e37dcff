"""How lists are read is sealed for the counsellors of a practice: nobody else, and nothing readable at the server."""

from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.matters.models import ImportMemory
from nabij.matters.rules.importing import memory_box
from nabij.sealed.models import KeyGrant, Record, ShredKey
from tests.making import Desk, make_vault, with_manifests
from tests.personas import Personas
from tests.reporting.stories import a_section, first_keys, later_keys, make_third

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

AT = "/kwesties/imports/geheugen/"


def kept(people: Personas) -> tuple[Desk, Desk, dict[str, Any]]:
    for person in (people.amina, people.bram):
        make_vault(person)
    amina, bram = Desk(people.amina), Desk(people.bram)
    row: Any = ImportMemory.of(people.practice)
    assert amina.post(f"{AT}sleutels.json", first_keys(people.amina, people.bram))[0] == 200
    body = {"sealed": with_manifests(row.pk, a_section()), "draft": None}
    assert amina.post(f"{AT}bewaren.json", body) == (200, {"saved": True, "already": False})
    assert amina.post(f"{AT}bewaren.json", body) == (200, {"saved": True, "already": True})
    return amina, bram, body


def test_a_colleague_who_got_a_key_reads_what_was_remembered(people: Personas) -> None:
    amina, bram, body = kept(people)
    for desk in (amina, bram):
        status, seen = desk.get(f"{AT}stukken.json")
        assert (status, seen["mine"], seen["renew"]) == (200, True, False)
        assert [one["sealed"] for one in seen["records"]] == [body["sealed"]["records"][0]["sealed"]]
    assert list(ImportMemory.objects.values_list("practice", flat=True)) == [people.practice.pk]
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"share_import_memory", "remember_how_lists_are_read"} <= verbs


def test_a_colleague_without_a_key_and_another_practice_read_nothing(people: Personas) -> None:
    kept(people)
    third = make_third(people)
    make_vault(third)
    make_vault(people.carla)
    for person in (third, people.carla):
        seen = Desk(person).get(f"{AT}stukken.json")[1]
        assert (seen["mine"], seen["records"], seen["grants"], seen["manifests"]) == (False, [], [], [])
    assert Desk(people.carla).get(f"{AT}stukken.json")[1]["epoch"] == 0
    for person in (people.daan, people.els):
        assert Desk(person).get(f"{AT}stukken.json")[0] in {302, 401, 403, 404}
    # who is of the practice may get the key later, from a colleague who has it
    assert Desk(people.amina).post(f"{AT}sleutels.json", later_keys(1, third))[0] == 200
    assert Desk(third).get(f"{AT}stukken.json")[1]["mine"]


def test_no_key_goes_to_another_practice_and_who_left_asks_for_a_new_one(people: Personas) -> None:
    amina, _, _ = kept(people)
    make_vault(people.carla)
    assert amina.post(f"{AT}sleutels.json", later_keys(1, people.carla))[0] == 422
    assert not KeyGrant.objects.filter(grantee=people.carla.pk).exists()
    people.bram.is_active = False
    people.bram.save(update_fields=["is_active"])
    assert amina.get(f"{AT}stukken.json")[1]["renew"]
    again = {"sealed": with_manifests(ImportMemory.of(people.practice).pk, a_section(revision=2)), "draft": None}
    assert amina.post(f"{AT}bewaren.json", again)[1]["code"] == "stale"
    # who left was served the last of it
    assert Desk(people.bram).get(f"{AT}stukken.json")[0] == 401
    row: Any = ImportMemory.of(people.practice)
    renewed = later_keys(2, people.amina, sealed=with_manifests(row.pk, a_section(epoch=2, revision=2, id=_section())))
    assert amina.post(f"{AT}sleutels.json", renewed)[0] == 200
    assert not amina.get(f"{AT}stukken.json")[1]["renew"]
    assert not KeyGrant.objects.filter(box=row.pk, grantee=people.bram.pk, withdrawn=False).exists()


def test_of_two_who_write_at_once_the_second_is_told_and_goes_on_from_what_is_there(people: Personas) -> None:
    _, bram, _ = kept(people)
    row: Any = ImportMemory.of(people.practice)
    late = {"sealed": with_manifests(row.pk, a_section(revision=1, id=_section())), "draft": None}
    assert bram.post(f"{AT}bewaren.json", late)[1]["code"] == "stale"
    after = {"sealed": with_manifests(row.pk, a_section(revision=2, id=_section())), "draft": None}
    assert bram.post(f"{AT}bewaren.json", after) == (200, {"saved": True, "already": False})
    assert Record.objects.filter(box=row.pk).count() == 2


def test_the_box_of_a_practice_is_one_and_no_other_practice_writes_in_it(people: Personas) -> None:
    kept(people)
    make_vault(people.carla)
    carla, theirs = Desk(people.carla), ImportMemory.of(people.other_practice)
    assert theirs.pk == memory_box(people.other_practice.pk) != ImportMemory.of(people.practice).pk
    assert carla.post(f"{AT}sleutels.json", first_keys(people.carla))[0] == 200
    assert carla.post(f"{AT}sleutels.json", first_keys(people.amina, epoch=2))[0] == 422
    assert set(KeyGrant.objects.filter(grantee=people.carla.pk).values_list("box", flat=True)) == {theirs.pk}


def _section() -> str:
    return str(Record.objects.get(revision=1).record_id)


def test_what_is_kept_is_bytes_and_a_key_that_others_lists_do_not_know(people: Personas) -> None:
    kept(people)
    row = ImportMemory.of(people.practice)
    assert Record.objects.filter(box=row.pk).count() == 1
    assert ShredKey.objects.filter(box=row.pk).count() == 1
    assert {field.name for field in ImportMemory._meta.get_fields()} == {"id", "practice"}
