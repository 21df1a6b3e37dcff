"""Every sentence of the visitor has its English one, and what programs read is what people edited."""

import gettext
import re

import pytest

from tests.contact.translations import tool

PLACES = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.mark.parametrize("language", tool().LANGUAGES)
def test_the_compiled_catalogue_holds_every_sentence_of_the_pages_and_no_other(language: str) -> None:
    edited = {message.id: message.string for message in tool().read(language) if message.id}
    assert edited.keys() == tool().sentences().keys(), "python tools/make_translations.py"
    assert [sentence for sentence, said in edited.items() if not said] == []
    with tool().catalogue(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {sentence: compiled.gettext(sentence) for sentence in edited} == edited


@pytest.mark.parametrize("language", tool().LANGUAGES)
def test_a_translation_has_the_same_places_to_fill(language: str) -> None:
    messages = [message for message in tool().read(language) if message.id]
    assert messages
    assert [m.id for m in messages if sorted(PLACES.findall(m.id)) != sorted(PLACES.findall(m.string))] == []
