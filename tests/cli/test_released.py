"""The ledger kept in a file before an older database is put back, and put back behind it: on any database."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from nabij.audit.rules import START
from nabij.kit.errors import BadConfiguration
from nabij.people.models import User
from nabij.releases.actions import open_ledger
from nabij.releases.models import Ledger, Release
from nabij_cli.released import _write, kept_lines, put_back
from tests.personas import Personas
from tests.releases.forging import forged
from tests.reporting import published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def kept(people: Personas) -> dict[str, Any]:
    published.of(people)
    published.published(people.amina, people.organisation, 2026)
    found: dict[str, Any] = json.loads(json.dumps(kept_lines()))
    return found


def as_of(sequence: int) -> None:
    """The store as an older copy has it: so many lines."""
    from nabij.reporting.models import Contained

    gone = Release.objects.filter(sequence__gt=sequence)
    Contained.objects.filter(release__in=gone).delete()
    for one in gone.order_by("-sequence"):
        # past the row, which refuses it: as an older copy of the store has it
        with forged() as lines:
            lines.filter(pk=one.pk).delete()
    last = Release.objects.order_by("-sequence").first()
    if last is None:
        Ledger.objects.all().delete()
    else:
        Ledger.objects.update(sequence=last.sequence, hash=last.hash)


@pytest.mark.parametrize("left", [0, 1])
def test_what_an_older_copy_lacks_is_put_back_to_the_letter(kept: dict[str, Any], left: int) -> None:
    before, seed = Ledger.objects.get().history(), bytes(Ledger.objects.get().seed)
    as_of(left)
    assert put_back(kept) == len(before) - left
    ledger = Ledger.objects.get()
    assert (ledger.history(), bytes(ledger.seed)) == (before, seed)
    assert put_back(kept) == 0
    assert json.loads(json.dumps(kept_lines())) == kept


def test_a_ledger_that_went_on_stays_as_it_is(kept: dict[str, Any]) -> None:
    short = {
        "ledgers": [kept["ledgers"][0] | {"sequence": 1, "hash": kept["releases"][0]["hash"]}],
        "releases": kept["releases"][:1],
    }
    assert put_back(short) == 0
    assert Ledger.objects.get().history()


def refused(kept: dict[str, Any]) -> str:
    with pytest.raises(BadConfiguration) as told:
        put_back(kept)
    return str(told.value)


def test_another_chain_a_line_that_was_changed_and_one_that_is_gone_change_nothing(kept: dict[str, Any]) -> None:
    as_of(1)
    other = json.loads(json.dumps(kept))
    other["releases"][0]["hash"] = "1" * 64
    changed = json.loads(json.dumps(kept))
    changed["releases"][-1]["receiver"] = "board,public"
    for wrong in (other, changed):
        assert "Er is niets veranderd." in refused(wrong)
        assert Release.objects.count() == 1
    gone = kept | {"releases": kept["releases"][1:]}
    with pytest.raises(ValueError, match="are missing"), transaction.atomic():
        put_back(gone)
    assert Release.objects.count() == 1
    assert Ledger.objects.get().history()


def test_a_line_of_an_organisation_that_is_not_there_is_told_with_how_many(kept: dict[str, Any]) -> None:
    as_of(0)
    kept["ledgers"][0]["organisation_id"] = 999_999
    for one in kept["releases"]:
        one["organisation_id"] = 999_999
    assert f"{len(kept['releases'])} regels van het register" in refused(kept)
    assert not Ledger.objects.exists()


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_a_line_of_an_author_who_is_not_there_is_refused(kept: dict[str, Any]) -> None:
    as_of(0)
    for one in kept["releases"]:
        one["author_id"] = "00000000-0000-7000-8000-000000000000"
    assert not User.objects.filter(pk=kept["releases"][0]["author_id"]).exists()
    assert "Er is niets veranderd." in refused(kept)
    assert not Release.objects.exists()


def test_nothing_is_put_behind_another_organisation_that_got_the_number(people: Personas, kept: dict[str, Any]) -> None:
    as_of(0)
    organisation = people.organisation
    was, organisation.name = organisation.name, "Heel Andere School"
    organisation.save(update_fields=["name"])
    told = refused(kept)
    assert was in told
    assert "Heel Andere School" in told
    assert not Ledger.objects.exists()
    organisation.name = was
    organisation.save(update_fields=["name"])
    assert put_back(kept) == len(kept["releases"])
    # lines that it has tell whose ledger it is, whatever it is called since
    as_of(1)
    organisation.name = "Wilgenhof en Lindenhof"
    organisation.save(update_fields=["name"])
    assert put_back(kept) == len(kept["releases"]) - 1


def test_lines_without_their_ledger_are_no_register(kept: dict[str, Any], tmp_path: Path) -> None:
    as_of(0)
    with pytest.raises(ValueError, match="not in the file"):
        put_back(kept | {"ledgers": []})
    assert not Release.objects.exists()


def test_a_ledger_that_was_begun_meanwhile_gets_the_secret_that_it_had(people: Personas, kept: dict[str, Any]) -> None:
    seed = bytes(Ledger.objects.get().seed)
    as_of(0)
    open_ledger(people.organisation)
    assert bytes(Ledger.objects.get().seed) != seed
    assert put_back(kept) == len(kept["releases"])
    assert bytes(Ledger.objects.get().seed) == seed
    assert json.loads(json.dumps(kept_lines())) == kept


def test_the_file_is_for_its_owner_alone_and_never_over_another(kept: dict[str, Any], tmp_path: Path) -> None:
    place = tmp_path / "register.json"
    _write(place, kept)
    assert place.stat().st_mode & 0o777 == 0o600
    assert json.loads(place.read_text()) == kept
    with pytest.raises(BadConfiguration, match="is er al"):
        _write(place, kept)
    assert START == "0" * 64
