from uuid import uuid4

import pytest
from tests.making import make_matter
from tests.people.asking import audited, browser_of
from tests.personas import Personas

from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.matters.models import Matter
from nabij.people.models import Appointment, Counsellor, Organisation, Role, Unit, User

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SCHOOL = {"name": "Scholenkring", "sector": "education_minors", "head_count": "250", "languages": ["nl", "en"]}


def colleague(people: Personas, name: str, kind: str = "external") -> User:
    user = User.objects.create(
        practice=people.practice, email=f"{name}@voorbeeld.test", name=name, role=Role.COUNSELLOR, password="!"
    )
    Counsellor.objects.create(practice=people.practice, user=user, kind=kind)
    return user


def appointment(people: Personas, user: User) -> Appointment:
    return Appointment.objects.get(organisation=people.organisation, counsellor=user, ended=None)


def test_an_organisation_is_added_once_however_often_the_form_is_sent(people: Personas) -> None:
    els = browser_of(people.els)
    answer = els.post("/organisaties/nieuw/", SCHOOL)
    added = Organisation.objects.get(name="Scholenkring")
    assert answer["Location"] == f"/organisaties/{added.pk}/"
    assert (added.practice, added.head_count, added.languages) == (people.practice, 250, ["nl", "en"])
    assert els.post("/organisaties/nieuw/", SCHOOL).status_code == 422
    assert Organisation.objects.filter(name="Scholenkring").count() == 1
    assert audited(people.practice) == [("add_organisation", "people.practice")]


def test_an_organisation_without_a_sector_is_not_added(people: Personas) -> None:
    answer = browser_of(people.els).post("/organisaties/nieuw/", SCHOOL | {"sector": "", "head_count": "-1"})
    assert answer.status_code == 422
    assert 'value="Scholenkring"' in answer.content.decode()
    assert not Organisation.objects.filter(name="Scholenkring").exists()


def test_an_organisation_is_changed_and_only_that_one(people: Personas) -> None:
    browser_of(people.els).post(f"/organisaties/{people.organisation.pk}/wijzigen/", SCHOOL)
    people.organisation.refresh_from_db()
    people.other_organisation.refresh_from_db()
    assert (people.organisation.name, people.other_organisation.name) == ("Scholenkring", "Gemeente Ver")
    assert audited(people.practice) == [("change", "people.organisation")]


def test_another_practice_is_not_there(people: Personas) -> None:
    els, pk = browser_of(people.els), people.other_organisation.pk
    for path in ("", "wijzigen/", "onderdelen/nieuw/", "aanstellen/"):
        assert els.get(f"/organisaties/{pk}/{path}").status_code == 404
        assert els.post(f"/organisaties/{pk}/{path}", SCHOOL).status_code in {404, 405}
    assert audited(people.practice) == []


def test_a_counsellor_reads_where_appointed_and_changes_nothing(people: Personas) -> None:
    amina = browser_of(people.amina)
    page = amina.get(f"/organisaties/{people.organisation.pk}/").content.decode()
    assert "Zorggroep De Linde" in page
    assert "Gegevens wijzigen" not in page
    assert amina.post(f"/organisaties/{people.organisation.pk}/wijzigen/", SCHOOL).status_code == 404
    assert amina.get(f"/organisaties/{people.other_organisation.pk}/").status_code == 404


def test_a_counsellor_who_is_appointed_nowhere_reads_why_the_list_is_empty(people: Personas) -> None:
    page = browser_of(colleague(people, "Gijs")).get("/organisaties/").content.decode()
    assert "Je bent nog nergens aangesteld." in page


def test_units_form_a_tree(people: Personas) -> None:
    els, pk = browser_of(people.els), people.organisation.pk
    els.post(f"/organisaties/{pk}/onderdelen/nieuw/", {"name": "Team A", "head_count": "12", "parent": people.unit.pk})
    team = Unit.objects.get(name="Team A")
    assert (team.parent, team.organisation, team.practice) == (people.unit, people.organisation, people.practice)
    tree = els.get(f"/organisaties/{pk}/").context["tree"]
    assert [(depth, part.name) for depth, part in tree] == [(0, "Noord"), (1, "Team A")]
    assert audited(people.practice) == [("add_unit", "people.organisation")]


def test_a_unit_name_stands_once_in_an_organisation(people: Personas) -> None:
    address = f"/organisaties/{people.organisation.pk}/onderdelen/nieuw/"
    answer = browser_of(people.els).post(address, {"name": "noord", "head_count": "7"})
    assert answer.status_code == 422
    assert "Er is al een onderdeel met deze naam." in answer.content.decode()
    assert 'value="7"' in answer.content.decode()


