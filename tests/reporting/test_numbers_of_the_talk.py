"""A number of people in minutes or an agreement is out already, or goes through the ledger with them, or stops them."""

import pytest
from django.utils import timezone

from nabij.audit.models import first_break_of
from nabij.kit.permit import Permit, permit
from nabij.releases.models import Ledger, Release
from nabij.releases.rules import entry_of
from nabij.reporting.actions import meeting as actions
from nabij.reporting.models import Agreement, Do, Meeting, Report
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting import published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SENTENCES = Release.objects.filter(kind=Release.Kind.SENTENCE)


@pytest.fixture
def report(people: Personas) -> Report:
    found = published.of(people)
    allowed: Permit[Report, object] = permit(people.amina, Do.CLOSE_MEETING, found)  # type: ignore[assignment]
    actions.close_meeting(allowed, timezone.localdate(), 0)  # type: ignore[arg-type]
    return found


def hidden(report: Report, *, small: bool) -> tuple[str, int]:
    """A class of the natures that the report does not show, with its count: a small one, or one that covers it."""
    for row in report.releases():
        entry = entry_of(row.entry)
        for cell in sorted(entry.hidden):
            count = entry.table.values[cell]
            if entry.table.dimensions[0].name == "aard" and (count < 5) == small:
                return cell[0], count
    raise AssertionError


def send(people: Personas, report: Report, text: str, **more: object) -> tuple[int, str]:
    address = f"/jaarverslagen/gesprekken/{report.pk}/verslag/"
    typed = {"text": text, "version": Meeting.objects.get().version, **more}
    answer = browser_of(people.amina).post(address, typed)
    return answer.status_code, answer.content.decode()


def key_in(page: str) -> str:
    return page.partition('name="telt-')[2].partition('"')[0]


def keys_in(page: str) -> list[str]:
    return [one.partition('"')[0] for one in page.split('name="telt-')[1:]]


def seen_in(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_a_figure_that_is_out_needs_no_decision_and_adds_nothing(people: Personas, report: Report) -> None:
    total = sum(published.COUNTS.values())
    status, page = send(people, report, f"Het bestuur zag dat er {total} mensen kwamen.")
    assert status == 302, page
    assert not SENTENCES.exists()


def test_a_figure_that_was_withheld_and_tells_nothing_goes_through_the_ledger(people: Personas, report: Report) -> None:
    # it covers two small ones, which together may still be anything
    name, count = hidden(report, small=False)
    text = f"Over {name.lower()} kwamen {count} mensen."
    status, page = send(people, report, text)
    assert status == 422
    assert "Kies wat dit telt" in page
    assert (Meeting.objects.get().minutes, SENTENCES.count()) == ("", 0)
    option = f"inbrengers naar aard | {name}"
    status, page = send(people, report, text, **{f"telt-{key_in(page)}": option, "seen": seen_in(page)})
    assert status == 302, page
    line = SENTENCES.get()
    assert (line.receiver, entry_of(line.entry).told[0].low) == ("board", count)
    assert Meeting.objects.get().minutes == text
    # and from then on it stands against what is told after it
    other, small = hidden(report, small=True)
    status, page = send(people, report, f"{text} Over {other.lower()} kwamen {small} mensen.")
    chosen = {
        f"telt-{key}": f"inbrengers naar aard | {which}"
        for key, which in zip(keys_in(page), (name, other), strict=True)
    }
    status, page = send(
        people, report, f"{text} Over {other.lower()} kwamen {small} mensen.", **chosen, seen=seen_in(page)
    )
    assert status == 422
    assert "kan iemand uitrekenen wat verborgen moet blijven" in page
    assert (Meeting.objects.get().minutes, SENTENCES.count()) == (text, 1)


def test_a_small_figure_stops_the_minutes(people: Personas, report: Report) -> None:
    name, count = hidden(report, small=True)
    text = f"Over {name.lower()} kwamen {count} mensen."
    status, page = send(people, report, text)
    option = f"inbrengers naar aard | {name}"
    status, page = send(people, report, text, **{f"telt-{key_in(page)}": option, "seen": seen_in(page)})
    assert (status, Meeting.objects.get().minutes, SENTENCES.count()) == (422, "", 0)
    # nor does it go out as a number of nobody who came, since it says who it counts
    nobody = {f"telt-{key_in(page)}": "niemand", f"waarom-{key_in(page)}": "Dat was in een zaal."}
    status, page = send(people, report, text, **nobody, seen=seen_in(page))
    assert status == 422
    assert "dat dit mensen telt die kwamen" in page


def test_what_can_be_told_is_recorded_for_the_board_once(people: Personas, report: Report) -> None:
    count, whole = published.ROLES["Medewerker"], sum(published.ROLES.values())
    share = (200 * count + whole) // (2 * whole)
    text = f"Bij de medewerkers was dat {share}%."
    status, page = send(people, report, text)
    assert status == 422
    chosen = {f"telt-{key_in(page)}": "inbrengers naar rol | Medewerker", "seen": seen_in(page)}
    status, page = send(people, report, text, **chosen)
    assert status == 302, page
    # it follows from what is shown, so the ledger has it by that
    assert not SENTENCES.exists()
    assert Meeting.objects.get().minutes == text


def test_a_share_of_what_is_withheld_stands_in_the_ledger_with_whom_it_went_to(
    people: Personas, report: Report
) -> None:
    name, count = hidden(report, small=False)
    whole = sum(published.COUNTS.values())
    text = f"Over {name.lower()} ging {(200 * count + whole) // (2 * whole)}% van de gesprekken."
    for _ in range(2):
        status, page = send(people, report, text)
        option = f"inbrengers naar aard | {name}"
        status, page = send(people, report, text, **{f"telt-{key_in(page)}": option, "seen": seen_in(page)})
        assert status == 302, page
    line = SENTENCES.get()
    assert line.receiver == "board"
    assert Ledger.objects.get().history()
    assert first_break_of(people.practice.pk) is None


def test_an_agreement_follows_the_same_rule(people: Personas, report: Report) -> None:
    name, count = hidden(report, small=True)
    address = f"/jaarverslagen/gesprekken/{report.pk}/afspraak/"
    typed: dict[str, object] = {"text": f"HR spreekt met {count} mensen.", "who": "HR", "version": 2026}
    client = browser_of(people.amina)
    page = client.post(address, typed).content.decode()
    chosen = {f"telt-{key_in(page)}": f"inbrengers naar aard | {name}", "seen": seen_in(page)}
    assert client.post(address, typed | chosen).status_code == 422
    assert not Agreement.objects.exists()
    nobody = {f"telt-{key_in(page)}": "niemand", f"waarom-{key_in(page)}": "Dat zijn leidinggevenden van HR."}
    assert client.post(address, typed | nobody | {"seen": seen_in(page)}).status_code == 302
    assert (Agreement.objects.count(), SENTENCES.count()) == (1, 0)


def test_the_board_is_never_told_whether_its_own_number_is_right(people: Personas, report: Report) -> None:
    name, count = hidden(report, small=True)
    client, address = browser_of(people.daan, audience="board"), f"/jaarverslag/{report.pk}/vraag/nature/"
    pages = []
    for number in (count, count + 1):
        page = client.post(address, {"text": f"Over {name.lower()} kwamen {number} mensen.", "version": 0}).content
        pages.append(page.decode().split("<main")[1].replace(str(number), "N"))
    assert "telt-" not in pages[0]

    def bare(page: str) -> str:
        return page.partition('name="seen"')[0].partition('name="csrfmiddlewaretoken"')[0]

    assert bare(pages[0]) == bare(pages[1])
