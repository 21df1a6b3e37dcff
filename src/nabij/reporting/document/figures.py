"""What may stand where a figure stands, and what no text and no figure of a report may be."""

from dataclasses import dataclass, fields
from enum import Enum

from nabij.reporting.rules.on_paper import check_text


class Mark(Enum):
    """What stands where no number stands. One mark for all that is withheld: two would tell which ones are small.

    ``ABSENT``: of that year nothing went out.
    """

    HIDDEN = "hidden"
    IMPOSSIBLE = "impossible"
    ABSENT = "absent"


class Ring(Enum):
    """Whether a place was quieter than one would expect; never how quiet."""

    OPEN = "open"
    FILLED = "filled"
    UNTOLD = "untold"


type Figure = int | Hours | Mark | Ring

SAID: dict[Mark | Ring, str] = {
    Mark.HIDDEN: "niet getoond",
    Mark.IMPOSSIBLE: "kan niet voorkomen",
    Mark.ABSENT: "geen verslag",
    Ring.OPEN: "stiller dan verwacht",
    Ring.FILLED: "zoals verwacht",
    Ring.UNTOLD: "te klein om iets te zeggen",
}
# printed in every report, whether anything is withheld or not
WITHHELD_TOLD = (
    "Waar “niet getoond” staat, geven we geen aantal. Het kan om weinig mensen gaan, om niemand, of om een aantal "
    "waarmee een ander aantal uit te rekenen is. Soms is ook een groter aantal weg, door loting: zo ziet niemand aan "
    "het weglaten zelf welke groep klein is."
)


def said(figure: Figure) -> str:
    """The figure as a Dutch reader reads it: 1.240, or 12,5 where it is hours, or words."""
    if isinstance(figure, Hours):
        return said(figure.quarters // 4) + ("", ",25", ",5", ",75")[figure.quarters % 4]
    return f"{figure:,}".replace(",", ".") if isinstance(figure, int) else SAID[figure]


# what may be true or not: how something is laid out, and nothing of whom it is about
TRUTHS = {"total", "in_line", "says_again"}


class Checked:
    """Checks every text, figure and tuple of a dataclass when it is made."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # every heir is a dataclass
            _check(getattr(self, field.name), field.name)


def _check(value: object, name: str) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, bool) and name not in TRUTHS:
        raise TypeError(f"{name}: a truth is no figure")
    elif isinstance(value, int) and value < 0:
        raise ValueError(f"{name}: a figure is not below nought")
    elif isinstance(value, list | dict | set | float):
        raise TypeError(f"{name}: {type(value).__name__} is neither frozen nor released")
    elif isinstance(value, tuple):
        for one in value:
            _check(one, name)


@dataclass(frozen=True)
class Hours(Checked):
    """Time as it was noted, in quarters of an hour: told so, rows add up to their total; rounded they would not."""

    quarters: int
