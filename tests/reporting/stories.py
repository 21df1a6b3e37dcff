"""Reports in the making, and the sealed shapes of their stories; nothing here can be opened."""

import os
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from nabij.matters.models import Encounter, Matter
from nabij.people.models import Counsellor, Role, User
from nabij.reporting.models import Report
from tests.making import Desk, a_grant, a_record, b64, make_vault, with_manifests
from tests.personas import Personas

type Json = dict[str, Any]

NOTHING: Json = {"records": [], "manifests": []}
TEXT: Json = {
    "beside": {"people": {"paragraphs": ["Vaker dan eerder kwam iemand vroeg."], "question": "", "why_none": ""}}
}


def make_report(people: Personas, year: int = 2025) -> Report:
    """The report of Amina's organisation over a year; the same one when asked twice."""
    found = Report.objects.filter(organisation=people.organisation, year=year, published_at=None).first()
    return found or Report.objects.create(
        practice=people.practice,
        organisation=people.organisation,
        year=year,
        begun_by=people.amina,
        begun_at=timezone.now(),
    )


def a_counted_year(people: Personas, count: int = 60, year: int = 2025) -> None:
    """So many people who came to Bram in this year, with a conversation each: enough for figures of every sort."""
    natures, outcomes = ("bullying", "discrimination"), ("told_enough", "no_step_chosen")
    for nth in range(count):
        month = date(year, nth % 12 + 1, 1)
        matter = Matter.objects.create(
            id=uuid4(),
            practice=people.practice,
            organisation=people.organisation,
            keeper=people.bram,
            opened_month=month,
            closed_month=month,
            turn="nobody",
            nature=[natures[nth % 2]],
            primary_nature=natures[nth % 2],
            outcome=outcomes[nth % 2],
            person_role="employee",
            person_position="affected",
            subject_relation="direct_manager",
        )
        Encounter.objects.create(
            id=uuid4(),
            practice=people.practice,
            matter=matter,
            month=month,
            channel=("phone", "on_site")[nth % 2],
            duration="hour",
            involvement=["listening"],
        )


def make_third(people: Personas) -> User:
    """Fenna: a counsellor of the practice who is not appointed at the organisation."""
    user = User(practice=people.practice, email="fenna@voorbeeld.test", name="Fenna", role=Role.COUNSELLOR)
    user.set_unusable_password()
    user.save()
    Counsellor.objects.create(practice=people.practice, user=user, languages=["nl"], expertise=["care"])
    return user


def address(report: Report, step: str) -> str:
    return f"/jaarverslagen/{report.pk}/verhaal/{step}"


def first_keys(*authors: User, epoch: int = 1) -> Json:
    """The body of *sleutels* with which a story begins."""
    return {
        "epoch": epoch,
        "shred_key": b64(os.urandom(32)),
        "grants": [a_grant("story", epoch, author) for author in authors],
        "sealed": NOTHING,
    }


def later_keys(epoch: int, *authors: User, sealed: Json = NOTHING) -> Json:
    grants = [a_grant("story", epoch, author) for author in authors]
    return {"epoch": epoch, "shred_key": None, "grants": grants, "sealed": sealed}


def a_section(epoch: int = 1, revision: int = 1, id: str | None = None) -> Json:
    return a_record("section", "story", epoch, revision, id)


def sections(report: Report, *records: Json) -> Json:
    """The body of *bewaren*."""
    return {"sealed": with_manifests(report.pk, *records), "draft": None}


def begun(people: Personas) -> tuple[Report, Desk, Desk]:
    """A story that Amina began and shared with Bram, and their browsers."""
    for author in (people.amina, people.bram):
        make_vault(author)
    report, amina = make_report(people), Desk(people.amina)
    assert amina.post(address(report, "sleutels.json"), first_keys(people.amina, people.bram))[0] == 200
    return report, amina, Desk(people.bram)


def ready(people: Personas, text: Json) -> tuple[Report, Desk, Desk]:
    """The same, with one section, set ready with this text."""
    report, amina, bram = begun(people)
    assert amina.post(address(report, "bewaren.json"), sections(report, a_section()))[0] == 200
    body = {"epoch": 1, "counter": 1, "text": text}
    assert amina.post(address(report, "klaarzetten.json"), body) == (200, {"saved": True, "already": False})
    report.refresh_from_db()
    return report, amina, bram
