"""What the benchmarks fill the database with behaves as what browsers sent."""

import pytest
from benchmarks.filled import Size, fill
from benchmarks.save import Worker

from nabij.matters.models import Encounter, Matter
from nabij.sealed.models import Record

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def test_a_filled_matter_is_listed_and_takes_a_note() -> None:
    kept = fill(Size(counsellors=4, matters=12))
    assert [len(one.matters) for one in kept] == [3, 3, 3, 3]
    assert (Matter.objects.count(), Encounter.objects.count(), Record.objects.count()) == (12, 60, 84)
    worker = Worker(kept[0].counsellor, kept[0].matters)
    worker.sign_in()
    for _ in range(5):
        address, body = worker.note()
        proof = worker.proof(address, body)
        answer = worker.client.post(address, body, content_type="application/json", headers=proof)
        assert answer.json().get("already") is False
    assert Encounter.objects.count() == 65
