"""Two browsers at once, on two real connections: one wins, nothing is doubled, nothing is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from nabij.audit.models import Entry, first_break_of
from nabij.matters.models import Consent, Encounter, Matter, Share
from nabij.sealed.models import Draft, Manifest, Record, ShredKey, Slot, Vault
from tests.making import (
    Desk,
    Json,
    a_consent,
    a_grant,
    a_note,
    a_record,
    a_sharing,
    a_vault,
    an_encounter,
    an_opening,
    make_matter,
    make_vault,
    new_id,
    sealed,
    with_manifests,
)
from tests.matters.test_importing import BRING_IN, an_imported, months_ago
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


@pytest.fixture(autouse=True)
def _databases_that_two_connections_share(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite in memory knows one connection only: move both stores to files for the length of a test."""
    moved = []
    for alias in ("default", "shred"):
        if connections[alias].vendor != "sqlite":
            continue
        memory = connections[alias]
        memory.ensure_connection()
        path = str(tmp_path / f"{alias}.sqlite3")
        file = sqlite3.connect(path)
        memory.connection.backup(file)
        file.close()
        moved.append((alias, memory, connections.databases[alias]["NAME"]))
        connections.databases[alias]["NAME"] = path
        del connections[alias]
    yield
    for alias, memory, name in moved:
        connections[alias].close()
        connections.databases[alias]["NAME"] = name
        connections[alias] = memory


def _posts(desks: list[Desk], address: str, bodies: list[Any]) -> list[tuple[int, Json]]:
    return at_once(*(partial(desk.post, address, body) for desk, body in zip(desks, bodies, strict=True)))


def _two(people: Personas) -> list[Desk]:
    return [Desk(people.amina), Desk(people.amina)]


def test_of_two_saves_of_one_revision_one_wins_and_the_others_bytes_stay_a_draft(people: Personas) -> None:
    matter = make_matter(people.amina)
    card = str(Record.objects.get().record_id)
    drafts = [{"id": new_id(), "sealed": sealed()} for _ in range(2)]
    desks = _two(people)
    for desk, draft in zip(desks, drafts, strict=True):
        assert desk.post("/kluis/concepten.json", draft)[0] == 200
    bodies = [
        {"sealed": with_manifests(matter.pk, a_record("card", id=card, revision=2)), "draft": draft["id"]}
        for draft in drafts
    ]
    answers = _posts(desks, f"/kwesties/{matter.pk}/herzien.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale"]
    loser = next(number for number, (status, _) in enumerate(answers) if status == 422)
    assert desks[0].get("/kluis/concepten.json")[1] == {"drafts": [drafts[loser]]}
    kept = desks[0].get(f"/kwesties/{matter.pk}/stukken.json")[1]["records"]
    assert kept[1]["sealed"] == bodies[1 - loser]["sealed"]["records"][0]["sealed"]
    assert Record.objects.filter(record_id=card).count() == 2
    assert first_break_of(people.practice.pk) is None


def test_two_different_records_under_one_counter_leave_one_and_a_stale_manifest(people: Personas) -> None:
    matter = make_matter(people.amina)
    bodies = [{"sealed": with_manifests(matter.pk, a_record())} for _ in range(2)]
    answers = _posts(_two(people), f"/kwesties/{matter.pk}/herzien.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale_manifest"]
    assert (Record.objects.filter(kind="note").count(), Manifest.objects.count()) == (1, 2)


def test_a_double_click_notes_one_encounter(people: Personas) -> None:
    matter = make_matter(people.amina)
    body = a_note(matter)
    answers = _posts(_two(people), f"/kwesties/{matter.pk}/noteren.json", [body, body])
    assert sorted(answer["already"] for _, answer in answers) == [False, True]
    assert (Encounter.objects.count(), Record.objects.filter(kind="note").count()) == (1, 1)
    assert Entry.objects.filter(verb="note_encounter").count() == 1
    assert first_break_of(people.practice.pk) is None


def test_a_double_click_opens_one_matter(people: Personas) -> None:
    make_vault(people.amina)
    body = an_opening(people.amina, people.organisation, encounter=an_encounter())
    answers = _posts(_two(people), "/kwesties/openen.json", [body, body])
    assert sorted(answer["already"] for _, answer in answers) == [False, True]
    assert (Matter.objects.count(), Encounter.objects.count(), ShredKey.objects.count()) == (1, 1, 1)
    assert Entry.objects.filter(verb="open_matter").count() == 1


def test_of_two_openings_with_one_id_one_wins_whole(people: Personas) -> None:
    make_vault(people.amina)
    first = an_opening(people.amina, people.organisation)
    second = an_opening(people.amina, people.organisation, id=first["id"])
    answers = _posts(_two(people), "/kwesties/openen.json", [first, second])
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["conflict", "saved"]
    winner = (first, second)[next(number for number, (status, _) in enumerate(answers) if status == 200)]
    (card,) = Desk(people.amina).get("/kwesties/kaarten.json")[1]["matters"]
    assert (card["shred_key"], card["card"]["sealed"]) == (
        winner["shred_key"],
        winner["sealed"]["records"][0]["sealed"],
    )


