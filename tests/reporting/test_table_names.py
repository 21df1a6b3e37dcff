"""Tables in a sentence: what several have in common is said once, and none of them is lost."""

from nabij.reporting.rules.table_names import table_name, tables_named
from nabij.reporting.rules.tables import LEVEL, TALKS, VISITORS


def test_what_tables_have_in_common_is_said_once() -> None:
    names = [
        table_name(VISITORS, "rol"),
        table_name(VISITORS, "afloop"),
        table_name(VISITORS, f"{LEVEL} persoonlijk", says_yes=True),
        table_name(VISITORS, f"{LEVEL} maatschappelijk", says_yes=True),
        table_name(TALKS, "Nazorg", says_yes=True),
        table_name(TALKS, "kanaal"),
    ]
    assert tables_named(names) == (
        "mensen, naar hun rol in de organisatie; naar hoe het eindigde; "
        "mensen met iets op het niveau “persoonlijk”, “maatschappelijk”; gesprekken met “nazorg”; "
        "gesprekken, naar hoe mensen ons bereikten"
    )


def test_a_name_of_no_such_kind_stands_as_it_is() -> None:
    assert (
        tables_named(["mensen in totaal in 2016", "mensen in totaal"]) == "mensen in totaal in 2016; mensen in totaal"
    )
