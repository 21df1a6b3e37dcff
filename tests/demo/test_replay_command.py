"""The replay as the demo runs it: published figures become register rows that count up, and nobody's matters."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nabij.matters.models import Matter
from nabij.people.models import Organisation, Practice, User
from nabij_demo.replay import load_report, mapping_for, replay
from nabij_demo.replay_command import KEEPER, choose, main

REPORTS = sorted((Path(__file__).parents[2] / "src" / "nabij_demo" / "reports").glob("*.json"))
pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def practice() -> Practice:
    return Practice.objects.create(name="Praktijk Proef")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_lands_in_the_register_with_the_rows_of_its_chosen_sets(path: Path, practice: Practice) -> None:
    told = main(path)
    rows = choose(replay(load_report(path), mapping_for(path)))
    stored = Matter.objects.all()
    assert rows
    assert Counter(month.year for month in stored.values_list("opened_month", flat=True)) == Counter(
        row.year for row in rows
    )
    assert Counter(stored.values_list("primary_nature", flat=True)) == Counter(row.nature or "" for row in rows)
    assert Counter(stored.values_list("person_role", flat=True)) == Counter(row.person_role or "" for row in rows)
    assert "Wat niet of anders meegaat:" in told


def test_a_second_replay_doubles_nothing(practice: Practice) -> None:
    main(REPORTS[0])
    before = Matter.objects.count()
    assert "niets dubbel" in main(REPORTS[0])
    assert Matter.objects.count() == before


def test_nobody_can_sign_in_as_the_keeper_of_replayed_rows(practice: Practice) -> None:
    main(REPORTS[0])
    keeper = User.objects.get(email=KEEPER)
    assert not keeper.is_active
    assert not keeper.has_usable_password()
    assert not Matter.objects.visible_to(keeper).exists()


def test_a_broken_file_says_so_and_stores_nothing(practice: Practice, tmp_path: Path) -> None:
    broken = tmp_path / "kapot.json"
    broken.write_text('{"tables": 3', encoding="utf-8")
    assert "Er is niets nagespeeld." in main(broken)
    assert not Organisation.objects.exists()


def test_replayed_rows_are_closed_and_hold_no_day() -> None:
    Practice.objects.create(name="Praktijk Proef")
    main(REPORTS[0])
    assert not Matter.objects.running().exists()
    assert set(Matter.objects.values_list("due", flat=True)) == {None}
    assert all(
        month == date(month.year, month.month, 1) for month in Matter.objects.values_list("opened_month", flat=True)
    )
