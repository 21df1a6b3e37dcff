"""Around a finding stand whole words, and a sign where more of the text is left out."""

import pytest

from nabij.reporting.rules.excerpt import after_it, before_it

TEXT = "In het eerste half jaar kwamen er drie teams voor de zomer"
START, END = TEXT.index("drie"), TEXT.index("drie") + len("drie")


@pytest.mark.parametrize(
    ("most", "before", "after"),
    [
        (11, "… kwamen er ", " teams voor …"),
        (13, "… kwamen er ", " teams voor …"),
        (14, "… kwamen er ", " teams voor de …"),
        (99, "In het eerste half jaar kwamen er ", " teams voor de zomer"),
    ],
)
def test_no_word_is_cut_in_two(most: int, before: str, after: str) -> None:
    assert before_it(TEXT, START, most) == before
    assert after_it(TEXT, END, most) == after


def test_a_word_longer_than_all_that_is_shown_is_cut_after_all() -> None:
    long = "a" * 40
    assert before_it(long, 30, 10) == f"… {'a' * 10}"
    assert after_it(long, 10, 10) == f"{'a' * 10} …"


def test_beside_a_whole_text_is_no_sign() -> None:
    assert (before_it("drie", 0, 9), after_it("drie", 4, 9)) == ("", "")
