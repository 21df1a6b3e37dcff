"""The pages of a counsellor: shells with codes and organisations, nothing sealed and nobody's name."""

import pytest

from nabij.matters.rules.register import PLUS
from tests.making import Desk, make_matter
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

PAGES = ("/vandaag/", "/snelnotitie/", "/kwesties/", "/kluis/", "/kluis/inrichten/")


@pytest.mark.parametrize("address", PAGES)
def test_a_counsellor_opens_every_page_and_a_practice_manager_none(people: Personas, address: str) -> None:
    assert Desk(people.amina).client.get(address).status_code == 200
    assert Desk(people.els).client.get(address).status_code == 404
    assert Desk(None).client.get(address).status_code == 302


def test_a_matter_has_a_page_for_who_may_open_it(people: Personas) -> None:
    matter = make_matter(people.amina)
    answer = Desk(people.amina).client.get(f"/kwesties/{matter.pk}/")
    assert answer.status_code == 200
    assert answer.context["matter"] == matter


def test_a_page_offers_own_organisations_and_the_plus_style_only_where_allowed(people: Personas) -> None:
    context = Desk(people.amina).client.get("/snelnotitie/").context
    assert [organisation.name for organisation in context["organisations"]] == ["Zorggroep De Linde"]
    assert [unit.name for unit in context["organisations"][0].unit_set.all()] == ["Noord"]
    assert not PLUS & {key for key, _ in context["codes"]["involvement"]}
    people.practice.plus_style = True
    people.practice.save()
    assert {key for key, _ in Desk(people.amina).client.get("/snelnotitie/").context["codes"]["involvement"]} >= PLUS
