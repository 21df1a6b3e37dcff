"""Who and where: a fictional practice with a school board, a care group and a municipality. All of it is made up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Someone with an account in the demo."""

    key: str
    name: str
    role: str
    organisation: str | None = None
    kind: str = "external"
    languages: tuple[str, ...] = ("nl",)
    expertise: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@demo.nabij.test"


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A part of an organisation; ``busy`` weighs how often people come (0: nobody ever did)."""

    name: str
    head_count: int
    busy: float
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedOrganisation:
    """An organisation with its units, its pair (the account holder first) and the internal counsellors beside it."""

    key: str
    name: str
    sector: str
    languages: tuple[str, ...]
    units: tuple[PlannedUnit, ...]
    pair: tuple[str, ...]
    per_year: int
    internal: tuple[str, ...] = ()

    @property
    def head_count(self) -> int:
        return sum(unit.head_count for unit in self.units if unit.parent is None)


PRACTICE = "Praktijk Binnenwater"

# the role under which somebody with seven words stands in the list of people; they have no account
VISITOR = "visitor"

PEOPLE = (
    PlannedPerson("noor", "Noor Verhagen", "counsellor", languages=("nl", "en"), expertise=("care", "government")),
    PlannedPerson(
        "tarik", "Tarik Aydin", "counsellor", languages=("nl", "tr"), expertise=("education_minors", "sport")
    ),
    PlannedPerson(
        "wietske", "Wietske Hoekstra", "counsellor", languages=("nl", "fy"), expertise=("education_minors", "care")
    ),
    PlannedPerson(
        "ruben", "Ruben de Wit", "counsellor", languages=("nl", "en", "de"), expertise=("government", "business")
    ),
    PlannedPerson("anke", "Anke Vos", "counsellor", kind="internal", expertise=("government",)),
    PlannedPerson("lidewij", "Lidewij Brandsma", "practice_manager"),
    PlannedPerson("hedwig", "Hedwig Post", "board_contact", organisation="linde"),
    PlannedPerson("joris", "Joris Kamphuis", "board_contact", organisation="oost"),
    PlannedPerson("salma", "Salma Bouzid", "board_contact", organisation="waterrijk"),
)

# whoever writes to somebody else at a board is told that there is no vault there yet
BOARD_WITH_VAULT = {"hedwig", "joris"}

ORGANISATIONS = (
    PlannedOrganisation(
        "linde",
        "Zorggroep De Linde",
        "care",
        ("nl", "en"),
        (
            PlannedUnit("Noord", 410, 1.0),
            PlannedUnit("Centrum", 520, 1.2),
            PlannedUnit("Havenzicht", 230, 0.0),
            PlannedUnit("Stafdiensten", 80, 0.6),
        ),
        ("noor", "wietske"),
        21,
    ),
    PlannedOrganisation(
        "oost",
        "Scholenkring Oost",
        "education_minors",
        ("nl",),
        (
            PlannedUnit("De Waterlelie", 46, 1.1),
            PlannedUnit("Het Kompas", 38, 0.8),
            PlannedUnit("Lyceum Oost", 142, 1.4),
            PlannedUnit("Bestuurskantoor", 17, 0.5),
        ),
        ("tarik", "wietske"),
        12,
    ),
    PlannedOrganisation(
        "waterrijk",
        "Gemeente Waterrijk",
        "government",
        ("nl",),
        (
            PlannedUnit("Sociaal domein", 160, 1.3),
            PlannedUnit("Ruimte", 210, 1.0),
            PlannedUnit("Buitendienst", 95, 0.3, parent="Ruimte"),
            PlannedUnit("Bedrijfsvoering", 120, 0.9),
        ),
        ("ruben", "noor"),
        16,
        ("anke",),
    ),
)
