"""A year in the register of an organisation, straight into its rows: chosen counts, no content."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from typing import Literal
from uuid import uuid4

from nabij.kit.permit import Permit, permit
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Organisation, PublicKey, User
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.reporting.actions import story as actions
from nabij.reporting.actions.beside import figures_beside
from nabij.reporting.actions.figures import begin_report, plan_figures, publish_report
from nabij.reporting.actions.story_box import kept_keys, share_story, write_story
from nabij.reporting.answers import judged
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.story import Beside, Story
from nabij.reporting.rules.story_box import NewText
from nabij.sealed.forms import read_sections, read_story_keys
from tests.making import make_vault
from tests.personas import Personas
from tests.reporting.stories import a_section, first_keys, sections

NATURES = ("bullying", "intimidation", "work_conflict", "leadership_style", "financial_violation", "discrimination")
ROLES = ("employee", "employee", "employee", "manager", "hired_external", "intern")
SUBJECTS = ("direct_manager", "colleague", "higher_management", "client_patient", "organisation_policy")
OUTCOMES = ("told_enough", "raised_self", "via_manager", "formal_complaint", "ongoing")
CHANNELS = ("phone", "on_site", "video", "email", "phone", "walk_in")


def a_year(keeper: User, organisation: Organisation, count: int, year: int = 2025) -> list[Matter]:
    """So many matters, spread over the codes and the parts of the organisation, with two encounters each."""
    units = [*organisation.unit_set.order_by("name"), None]
    turns = (cycle(values) for values in (NATURES, ROLES, SUBJECTS, OUTCOMES, units))
    rows = [
        Matter(
            id=uuid4(),
            practice=organisation.practice,
            organisation=organisation,
            keeper=keeper,
            opened_month=date(year, 1 + place % 12, 1),
            primary_nature=nature,
            person_role=role,
            subject_relation=subject,
            outcome=outcome,
            person_position="affected" if place % 3 else "bystander",
            unit=unit,
        )
        for place, (nature, role, subject, outcome, unit) in enumerate(islice(zip(*turns, strict=True), count))
    ]
    Matter.objects.bulk_create(rows)
    Encounter.objects.bulk_create(
        Encounter(
            id=uuid4(),
            practice=organisation.practice,
            matter=matter,
            month=matter.opened_month,
            channel=CHANNELS[(place + time) % len(CHANNELS)],
            duration=("half_hour", "hour")[time],
            involvement=["listening"] if place % 2 else ["listening", "advice"],
        )
        for place, matter in enumerate(rows)
        for time in range(2)
    )
    return rows


def begun(author: User, organisation: Organisation, year: int = 2025) -> Report:
    """The report of a year, begun by this author."""
    new = Report(practice=organisation.practice, organisation=organisation, year=year)
    return begin_report(permit(author, Do.BEGIN, new))


def replan(report: Report, people: Personas, plan: Plan, based_on: int | None = None) -> Report:
    """The report with another plan, chosen by Bram."""
    author: Permit[Report, Literal[Do.PLAN]] = permit(people.bram, Do.PLAN, report)
    plan_figures(author, lambda row: plan, based_on=report.plan_version if based_on is None else based_on)
    return Report.objects.get(pk=report.pk)


def set_ready(report: Report, author: User, told: Story | None = None) -> Report:
    """The report once its authors set it ready, with the figures of now and a reason in each section without story."""
    draft = judged(report)
    beside = {key: Beside(why_none="Hier valt nu niets over te zeggen.") for key in figures_beside(report, draft)}
    told = told or Story()
    corrected = told.corrected or (("Een aantal was verkeerd opgeteld.",) if report.edition > 1 else ())
    told = replace(told, beside={**beside, **told.beside}, corrected=corrected)
    text = NewText(*_written(report, author), told)
    actions.set_ready(permit(author, Do.SET_READY, report), text, draft)
    return Report.objects.get(pk=report.pk)


def _written(report: Report, author: User) -> tuple[int, int]:
    """One more sealed section of this author, whose story it is; its key and its place in the chain."""
    if not PublicKey.objects.filter(owner=author).exists():
        make_vault(author)
    epoch = kept_keys(report).epoch
    if epoch == 0:
        epoch = 1
        share_story(permit(author, Do.SHARE_STORY, report), read_story_keys(first_keys(author)))
    sealed, _ = read_sections(sections(report, a_section(epoch)))
    write_story(permit(author, Do.WRITE, report), sealed, None)
    return epoch, sealed.manifests[0].counter


def publish(report: Report, author: User) -> Report:
    """The report, let out by this author."""
    ledger = open_ledger(report.organisation)
    publish_report(permit(author, Do.PUBLISH, report), permit(author, DoRelease.RELEASE, ledger))
    return Report.objects.get(pk=report.pk)
