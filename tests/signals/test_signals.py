"""Signals at the server: who may, in what order, and what happens when two people do it at once."""

from datetime import timedelta

import pytest

from nabij.audit.models import Entry
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import Appointment
from nabij.sealed.models import KeyGrant, Record
from nabij.signals.models import Concern, Signal
from nabij.signals.rules import sections
from tests.making import Desk, a_grant, a_record, make_matter, make_vault, new_id, share_all, with_manifests
from tests.personas import Personas
from tests.reporting.stories import make_third
from tests.signals.making import WEIGHED, Pen, address, begun, except_, laid, pens, say, weighed

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
PUT = {"weigher": "colleague", "needed": 1}


def step_of(signal: Signal) -> str:
    signal.refresh_from_db()
    return signal.step


def test_the_pair_goes_from_noticed_to_agreed_and_each_step_is_audited(people: Personas) -> None:
    matter = make_matter(people.amina)
    signal = weighed(people)
    amina, _ = pens(people)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    assert amina.go(signal, "grond", **laid(matter, say(matter)))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200
    assert step_of(signal) == "agreed_with_persons"
    verbs = list(Entry.objects.filter(row=str(signal.pk)).order_by("sequence").values_list("verb", flat=True))
    assert verbs == [
        "begin_signal",
        "share_signal",
        "write_signal",
        "ask_to_weigh_signal",
        "write_signal",
        "weigh_signal",
        "write_signal",
        "lay_consent_under_signal",
        "agree_signal",
    ]


def test_nobody_outside_the_pair_sees_or_moves_a_signal(people: Personas) -> None:
    signal = weighed(people)
    third = make_third(people)
    for person in (people.carla, third):
        make_vault(person)
    for person in (people.carla, people.daan, people.els, third):
        desk = Pen(person)
        assert desk.get(f"/signalen/{signal.pk}/")[0] == 404
        assert desk.get(address(signal, "stukken"))[0] == 404
        for step in ("meewegen", "afstemmen", "versmallen", "niet-versturen", "terugleggen"):
            assert desk.go(signal, step)[0] == 404
        assert desk.write(signal, sections.LIMITS)[0] == 404
    assert step_of(signal) == "weighed"


def test_no_step_is_taken_without_its_text(people: Personas) -> None:
    signal = begun(people)
    amina, bram = pens(people)
    put = PUT | {"colleague": str(people.bram.pk)}
    for name in WEIGHED:
        assert amina.go(signal, "wegen", **put)[1]["code"] == "unwritten"
        amina.write(signal, name)
    assert amina.go(signal, "wegen", **put)[0] == 200
    assert amina.go(signal, "niet-versturen")[1]["code"] == "unwritten"
    assert bram.go(signal, "meewegen")[1]["code"] == "unwritten"
    assert bram.write(signal, sections.CARD)[1]["code"] == "step"
    assert bram.write(signal, sections.SECOND)[0] == 200
    assert bram.go(signal, "meewegen")[0] == 200


def test_nobody_weighs_along_with_themselves(people: Personas) -> None:
    signal = begun(people)
    amina, bram = pens(people)
    amina.write(signal, *WEIGHED)
    for colleague in (people.amina, people.carla, people.daan, make_third(people)):
        assert amina.go(signal, "wegen", **PUT, colleague=str(colleague.pk))[0] == 422
    assert amina.go(signal, "wegen", weigher="peer", colleague=None, needed=1)[0] == 422
    assert amina.go(signal, "wegen", weigher="nobody_in_time", colleague=None, needed=1)[0] == 422
    assert amina.go(signal, "wegen", **PUT, colleague=str(people.bram.pk))[0] == 200
    assert amina.go(signal, "meewegen")[0] == 422
    assert step_of(signal) == "noticed"
    assert bram.go(signal, "terugleggen")[0] == 200
    assert bram.go(signal, "meewegen")[0] == 422


