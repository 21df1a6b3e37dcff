"""Dutch number words and their values."""

import pytest

from nabij.reporting.rules.number_words import together, value_of


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("nul", 0),
        ("een", 1),
        ("twaalf", 12),
        ("negentien", 19),
        ("twintig", 20),
        ("eenentwintig", 21),
        ("drieendertig", 33),
        ("achtennegentig", 98),
        ("honderd", 100),
        ("honderdeen", 101),
        ("honderdeneen", 101),
        ("honderdvijfenveertig", 145),
        ("negenhonderdnegenennegentig", 999),
        ("twaalfhonderd", 1200),
        ("duizend", 1000),
        ("duizendeneen", 1001),
        ("tweeduizendvijfentwintig", 2025),
        ("honderdduizend", 100_000),
        ("drietal", 3),
        ("driemaal", 3),
        ("tienvoudig", 10),
        ("vierkoppige", 4),
        ("trio", 3),
        ("dozijn", 12),
    ],
)
def test_a_number_word_has_its_value(word: str, value: int) -> None:
    assert value_of(word) == value


@pytest.mark.parametrize(
    "word",
    [
        "",
        "en",
        "eenmaal",
        "aantal",
        "tal",
        "drietand",
        "vieren",
        "duizendpoot",
        "honderden",
        "elfde",
        "gezeven",
        "nulhonderd",
        "honderdnul",
        "tienentwintig",
    ],
)
def test_other_words_are_no_numbers(word: str) -> None:
    assert value_of(word) is None


def test_a_company_counts_only_where_it_is_one() -> None:
    words = ("tweeen", "drieen", "vieren", "vijven", "zessen", "zevenen", "achten", "negenen", "zes")
    assert [together(word) for word in words] == [2, 3, 4, 5, 6, 7, 8, 9, None]
