"""What is read of a box fits together, or is not given."""

from uuid import UUID

import pytest

from nabij.kit.errors import Refused
from nabij.sealed import answers

BOX = UUID(int=7)


def test_what_was_written_meanwhile_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1, 2, 2, 2])
    monkeypatch.setattr(answers, "_written", lambda box: next(moments))
    read = iter(["torn", "whole"])
    assert answers.at_one_moment(BOX, lambda: next(read)) == "whole"


def test_what_never_holds_still_is_refused_and_not_given_torn(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100))
    monkeypatch.setattr(answers, "_written", lambda box: next(moments))
    read: list[str] = []
    with pytest.raises(Refused) as refused:
        answers.at_one_moment(BOX, lambda: read.append("torn"))
    assert refused.value.code == "stale"
    assert len(read) == answers.TRIES
