"""Who may be appointed where, how units fit in each other, what is left to set up, and what things are called. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nabij.kit.errors import Refused

INVITATION_DAYS = 7
INVITATION_WORKS_FOR = timedelta(days=INVITATION_DAYS)
EXTERNALS_AT_MOST = 2

LANGUAGES = {
    "nl": "Nederlands",
    "en": "Engels",
    "de": "Duits",
    "fr": "Frans",
    "fy": "Fries",
    "ar": "Arabisch",
    "ber": "Berber",
    "es": "Spaans",
    "pap": "Papiaments",
    "pl": "Pools",
    "ro": "Roemeens",
    "bg": "Bulgaars",
    "ru": "Russisch",
    "so": "Somalisch",
    "srn": "Sranantongo",
    "ti": "Tigrinya",
    "tr": "Turks",
    "uk": "Oekraïens",
    "ngt": "Nederlandse Gebarentaal",
}


@dataclass(frozen=True, slots=True)
class Appointed:
    """One running appointment, as the rules see it."""

    counsellor: UUID
    external: bool
    account_holder: bool = False


def appoint(running: Sequence[Appointed], counsellor: UUID, *, external: bool) -> Appointed:
    """The appointment to add; the first external one holds the account. Raises ``Refused``."""
    if any(one.counsellor == counsellor for one in running):
        raise Refused("Deze vertrouwenspersoon is hier al aangesteld.", code="conflict")
    externals = [one for one in running if one.external]
    if external and len(externals) >= EXTERNALS_AT_MOST:
        raise Refused("Hier werken al twee externe vertrouwenspersonen. Beëindig eerst een aanstelling.")
    return Appointed(counsellor, external, account_holder=external and not any(one.account_holder for one in running))


def check_account_holder(running: Sequence[Appointed], counsellor: UUID) -> None:
    """Only one of the external counsellors who are appointed now can hold the account; raises ``Refused``."""
    found = next((one for one in running if one.counsellor == counsellor), None)
    if found is None:
        raise Refused("Deze aanstelling is al beëindigd.", code="stale")
    if not found.external:
        raise Refused("Een interne vertrouwenspersoon kan geen accounthouder zijn.")


def would_loop(parents: Mapping[int, int | None], unit: int, new_parent: int | None) -> bool:
    """Whether hanging ``unit`` under ``new_parent`` puts it inside itself; ``parents`` maps each unit to its parent."""
    above, seen = new_parent, set[int]()
    while above is not None and above not in seen:
        if above == unit:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """One unit as the tree sees it; ``head_count`` is 0 when unknown."""

    id: int
    parent: int | None
    name: str
    head_count: int


def in_tree_order(parts: Iterable[Part]) -> list[tuple[int, Part]]:
    """Every part once, under its parent, by name, each with its depth (0 at the top)."""
    below: dict[int | None, list[Part]] = {}
    for part in sorted(parts, key=lambda part: part.name.casefold()):
        below.setdefault(part.parent, []).append(part)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[int, Part]]:
        for part in below.get(parent, []):
            yield depth, part
            yield from walk(part.id, depth + 1)

    return list(walk(None, 0))


def at_itself(parts: Iterable[Part]) -> dict[int, int]:
    """How many work at each part without the parts of it, by id; only of parts whose own head count is known.

    At most so many, where it is not known how many work in some part of it; nought where those have all or more.
    """
    below: dict[int | None, list[Part]] = {}
    for part in (listed := list(parts)):
        below.setdefault(part.parent, []).append(part)

    def within(part: Part) -> int:
        return sum(max(one.head_count, within(one)) for one in below.get(part.id, []))

    return {part.id: max(0, part.head_count - within(part)) for part in listed if part.head_count}


def counts_that_do_not_fit(whole: str, head_count: int, parts: Iterable[Part]) -> list[str]:
    """Sentences about parts that count more people than what they are part of; unknown (0) wholes are left alone."""
    listed = list(parts)
    names = {None: (whole, head_count)} | {part.id: (part.name, part.head_count) for part in listed}
    found = []
    for parent, (name, people) in names.items():
        total = sum(part.head_count for part in listed if part.parent == parent)
        if people and total > people:
            found.append(f"De onderdelen van {name} tellen samen {total} mensen, {name} zelf telt er {people}.")
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What is there in a practice, counted, for the set-up list."""

    settings_chosen: bool
    own_account_secured: bool
    counsellors: int
    counsellors_with_vault: int
    organisations: int
    organisations_with_head_count: int
    organisations_with_account_holder: int
    organisations_with_board_contact: int


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the set-up list: ``done`` of ``of``; finished when all are done and there is at least one."""

    key: str
    done: int
    of: int

    @property
    def finished(self) -> bool:
        return self.of > 0 and self.done >= self.of


def setup_tasks(facts: Facts) -> list[Task]:
    """What a practice has to set up, in the order in which it goes easiest."""
    every = facts.organisations
    return [
        Task("security", int(facts.own_account_secured), 1),
        Task("practice", int(facts.settings_chosen), 1),
        Task("counsellors", min(facts.counsellors, 1), 1),
        Task("organisations", min(every, 1), 1),
        Task("head_counts", facts.organisations_with_head_count, every),
        Task("pairs", facts.organisations_with_account_holder, every),
        Task("vaults", facts.counsellors_with_vault, facts.counsellors),
        Task("board_contacts", facts.organisations_with_board_contact, every),
    ]


NAME_TAKEN = (
    "In jullie praktijk heet al iemand zo. Zet er een voorletter bij, want bij toestemmingen en sleutels staat alleen "
    "de naam."
)


UNSEEN = "De naam bevat een teken dat je niet ziet. Typ de naam opnieuw, zonder te plakken."
TWO_SCRIPTS = (
    "De naam bevat letters uit twee schriften, bijvoorbeeld een Russische a tussen Nederlandse letters. Typ de naam "
    "opnieuw, zonder te plakken."
)
_LETTERS = {"Lu", "Ll", "Lt", "Lo"}
# Japanese is written in three scripts at once
_AS_ONE = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}


def check_name_reads_as_written(name: str) -> None:
    """Raises ``Refused`` for what looks like another name: characters without a shape, or letters of two scripts.

    A script is the first word of a letter's name in Unicode (LATIN, CYRILLIC); no single letter belongs to two.
    """
    if any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in name):
        raise Refused(UNSEEN)
    letters = [sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) in _LETTERS]
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if len({_AS_ONE.get(script, script) for script in scripts}) > 1:
        raise Refused(TWO_SCRIPTS)


def name_key(name: str) -> str:
    """What two names share when people would read them as one: capitals, spaces and ways to write a letter aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def check_name_is_free(name: str, others: Iterable[str]) -> None:
    """Raises ``Refused`` when somebody else in the practice already goes by this name, or seems to."""
    check_name_reads_as_written(name)
    if name_key(name) in {name_key(other) for other in others}:
        raise Refused(NAME_TAKEN, code="conflict")


# the first that is found counts: nearly every browser also names others, and Android also says Linux
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("CrOS", "een Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "een Mac"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """A browser and its system as a person would say it, such as "Firefox op Windows"; never the text itself."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "Onbekende browser")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), None)
    return f"{browser} op {system}" if system else browser
