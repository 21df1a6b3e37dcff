"""What one of the pair can do to the rows of the other, what both read, and whether a visitor is named by another."""

import base64
import hashlib
import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Sum
from pytest_django import Settings

from nabij.audit.models import Entry
from nabij.patterns import answers, matcher, page_views, rules
from nabij.patterns.models import Asked, Do, Token, midnight
from nabij.patterns.rules import Kept, Side
from nabij.site.configuration import RemoteMatcher
from nabij_matcher import asking
from tests.making import Json, a_grant, b64
from tests.patterns.browsing import Browser

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

type Pair = tuple[Browser, Browser]
PIET = "jansen piet"


def spent() -> int:
    return Asked.objects.filter(verb="evaluate_blinded").aggregate(all=Sum("points"))["all"] or 0


def test_a_colleague_withdraws_and_renews_nothing_of_mine(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    status, said = bram.withdraw(mine["handle"])
    assert (status, said["code"]) == (422, "forbidden")
    for browser in pair:
        browser.keys[2] = b"\x02" * 32
    grants = [a_grant("match", 2, browser.desk.user) for browser in pair if browser.desk.user]
    assert amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": grants})[0] == 200
    # what still waits is listed without its handle; also who has it makes no rows of somebody else
    handle = mine["handle"]
    assert bram.state()["waiting"] == [b64(hashlib.sha256(b"nabij/waiting/1\0" + handle.encode()).digest())]
    forged = bram.named(handle, "visitor 9", "bakker els", epoch=2)
    assert bram.renew(forged)[1]["code"] == "forbidden"
    assert bram.register(forged)[1]["code"] == "conflict"
    assert set(Token.objects.values_list("epoch", flat=True)) == {1}
    assert amina.renew(amina.named(handle, "visitor 1", PIET, epoch=2)) == (200, {"saved": True, "waiting": 0})
    assert amina.withdraw(handle) == (200, {"saved": True, "already": False})
    assert not Token.objects.exists()


def test_the_secret_itself_is_kept_nowhere(pair: Pair) -> None:
    amina, _ = pair
    mine = amina.noted("visitor 1", PIET)
    secret = base64.b64decode(amina.secret(mine["handle"]))
    assert set(Token.objects.values_list("lock", flat=True)) == {rules.lock_of(secret)}
    assert rules.lock_of(secret) != secret.hex() != hashlib.sha256(secret).hexdigest()


def test_whatever_one_does_with_keys_and_rows_the_other_reads(pair: Pair) -> None:
    amina, bram = pair
    old = amina.noted("visitor 1", PIET)
    gone = amina.noted("visitor 2", PIET)
    amina.withdraw(gone["handle"])
    bram.noted("visitor 3", PIET)
    for browser in pair:
        browser.keys[2] = b"\x02" * 32
    grants = [a_grant("match", 2, browser.desk.user) for browser in pair if browser.desk.user]
    amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": grants})
    fresh = bram.named(str(uuid.uuid4()), "visitor 4", PIET, epoch=2)
    assert bram.register(fresh)[0] == 200
    assert amina.renew(amina.named(old["handle"], "visitor 1", PIET, epoch=2))[0] == 200
    assert bram.desk.post(bram.at("afronden"), {})[0] == 200
    days = bram.desk.get(bram.at("gekeken"))[1]["days"]
    assert {(one["name"], one["what"], one["number"]) for one in days if one["what"] != "evaluate_blinded"} == {
        ("Amina", "register_token", 2),
        ("Amina", "withdraw_token", 1),
        ("Amina", "share_match_key", 2),
        ("Amina", "renew_tokens", 1),
        ("Bram", "register_token", 2),
        ("Bram", "destroy_old_tokens", 1),
    }
    page = bram.desk.client.get(f"/patronen/{bram.organisation.pk}/").content.decode()
    assert "2 personen aangemeld<br>1 persoon teruggetrokken" in page
    # two matters and a renewal, each a person and a visitor
    assert ("Amina", 6) in {(one["name"], one["points"]) for one in days if one["what"] == "evaluate_blinded"}
    assert "6 codes laten maken" in page


def test_a_matcher_that_is_down_costs_nothing_of_the_day(
    pair: Pair, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, _ = pair
    body = {"matcher": 1, "points": [b64(asking.blind(b"x").blinded)] * 60}
    assert amina.desk.post(amina.at("berekenen"), body)[0] == 200
    assert spent() == 60

    def silent(version: int, points: object) -> None:
        raise matcher.Unreachable

    # down between the look at its keys and the question
    with monkeypatch.context() as patch:
        patch.setattr(matcher, "evaluate", silent)
        assert amina.desk.post(amina.at("berekenen"), body)[1]["code"] == "matcher_down"
    assert spent() == 60
    here = settings.MATCHER
    settings.MATCHER = RemoteMatcher(socket=tmp_path / "nowhere")
    lines = Entry.objects.count()
    for _ in range(8):
        assert amina.desk.post(amina.at("berekenen"), body)[0] == 503
    assert (spent(), Entry.objects.count()) == (60, lines)
    settings.MATCHER = here
    for _ in range(rules.POINTS_A_DAY // 60 - 1):
        assert amina.desk.post(amina.at("berekenen"), body)[0] == 200
    assert amina.desk.post(amina.at("berekenen"), body)[1]["code"] == "limit"


def test_a_version_that_the_matcher_does_not_have_costs_nothing(pair: Pair) -> None:
    amina, _ = pair
    body = {"matcher": 7, "points": [b64(asking.blind(b"x").blinded)]}
    assert amina.desk.post(amina.at("berekenen"), body)[1]["code"] == "stale"
    assert spent() == 0


def test_a_visitor_who_is_named_by_another_is_told_and_nothing_of_the_question_is_kept(pair: Pair) -> None:
    amina, bram = pair
    amina.noted("visitor 1", PIET)
    before = Token.objects.count()
    assert bram.is_named(PIET) is True
    assert bram.is_named("bakker els") is False
    assert Token.objects.count() == before
    assert list(Entry.objects.order_by("sequence").values_list("verb", flat=True)).count("compare_sides") == 2
    seen = amina.desk.get(amina.at("gekeken"))[1]["days"]
    assert {one["what"]: one["number"] for one in seen if one["what"] == "compare_sides"} == {"compare_sides": 2}


def test_a_namesake_with_another_address_is_not_the_one_who_is_named(pair: Pair) -> None:
    amina, bram = pair
    amina.noted("visitor 1", PIET, email="p.jansen@linde.test")
    assert bram.is_named(PIET, email="piet@elders.test") is False
    assert bram.is_named(PIET, email="p.jansen@linde.test") is True
    assert bram.is_named(PIET) is True


def test_asking_whether_a_visitor_is_named_is_limited(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, bram = pair
    monkeypatch.setattr(rules, "SIDES_A_DAY", 1)
    assert amina.is_named(PIET) is False
    asked = {"epoch": 1, "matcher": 1, "tokens": [{"token": b64(os.urandom(16)), "by_email": False}]}
    assert amina.desk.post(amina.at("kanten"), {"asked": [asked]})[1]["code"] == "limit"
    assert bram.desk.post(bram.at("kanten"), {"asked": [asked]}) == (200, {"named": False})


def test_asking_again_leaves_half_of_a_day_to_visitors_who_begin_and_looks_alone(pair: Pair) -> None:
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    asked = 0
    # as a browser does that opens one matter after the other
    while amina.state()["again"]:
        assert amina.desk.post(amina.at("kanten"), {"asked": [a_side(*random_tokens(1))]})[0] == 200
        asked += 1
    assert asked == rules.SIDES_A_DAY // 2
    assert bram.state()["again"] is True
    for _ in range(rules.SIDES_A_DAY - asked):
        assert amina.desk.post(amina.at("kanten"), {"asked": [a_side(*random_tokens(1))]})[0] == 200
    for _ in range(rules.LOOKS_A_DAY):
        assert amina.look(mine) == {"enough": False}


def test_names_in_many_ways_and_codes_that_were_made_count_for_asking_again_too(pair: Pair) -> None:
    amina, bram = pair
    while amina.state()["again"]:
        assert amina.desk.post(amina.at("kanten"), {"asked": [a_side(*random_tokens(6))]})[0] == 200
    assert amina.desk.user
    assert Asked.spent_today(amina.desk.user.pk, Do.COMPARE_SIDES)[1] <= rules.SIDE_TOKENS_A_DAY // 2
    body = {"matcher": 1, "points": [b64(asking.blind(b"x").blinded)] * 64}
    for again in (True, True, True, True, False):
        assert bram.state()["again"] is again
        assert bram.desk.post(bram.at("berekenen"), body)[0] == 200
    # of another day it costs nothing
    Asked.objects.update(at=midnight() - timedelta(seconds=1))
    assert (amina.state()["again"], bram.state()["again"]) == (True, True)


def a_side(*tokens: str, epoch: int = 1, by_email: bool = False) -> Json:
    return {"epoch": epoch, "matcher": 1, "tokens": [{"token": one, "by_email": by_email} for one in tokens]}


def random_tokens(number: int) -> list[str]:
    return [b64(os.urandom(16)) for _ in range(number)]


def test_one_question_is_about_one_visitor_once_in_each_version(pair: Pair) -> None:
    _, bram = pair
    twice = [a_side(*random_tokens(6)), a_side(*random_tokens(6))]
    assert bram.desk.post(bram.at("kanten"), {"asked": twice})[0] == 422
    assert bram.desk.post(bram.at("kanten"), {"asked": [a_side(*random_tokens(7))]})[0] == 422
    assert bram.desk.post(bram.at("kanten"), {"asked": [a_side(*random_tokens(2), by_email=True)]})[0] == 422
    same = random_tokens(1)
    assert bram.desk.post(bram.at("kanten"), {"asked": [a_side(*same, *same)]})[0] == 422
    assert not Asked.objects.filter(verb="compare_sides").exists()
    both = [a_side(*random_tokens(6)), a_side(*random_tokens(6), epoch=2)]
    assert bram.desk.post(bram.at("kanten"), {"asked": both})[0] == 200


def test_a_list_of_staff_pooled_into_questions_ends_at_the_days_number_of_names(pair: Pair) -> None:
    amina, bram = pair
    amina.noted("visitor 1", PIET)
    staff = [f"naam{number} achter{number}" for number in range(60)]
    made = bram.outputs(1, 1, [("person", "name", name) for name in staff])
    tried = 0
    for first in range(0, len(staff), 6):
        status, said = bram.desk.post(bram.at("kanten"), {"asked": [a_side(*made[first : first + 6])]})
        if status != 200:
            assert said["code"] == "limit"
            break
        tried += 6
    assert 0 < tried <= rules.SIDE_TOKENS_A_DAY
    seen = amina.desk.get(amina.at("gekeken"))[1]["days"]
    (sides,) = (one for one in seen if one["what"] == "compare_sides")
    assert (sides["name"], sides["number"], sides["points"]) == ("Bram", tried // 6, tried)
    page = amina.desk.client.get(f"/patronen/{amina.organisation.pk}/").content.decode()
    assert f"nagegaan of een inbrenger genoemd is, met {tried} schrijfwijzen" in page
    assert "60 codes laten maken" in page


def test_several_people_registered_as_one_are_no_more_looks(pair: Pair) -> None:
    _, bram = pair
    names = [f"naam{number} achter{number}" for number in range(7)]
    handle = str(uuid.uuid4())
    assert bram.register(bram.named(handle, "visitor 1", *names))[0] == 422
    mine = bram.noted("visitor 1", *names[:6])
    for _ in range(rules.LOOK_TOKENS_A_DAY // 6):
        assert bram.look(mine) == {"enough": False}
    status, said = bram.desk.post(bram.at("kijken"), {"named": [mine]})
    assert (status, said["code"]) == (422, "limit")


@pytest.mark.parametrize("asked", [[], [{"epoch": 1, "matcher": 1, "tokens": []}], [{"epoch": 1, "matcher": 1}]])
def test_a_question_without_a_token_is_none(pair: Pair, asked: object) -> None:
    amina, _ = pair
    assert amina.desk.post(amina.at("kanten"), {"asked": asked})[0] == 422


def test_rows_of_another_version_say_nothing() -> None:
    token = uuid.uuid4()
    row = Kept(uuid.uuid4(), (1, 1), token, uuid.uuid4(), False, False, "name", uuid.uuid4())
    assert rules.is_named([Side(1, 1, ((token, False),))], [row]) is True
    assert rules.is_named([Side(2, 1, ((token, False),))], [row]) is False


def test_nothing_is_done_that_the_audit_and_the_other_of_the_pair_do_not_read(pair: Pair) -> None:
    """Every verb there is, but for reading how the keys stand: one line in the audit, one in the log of both."""
    amina, bram = pair
    mine = amina.noted("visitor 1", PIET)
    amina.look(mine)
    amina.is_named("noor bosman")
    amina.desk.client.get(f"/patronen/{amina.organisation.pk}/herhaling/")
    for browser in pair:
        browser.keys[2] = b"\x02" * 32
    grants = [a_grant("match", 2, browser.desk.user) for browser in pair if browser.desk.user]
    amina.desk.post(amina.at("sleutels"), {"epoch": 2, "grants": grants})
    left = amina.named(str(uuid.uuid4()), "visitor 2", PIET, epoch=2)
    assert amina.register(left)[0] == 200
    other = amina.noted("visitor 3", PIET, epoch=2)
    assert amina.withdraw(left["handle"])[0] == 200
    assert amina.renew(amina.named(mine["handle"], "visitor 1", PIET, epoch=2))[0] == 200
    Token.objects.filter(handle=other["handle"]).update(epoch=1)
    assert amina.desk.post(amina.at("afronden"), {})[0] == 200
    read = {one["what"] for one in bram.desk.get(bram.at("gekeken"))[1]["days"] if one["name"] == "Amina"}
    audited = set(Entry.objects.filter(kind="patterns.matched").values_list("verb", flat=True))
    assert read == audited == set(Do) == set(answers.SEEN) == set(page_views.ONE_AND_MORE)
