"""To whom a report goes is chosen where it is let out, and stands in every line of the ledger that it adds."""

import pytest

from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.releases.models import Ledger, Release, everybody
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.actions.story import take_back
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.planning import as_before
from nabij.reporting.rules.story import Story
from tests.making import Desk
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.interims import HALF, LAST_YEAR, address_of, typed
from tests.reporting.registers import a_year, begun, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

TO = Release.Receiver


@pytest.fixture
def report(people: Personas) -> Report:
    a_year(people.amina, people.organisation, 40)
    told = Story(distribution=("De ondernemingsraad",))
    return set_ready(begun(people.amina, people.organisation), people.amina, told)


def let_out(desk: Desk, report: Report, *receivers: str) -> int:
    address = f"/jaarverslagen/{report.pk}/uitbrengen/"
    sent = {"receivers": list(receivers), "seen": seen_on(desk.client.get(address).content.decode())}
    return desk.client.post(address, sent).status_code


def seen_on(page: str) -> str:
    """The digest of what stands on the page that asks before it goes out."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_who_gets_it_is_who_was_on_the_screen(people: Personas, report: Report) -> None:
    desk, address = Desk(people.amina), f"/jaarverslagen/{report.pk}/uitbrengen/"
    sent = {"receivers": ["council"], "seen": seen_on(desk.client.get(address).content.decode())}
    # it is taken back meanwhile, and a text stands ready that goes to more
    take_back(permit(people.bram, Do.TAKE_BACK, report))
    set_ready(Report.objects.get(), people.amina, Story(distribution=("De ondernemingsraad", "De directie")))
    page = desk.client.post(address, sent, follow=True).content.decode()
    assert "is anders dan net op je scherm stond. Er is niets uitgegaan." in page
    assert "In het verslag staat: De ondernemingsraad; De directie." in page
    assert not Release.objects.exists()
    # and so where somebody else reads it by now
    sent = {"receivers": ["council"], "seen": seen_on(page)}
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    page = desk.client.post(address, sent, follow=True).content.decode()
    assert "nog geen eindverantwoordelijke uitgenodigd" in page
    assert not Release.objects.exists()
    assert desk.client.post(address, sent | {"seen": seen_on(page)}).status_code == 302
    assert {one.receiver for one in Release.objects.all()} == {"board,council"}


def test_for_whom_an_overview_is_is_seen_before_it_goes_out(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    client, address = browser_of(people.amina), address_of(people.organisation, HALF)
    page = client.get(f"{address}&nagekeken").content.decode()
    page = client.post(address, typed(page, receivers=["council"])).content.decode()
    page = client.post(address, typed(page, receivers=["council", "public"])).content.decode()
    assert "of voor wie het is zijn anders dan net" in page
    assert not Release.objects.exists()
    assert client.post(address, typed(page, receivers=["council", "public"])).status_code == 302
    assert {one.receiver for one in Release.objects.all()} == {"board,council,public"}


def test_the_board_is_always_among_them_in_one_order() -> None:
    assert everybody(()) == "board"
    assert everybody((TO.PUBLIC, TO.COUNCIL, TO.COUNCIL)) == "board,council,public"


def test_who_is_chosen_stands_in_every_line(people: Personas, report: Report) -> None:
    desk = Desk(people.amina)
    page = desk.client.get(f"/jaarverslagen/{report.pk}/uitbrengen/").content.decode()
    assert "In het verslag staat: De ondernemingsraad." in page
    assert let_out(desk, report, "council", "staff") == 302
    assert {one.receiver for one in Release.objects.all()} == {"board,council,staff"}
    assert Release.objects.all()[0].receivers == (TO.BOARD, TO.COUNCIL, TO.STAFF)
    assert Ledger.objects.get().history()
    assert Release.objects.visible_to(people.daan).count() == Release.objects.count()
    page = desk.client.get(f"/jaarverslagen/{report.pk}/").content.decode()
    assert "eindverantwoordelijke, medezeggenschap, medewerkers." in page


def test_whom_nobody_knows_it_goes_to_nobody(people: Personas, report: Report) -> None:
    assert let_out(Desk(people.amina), report, "press") == 422
    assert not Release.objects.exists()


def test_a_correction_that_shows_the_same_figures_goes_to_who_had_them(people: Personas, report: Report) -> None:
    desk = Desk(people.amina)
    let_out(desk, report, "council")
    first = Report.objects.get()
    second = correct_report(permit(people.amina, Do.CORRECT, first))
    second = replan(second, people, as_before(plan_of(second.plan), as_before=True))
    second = set_ready(second, people.amina)
    page = desk.client.get(f"/jaarverslagen/{second.pk}/uitbrengen/").content.decode()
    assert "gaat naar wie ze al had: eindverantwoordelijke, medezeggenschap." in page
    assert let_out(desk, second, "public") == 302
    assert not Release.objects.filter(receiver__contains="public").exists()