def test_two_browsers_pass_the_turn_once(people: Personas) -> None:
    matter = make_matter(people.amina)
    bodies = [
        {"turn_was": "counsellor", "turn": turn, "due": None, "aftercare_month": None}
        for turn in ("visitor", "organisation")
    ]
    answers = _posts(_two(people), f"/kwesties/{matter.pk}/aan-zet.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale"]
    assert Entry.objects.filter(verb="pass_turn").count() == 1


def test_two_browsers_code_the_register_once(people: Personas) -> None:
    matter = make_matter(people.amina)
    bodies = [{"based_on": 1, "person_role": role} for role in ("intern", "volunteer")]
    answers = _posts(_two(people), f"/kwesties/{matter.pk}/register.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale"]
    assert Matter.objects.get().version == 2


def test_two_consents_with_one_number_give_one_share(people: Personas) -> None:
    make_vault(people.bram)
    matter = make_matter(people.amina)
    bodies = [
        a_sharing(
            matter,
            people.bram,
            a_consent("everything"),
            1,
            a_grant("conversation", 1, people.bram),
            a_grant("notes", 1, people.bram),
        )
        for _ in range(2)
    ]
    answers = _posts(_two(people), f"/kwesties/{matter.pk}/delen.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale"]
    assert (Share.objects.count(), Consent.objects.count()) == (1, 1)
    assert first_break_of(people.practice.pk) is None


def test_a_vault_is_set_up_by_one_of_two_tabs(people: Personas) -> None:
    answers = _posts(_two(people), "/kluis/inrichten.json", [a_vault(), a_vault()])
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["conflict", "saved"]
    assert (Vault.objects.count(), Slot.objects.count()) == (1, 2)


def test_two_tabs_write_a_keyring_one_after_the_other(people: Personas) -> None:
    make_vault(people.amina)
    bodies = [{"based_on": 1, "sealed": sealed()} for _ in range(2)]
    answers = _posts(_two(people), "/kluis/sleutelbos.json", bodies)
    assert sorted(answer.get("code", "saved") for _, answer in answers) == ["saved", "stale"]


def test_one_draft_saved_from_two_tabs_is_one_draft(people: Personas) -> None:
    draft = new_id()
    bodies = [{"id": draft, "sealed": sealed()} for _ in range(2)]
    answers = _posts(_two(people), "/kluis/concepten.json", bodies)
    assert [status for status, _ in answers] == [200, 200]
    assert Draft.objects.count() == 1


def _note(desk: Desk, matter: Matter) -> tuple[int, Json]:
    return desk.post(f"/kwesties/{matter.pk}/noteren.json", a_note(matter))


def test_counsellors_who_write_at_once_share_one_unbroken_audit_chain(people: Personas) -> None:
    matters = [make_matter(people.amina), make_matter(people.bram), make_matter(people.amina), make_matter(people.bram)]
    desks = [Desk(matter.keeper) for matter in matters]
    notes = [partial(_note, desk, matter) for desk, matter in zip(desks, matters, strict=True)]
    answers = at_once(*notes)
    assert [status for status, _ in answers] == [200] * 4
    assert Entry.objects.filter(verb="note_encounter").count() == 4
    assert first_break_of(people.practice.pk) is None


def _sending(people: Personas, batch: str, *rows: list[Json]) -> Callable[[], tuple[int, Json]]:
    matters = [an_imported(people.amina, people.organisation.pk, *encounters, outcome="") for encounters in rows]
    return partial(Desk(people.amina).post, BRING_IN, {"import": batch, "first": True, "matters": matters})


@pytest.mark.parametrize("same_file", [True, False])
def test_the_same_rows_from_two_tabs_at_once_are_there_once(people: Personas, same_file: bool) -> None:
    make_vault(people.amina)
    rows = [[an_encounter(month=months_ago(4)), an_encounter(month=months_ago(3))] for _ in range(30)]
    one, other = new_id(), new_id()
    calls = _sending(people, one, *rows), _sending(people, one if same_file else other, *reversed(rows))
    answers = at_once(*calls)
    assert [status for status, _ in answers] == [200, 200]
    assert (Matter.objects.count(), Encounter.objects.count(), Record.objects.count()) == (30, 60, 60)
    kept = {str(pk) for pk in Matter.objects.values_list("pk", flat=True)}
    assert all(set(answer["kept"].values()) == kept for _, answer in answers)
    assert Entry.objects.filter(verb="open_matter").count() == 30
    assert first_break_of(people.practice.pk) is None


def test_undoing_and_noting_at_once_lose_nothing_that_was_said_to_be_saved(people: Personas) -> None:
    make_vault(people.amina)
    batch = new_id()
    _, answer = _sending(people, batch, [an_encounter(month=months_ago(4))])()
    (box,) = answer["kept"]
    note = a_note(Matter.objects.get(pk=box))
    desk = Desk(people.amina)
    (noted, _), (undone, _) = at_once(
        partial(desk.post, f"/kwesties/{box}/noteren.json", note),
        partial(Desk(people.amina).post, f"/kwesties/imports/{batch}/terugdraaien.json", {}),
    )
    assert (noted, undone) in {(200, 422), (404, 200), (422, 200)}
    if undone == 200:
        assert (Matter.objects.count(), Record.objects.count(), ShredKey.objects.count()) == (0, 0, 0)
    else:
        assert Encounter.objects.count() == 2
