"""What the server says when several visitors speak of one person, and what it never says."""

import base64
import uuid
from datetime import time
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from nabij.audit.models import Entry, first_break_of
from nabij.patterns import rules
from nabij.patterns.models import Asked, Token
from nabij.people.models import Appointment, Practice
from nabij.sealed.models import KeyGrant
from nabij.site.configuration import RemoteMatcher
from nabij_matcher import asking
from nabij_matcher.keys import destroy_key, new_key
from tests.making import a_grant, make_vault
from tests.matcher.serving import local
from tests.patterns.browsing import Browser, begin
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

type Pair = tuple[Browser, Browser]
PIET = "jansen piet"


def verbs() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("verb", flat=True))


def test_three_other_visitors_of_either_counsellor_are_a_pattern(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    for number, browser in ((2, bram), (3, amina)):
        browser.noted(f"visitor {number}", PIET)
        assert amina.look(mine) == {"enough": False}
    bram.noted("visitor 4", PIET)
    bram.noted("visitor 5", "bakker els")
    assert amina.look(mine) == {"enough": True}


def test_below_the_threshold_the_answer_is_that_of_nothing(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    nothing = amina.look(mine)
    for number in (2, 3):
        bram.noted(f"visitor {number}", PIET)
    assert amina.look(mine) == nothing == {"enough": False}


def test_a_threshold_under_two_is_never_followed(pair: Pair, people: Personas) -> None:
    amina, bram = pair
    Practice.objects.filter(pk=people.practice.pk).update(pattern_threshold=1)
    mine = amina.noted("visitor 1", PIET)
    bram.noted("visitor 2", PIET)
    assert amina.look(mine) == {"enough": False}
    bram.noted("visitor 3", PIET)
    assert amina.look(mine) == {"enough": True}
    Practice.objects.filter(pk=people.practice.pk).update(pattern_threshold=4)
    assert amina.look(mine) == {"enough": False}


def test_one_visitor_counts_once_and_ones_own_visitor_not_at_all(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    for _ in range(4):
        bram.noted("visitor 2", PIET)
        bram.noted("visitor 1", PIET)
    bram.noted("visitor 3", PIET)
    assert amina.look(mine) == {"enough": False}
    bram.noted("visitor 4", PIET)
    assert amina.look(mine) == {"enough": True}


def test_a_withdrawn_matter_no_longer_counts(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    others = [bram.noted(f"visitor {number}", PIET) for number in (2, 3, 4)]
    assert amina.look(mine) == {"enough": True}
    gone = others[0]["handle"]
    assert bram.withdraw(gone) == (200, {"saved": True, "already": False})
    assert bram.withdraw(gone) == (200, {"saved": True, "already": True})
    assert amina.look(mine) == {"enough": False}
    assert not Token.objects.filter(handle=gone).exists()


def test_with_an_address_on_both_sides_only_the_address_counts(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET, email="p.jansen@linde.test")
    for number in (2, 3, 4):
        bram.noted(f"visitor {number}", PIET, email="piet.jansen@linde.test")
    assert amina.look(mine) == {"enough": False}
    for number in (5, 6):
        bram.noted(f"visitor {number}", PIET)
    bram.noted("visitor 7", "janssen p", email="p.jansen@linde.test")
    assert amina.look(mine) == {"enough": True}


def test_a_person_named_in_several_ways_is_one_and_so_is_the_visitor(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", "jorg muller", "joerg mueller")
    bram.noted("visitor 2", "jorg muller", "joerg mueller")
    bram.noted("visitor 2", "joerg mueller")
    bram.noted("visitor 3", "jorg muller")
    assert amina.look(mine) == {"enough": False}
    bram.noted("visitor 4", "joerg mueller")
    assert amina.look(mine) == {"enough": True}


def test_registering_again_adds_nothing_and_another_person_is_another_handle(pair: Pair) -> None:
    amina, _ = pair
    named = amina.noted("visitor 1", PIET)
    before = verbs()
    assert amina.register(named) == (200, {"saved": True, "already": True})
    assert verbs() == before
    other = amina.named(named["handle"], "visitor 1", "bakker els")
    status, said = amina.register(other)
    assert (status, said["code"]) == (422, "conflict")
    assert Token.objects.count() == 1


def test_looking_is_limited_to_twenty_a_day_and_every_look_is_seen_by_the_pair(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    for _ in range(20):
        amina.look(mine)
    status, said = amina.desk.post(amina.at("kijken"), {"named": [mine]})
    assert (status, said["code"]) == (422, "limit")
    assert verbs().count("look_for_pattern") == 20
    seen = bram.desk.get(bram.at("gekeken"))[1]
    today = {"name": "Amina", "day": timezone.localdate().isoformat()}
    assert [one for one in seen["days"] if one["what"] != "share_match_key"] == [
        {**today, "what": "register_token", "number": 1, "points": 0},
        {**today, "what": "look_for_pattern", "number": 20, "points": 20},
        {**today, "what": "evaluate_blinded", "number": 1, "points": 2},
    ]
    # the limit is hers alone, and of a day
    bram.look(mine)
    Asked.objects.update(at="2026-01-01T12:00:00Z")
    amina.look(mine)


@pytest.mark.parametrize("what", ["unknown", "more names", "another visitor", "an old version"])
def test_one_looks_only_for_a_person_as_they_are_registered(pair: Pair, what: str) -> None:
    amina, bram = pair
    for number in (2, 3, 4):
        bram.noted(f"visitor {number}", PIET)
    mine = amina.noted("visitor 1", "bakker els")
    asked = {
        "unknown": amina.named(str(uuid.uuid4()), "visitor 1", PIET),
        "more names": amina.named(mine["handle"], "visitor 1", "bakker els", PIET),
        "another visitor": amina.named(mine["handle"], "visitor 2", "bakker els"),
        "an old version": {**mine, "epoch": 7},
    }[what]
    status, said = amina.desk.post(amina.at("kijken"), {"named": [asked]})
    assert (status, said["code"]) in {(422, "stale"), (422, "conflict")}
    assert amina.look(mine) == {"enough": False}


def test_registering_is_limited_to_sixty_a_day(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bram = pair
    first = amina.noted("visitor 1", PIET)
    monkeypatch.setattr(rules, "REGISTERED_A_DAY", 1)
    status, said = amina.register(amina.named(str(uuid.uuid4()), "visitor 2", PIET))
    assert (status, said["code"]) == (422, "limit")
    assert amina.register(first) == (200, {"saved": True, "already": True})
    bram.noted("visitor 2", PIET)


def test_a_next_key_is_for_every_holder_and_nothing_is_given_up_before_all_can_renew(
    pair: Pair, people: Personas
) -> None:
    amina, bram = pair
    bram.noted("visitor 1", PIET)
    alone = {"epoch": 2, "grants": [a_grant("match", 2, people.amina)]}
    status, said = amina.desk.post(amina.at("sleutels"), alone)
    assert (status, said["refused"]) == (
        422,
        "Een nieuwe sleutel is ook voor je collega die de vorige had. Er is niets bewaard. "
        "Vergelijk eerst de cijfers met je collega, en maak de sleutel dan.",
    )
    KeyGrant.objects.filter(grantee=people.bram.pk, part="match").update(withdrawn=True)
    assert amina.desk.post(amina.at("sleutels"), alone)[0] == 200
    status, said = amina.desk.post(amina.at("afronden"), {})
    assert (status, "Je collega heeft de nieuwe sleutel nog niet" in said["refused"]) == (422, True)
    assert Token.objects.count() == 1


def test_what_is_evaluated_is_limited_and_a_line_is_there_before_the_answer(pair: Pair) -> None:
    amina, bram = pair
    points = {"matcher": 1, "points": [_a_point()] * 60}
    for _ in range(rules.POINTS_A_DAY // 60):
        assert amina.desk.post(amina.at("berekenen"), points)[0] == 200
    status, said = amina.desk.post(amina.at("berekenen"), points)
    assert (status, said["code"]) == (422, "limit")
    assert verbs().count("evaluate_blinded") == rules.POINTS_A_DAY // 60
    assert bram.desk.post(bram.at("berekenen"), points)[0] == 200


def _a_point() -> str:
    return base64.b64encode(asking.blind(b"x").blinded).decode()


@pytest.mark.parametrize("point", ["AAAA", "A" * 43 + "=", "/" * 43 + "="])
def test_what_is_no_point_is_refused_and_stored_nowhere(pair: Pair, point: str) -> None:
    amina, _ = pair
    assert amina.desk.post(amina.at("berekenen"), {"matcher": 1, "points": [point]})[0] == 422


def test_another_matcher_in_the_place_of_the_pinned_one_is_noticed(
    pair: Pair, settings: Settings, tmp_path: Path
) -> None:
    amina, _ = pair
    new_key(tmp_path / "theirs")
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "t")
    with local(tmp_path / "t", tmp_path / "theirs"), pytest.raises(asking.ForgedEvaluation):
        amina.outputs(1, 1, [("person", "name", PIET)])


def test_without_the_matcher_nothing_is_lost_and_it_is_said(pair: Pair, settings: Settings, tmp_path: Path) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    for number in (2, 3, 4):
        bram.noted(f"visitor {number}", PIET)
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "nowhere")
    assert amina.state()["matcher"] is None
    status, said = amina.desk.post(amina.at("berekenen"), {"matcher": 1, "points": [_a_point()]})
    assert (status, said["code"]) == (503, "matcher_down")
    assert "bewaard" in said["refused"]
    # tokens that were made before are still looked up
    assert amina.look(mine) == {"enough": True}


def test_rotation_looks_in_both_versions_and_destroys_the_old_when_all_is_done(pair: Pair) -> None:
    amina, bram = pair
    who = {browser: [browser.noted(f"{n} of {i}", PIET) for n in range(2)] for i, browser in enumerate(pair)}
    for browser in pair:
        browser.keys[2] = b"\x02" * 32
    grants = [a_grant("match", 2, browser.desk.user) for browser in pair if browser.desk.user]
    assert amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": grants})[0] == 200
    assert len(amina.state()["waiting"]) == 4

    def both(browser: Browser, number: int, visitor: str) -> list[dict[str, object]]:
        old = who[browser][number]
        return [old, browser.named(old["handle"], visitor, PIET, epoch=2)]

    mine = both(amina, 0, "0 of 0")
    assert amina.renew(*mine[1:])[1]["waiting"] == 3
    # halfway, the old version still knows all, and the new one adds nobody twice
    assert amina.look(*mine) == {"enough": True}
    assert amina.look(mine[1]) == {"enough": False}
    # who comes meanwhile is registered under both
    handle = str(uuid.uuid4())
    fresh = [bram.named(handle, "late", PIET), bram.named(handle, "late", PIET, epoch=2)]
    assert bram.register(*fresh)[0] == 200
    amina.renew(*both(amina, 1, "1 of 0")[1:])
    rest = [both(bram, number, f"{number} of 1")[1] for number in range(2)]
    assert bram.renew(*rest)[1]["waiting"] == 0
    assert set(Token.objects.values_list("epoch", flat=True)) == {2}
    assert amina.look(mine[1]) == {"enough": True}
    assert amina.state()["versions"] == [[2, 1]]


def test_a_new_key_of_the_matcher_is_a_version_too_and_what_nobody_renews_is_given_up(
    pair: Pair, matcher_keys: Path
) -> None:
    amina, bram = pair
    old = amina.noted("visitor 1", PIET)
    bram.noted("visitor 2", PIET)
    new_key(matcher_keys)
    amina.pin()
    renewed = amina.named(old["handle"], "visitor 1", PIET, version=2)
    assert amina.renew(renewed)[1] == {"saved": True, "waiting": 1}
    assert amina.desk.post(amina.at("afronden"), {}) == (200, {"saved": True, "lost": 1})
    assert list(Token.objects.values_list("matcher", flat=True)) == [2]
    destroy_key(matcher_keys, 1)
    status, said = amina.register({**old, "handle": str(uuid.uuid4())})
    assert (status, said["code"]) == (422, "stale")


def test_only_what_was_registered_is_renewed(pair: Pair) -> None:
    amina, _ = pair
    named = amina.named(str(uuid.uuid4()), "visitor 1", PIET)
    assert amina.renew(named)[0] == 422


def test_who_left_gets_no_next_key_and_reads_no_state(pair: Pair, people: Personas) -> None:
    amina, bram = pair
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-11-01")
    assert bram.desk.get(bram.at("stand"))[0] == 404
    assert amina.state()["renew"] is True
    both = [a_grant("match", 2, people.amina), a_grant("match", 2, people.bram)]
    assert amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": both})[0] == 422
    assert amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": both[:1]})[0] == 200
    assert amina.state()["renew"] is False
    assert amina.state()["epoch"] == 2


def test_a_counsellor_alone_may_begin_and_hand_the_key_on_later(people: Personas, matcher: None) -> None:
    assert matcher is None
    (amina,) = begin(people.organisation, people.amina)
    make_vault(people.bram)
    grant = a_grant("match", 1, people.bram)
    body = {"epoch": 1, "grants": [grant]}
    assert amina.desk.post(amina.at("sleutels"), body) == (200, {"saved": True, "already": False})
    assert amina.desk.post(amina.at("sleutels"), body) == (200, {"saved": True, "already": True})
    assert [one["holds"] for one in amina.state()["pair"]] == [True, True]


def test_two_who_begin_at_once_have_one_key(people: Personas, pair: Pair) -> None:
    _, bram = pair
    grants = [a_grant("match", 1, people.bram), a_grant("match", 1, people.amina)]
    status, said = bram.desk.post(bram.at("sleutels"), {"epoch": 1, "grants": grants})
    assert (status, said["code"]) == (422, "conflict")


def test_rows_say_no_matter_no_counsellor_and_no_time_of_the_day(pair: Pair) -> None:
    amina, _ = pair
    amina.noted("visitor 1", PIET)
    assert {one.name for one in Token._meta.get_fields()} == {
        *("id", "practice", "organisation", "handle", "epoch", "matcher", "token", "visitor"),
        *("lock", "by_email", "has_email", "known", "whose", "also", "day"),
    }
    amina.look(amina.noted("visitor 2", PIET))
    assert {timezone.localtime(at).time() for at in Asked.objects.values_list("at", flat=True)} == {time()}
    assert {entry.kind for entry in Entry.objects.filter(verb="register_token")} == {"patterns.matched"}


def test_the_audit_keeps_the_day_of_what_is_done_with_tokens_and_the_chain_holds(pair: Pair, people: Personas) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    bram.noted("visitor 2", PIET)
    amina.look(mine)
    lines = list(Entry.objects.filter(kind="patterns.matched").order_by("sequence"))
    assert {line.verb for line in lines} >= {"register_token", "evaluate_blinded", "look_for_pattern"}
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert {line.at for line in lines} == {midnight}
    # the id of other lines begins with the time
    assert {line.id.version for line in lines} == {4}
    assert [line.sequence for line in lines] == sorted(line.sequence for line in lines)
    assert first_break_of(people.practice.pk) is None


def test_who_must_make_the_next_key_after_a_departure_is_told_on_the_day_and_nobody_else(
    pair: Pair, people: Personas
) -> None:
    amina, bram = pair

    def told(browser: Browser) -> object:
        return browser.desk.get("/patronen/vandaag.json")

    nothing = (200, {"renew": [], "waiting": []})
    assert [told(one) for one in pair] == [nothing] * 2
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    here = {"organisation": people.organisation.pk, "name": people.organisation.name}
    assert told(amina) == (200, {"renew": [here], "waiting": []})
    assert told(bram) == nothing
    KeyGrant.objects.filter(grantee=people.bram.pk).update(withdrawn=True)
    assert told(amina) == nothing


def test_after_a_departure_nobody_new_is_registered_under_the_former_key_and_rows_wait_for_the_next(
    pair: Pair, people: Personas
) -> None:
    amina, _ = pair
    before = amina.named(str(uuid.uuid4()), "visitor 1", PIET)
    assert amina.register(before)[0] == 200
    other = amina.named(str(uuid.uuid4()), "visitor 2", PIET)
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    status, said = amina.register(other)
    assert (status, said["code"]) == (422, "renew")
    # what was there is still looked up, and the same once more is no news
    assert amina.register(before) == (200, {"saved": True, "already": True})
    assert amina.look(before) == {"enough": 0}
    grant = a_grant("match", 2, people.amina)
    assert amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": [grant]})[0] == 200
    here = {"organisation": people.organisation.pk, "name": people.organisation.name}
    assert amina.desk.get("/patronen/vandaag.json") == (200, {"renew": [], "waiting": [here]})
    amina.keys[2] = b"2" * 32
    renewed = amina.named(before["handle"], "visitor 1", PIET, epoch=2)
    assert amina.renew(renewed)[1] == {"saved": True, "waiting": 0}
    assert amina.desk.get("/patronen/vandaag.json") == (200, {"renew": [], "waiting": []})
    new = amina.named(other["handle"], "visitor 2", PIET, epoch=2)
    assert amina.register(new)[0] == 200