def test_a_unit_is_renamed_and_moved_but_not_into_itself(people: Personas) -> None:
    els = browser_of(people.els)
    team = Unit.objects.create(
        practice=people.practice, organisation=people.organisation, name="Team A", parent=people.unit
    )
    moved = els.post(f"/onderdelen/{team.pk}/", {"name": "Team B", "head_count": "9", "parent": ""})
    team.refresh_from_db()
    assert moved.status_code == 302
    assert (team.name, team.head_count, team.parent) == ("Team B", 9, None)
    els.post(f"/onderdelen/{team.pk}/", {"name": "Team B", "head_count": "9", "parent": people.unit.pk})
    refused = els.post(f"/onderdelen/{people.unit.pk}/", {"name": "Noord", "head_count": "1", "parent": team.pk})
    assert refused.status_code == 422
    people.unit.refresh_from_db()
    assert people.unit.parent is None
    assert audited(people.practice) == [("change_unit", "people.unit")] * 2


def test_a_unit_does_not_hang_in_another_organisation(people: Personas) -> None:
    other = Organisation.objects.create(practice=people.practice, name="Ander", sector="care")
    unit = Unit.objects.create(practice=people.practice, organisation=other, name="Elders")
    typed = {"name": "Noord", "head_count": "1", "parent": unit.pk}
    assert browser_of(people.els).post(f"/onderdelen/{people.unit.pk}/", typed).status_code == 422


def test_a_unit_that_nothing_refers_to_is_removed(people: Personas) -> None:
    els = browser_of(people.els)
    assert els.post(f"/onderdelen/{people.unit.pk}/weg/").status_code == 302
    assert els.post(f"/onderdelen/{people.unit.pk}/weg/").status_code == 404
    assert not Unit.objects.filter(pk=people.unit.pk).exists()
    assert audited(people.practice) == [("remove_unit", "people.unit")]


def test_a_unit_that_a_matter_or_another_unit_refers_to_stays(people: Personas) -> None:
    els = browser_of(people.els)
    team = Unit.objects.create(
        practice=people.practice, organisation=people.organisation, name="Team A", parent=people.unit
    )
    assert els.post(f"/onderdelen/{people.unit.pk}/weg/").status_code == 422
    Matter.objects.create(
        id="6f1c2a52-5d8e-4f7a-9d53-6a1d3c1f2b11",
        practice=people.practice,
        organisation=people.organisation,
        unit=team,
        keeper=people.amina,
        opened_month=clock.this_month(),
    )
    assert "kan niet weg" in els.get(f"/onderdelen/{team.pk}/").content.decode()
    assert els.post(f"/onderdelen/{team.pk}/weg/").status_code == 422
    assert Unit.objects.count() == 2


def test_units_that_count_more_than_the_whole_are_told(people: Personas) -> None:
    Unit.objects.filter(pk=people.unit.pk).update(head_count=500)
    page = browser_of(people.els).get(f"/organisaties/{people.organisation.pk}/").content.decode()
    assert "tellen samen 500 mensen, Zorggroep De Linde zelf telt er 400" in page


def test_a_third_external_counsellor_is_not_appointed_and_an_internal_one_is(people: Personas) -> None:
    els, address = browser_of(people.els), f"/organisaties/{people.organisation.pk}/aanstellen/"
    third, internal = colleague(people, "Gijs"), colleague(people, "Hanna", "internal")
    answer = els.post(address, {"counsellor": str(third.pk)})
    assert answer.status_code == 422
    assert "al twee externe" in answer.content.decode()
    assert els.post(address, {"counsellor": str(internal.pk)}).status_code == 302
    assert els.post(address, {"counsellor": str(internal.pk)}).status_code == 422, "a second press appoints nobody"
    assert not appointment(people, internal).account_holder
    assert people.organisation.pair().count() == 3
    assert audited(people.practice) == [("appoint", "people.organisation")]


def test_only_active_counsellors_of_the_practice_can_be_chosen(people: Personas) -> None:
    gone = colleague(people, "Gijs")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    els, address = browser_of(people.els), f"/organisaties/{people.organisation.pk}/aanstellen/"
    for person in (gone, people.carla, people.els):
        assert els.post(address, {"counsellor": str(person.pk)}).status_code == 422
    assert people.organisation.pair().count() == 2


def test_ending_an_appointment_asks_first_and_appointing_again_undoes_it(people: Personas) -> None:
    els, old = browser_of(people.els), appointment(people, people.amina)
    address = f"/aanstellingen/{old.pk}/beeindigen/"
    assert "opnieuw aan te stellen" in els.get(address).content.decode()
    assert people.organisation.pair().count() == 2
    page = els.post(address, follow=True).content.decode()
    assert "Stel Amina opnieuw aan om dit terug te draaien." in page
    assert els.post(address).status_code == 404
    assert browser_of(people.amina).get(f"/organisaties/{people.organisation.pk}/").status_code == 404
    els.post(f"/organisaties/{people.organisation.pk}/aanstellen/", {"counsellor": str(people.amina.pk)})
    assert appointment(people, people.amina).account_holder, "nobody held the account"
    assert audited(people.practice) == [("end_appointment", "people.appointment"), ("appoint", "people.organisation")]


