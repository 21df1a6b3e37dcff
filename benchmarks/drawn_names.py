"""Names as often as they are borne, the ways in which people write them, and what the browser makes of them."""

# ruff: noqa: SIM905 - lists of names read better as text
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from numpy.random import Generator

MODULE = Path(__file__).parents[1] / "src" / "nabij" / "browser" / "vault" / "person-name.js"
READ = """
import { personOf } from "MODULE";
let text = "";
for await (const piece of process.stdin) text += piece;
process.stdout.write(JSON.stringify(JSON.parse(text).map(personOf)));
"""

# per ten thousand, about as often as in the Netherlands
SURNAMES = {
    "de Jong": 55, "Jansen": 48, "de Vries": 46, "van den Berg": 38, "van Dijk": 36, "Bakker": 36, "Janssen": 35,
    "Visser": 32, "Smit": 28, "Meijer": 27, "de Boer": 25, "Mulder": 24, "de Groot": 24, "Bos": 23, "Vos": 20,
    "Peters": 20, "Hendriks": 19, "van Leeuwen": 18, "Dekker": 18, "Brouwer": 17, "de Wit": 16, "Dijkstra": 16,
    "Smits": 15, "de Graaf": 14, "van der Meer": 14, "Yılmaz": 5, "el Amrani": 4, "Müller": 4, "Jørgensen": 1,
}  # fmt: skip
GIVEN = (
    "Jan Johannes Maria Peter Anna Hendrik Cornelis Kees Marieke Els Daniëlle Sanne Tim Thomas Lisa Eva Mohamed Fatima "
    "Ahmed Sara Mark Erik Linda Monique Ingrid Wilma Rob Hans Paul Karin René Begoña Femke Joost Bram Noor Lotte Ruud "
    "Gerard Willem Petra Anja Yvonne Sander Jeroen Bas Iris Laura Emma Sophie Daan Lucas Finn Nienke Jasper Renske"
).split()
BEGINNING, MIDDLE, END = (
    "Aal Ber Bol Dek Elz Fok Gri Hol Jor Kel Lam Mol Nij Oos Pol Rie Sch Tol Ver Wes Zan Bru Cla Kro Sto".split(),
    "de se me li ga ren ters hui kamp berg veld stra man boom".split(),
    "ma sma ing ink huis ens stra aar veld dam ger kens".split(),
)

DOUBLE_GIVEN, DOUBLE_SURNAME = 0.06, 0.05
"""How many of the staff have two given names that both are used, and how many two surnames."""
HYPHEN = 0.7
"""Of the double given names, how many are written with a hyphen."""
SECOND_GIVEN = "Willem Jan Maria Anne Peter Lotte Marie Kees Amin Ali Hein Louise Pieter Paul".split()


def full_name(dice: Generator) -> tuple[str, str]:
    """A given name, the first ones more often, and a surname; of some either is double."""
    given = GIVEN[min(int(dice.exponential(18)), len(GIVEN) - 1)]
    if dice.random() < DOUBLE_GIVEN:
        given += ("-" if dice.random() < HYPHEN else " ") + str(dice.choice(SECOND_GIVEN))
    surname = _surname(dice)
    return given, f"{surname}-{_surname(dice)}" if dice.random() < DOUBLE_SURNAME else surname


def _surname(dice: Generator) -> str:
    at = dice.integers(10_000)
    for surname, share in SURNAMES.items():
        at -= share
        if at < 0:
            return surname
    return "".join(str(dice.choice(part)) for part in (BEGINNING, MIDDLE, END))


def typed(given: str, surname: str, address: str, dice: Generator) -> dict[str, str]:
    """One way to write somebody down: one in seven knows the address, one in ten only an initial, a few slip.

    Of a double surname four in ten write both, as many the first and the others the second; a hyphen in a given name is
    left out by three in ten.
    """
    first, *second = surname.split("-")
    if second and dice.random() >= 0.4:
        surname = str(dice.choice([first, first, second[0]]))
    if "-" in given and dice.random() < 0.3:
        given = given.replace("-", " ")
    particle, last = ("", surname) if "-" in surname else surname.rpartition(" ")[::2]
    ways = (
        (40, f"{given} {surname}"),
        (10, f"{given} {surname}".lower()),
        (10, f"{last}, {given} {particle}".strip()),
        (10, f"{dice.choice(['dhr.', 'mevrouw', 'drs.', 'mw.'])} {given} {surname}"),
        (6, f"{given} {last}"),
        (5, f"{given} {surname} (teamleider)"),
        (4, f"{given} J. {surname}"),
        (8, f"{given[0]}. {surname}"),
        (3, given),
        (4, f"{given} {surname[:-2]}{surname[-1]}{surname[-2]}"),
    )
    shares = [share for share, _ in ways]
    name = ways[int(dice.choice(len(ways), p=[share / sum(shares) for share in shares]))][1]
    return {"name": name, "email": address if dice.random() < 1 / 7 else ""}


def as_the_browser_reads(written: Sequence[dict[str, str]]) -> list[dict[str, object]]:
    """The address and the names that tokens are made of, from the very module that the browser loads."""
    script = READ.replace("MODULE", MODULE.as_uri())
    asked = ["node", "--input-type=module", "-e", script]
    found = subprocess.run(asked, input=json.dumps(written), capture_output=True, text=True, check=True)
    read: list[dict[str, object]] = json.loads(found.stdout)
    return read
