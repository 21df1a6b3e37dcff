"""*Tussentijds overzicht*: figures of part of a year, looked at, judged beside all that is out, and let out once."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.mail.models import Mail
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Organisation
from nabij.releases.models import Ledger, Release
from nabij.reporting import interim_figures as figures
from nabij.reporting.actions import interim as actions
from nabij.reporting.counting import asked_of, dimensions_of
from nabij.reporting.interim import DoInterim, Interim
from nabij.reporting.models import Report
from nabij.reporting.rules.interim import Part
from nabij.reporting.rules.planning import first_plan
from nabij.reporting.rules.tables import LINKS, VISITORS, WORK, months_of, to_be_told
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked, pose_all
from nabij_disclosure.release import release_linked
from nabij_disclosure.sensitive import Settings
from tests.disclosure.leaks import leaks, places
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.interims import HALF, LAST_YEAR, QUARTER, address_of, let_out, typed
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def board_page(people: Personas, interim: Interim) -> str:
    return browser_of(people.daan, audience="board").get(f"/tussentijds/{interim.pk}/").content.decode()


def test_it_goes_out_to_the_board_with_every_figure_in_the_ledger(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    told = let_out(
        people.amina, people.organisation, text="U vroeg om cijfers voor uw begroting.", receivers=["council"]
    )
    lines = Release.objects.all()
    assert lines
    assert {(one.kind, one.receiver) for one in lines} == {("interim", "board,council")}
    assert {one.shown.periods for one in lines} == {HALF.months}
    assert Ledger.objects.get().history()
    assert Entry.objects.filter(verb="let_out_interim_overview").count() == 1
    assert first_break_of(people.practice.pk) is None
    assert Mail.objects.count() <= 1
    page = board_page(people, told)
    assert "Tussentijds overzicht eerste half jaar van" in page
    assert f"Van 1 januari tot en met 30 juni {LAST_YEAR} kwamen er 48 mensen." in page
    assert "U vroeg om cijfers voor uw begroting." in page
    # what its last section says is told between two ends, is told there
    assert "Vertrouwelijkheid is doorbroken van 0 tot en met 4 mensen." in page
    assert "Wat er in dit overzicht niet staat" in page
    assert "voor dit verslag" not in page
    assert "Elk contact over een kwestie" not in page
    assert "dit jaar" not in page
    assert (
        f"Tussentijds overzicht eerste half jaar van {LAST_YEAR}"
        in browser_of(people.daan, audience="board").get("/jaarverslagen/").content.decode()
    )
    for file in ("pdf", "csv"):
        answer = browser_of(people.daan, audience="board").get(f"/tussentijds/{told.pk}/{file}/")
        assert f'filename="tussentijds-overzicht-{LAST_YEAR}-01-06.{file}"' in answer["Content-Disposition"]
        assert browser_of(people.amina).get(f"/jaarverslagen/tussentijds/{told.pk}/overzicht.{file}").status_code == 200
    assert browser_of(people.carla).get(f"/jaarverslagen/tussentijds/{told.pk}/").status_code == 404


def test_nothing_goes_out_before_it_was_seen_as_it_is(people: Personas) -> None:
    matters = a_year(people.amina, people.organisation, 90, LAST_YEAR)
    client, address = browser_of(people.amina), address_of(people.organisation, HALF)
    page = client.get(f"{address}&nagekeken").content.decode()
    page = client.post(address, typed(page, text="Een.")).content.decode()
    # another text than was on the screen, and then other figures
    answer = client.post(address, typed(page, text="Twee."))
    assert answer.status_code == 422
    Matter.objects.filter(pk__in=[one.pk for one in matters[:20]]).update(primary_nature="discrimination")
    answer = client.post(address, typed(answer.content.decode(), text="Twee."))
    assert (answer.status_code, Release.objects.count(), Interim.objects.count()) == (422, 0, 0)
    assert "Er is niets uitgegaan." in answer.content.decode()
    assert "Twee." in answer.content.decode()


def test_who_comes_second_is_told_and_nothing_goes_out_twice(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    client, address = browser_of(people.bram), address_of(people.organisation, HALF)
    page = client.post(address, typed(client.get(f"{address}&nagekeken").content.decode())).content.decode()
    let_out(people.amina, people.organisation)
    count = Release.objects.count()
    answer = client.post(address, typed(page))
    assert (answer.status_code, Release.objects.count(), Interim.objects.count()) == (409, count, 1)


@pytest.mark.parametrize("at_once", [False, True])
def test_who_presses_twice_lets_it_out_once_and_reads_to_whom(
    people: Personas, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    client, address = browser_of(people.amina), address_of(people.organisation, HALF)
    more = {"text": "U vroeg hierom.", "receivers": ["council"]}
    page = client.get(f"{address}&nagekeken").content.decode()
    page = client.post(address, typed(page, **more)).content.decode()
    let_out_of = actions.let_out

    def first_by_the_other_press(*given: Any) -> Interim:
        monkeypatch.setattr(actions, "let_out", let_out_of)
        assert client.post(address, typed(page, **more)).status_code == 302
        return let_out_of(*given)

    if at_once:
        monkeypatch.setattr(actions, "let_out", first_by_the_other_press)
    else:
        client.post(address, typed(page, **more))
    lines = Release.objects.count() if not at_once else 0
    answer = client.post(address, typed(page, **more), follow=True)
    (told,) = Interim.objects.all()
    assert answer.redirect_chain[-1][0].endswith(f"/tussentijds/{told.pk}/")
    assert "was al uit, voor: eindverantwoordelijke, medezeggenschap. Het ging niet nog eens uit." in (
        answer.content.decode()
    )
    assert lines in {0, Release.objects.count()}
    assert Entry.objects.filter(verb="let_out_interim_overview").count() == 1
    # a receiver ticked after that is no press again: nothing goes to them unnoticed
    answer = client.post(address, typed(page, text="U vroeg hierom.", receivers=["council", "staff"]))
    assert (answer.status_code, Interim.objects.count()) == (409, 1)
    assert {one.receiver for one in Release.objects.all()} == {"board,council"}


def test_a_number_of_people_in_its_words_is_one_of_its_figures_or_stops_it(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    client, address = browser_of(people.amina), address_of(people.organisation, HALF)
    page = client.get(f"{address}&nagekeken").content.decode()
    answer = client.post(address, typed(page, text="Er kwamen 48 mensen."))
    assert answer.status_code == 200, answer.content.decode()
    answer = client.post(address, typed(page, text="Er kwamen 47 mensen."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Over 1 plek in de tekst is nog niet beslist." in page
    key = page.partition('name="telt-')[2].partition('"')[0]
    nobody = {f"telt-{key}": "niemand", f"waarom-{key}": "Dit gaat over een zaal."}
    answer = client.post(address, typed(page, text="Er kwamen 47 mensen.", **nobody))
    assert answer.status_code == 422
    assert "dat dit mensen telt die kwamen" in answer.content.decode()
    # whoever decides what was open is shown how it goes out first
    text = "We waren bij 3 teams."
    page = client.post(address, typed(page, text=text)).content.decode()
    assert "nog niet beslist" in page
    key = page.partition('name="telt-')[2].partition('"')[0]
    decided = {f"telt-{key}": "niemand", f"waarom-{key}": "Dat zijn teams waar we langsgingen."}
    page = client.post(address, typed(page, text=text, **decided)).content.decode()
    assert "Zo gaat het uit." in page
    assert not Release.objects.exists()
    guessed = {f"telt-{key}": "inbrengers naar aard | Totaal"}
    assert client.post(address, typed(page, text="Er kwamen 47 mensen.", **guessed)).status_code == 422
    assert not Release.objects.exists()


def of_people(entries: list[Released], months: frozenset[str]) -> list[Released]:
    return [one for one in entries if one.table.measure == VISITORS and one.periods == months]


def subtracted(whole: list[Released], part: list[Released]) -> list[tuple[str, int]]:
    """What a reader gets who lays two papers side by side and subtracts what both show."""
    found = []
    for now in whole:
        before = next((one for one in part if one.table.name == now.table.name), None)
        for cell in now.table.cells:
            if before and cell in before.table.values and cell not in now.hidden | before.hidden:
                found.append((f"{now.table.name} {cell}", now.table.values[cell] - before.table.values[cell]))
    return found


def unread(history: tuple[Released, ...], last: frozenset[str]) -> None:
    """By the second attack: no small figure, and no small difference between part of a year and the year, is told."""
    now = [one for one in history if one.periods == last and one.printed]
    before = tuple(one for one in history if one not in now)
    asked = tuple(Asked(one.table, one.periods, one.staff) for one in now)
    problem = pose_all(asked, Settings(), history=before, links=LINKS)
    names = {(f"table {place}", *cell) for place, one in enumerate(now) for cell in one.hidden}
    for reader in (problem, *problem.supposed):
        found = leaks(reader, places(problem, names))
        assert found.targets > 20
        assert found.narrow == 0, found


def late(organisation: Organisation) -> None:
    """In the second half of the year only three came: what the year adds to the half is small everywhere."""
    rows = Matter.objects.filter(organisation=organisation, opened_month__month__gt=6)
    Matter.objects.filter(pk__in=[one.pk for one in rows[3:]]).delete()


def test_the_year_after_the_half_tells_no_difference_between_them(people: Personas) -> None:
    a_year(people.amina, people.organisation, 120, LAST_YEAR)
    late(people.organisation)
    let_out(people.amina, people.organisation)
    report = publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    history = Ledger.objects.get().history()
    year, half = of_people(list(history), months_of(LAST_YEAR)), of_people(list(history), HALF.months)
    assert year
    assert half
    small = [one for one in subtracted(year, half) if one[1] < 5]
    assert not small
    unread(history, months_of(LAST_YEAR))
    assert report.published_at


def test_alone_the_same_year_would_tell_it(people: Personas) -> None:
    """So that the test before finds something to find: judged apart, year and half year give the difference away."""
    a_year(people.amina, people.organisation, 120, LAST_YEAR)
    late(people.organisation)
    let_out(people.amina, people.organisation)
    half = of_people(list(Ledger.objects.get().history()), HALF.months)
    asked = to_be_told(asked_of(people.organisation, LAST_YEAR, plan=first_plan(dimensions_of(people.organisation))), 5)
    outs = release_linked(asked, settings=Settings(), seed=bytes(Ledger.objects.get().seed), links=LINKS)
    year = of_people([out.entry for out in outs], months_of(LAST_YEAR))
    assert [one for one in subtracted(year, half) if one[1] < 5]


def test_after_the_year_no_half_of_it_can_go_out(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    count = Release.objects.count()
    answer = browser_of(people.amina).get(address_of(people.organisation, HALF))
    assert answer.status_code == 422
    assert "ging al een langere periode als geheel uit" in answer.content.decode()
    # nor by anybody who passes the page by: the ledger itself refuses
    part = Interim(practice=people.practice, organisation=people.organisation, year=LAST_YEAR, first=1, last=6)
    with pytest.raises(Exception, match="een periode overlapt voor een deel"):
        figures.judged(figures.counting_of(part))
    assert Release.objects.count() == count
    reports = browser_of(people.amina).get("/jaarverslagen/").content.decode()
    assert f'value="{HALF.key}"' not in reports


def test_quarters_the_half_and_the_year_in_turn_tell_no_difference(people: Personas) -> None:
    a_year(people.amina, people.organisation, 150, LAST_YEAR)
    for part in (QUARTER, HALF, Part(LAST_YEAR, 7, 9)):
        let_out(people.amina, people.organisation, part)
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    unread(Ledger.objects.get().history(), months_of(LAST_YEAR))


def test_what_was_coded_otherwise_since_stops_no_report(people: Personas) -> None:
    matters = a_year(people.amina, people.organisation, 90, LAST_YEAR)
    let_out(people.amina, people.organisation)
    early = [one.pk for one in matters if one.opened_month.month < 4]
    Matter.objects.filter(pk__in=early, primary_nature="bullying").update(primary_nature="discrimination")
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    unread(Ledger.objects.get().history(), months_of(LAST_YEAR))


def test_a_correction_is_linked_and_says_what_it_mends(people: Personas) -> None:
    matters = a_year(people.amina, people.organisation, 90, LAST_YEAR)
    first = let_out(people.amina, people.organisation)
    client, address = browser_of(people.amina), address_of(people.organisation, HALF)
    page = client.get(f"{address}&nagekeken").content.decode()
    assert "Dit is een verbetering" in page
    answer = client.post(address, typed(page))
    assert "Schrijf erbij wat er anders is" in answer.content.decode()
    assert answer.status_code == 422
    assert matters
    second = let_out(people.amina, people.organisation, text="De namen van enkele groepen klopten niet.")
    assert second.edition == 2
    assert {one.restates_id for one in second.releases()} == {one.pk for one in first.releases()}
    assert "Dit is een eerdere uitgave." in board_page(people, first)
    assert "Wat is verbeterd: De namen van enkele groepen klopten niet." in board_page(people, second)


def test_of_few_people_nothing_goes_out_and_the_year_keeps_its_figures(people: Personas) -> None:
    a_year(people.amina, people.organisation, 8, LAST_YEAR)
    Matter.objects.filter(opened_month__month__lte=3).delete()
    assert Matter.objects.filter(opened_month__month__lte=6).count() == 3
    address = address_of(people.organisation, HALF)
    page = browser_of(people.amina).get(f"{address}&nagekeken").content.decode()
    assert "kwamen er minder dan 5 mensen" in page
    assert "Er is niets uitgegaan." in page
    assert browser_of(people.amina).post(address, {"edition": 1, "seen": "", "text": ""}).status_code == 422
    assert not Interim.objects.exists()
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)


@pytest.mark.parametrize("later", [0, 1, 2, 4])
def test_an_overview_of_just_enough_people_leaves_the_year_a_report(people: Personas, later: int) -> None:
    rows = a_year(people.amina, people.organisation, 12, LAST_YEAR)
    first = [one.pk for one in rows if one.opened_month.month <= 6][:5]
    rest = [one.pk for one in rows if one.opened_month.month > 6][:later]
    Matter.objects.exclude(pk__in=[*first, *rest]).delete()
    let_out(people.amina, people.organisation)
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)


def test_what_the_year_adds_tells_nothing_of_the_work_with_one_visitor(people: Personas) -> None:
    """After June one person comes back, fourteen times: no subtraction shows how often, nor for how long."""
    rows = a_year(people.amina, people.organisation, 90, LAST_YEAR)
    Matter.objects.filter(pk__in=[one.pk for one in rows if one.opened_month.month > 6]).delete()
    told = let_out(people.amina, people.organisation)
    assert not {one.shown.measure for one in told.releases()} & WORK
    page = board_page(people, told)
    assert "Hoeveel gesprekken er waren en hoeveel tijd die kostten, staat alleen daar." in page
    back = next(one for one in rows if one.opened_month.month == 3)
    Encounter.objects.bulk_create(
        Encounter(
            id=uuid4(),
            practice=people.practice,
            matter=back,
            month=date(LAST_YEAR, 7 + number % 6, 1),
            channel="on_site",
            duration="hour",
            involvement=["advice"],
        )
        for number in range(14)
    )
    publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    history = Ledger.objects.get().history()
    assert {one.periods for one in history if one.table.measure in WORK} == {months_of(LAST_YEAR)}


def test_it_takes_the_grouping_of_the_report(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    report = begun(people.amina, people.organisation, LAST_YEAR)
    Report.objects.filter(pk=report.pk).update(plan={"left_out": ["rol"]})
    told = let_out(people.amina, people.organisation)
    assert told.left_out == ["rol"]
    assert "Dit laten we in dit overzicht weg" in board_page(people, told)


def test_who_is_no_author_can_neither_look_nor_let_out(people: Personas) -> None:
    address = address_of(people.organisation, HALF)
    assert browser_of(people.carla).get(address).status_code == 404
    assert browser_of(people.els).get(address).status_code == 404
    row = Interim(practice=people.practice, organisation=people.organisation, year=LAST_YEAR, first=1, last=6)
    for person in (people.carla, people.daan, people.els):
        assert not any(row.may(person, verb) for verb in DoInterim)
    assert all(row.may(people.bram, verb) for verb in DoInterim)