def test_one_counsellor_holds_the_account_at_a_time(people: Personas) -> None:
    els, brams = browser_of(people.els), appointment(people, people.bram)
    els.post(f"/aanstellingen/{brams.pk}/accounthouder/")
    holders = people.organisation.pair().filter(account_holder=True)
    assert [holder.counsellor for holder in holders] == [people.bram]
    assert audited(people.practice) == [("choose_account_holder", "people.appointment")]


def test_an_internal_counsellor_does_not_hold_the_account(people: Personas) -> None:
    hanna = colleague(people, "Hanna", "internal")
    beside = Appointment.objects.create(practice=people.practice, organisation=people.organisation, counsellor=hanna)
    assert browser_of(people.els).post(f"/aanstellingen/{beside.pk}/accounthouder/").status_code == 422
    assert appointment(people, people.amina).account_holder


def test_an_organisation_that_nobody_serves_says_so(people: Personas) -> None:
    Appointment.objects.all().delete()
    page = browser_of(people.els).get(f"/organisaties/{people.organisation.pk}/").content.decode()
    assert "Hier is nog niemand aangesteld." in page


def ending(people: Personas) -> tuple[str, str]:
    address = f"/organisaties/{people.organisation.pk}/"
    return address, f"{address}beeindigen/"


def test_ending_asks_first_and_says_how_many_matters_still_run(people: Personas) -> None:
    els, (address, end) = browser_of(people.els), ending(people)
    assert "Er loopt daar nu niets." in els.get(end).content.decode()
    for closed in (None, None, clock.this_month()):
        Matter.objects.create(
            id=uuid4(),
            practice=people.practice,
            organisation=people.organisation,
            keeper=people.amina,
            opened_month=clock.this_month(),
            closed_month=closed,
        )
    page = els.get(end).content.decode()
    assert "Er lopen nog 2 kwesties." in page
    assert "Amina" not in page
    assert Organisation.objects.get(pk=people.organisation.pk).ended is None, "asking changes nothing"
    assert els.post(end)["Location"] == address
    assert els.post(end).status_code == 422, "a second press says that it was ended already"
    people.organisation.refresh_from_db()
    assert people.organisation.ended == clock.today()
    assert Matter.objects.running().count() == 2
    assert audited(people.practice) == [("end_organisation", "people.organisation")]


def test_where_the_work_ended_nothing_begins_and_reopening_brings_it_back(people: Personas) -> None:
    els, (address, end) = browser_of(people.els), ending(people)
    els.post(end)
    page = els.get(address).content.decode()
    assert "Het werk voor deze organisatie is beëindigd op" in page
    assert "Gegevens wijzigen" not in page
    for path, typed in (("wijzigen/", SCHOOL), ("onderdelen/nieuw/", {"name": "Zuid", "head_count": "1"})):
        assert els.post(address + path, typed).status_code == 422
    listed = els.get("/organisaties/")
    assert [row.pk for row, _ in listed.context["rows"]] == []
    assert [row.pk for row in listed.context["ended"]] == [people.organisation.pk]
    assert list(browser_of(people.amina).get("/snelnotitie/").context["organisations"]) == []
    with pytest.raises(Refused, match="geen vertrouwenspersoon"):
        make_matter(people.amina, people.organisation)
    assert els.post(f"{address}hervatten/")["Location"] == address
    assert els.post(f"{address}hervatten/").status_code == 422
    assert "Gegevens wijzigen" in els.get(address).content.decode()
    assert [one.counsellor for one in people.organisation.pair()] == [people.amina, people.bram]
    make_matter(people.amina, people.organisation)
    verbs = [verb for verb, kind in audited(people.practice) if kind == "people.organisation"]
    assert verbs == ["end_organisation", "reopen_organisation"]


def test_two_organisations_of_one_name_do_not_run_side_by_side(people: Personas) -> None:
    els, (address, end) = browser_of(people.els), ending(people)
    els.post(end)
    els.post("/organisaties/nieuw/", SCHOOL | {"name": people.organisation.name})
    answer = els.post(f"{address}hervatten/")
    assert answer.status_code == 422
    assert "Geef die eerst een andere naam." in answer.content.decode()
    people.organisation.refresh_from_db()
    assert people.organisation.ended


def test_only_the_practice_manager_ends_or_reopens(people: Personas) -> None:
    address, end = ending(people)
    assert browser_of(people.amina).post(end).status_code == 404
    assert browser_of(people.amina).post(f"{address}hervatten/").status_code == 404
    assert audited(people.practice) == []
