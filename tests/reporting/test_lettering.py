"""Capitals inside a label stay; only its first letter follows the place where it stands."""

import pytest

from nabij.kit import codes
from nabij.reporting.rules.lettering import capital, in_a_sentence


@pytest.mark.parametrize("label", ["Actief in het gesprek (PLUS)", "Ondersteunen bij melding (Wbk / bestuur)", "HR"])
def test_a_label_keeps_its_capitals(label: str) -> None:
    assert capital(label) == label
    assert capital(in_a_sentence(label)) == label


def test_inside_a_sentence_only_the_first_letter_is_lowered() -> None:
    assert in_a_sentence("Overweegt of deed een Wbk-melding") == "overweegt of deed een Wbk-melding"
    assert in_a_sentence("HR en de OR") == "HR en de OR"
    assert in_a_sentence("OR") == "OR"
    assert (in_a_sentence(""), capital("")) == ("", "")
    assert capital("na 3 maanden") == "Na 3 maanden"


def test_every_label_of_the_lists_comes_through() -> None:
    for named in ("involvement", "outcome", "person_position", "prevention_activity"):
        for label in codes.labels(named).values():
            assert capital(in_a_sentence(label)) == label
