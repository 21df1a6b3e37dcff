"""Every text of a visitor is easy to read, in both languages, and its score is listed."""

import pytest

from tests.contact import reading
from tests.contact.reading import Text
from tests.contact.translations import by_file

TEXTS = reading.texts()


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("nieuw", 1), ("koeien", 2), ("beïnvloed", 3), ("één", 1), ("vertrouwenspersoon", 5), ("praten", 2), ("jij", 1)],
)
def test_dutch_syllables_are_counted_by_their_sounds(word: str, syllables: int) -> None:
    assert reading.dutch_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"), [("safe", 1), ("people", 2), ("counsellor", 3), ("the", 1), ("phone", 1)]
)
def test_english_syllables_leave_out_a_silent_e(word: str, syllables: int) -> None:
    assert reading.english_syllables(word) == syllables


def test_hard_language_scores_hard() -> None:
    legal = (
        "Het bevoegd gezag is gehouden de betrokkene onverwijld schriftelijk te informeren omtrent de ingevolge de "
        "toepasselijke geheimhoudingsverplichtingen geldende uitzonderingsbepalingen."
    )
    assert reading.flesch_douma(legal) < 20
    assert (
        reading.flesch_kincaid("Notwithstanding applicable confidentiality obligations, exceptions materialise.") > 15
    )


@pytest.mark.parametrize("text", [text for text in TEXTS if not text.labels], ids=lambda text: text.name)
def test_every_text_is_easy_in_both_languages(text: Text) -> None:
    assert reading.flesch_douma(text.dutch) >= reading.EASIEST_NL
    assert reading.flesch_kincaid(text.english) <= reading.HARDEST_EN
    assert max(reading.longest(text.dutch), reading.longest(text.english)) <= reading.LONGEST_SENTENCE


def test_only_labels_of_codes_have_no_limit() -> None:
    assert [text.name for text in TEXTS if text.labels] == ["code_words.py"]


def test_no_text_of_the_door_is_left_out() -> None:
    scored = "\n".join(text.dutch for text in TEXTS)
    missing = [one for said in by_file().values() for one in said if one not in scored]
    assert missing == []
    names = {text.name for text in TEXTS}
    assert {"paper/poster", "paper/cards", "paper/intranet", "mail to a visitor", "kit/404.html"} <= names


def test_the_list_of_scores_is_up_to_date() -> None:
    assert reading.DOCUMENT.read_text(encoding="utf-8") == reading.page(), "python -m tests.contact.reading --write"
