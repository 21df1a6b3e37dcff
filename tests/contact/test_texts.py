"""The texts that the law asks for: whole in both languages, and a door stays shut until they were checked."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from nabij.contact import texts
from nabij.contact.help_lines import SHIPPED, lines_of, only_practice
from nabij.contact.languages import NAMES
from nabij.contact.models import HelpLine
from nabij.contact.prose import Block, blocks
from nabij.kit import codes
from tests.architecture.test_glossary import refused_words
from tests.contact.doors import confirm
from tests.personas import Personas

SECTORS = codes.labels("sector")


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_has_a_text_that_promises_no_right_to_silence(sector: str, language: str) -> None:
    shipped = texts.shipped(sector, language)
    said = {"nl": "geen recht om te zwijgen", "en": "no right to stay silent"}
    assert said[language] in shipped
    assert {"nl": "geen melding", "en": "not a formal report"}[language] in shipped
    kinds = [block.kind for block in blocks(shipped)]
    assert kinds[0] == "heading"
    assert kinds.count("heading") == len([line for line in shipped.splitlines() if line.startswith("## ")])
    assert language != "nl" or refused_words(shipped) == []


def test_every_file_is_of_a_sector_and_a_language() -> None:
    expected = {f"{name}.{language}.md" for name in (*SECTORS, "always") for language in NAMES}
    assert {path.name for path in Path(texts.FOLDER).iterdir()} == expected


def test_at_school_the_duty_is_told_of_who_works_there_and_not_of_who_comes_from_outside() -> None:
    text = texts.shipped("education_minors", "nl")
    assert "moet het meteen aan het bestuur vertellen" in text
    assert "van buiten de school hoeft dat niet" in text


def test_a_language_or_sector_without_texts_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts.shipped("care", "../en")
    with pytest.raises(FileNotFoundError):
        texts.shipped("nowhere", "nl")


def test_text_becomes_blocks_and_no_markup() -> None:
    found = blocks("## Kop\r\n\r\nEen regel\nen nog een.\n\n- een\n- <b>twee</b>\n")
    assert found == [
        Block("heading", ("Kop",)),
        Block("paragraph", ("Een regel en nog een.",)),
        Block("list", ("een", "<b>twee</b>")),
    ]


def test_a_door_opens_only_in_languages_whose_text_was_checked_as_it_is_now(people: Personas) -> None:
    assert texts.open_languages(people.organisation) == []
    row = confirm(people, people.organisation, "nl")
    assert texts.open_languages(people.organisation) == ["nl"]
    # the text changed after it was checked
    row.body = "## Anders\n\nHeel anders."
    row.save(update_fields=["body"])
    assert texts.open_languages(people.organisation) == []
    row.digest = texts.digest_of(row.body)
    row.save(update_fields=["digest"])
    assert texts.shown(people.practice, "care", "nl").body == row.body
    assert texts.open_languages(people.organisation) == ["nl"]


def test_another_practices_check_opens_nothing_here(people: Personas) -> None:
    confirm(people, people.other_organisation, "nl")
    assert texts.open_languages(people.other_organisation) == ["nl"]
    assert texts.open_languages(people.organisation) == []


def test_a_demo_needs_no_check(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr(django_settings, "CONFIGURATION", replace(django_settings.CONFIGURATION, demo=True))
    assert texts.open_languages(people.organisation) == list(NAMES)


def test_a_practices_own_numbers_win(people: Personas) -> None:
    assert lines_of(people.practice) == list(SHIPPED)
    HelpLine.objects.create(
        practice=people.practice, position=1, when="Altijd", name="De Linde", number="+31 10 1", checked_on="2026-01-02"
    )
    (own,) = lines_of(people.practice)
    assert (own.when, own.dial, own.language) == ("Altijd", "+31101", "nl")
    assert lines_of(people.other_practice) == list(SHIPPED)
    assert lines_of(None) == list(SHIPPED)


def test_two_practices_share_no_numbers_on_the_common_start(people: Personas) -> None:
    assert only_practice() is None
