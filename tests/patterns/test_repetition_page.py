"""The page of repetition: for the counsellors of the organisation alone, audited, with one's own matters only."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from nabij.audit.models import Entry
from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import Matter
from nabij.patterns.counting import repetition_at
from nabij.patterns.models import Matched
from nabij.people.models import Organisation, Unit, User
from tests.making import Desk, make_vault
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def matter(
    keeper: User, organisation: Organisation, unit: Unit | None, back: int = 2, nature: str = "bullying"
) -> Matter:
    return Matter.objects.create(
        id=uuid4(),
        practice=organisation.practice,
        organisation=organisation,
        keeper=keeper,
        unit=unit,
        opened_month=add_months(this_month(), -back),
        nature=[nature],
        primary_nature=nature,
    )


def spread(people: Personas) -> list[Unit]:
    """Seven more parts, and in each somebody every six months about pressure of work."""
    names = [f"Deel {number}" for number in range(7)]
    units = [
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name, head_count=120)
        for name in names
    ]
    for unit in units:
        for back in range(3, 36, 6):
            matter(people.bram, people.organisation, unit, back, "work_pressure")
    return units


def repeated(people: Personas) -> tuple[Matter, list[Matter]]:
    """Seven of one part about one thing: one is Amina's, the others are Bram's."""
    spread(people)
    mine = matter(people.amina, people.organisation, people.unit)
    return mine, [matter(people.bram, people.organisation, people.unit) for _ in range(6)]


def address(people: Personas) -> str:
    return f"/patronen/{people.organisation.pk}/herhaling/"


def read(client: Client, user: User, where: str) -> str:
    client.force_login(user)
    answer = client.get(where, headers={"host": "werk.localhost"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_see_what_stands_out_and_each_only_their_own_matters(client: Client, people: Personas) -> None:
    mine, others = repeated(people)
    page = read(client, people.amina, address(people))
    assert "Pesten: Noord" in page
    # never how many exactly, or her own taken off it would be Bram's
    assert "1 van jou en 3 tot 9 van je collega" in page
    assert "7 mensen" not in page
    assert str(mine.pk) in page
    assert not any(str(other.pk) in page for other in others)
    page = read(client, people.bram, address(people))
    assert "Pesten: Noord" in page
    assert "Alleen al bij jou kwamen 6 mensen." in page
    assert str(mine.pk) not in page
    assert all(str(other.pk) in page for other in others)
    assert str(mine.visitor_handle) not in page


def test_a_second_matter_counts_as_another_until_its_counsellor_says_so(client: Client, people: Personas) -> None:
    """The register has no name and no token: only the counsellor who knows better joins two matters."""
    first = matter(people.amina, people.organisation, people.unit)
    again = matter(people.amina, people.organisation, people.unit)
    assert first.visitor_handle != again.visitor_handle
    row = Matched.objects.get(pk=people.organisation.pk)
    assert repetition_at(row, people.amina).mine == 2
    page = read(client, people.amina, address(people))
    assert "telt één keer als die zei dat het dezelfde inbrenger is" in page
    make_vault(people.amina)
    body = {"same_as": str(first.pk), "leaving": False, "sealed": None}
    assert Desk(people.amina).post(f"/kwesties/{again.pk}/inbrenger.json", body)[0] == 200
    assert repetition_at(row, people.amina).mine == 1


def test_every_look_is_in_the_audit(client: Client, people: Personas) -> None:
    for reader in (people.amina, people.bram):
        read(client, reader, address(people))
    found = Entry.objects.filter(verb="look_at_repetition").order_by("sequence")
    assert [one.actor_id for one in found] == [people.amina.pk, people.bram.pk]
    assert {one.row for one in found} == {str(people.organisation.pk)}


def test_who_is_not_appointed_finds_no_page_and_leaves_no_line(client: Client, people: Personas) -> None:
    for stranger in (people.carla, people.els):
        client.force_login(stranger)
        assert client.get(address(people), headers={"host": "werk.localhost"}).status_code == 404
    assert not Entry.objects.filter(verb="look_at_repetition").exists()


def test_an_empty_register_is_too_small(client: Client, people: Personas) -> None:
    page = read(client, people.amina, address(people))
    assert "Te klein om iets te zeggen" in page
    assert "Er kwamen te weinig mensen" in page
    assert "Er zijn nog geen twee onderdelen" in page
    assert "Wat het kan betekenen" not in page


def test_what_is_not_known_is_said(client: Client, people: Personas) -> None:
    spread(people)
    Unit.objects.create(practice=people.practice, organisation=people.organisation, name="Zuid")
    matter(people.bram, people.organisation, None)
    page = read(client, people.amina, address(people))
    assert "Niets dat opvalt" in page
    assert "Een klein patroon lijkt op toeval" in page
    assert "niet bekend hoeveel mensen er werken: Zuid" in page
    # one of Bram's: to her that is no number
    assert "telt bij geen enkele plek mee.</p>" in page
    assert "Van jou is dat 1 mens." in read(client, people.bram, address(people))


def test_a_part_counts_without_the_parts_of_it(people: Personas) -> None:
    Unit.objects.create(
        practice=people.practice, organisation=people.organisation, name="Keuken", head_count=120, parent=people.unit
    )
    seen = repetition_at(Matched.objects.get(pk=people.organisation.pk), people.amina)
    assert (seen.places, seen.unknown) == (1, ("Noord",))


def test_a_destroyed_matter_counts_and_is_not_linked(people: Personas) -> None:
    mine, _ = repeated(people)
    Matter.objects.filter(pk=mine.pk).update(destroyed=True)
    seen = repetition_at(Matched.objects.get(pk=people.organisation.pk), people.amina)
    assert seen.noticed[0].found.came == 7
    assert seen.noticed[0].own == ()


def test_codes_that_name_no_theme_are_never_repeated(people: Personas) -> None:
    spread(people)
    for _ in range(9):
        matter(people.bram, people.organisation, people.unit, 2, "not_yet_named")
    seen = repetition_at(Matched.objects.get(pk=people.organisation.pk), people.amina)
    assert "not_yet_named" not in {one.found.theme for one in seen.noticed}


def test_a_signal_is_begun_from_what_stands_out_on_the_page_for_it(client: Client, people: Personas) -> None:
    repeated(people)
    assert f'href="{reverse("new_signal", urlconf="nabij.site.urls_workspace")}"' in read(
        client, people.amina, address(people)
    )
