"""What one counsellor is told of repetition: their own number, and of everybody else's a band or nothing. Pure.

Who knows their own matters and reads a number in all, knows the number of the colleague by subtraction; at one or two
that is a person. So of others only bands with fixed ends are told, and a finding only where at least ``LEAST_OTHERS``
of them are among it, or where the reader's own are more than is ordinary by themselves.
"""

from dataclasses import dataclass

from nabij.patterns.rules.repetition import LEAST_PEOPLE, Found

LEAST_OTHERS = LEAST_PEOPLE
FOUND_FROM = (LEAST_OTHERS, 10, 20, 50)
LOOKED_AT_FROM = (0, 5, 10, 20, 50)
"""Where each band begins; the last has no end. In all, the first is that of a total that is not told: 0 to 4."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words for one reader; ``others``: a band, or "" where nothing is told of them."""

    own: int
    others: str
    usual: int

    @property
    def sentence(self) -> str:
        """Plain Dutch, with its uncertainty."""
        mine = f"{self.own} van jou" if self.own else ""
        if not self.others:
            came = "kwam 1 mens" if self.own == 1 else f"kwamen {self.own} mensen"
            return f"Alleen al bij jou {came}. Hoogstens {self.usual} is gewoon."
        people = f"{mine} en {self.others} van je collega's" if mine else f"{self.others} mensen, niemand van jou"
        return f"Meer dan je bij toeval verwacht: {people}. Hoogstens {self.usual} in totaal is gewoon."


def told(found: Found, own: int) -> Told | None:
    """How this finding is told to who kept ``own`` of these people; None: it is not."""
    others = found.came - own
    if others >= LEAST_OTHERS:
        return Told(own, band(others, FOUND_FROM), found.high)
    return Told(own, "", found.high) if own > found.high else None


def band(number: int, begins: tuple[int, ...]) -> str:
    """The band that this number lies in, as words."""
    nth = max(at for at, begin in enumerate(begins) if begin <= number)
    return f"{begins[nth]} of meer" if nth + 1 == len(begins) else f"{begins[nth]} tot {begins[nth + 1] - 1}"
