"""Sealed files: streamed either way, checked, whole or not at all."""

import os
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.http.request import UnreadablePostError
from django.test import Client

from nabij.kit.envelope import MOST_FILE, age_content_length, padded
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.matters import actions
from nabij.matters.models import Do, Matter
from nabij.sealed.actions.files import CHUNK, receive
from nabij.sealed.models import File, FileChunk
from tests.making import Desk, a_record, age_bytes, make_matter, new_id, share_all, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def sealed_file(content: int) -> bytes:
    """An age file around padded ``content`` bytes."""
    size = padded(content)
    whole, rest = divmod(size, 64 * 1024)
    head = age_bytes(256)[: -(16 + 256 + 16)]
    return head + os.urandom(16 + size + 16 * (whole + bool(rest)))


def _put(client: Client, matter: Matter, file: str, body: bytes, **more: Any) -> Any:
    return client.put(
        f"/kwesties/{matter.pk}/bestanden/{file}",
        body,
        content_type="application/octet-stream",
        headers={"Accept": "application/json"},
        **more,
    )


def test_a_file_comes_back_as_it_went(people: Personas) -> None:
    matter, file, body = make_matter(people.amina), new_id(), sealed_file(2_500_000)
    desk = Desk(people.amina)
    assert _put(desk.client, matter, file, body).json() == {"saved": True, "already": False}
    assert _put(desk.client, matter, file, body).json() == {"saved": True, "already": True}
    assert _put(desk.client, matter, file, sealed_file(300)).json()["code"] == "conflict"
    assert FileChunk.objects.count() == -(-len(body) // CHUNK)
    record = a_record("file", id=file)
    desk.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, record)})
    answer: Any = desk.client.get(f"/kwesties/{matter.pk}/bestanden/{file}")
    assert b"".join(answer.streaming_content) == body
    assert answer.headers["Content-Length"] == str(len(body))
    (listed,) = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["files"]
    assert (listed["id"], listed["size"]) == (file, len(body))


@pytest.mark.parametrize(
    "body", [b"klare tekst " * 50, sealed_file(1000)[:-1], sealed_file(1000) + b"x", age_bytes(300)]
)
def test_what_is_no_sealed_file_leaves_nothing(people: Personas, body: bytes) -> None:
    matter = make_matter(people.amina)
    answer = _put(Desk(people.amina).client, matter, new_id(), body)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_sealed")
    assert not File.objects.exists()


@pytest.mark.parametrize("ends", ["in silence", "with an error"])
def test_a_cut_upload_leaves_nothing(people: Personas, ends: str) -> None:
    matter, body = make_matter(people.amina), sealed_file(2_000_000)

    class Cut(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            if not found and ends == "with an error":
                raise UnreadablePostError("the browser went away")
            return found

    with pytest.raises(Refused) as refused:
        actions.attach(permit(people.amina, Do.ATTACH, matter), uuid4(), Cut(body[:-500_000]), len(body))
    assert refused.value.code == "refused"
    assert not File.objects.exists()
    assert not FileChunk.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(people: Personas) -> None:
    matter = make_matter(people.amina)
    answer = _put(Desk(people.amina).client, matter, new_id(), b"", CONTENT_LENGTH=str(MOST_FILE + 1))
    assert (answer.status_code, answer.json()["code"]) == (422, "too_large")
    assert padded(25 * 1024 * 1024 + 1) < age_content_length(MOST_FILE, 200)


def test_no_more_than_a_megabyte_is_asked_for_at_a_time() -> None:
    asked: list[int] = []
    body = BytesIO(sealed_file(3_000_000))

    class Slow:
        def read(self, size: int, /) -> bytes:
            asked.append(size)
            return body.read(min(size, 300_000))

    scratch = BytesIO()
    receive(Slow(), len(body.getvalue()), scratch)
    assert max(asked) <= CHUNK
    assert scratch.getvalue() == body.getvalue()


def test_a_file_of_an_earlier_epoch_is_not_there_for_who_joined_later(people: Personas) -> None:
    matter, file = make_matter(people.amina), new_id()
    amina = Desk(people.amina)
    _put(amina.client, matter, file, sealed_file(1000))
    share_all(matter, people.bram)
    bram = Desk(people.bram)
    address = f"/kwesties/{matter.pk}/bestanden/{file}"
    assert bram.get(address)[0] == 404
    amina.post(f"/kwesties/{matter.pk}/herzien.json", {"sealed": with_manifests(matter.pk, a_record("file", id=file))})
    assert bram.get(address)[0] == 200
    assert Desk(people.carla).get(address)[0] == 404
    assert _put(Desk(people.carla).client, matter, new_id(), sealed_file(1000)).status_code == 404
