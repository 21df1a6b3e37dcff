"""The pages of a counsellor: shells with codes and organisations, nothing sealed and nobody's name."""

from uuid import uuid4

import pytest

from nabij.matters.rules.register import PLUS
from nabij.people.models import Appointment
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


def test_who_is_appointed_nowhere_reads_who_can_help_instead_of_a_form(people: Personas) -> None:
    Appointment.objects.filter(counsellor=people.amina).delete()
    for address in ("/snelnotitie/", "/vandaag/"):
        said = Desk(people.amina).client.get(address).content.decode()
        assert "De praktijkmanager stelt je aan" in said
        assert "<nabij-quick-note" not in said


def test_a_matter_that_is_not_or_no_longer_shared_and_one_that_never_was_are_answered_alike(people: Personas) -> None:
    matter = make_matter(people.amina)
    bram = Desk(people.bram).client
    answers = [bram.get(f"/kwesties/{pk}/") for pk in (matter.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    for answer in answers:
        assert "is deze kwestie niet (meer) met je gedeeld" in answer.content.decode()
    assert "met je gedeeld" not in Desk(people.els).client.get(f"/kwesties/{matter.pk}/").content.decode()
