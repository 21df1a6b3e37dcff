"""What a save that was cut left behind is destroyed after a day, with a line in the audit, and nothing else is."""

from datetime import timedelta
from typing import Literal
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.matters.models import Matter
from nabij.retention.actions import clean_up, destroy_orphan
from nabij.retention.models import NOBODY, WAIT, Do, Installation, Orphan
from nabij.sealed.models import File, FileChunk, Record, ShredKey
from tests.making import make_matter, sealed_bytes
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def lost_key(people: Personas) -> UUID:
    return ShredKey.objects.create(practice_id=people.practice.pk, key=b"k" * 32).box


def lost_file(people: Personas, matter: Matter) -> UUID:
    file = File.objects.create(id=uuid4(), practice=people.practice, box=matter.pk, size=9, digest="d")
    FileChunk.objects.create(practice=people.practice, file=file, position=0, sealed=b"s" * 9)
    return file.pk


def record_of(people: Personas, matter: Matter, file: UUID) -> None:
    Record.objects.create(
        practice=people.practice,
        box=matter.pk,
        part="notes",
        epoch=1,
        record_id=file,
        kind="file",
        revision=1,
        digest="d",
        sealed=sealed_bytes(),
    )


def a_day_later() -> None:
    Orphan.objects.update(since=timezone.now() - WAIT - timedelta(minutes=1))


def lines(people: Personas) -> list[tuple[str, str, UUID]]:
    assert first_break_of(people.practice.pk) is None
    found = Entry.objects.filter(practice_id=people.practice.pk, verb=Do.DESTROY_ORPHAN)
    return sorted(found.values_list("kind", "row", "actor_id"))


def test_after_a_day_and_not_before_a_lost_key_and_a_lost_file_are_destroyed(people: Personas) -> None:
    matter = make_matter(people.amina)
    kept = lost_file(people, matter)
    record_of(people, matter, kept)
    key, file = lost_key(people), lost_file(people, matter)
    for _ in range(2):
        assert clean_up() == {"shred_key": 0, "file": 0, "signal": 0}
    assert lines(people) == []
    a_day_later()
    assert clean_up() == {"shred_key": 1, "file": 1, "signal": 0}
    assert list(ShredKey.objects.values_list("box", flat=True)) == [matter.pk]
    assert list(File.objects.values_list("pk", flat=True)) == [kept]
    assert set(FileChunk.objects.values_list("file", flat=True)) == {kept}
    assert lines(people) == sorted(("retention.orphan", str(row), NOBODY) for row in (key, file))
    assert not Orphan.objects.exists()
    assert clean_up() == {"shred_key": 0, "file": 0, "signal": 0}


def test_what_came_after_all_is_kept(people: Personas) -> None:
    matter = make_matter(people.amina)
    file = lost_file(people, matter)
    clean_up()
    a_day_later()
    record_of(people, matter, file)
    assert clean_up() == {"shred_key": 0, "file": 0, "signal": 0}
    assert File.objects.filter(pk=file).exists()
    assert not Orphan.objects.exists()


def test_what_comes_into_use_at_the_last_moment_is_kept(people: Personas) -> None:
    matter = make_matter(people.amina)
    found = []
    for kind, pk in ((Orphan.Kind.SHRED_KEY, matter.pk), (Orphan.Kind.FILE, lost_file(people, matter))):
        found.append(allowed(people, kind, pk))
    record_of(people, matter, found[1].row.pk)
    for given in found:
        assert not destroy_orphan(given)
    assert ShredKey.objects.filter(box=matter.pk).exists()
    assert File.objects.exists()
    assert lines(people) == []


def test_without_its_audit_line_nothing_is_destroyed(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lost_key(people)
    clean_up()
    a_day_later()

    def full(permit: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("nabij.retention.actions.record", full)
    with pytest.raises(RuntimeError, match="disk full"):
        clean_up()
    assert ShredKey.objects.filter(box=key).exists()
    assert Orphan.objects.filter(pk=key).exists()


def allowed(people: Personas, kind: Orphan.Kind, pk: UUID) -> Permit[Orphan, Literal[Do.DESTROY_ORPHAN]]:
    orphan = Orphan.objects.create(id=pk, practice_id=people.practice.pk, kind=kind)
    return permit(Installation(people.practice.pk), Do.DESTROY_ORPHAN, orphan)


@pytest.mark.parametrize("kind", Orphan.Kind)
def test_what_is_gone_already_leaves_no_line(people: Personas, kind: Orphan.Kind) -> None:
    assert not destroy_orphan(allowed(people, kind, uuid4()))
    assert lines(people) == []


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_a_key_whose_line_is_not_kept_is_kept(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lost_key(people)
    given = allowed(people, Orphan.Kind.SHRED_KEY, key)

    def full() -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(connections["default"], "commit", full)
        with pytest.raises(OperationalError, match="disk full"):
            destroy_orphan(given)
    assert lines(people) == []
    assert ShredKey.objects.filter(box=key).exists()
    a_day_later()
    assert clean_up() == {"shred_key": 1, "file": 0, "signal": 0}
    assert lines(people) == [("retention.orphan", str(key), NOBODY)]


@pytest.mark.django_db(transaction=True, databases=["default", "shred"])
def test_a_key_that_could_not_be_destroyed_is_found_again(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lost_key(people)
    given = allowed(people, Orphan.Kind.SHRED_KEY, key)

    def full() -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(connections["shred"], "commit", full)
        with pytest.raises(OperationalError, match="disk full"):
            destroy_orphan(given)
    assert ShredKey.objects.filter(box=key).exists()
    assert clean_up() == {"shred_key": 0, "file": 0, "signal": 0}
    a_day_later()
    assert clean_up() == {"shred_key": 1, "file": 0, "signal": 0}
    assert not ShredKey.objects.filter(box=key).exists()
    assert len(lines(people)) == 2


def test_a_key_that_comes_into_use_after_its_line_is_kept(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = make_matter(people.amina)
    asked = iter([set(), {matter.pk}])
    monkeypatch.setattr("nabij.retention.actions._boxes_in_use", lambda boxes: next(asked))
    assert not destroy_orphan(allowed(people, Orphan.Kind.SHRED_KEY, matter.pk))
    assert ShredKey.objects.filter(box=matter.pk).exists()


def test_an_opening_whose_key_was_cleaned_up_meanwhile_is_refused(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nabij.sealed.actions.create_shred_key", lambda *_: None)
    with pytest.raises(Refused, match="Er is niets bewaard"):
        make_matter(people.amina)
    assert not Matter.objects.exists()


def test_no_person_may_destroy_an_orphan(people: Personas) -> None:
    orphan = Orphan(id=uuid4(), practice_id=people.practice.pk, kind=Orphan.Kind.FILE)
    for person in (people.amina, people.els, Installation(people.other_practice.pk)):
        assert not orphan.may(person, Do.DESTROY_ORPHAN)


def test_an_installation_may_destroy_an_orphan_and_nothing_else(people: Personas) -> None:
    orphan = Orphan(id=uuid4(), practice_id=people.practice.pk, kind=Orphan.Kind.FILE)
    here = Installation(people.practice.pk)
    assert orphan.may(here, Do.DESTROY_ORPHAN)
    assert not orphan.may(here, "open_matter")
