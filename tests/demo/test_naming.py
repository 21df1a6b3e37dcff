"""The person whom several visitors of the demo name: what was sealed is what every browser would make of it."""

from datetime import date
from pathlib import Path

import pytest
from benchmarks.drawn_names import as_the_browser_reads

from nabij.patterns import rules
from nabij.patterns.answers import days_of
from nabij.patterns.models import Matched, Token
from nabij.patterns.rules import Named, NewToken
from nabij.people.models import User
from nabij.sealed.models import KeyGrant, Record, Vault
from nabij_demo.fill import fill
from nabij_demo.naming import READ, WRITTEN, choose
from nabij_demo.people import PEOPLE
from nabij_demo.plan import plan
from nabij_matcher.keys import new_key, versions_in

TODAY = date(2026, 11, 21)


def test_every_browser_reads_the_four_ways_as_one_and_the_visitors_apart() -> None:
    chosen = choose(plan(TODAY))
    read = as_the_browser_reads([{"name": written, "email": ""} for written in WRITTEN])
    assert [list(one["names"]) for one in read] == [[READ]] * 4
    visitors = as_the_browser_reads([{"name": one.name, "email": ""} for one in chosen])
    assert [one["names"][0] for one in visitors] == [" ".join(sorted(one.name.lower().split())) for one in chosen]
    assert len({one.name for one in chosen}) == len({one.id for one in chosen}) == 4
    assert {one.keeper for one in chosen} == {"noor", "wietske"}


def test_he_is_nobody_else_of_the_demo() -> None:
    assert not [one for one in PEOPLE if "Nijland" in one.name]
    assert not [one for one in plan(TODAY) if "Nijland" in one.name]


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("key_there", [True, False])
def test_each_of_the_four_finds_the_three_others(tmp_path: Path, key_there: bool) -> None:
    keys = tmp_path / "keys"
    if key_there:
        new_key(keys)
    fill(TODAY, log_n=4, matcher_keys=keys)
    assert versions_in(keys) == [1]
    row = Matched.objects.get(name="Zorggroep De Linde")
    tokens = list(row.tokens())
    assert len(tokens) == 4
    for one in tokens:
        asked = Named(one.handle, 1, 1, one.known, (NewToken(one.token, one.visitor, False, one.whose),))
        assert rules.is_enough(row.others([asked]), row.practice.pattern_threshold)
    assert Record.objects.filter(kind="match").count() == Record.objects.filter(kind="named_party").count() == 4
    pair = User.objects.filter(appointment__organisation=row, appointment__ended=None)
    holders = KeyGrant.objects.filter(part="match").values_list("grantee", flat=True)
    assert set(holders) == {one.pk for one in pair}
    assert sum(done["register_token"][0] for _, _, done in days_of(row)) == 4
    assert b"ijland" not in b"".join(bytes(one.bundle) for one in Vault.objects.all())
    assert not Token.objects.exclude(organisation_id=row.pk).exists()


@pytest.mark.django_db(databases=["default", "shred"])
def test_without_a_matcher_nobody_is_named() -> None:
    fill(TODAY, log_n=4)
    assert not Token.objects.exists()
    assert not Record.objects.filter(kind="match").exists()
