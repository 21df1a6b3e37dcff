"""Who the counsellors are: proposed from the practice, written as the authors like, and no finding by itself."""

import pytest

from nabij.contact.models import Entrance, Reachability
from nabij.reporting.introducing import introductions
from nabij.reporting.reading import finished
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.headings import COUNSELLORS
from nabij.reporting.rules.looking_over import looked_over
from nabij.reporting.rules.story import Story
from nabij.reporting.surroundings import known_around
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.stories import address, make_report
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

DOOR = "http://praat.localhost/ingang/k7m2q9/"


def test_each_of_the_pair_is_proposed_with_days_and_ways_and_no_address_to_sign_in_with(people: Personas) -> None:
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 3], channels=["secure_form", "phone"]
    )
    found = introductions(people.organisation, DOOR)
    assert found["names"][0] == (
        f"{people.amina.name}, externe vertrouwenspersoon. Werkt op maandag en donderdag. Ook bereikbaar: telefoon."
    )
    assert found["names"][-1] == f"Schrijven kan altijd, ook zonder naam: {DOOR}"
    assert found["functions"][0] == f"De externe vertrouwenspersonen van {people.practice.name}."
    assert people.amina.name not in " ".join(found["functions"])
    assert "@" not in " ".join([*found["names"], *found["functions"]])


def test_a_door_that_is_shut_is_proposed_to_nobody(people: Personas) -> None:
    make_report(people)
    page = Desk(people.amina).client.get(address(make_report(people), "")).content.decode()
    assert people.amina.name in page
    assert "/ingang/" not in page
    Entrance.objects.create(practice=people.practice, organisation=people.organisation, code="k7m2q9", is_open=True)
    assert "/ingang/k7m2q9/" in Desk(people.amina).client.get(address(make_report(people), "")).content.decode()


def test_their_own_names_and_days_are_no_finding_there_and_are_one_elsewhere(people: Personas) -> None:
    people.amina.name = "Amina Haddou"
    people.amina.save(update_fields=["name"])
    lines = tuple(introductions(people.organisation, DOOR)["names"])
    known = known_around(people.organisation, 5)
    assert looked_over(Story(counsellors=lines), known) == ()
    assert looked_over(Story(counsellors=("Bel 030-1234567 of mail vp@praktijk.nl.",)), known) == ()
    named = "Wij spraken erover met Amina Haddou op maandag."
    assert {one.finding.kind for one in looked_over(Story(foreword=(named,)), known)} == {Kind.PERSON, Kind.DATE}
    (other,) = looked_over(Story(counsellors=("Ook met Fatima Wolters sprak iemand.",)), known)
    assert other.finding.kind is Kind.PERSON


def test_they_stand_in_the_report_as_the_authors_wrote_it(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    come(people.amina, organisation, 2025, Came(3))
    line = "De externe vertrouwenspersonen van Horizon."
    report = finished(published(people.amina, organisation, 2025, Story(counsellors=(line,))))
    (blocks,) = [one.blocks for one in report.sections if one.heading == COUNSELLORS]
    assert line in repr(blocks)
