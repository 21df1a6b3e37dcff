"""The demo has reports that are out, with a story that the linter lets pass, and one in the making."""

import re
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.reporting.test_nothing_else import page_text

from nabij.audit.models import first_break_of
from nabij.people.models import PublicKey, User
from nabij.reporting.actions import story as story_actions
from nabij.reporting.actions.story import contradicted
from nabij.reporting.actions.story_box import authors_of
from nabij.reporting.answers import judged
from nabij.reporting.document import Trend
from nabij.reporting.models import Answer, Meeting, Report
from nabij.reporting.reading import finished
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.looking_over import Spot, looked_over
from nabij.reporting.rules.story import Story
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from nabij.sealed.rules import STORY
from nabij_demo.fill import SEED, fill
from nabij_demo.sealed_story import section_id, sections_of
from nabij_demo.sealing import make_vault
from nabij_demo.yearly import BOARD, RECOMMENDED, TOLD, TOLD_FIRST, yearly
from nabij_vault.grant import GrantContext, open_grant
from nabij_vault.manifest import ManifestContext, open_manifest
from nabij_vault.record import RecordContext, RecordKeys, open_record

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_two_years_are_out_and_one_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[Story] = []

    def look(story: Story, known: Known, *rest: tuple[Any, ...]) -> tuple[Spot, ...]:
        looked_at.append(story)
        return looked_over(story, known, *rest)

    monkeypatch.setattr(story_actions, "looked_over", look)
    fill(date(2026, 11, 21), log_n=2)
    yearly(2026)
    assert {len(story.recommendations) for story in looked_at} == {1, 2}
    reports = Report.objects.order_by("year")
    assert [(one.year, one.published_at is not None) for one in reports] == [(2024, True), (2025, True), (2026, False)]
    assert [timezone.localdate(one.published_at) for one in reports if one.published_at] == [
        date(2025, 2, 19),
        date(2026, 3, 5),
    ]
    assert first_break_of(reports[0].practice_id) is None
    assert [one.year for one in Report.objects.visible_to(User.objects.get(email=BOARD)).order_by("year")] == [
        2024,
        2025,
    ]
    last = finished(reports[1])
    assert any(section.heading.startswith("Wat") for section in last.sections)
    blocks = [block for section in last.sections for block in section.blocks]
    assert any(isinstance(block, Trend) for block in blocks)
    text = page_text(last)
    # the board is addressed in one way, and nothing that is counted is said not to be
    assert not re.search(r"(?i)\b(?:je|jij|jou|jouw|jullie)\b", text)
    assert "Mensen die een gesprek vroegen (geteld, in" in re.sub(r"\s+", " ", text)
    assert contradicted(reports[1], judged(reports[1])) == ()
    assert RECOMMENDED[0].text in text
    assert RECOMMENDED[1].text in text
    assert all(paragraph in text for paragraph in TOLD["nature"].paragraphs)
    _tells_another_story_each_year(page_text(finished(reports[0])), text)
    assert Answer.objects.count() == 1
    assert Meeting.objects.get().moments


def _tells_another_story_each_year(older: str, text: str) -> None:
    """The story of each year stands beside the charts of that year."""
    for key, told in TOLD_FIRST.items():
        assert not set(told.paragraphs) & set(TOLD[key].paragraphs)
        assert all(paragraph in older and paragraph not in text for paragraph in told.paragraphs)


def test_the_sealed_story_opens_with_the_keys_of_either_author_and_says_what_went_out() -> None:
    fill(date(2026, 11, 21), log_n=2)
    yearly(2026)
    report = Report.objects.get(year=2025)
    place, authors = (str(report.practice_id), str(report.pk), STORY, 1), authors_of(report)
    assert len(authors) == 2
    signs = [PublicKey.objects.get(owner=report.ready_by_id).sign]
    shred = bytes(ShredKey.objects.get(box=report.pk).key)
    for author in authors:
        grant = KeyGrant.objects.get(box=report.pk, grantee=author)
        key = open_grant(GrantContext(*place), bytes(grant.sealed), make_vault(str(author), SEED).own.identity, signs)
        keys = RecordKeys(key, shred)
        link = Manifest.objects.get(box=report.pk)
        _, manifest = open_manifest(ManifestContext(*place, 1), bytes(link.sealed), keys, signs)
        said = {}
        for one in Record.objects.filter(box=report.pk):
            at = RecordContext(*place, str(one.record_id), one.kind, one.revision)
            body = open_record(at, bytes(one.sealed), keys, signs).body
            assert section_id(str(report.pk), str(body["section"])) == str(one.record_id)
            said[body["section"]] = body["value"]
        assert said == sections_of(report.text)
        assert len(manifest.entries) == len(said)
    assert {"foreword", "beside.nature", "followed", "recommendations"} <= set(said)