def test_who_works_alone_weighs_with_a_peer_elsewhere(people: Personas) -> None:
    Appointment.objects.filter(counsellor=people.bram).update(ended=today())
    signal = begun(people, alone=True)
    amina, bram = pens(people)
    amina.write(signal, *WEIGHED)
    peer = {"weigher": "peer", "colleague": None, "needed": 0}
    assert amina.go(signal, "wegen", **peer)[1]["code"] == "unwritten"
    amina.write(signal, sections.COMPANION)
    assert amina.go(signal, "wegen", **peer)[0] == 200
    assert step_of(signal) == "weighed"
    assert bram.go(signal, "afstemmen")[0] == 404


def test_a_double_click_counts_once_and_the_second_of_two_people_is_told(people: Personas) -> None:
    signal = begun(people)
    amina, bram = pens(people)
    amina.write(signal, *WEIGHED)
    signal.refresh_from_db()
    body = {"based_on": signal.version, **PUT, "colleague": str(people.bram.pk)}
    assert amina.post(address(signal, "wegen"), body) == (200, {"saved": True, "already": False})
    assert amina.post(address(signal, "wegen"), body) == (200, {"saved": True, "already": True})
    other = body | {"needed": 2}
    assert amina.post(address(signal, "wegen"), other)[1]["code"] == "stale"
    assert bram.post(address(signal, "terugleggen"), {"based_on": body["based_on"]})[1]["code"] == "stale"
    signal.refresh_from_db()
    assert (signal.needed, signal.version) == (1, body["based_on"] + 1)


@pytest.mark.parametrize("who", ["amina", "bram", "carla"])
def test_no_signal_is_begun_under_the_id_of_a_matter_or_a_person(people: Personas, who: str) -> None:
    matter = make_matter(people.amina)
    user = getattr(people, who)
    if who != "amina":
        make_vault(user)
    here = people.other_organisation if who == "carla" else people.organisation
    for taken in (matter.pk, people.daan.pk):
        body = {"id": str(taken), "organisation": here.pk, "reason": "silence", "path": "agreed"}
        assert Pen(user).post("/signalen/beginnen.json", body)[1]["code"] == "conflict"
    assert not Signal.objects.exists()


def test_a_signal_that_is_begun_twice_is_one(people: Personas) -> None:
    amina, bram = pens(people)
    body = {"id": new_id(), "organisation": people.organisation.pk, "reason": "silence", "path": "agreed"}
    assert amina.post("/signalen/beginnen.json", body)[1] == {"saved": True, "already": False}
    assert amina.post("/signalen/beginnen.json", body)[1] == {"saved": True, "already": True}
    for other in (amina, bram):
        assert other.post("/signalen/beginnen.json", body | {"reason": "retaliation"})[1]["code"] == "conflict"
    assert amina.post("/signalen/beginnen.json", body | {"organisation": people.other_organisation.pk})[0] == 404
    excepted = body | {"id": new_id(), "path": "excepted"}
    assert amina.post("/signalen/beginnen.json", excepted)[0] == 422
    assert amina.post("/signalen/beginnen.json", excepted | {"reason": "acute_danger"})[0] == 200
    assert Signal.objects.count() == 2


def test_without_the_key_of_the_vault_nothing_moves(people: Personas) -> None:
    signal = weighed(people)
    desk = Desk(people.amina)
    sent = b'{"based_on":4}'
    assert desk.send(address(signal, "afstemmen"), sent, {})[1]["code"] == "proof"
    assert step_of(signal) == "weighed"


# Consents ------------------------------------------------------------------------------------------------------------


def test_the_consent_of_another_matter_lays_nothing(people: Personas) -> None:
    one, two, signal = make_matter(people.amina), make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    of_two = say(two)
    for forged in (
        laid(one, of_two),
        laid(one, say(one), record_id=new_id()),
        laid(one, say(one), sequence=9),
        laid(one, say(one, given=False)),
        laid(one, say(one, given=False, refused=True)),
        laid(one, say(one, receiver=people.bram)),
        laid(one, say(one), until=str(today() - timedelta(days=1))),
    ):
        assert amina.go(signal, "grond", **forged)[0] == 422
    assert not Concern.objects.exists()


