"""What a template of the board is handed is exactly plain, not something derived from it that may carry more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import pytest

from nabij.kit.plain import check_plain


class Row(tuple[str, ...]):
    """A tuple that can be given attributes."""


class Name(str):
    """A text that can be given attributes."""


class Code(StrEnum):
    NORTH = "north"


@dataclass(frozen=True)
class Line:
    name: str


class Reaching(Line):
    """A frozen line in which somebody put a way to the rest."""

    @property
    def rows(self) -> list[str]:
        return ["everything"]


def test_plain_values_pass() -> None:
    check_plain(MappingProxyType({"a": (Line("Noord"), 1, True, date(2026, 1, 1), Code.NORTH, None)}), "all")


@pytest.mark.parametrize("value", [Row(), Name("x"), Reaching("x"), [], {}, object(), (Name("x"),), Line(Name("x"))])
def test_what_may_carry_more_does_not(value: object) -> None:
    with pytest.raises(TypeError, match="what"):
        check_plain(value, "what")
