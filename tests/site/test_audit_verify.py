"""Walking the audit's chains from the command line."""

import argparse

import pytest
from django.conf import settings

from nabij.audit.models import Entry, Head, first_break_of
from nabij.people.actions.founding import Founder, found_practice
from nabij_cli import audit_verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def verify(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # a plain function
    monkeypatch.setattr(audit_verify, "prepare", lambda: settings.CONFIGURATION)
    monkeypatch.setattr(audit_verify, "start_django", lambda: None)
    for name in ("een", "twee"):
        found_practice(name, Founder(name, f"{name}@voorbeeld.test"))
    return lambda: audit_verify.run(argparse.Namespace())


def test_whole_chains_hold(verify, capsys) -> None:  # type: ignore[no-untyped-def]  # fixtures
    assert verify() == 0
    assert capsys.readouterr().out.splitlines() == [
        "Het logboek klopt: 2 regels, 2 praktijken.",
        "Het register van cijfers klopt: 0 regels, 0 organisaties.",
    ]


def test_a_changed_line_is_named_with_its_practice(verify, capsys) -> None:  # type: ignore[no-untyped-def]  # fixtures
    entry = Entry.objects.order_by("at").first()
    assert entry
    Entry.objects.filter(pk=entry.pk).update(verb="something_else")
    assert verify() == 1
    assert f"praktijk {entry.practice_id} breekt bij regel 1" in capsys.readouterr().out


def test_a_chain_without_its_lines_is_found(verify) -> None:  # type: ignore[no-untyped-def]  # fixtures
    Entry.objects.filter(practice_id=Head.objects.values("practice_id")[:1]).delete()
    assert verify() == 1


def test_a_chain_without_its_head_is_found(verify) -> None:  # type: ignore[no-untyped-def]  # fixtures
    Head.objects.all().delete()
    assert verify() == 1


def test_a_practice_with_people_and_no_lines_at_all_is_found(verify, capsys) -> None:
    Entry.objects.all().delete()
    Head.objects.all().delete()
    assert verify() == 1
    assert capsys.readouterr().out.count("is leeg, terwijl er mensen of kwesties zijn.") == 2


def test_lines_without_a_head_break_behind_the_last_one(verify) -> None:
    practice = Head.objects.values_list("practice_id", flat=True)[0]
    assert first_break_of(practice) is None
    Head.objects.filter(practice_id=practice).delete()
    assert first_break_of(practice) == 2