def test_a_matter_that_is_not_ones_own_or_not_of_this_organisation_lays_nothing(people: Personas) -> None:
    theirs, signal = make_matter(people.bram), weighed(people)
    amina, bram = pens(people)
    assert amina.write(signal, sections.LIMITS)[0] == 200
    said = laid(theirs, say(theirs))
    assert amina.go(signal, "grond", **said)[0] == 422
    elsewhere = make_matter(people.carla)
    assert amina.go(signal, "grond", **laid(elsewhere, say(elsewhere)))[0] == 422
    assert bram.go(signal, "grond", **said)[0] == 200
    share_all(make_matter(people.bram), people.amina)
    seen = amina.get(address(signal, "stukken"))[1]["signal"]["concerns"]
    assert [(one["matter"], one["record_id"], one["stands"]) for one in seen] == [(None, None, True)]


def test_an_exception_is_no_consent_and_the_other_way_round(people: Personas) -> None:
    matter = make_matter(people.amina)
    amina, _ = pens(people)
    broken, consent = except_(matter), say(matter)
    as_exception = laid(matter, consent, record_id=str(broken.record_id), sequence=None, seen=None)
    agreed, excepted = weighed(people), weighed(people, "acute_danger", path="excepted")
    assert amina.go(agreed, "grond", **as_exception)[0] == 422
    assert amina.go(excepted, "grond", **laid(matter, consent))[0] == 422
    assert amina.go(excepted, "grond", **as_exception)[0] == 200
    mere = except_(make_matter(people.amina), "consent")
    signal = weighed(people, "acute_danger", path="excepted")
    on_consent = {"matter": str(mere.matter_id), "record_id": str(mere.record_id)}
    assert amina.go(signal, "grond", **on_consent)[0] == 422


def test_danger_needs_its_reasons_and_the_exception_of_each_matter(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people, "acute_danger", 1, "excepted")
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS, sections.GROUNDS)
    four = ["consent_sought", "conscience", "no_other_way", "serious_harm"]
    assert amina.go(signal, "redenen", grounds=four)[0] == 422
    broken = except_(matter)
    assert amina.go(signal, "grond", matter=str(matter.pk), record_id=str(broken.record_id))[0] == 200
    assert amina.go(signal, "redenen", grounds=four[:3])[0] == 422
    assert amina.go(signal, "afstemmen")[0] == 422
    assert amina.go(signal, "redenen", grounds=four)[0] == 200
    assert step_of(signal) == "grounded"


def test_a_consent_taken_back_in_the_same_moment_stops_the_next_step(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS)
    amina.go(signal, "grond", **laid(matter, say(matter)))
    say(matter, given=False)
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"
    seen = amina.get(address(signal, "stukken"))[1]["signal"]
    assert [one["stands"] for one in seen["concerns"]] == [False]
    due = amina.get("/signalen/vandaag.json")[1]["due"]
    assert [(one["id"], one["what"]) for one in due] == [(str(signal.pk), "withdrawn")]
    concern = seen["concerns"][0]["id"]
    assert amina.go(signal, "versmallen", concern=concern)[0] == 200
    assert step_of(signal) == "noticed"
    assert not Concern.objects.exists()


