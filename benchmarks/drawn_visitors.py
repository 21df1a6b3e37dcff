"""What each matter holds of the visitor: a name, an address, a number, two of these, or nothing."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from numpy.random import Generator

from benchmarks.drawn_names import full_name

MODULE = Path(__file__).parents[1] / "src" / "nabij" / "browser" / "day" / "match-record.js"
READ = """
import { alsoKnownAs, alsoKnownTogether, countedAs, knownBy } from "MODULE";
let text = "";
for await (const piece of process.stdin) text += piece;
const written = { part: "notes", epoch: 1, kind: "person", revision: 1 };
const opened = ({ id, ...content }) => ({ id, records: [{ ...written, id, content }] });
const read = ({ own, first }) => {
  const matter = opened(own), before = first && opened(first);
  const visitor = countedAs(before ?? matter);
  return { visitor, known: knownBy(visitor), also: before ? alsoKnownTogether(before, matter) : alsoKnownAs(matter) };
};
process.stdout.write(JSON.stringify(JSON.parse(text).map(read)));
"""

NAMED, BY_ADDRESS, BY_NUMBER = 0.6, 0.1, 0.1
"""What a counsellor knows of a visitor first; of the others nothing."""
SECOND = 0.5
"""Of those who are known by a name or an address, how many by something else too."""
ONLY_ONE = 0.4
"""Of the matters of those, how many hold only one of the two: the first, or as often the second."""
FALSE_NAME = 0.05
"""How many give the second counsellor another name."""
SAID_SAME = 0.8
"""Of the matters of one visitor at one counsellor, how many the counsellor says are the same visitor's."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one matter holds of its visitor, ``same``: that the counsellor says who it is, where they came before."""

    name: str = ""
    email: str = ""
    phone: str = ""
    same: bool = True


NOTHING = Held()


@dataclass(frozen=True, slots=True)
class Read:
    """By what the visitor of a matter counts, what kind of thing that is, and by what else they are known."""

    visitor: str
    known: str
    also: tuple[str, ...]


class Visitors:
    """Draws, matter by matter, what is held of whom: the same person gives the same things."""

    def __init__(self, dice: Generator) -> None:
        self._dice = dice
        self._own: dict[str, tuple[str, str]] = {}
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def held(self, visitor: str, counsellor: int) -> Held:
        """What the next matter of this visitor at this counsellor holds."""
        dice = self._dice
        if visitor not in self._own:
            own = " ".join(full_name(dice))
            self._own[visitor] = own, " ".join(full_name(dice)) if dice.random() < FALSE_NAME else own
        if (visitor, counsellor) not in self._known:
            self._known[visitor, counsellor] = self._drawn()
        some = self._known[visitor, counsellor]
        if len(some) == 2 and dice.random() < ONLY_ONE:
            some = (str(dice.choice(some)),)
        number = list(self._own).index(visitor)
        things = {
            "name": self._own[visitor][counsellor],
            "email": f"bezoeker{number}@post.voorbeeld.nl",
            "phone": f"06{number:08}",
        }
        return Held(**{one: things[one] for one in some}, same=bool(dice.random() < SAID_SAME))

    def _drawn(self) -> tuple[str, ...]:
        drawn, second, which = self._dice.random(3)
        if drawn < NAMED:
            return ("name",) if second >= SECOND else ("name", "phone" if which < 2 / 3 else "email")
        if drawn < NAMED + BY_ADDRESS:
            return ("email",) if second >= SECOND else ("email", "phone")
        return ("phone",) if drawn < NAMED + BY_ADDRESS + BY_NUMBER else ()


def as_the_browser_counts(matters: Sequence[tuple[Held, int | None]], ids: Sequence[str]) -> list[Read]:
    """By what each visitor counts, by the browser's own module; with each where the first of the same visitor is."""

    def whole(at: int) -> dict[str, str]:
        one = matters[at][0]
        return {"id": ids[at], "name": one.name, "email": one.email, "phone": one.phone}

    asked = [
        {"own": whole(at), "first": None if first is None else whole(first)} for at, (_, first) in enumerate(matters)
    ]
    command = ["node", "--input-type=module", "-e", READ.replace("MODULE", MODULE.as_uri())]
    found = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return [Read(one["visitor"], one["known"], tuple(one["also"])) for one in json.loads(found.stdout)]