def test_another_withdrawal_of_the_visitor_is_looked_at_before_the_next_step(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    consent, other = say(matter), say(matter)
    assert other.given
    amina.write(signal, sections.LIMITS)
    amina.go(signal, "grond", **laid(matter, consent, seen=2))
    say(matter, given=False)
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"
    assert amina.go(signal, "grond", **laid(matter, consent, seen=3))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200


def test_a_consent_that_runs_out_stands_no_more(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS)
    amina.go(signal, "grond", **laid(matter, say(matter), until=str(today())))
    Concern.objects.update(until=today() - timedelta(days=1))
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"


def test_a_matter_that_was_destroyed_stops_it(people: Personas) -> None:
    matter, signal = make_matter(people.amina), weighed(people)
    amina, _ = pens(people)
    amina.write(signal, sections.LIMITS)
    amina.go(signal, "grond", **laid(matter, say(matter)))
    Matter.objects.filter(pk=matter.pk).update(destroyed=True)
    assert amina.go(signal, "afstemmen")[1]["code"] == "withdrawn"


# The bundle ---------------------------------------------------------------------------------------------------


def test_what_was_weighed_is_not_changed_behind_it(people: Personas) -> None:
    signal = weighed(people)
    amina, bram = pens(people)
    before = Record.objects.count()
    for pen in (amina, bram):
        for name in (sections.CARD, "weighing.impact", sections.LETTER, sections.CHANGED):
            assert pen.write(signal, name)[1]["code"] == "step"
    stray = {"sealed": with_manifests(signal.pk, a_record("section", "story")), "draft": None}
    assert amina.post(address(signal, "bewaren"), stray)[1]["code"] == "step"
    assert Record.objects.count() == before


def test_a_key_goes_to_the_pair_alone(people: Personas) -> None:
    signal = begun(people, alone=True)
    third = make_third(people)
    make_vault(third)
    make_vault(people.daan)
    amina, _ = pens(people)
    for person in (third, people.daan, people.els):
        body = {"epoch": 1, "shred_key": None, "grants": [a_grant("story", 1, person)]}
        assert amina.post(address(signal, "sleutels"), body | {"sealed": {"records": [], "manifests": []}})[0] == 422
    assert set(KeyGrant.objects.filter(box=signal.pk).values_list("grantee", flat=True)) == {people.amina.pk}


def test_a_signal_that_is_not_sent_says_why_and_takes_no_step_more(people: Personas) -> None:
    signal = weighed(people)
    amina, bram = pens(people)
    assert bram.write(signal, sections.NOT_SENT)[0] == 200
    assert bram.go(signal, "niet-versturen")[0] == 200
    assert step_of(signal) == "not_sent"
    for step in ("afstemmen", "versmallen", "niet-versturen", "meewegen"):
        assert amina.go(signal, step)[1]["code"] == "step"


def test_the_register_holds_no_word_of_what_a_signal_says(people: Personas) -> None:
    texts = [field.name for field in Signal._meta.fields if field.get_internal_type() in {"TextField"}]
    assert texts == []
    named = {field.name for field in Signal._meta.fields if field.get_internal_type() == "CharField"}
    assert named == {"reason", "path", "step", "weigher", "last_change", "reminded"}
    assert {field.name for field in Concern._meta.fields} == {
        "id",
        "practice",
        "signal",
        "matter",
        "consent",
        "exception",
        "seen",
        "limits",
        "until",
        "told",
        # yes or no: taken back in conversation
        "heard_back",
    }


def test_who_was_asked_finds_it_among_what_is_due(people: Personas) -> None:
    signal = begun(people)
    amina, bram = pens(people)
    amina.write(signal, *WEIGHED)
    amina.go(signal, "wegen", **PUT, colleague=str(people.bram.pk))
    due = bram.get("/signalen/vandaag.json")[1]["due"]
    assert [(one["id"], one["what"], one["day"]) for one in due] == [(str(signal.pk), "weigh", None)]
    assert amina.get("/signalen/vandaag.json")[1]["due"] == []


def test_a_colleague_who_weighs_along_adds_their_own_visitor(people: Personas) -> None:
    amina, bram = pens(people)
    hers, his = make_matter(people.amina), make_matter(people.bram)
    signal = begun(people, "repeat_person")
    assert amina.write(signal, *WEIGHED)[0] == 200
    put = {"weigher": "colleague", "colleague": str(people.bram.pk), "needed": 1}
    assert amina.go(signal, "wegen", **put)[0] == 200
    assert amina.write(signal, sections.NOTICED)[0] == 422
    assert bram.write(signal, sections.NOTICED, sections.SECOND)[0] == 200
    assert bram.go(signal, "meewegen", needed=0)[0] == 422
    assert bram.go(signal, "meewegen", needed=2)[0] == 200
    assert amina.write(signal, sections.LIMITS)[0] == 200
    assert amina.go(signal, "grond", **laid(hers, say(hers)))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 422
    assert bram.go(signal, "grond", **laid(his, say(his)))[0] == 200
    assert amina.go(signal, "afstemmen")[0] == 200
