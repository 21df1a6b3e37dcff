"""``./nabij demo --replay FILE.json``: real published figures as register rows of an organisation in the demo.

The rows hold codes only: nothing is sealed, nobody can open them, and no counsellor sees them among their own matters.
"""

import random
import uuid
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from django.db import transaction

from nabij.matters.models import Matter
from nabij.people.models import Counsellor, Organisation, Practice, Role, Unit, User
from nabij_demo.replay import RegisterRow, Replay, ReplayError, load_report, mapping_for, replay

KEEPER = "nagespeeld@demo.nabij.test"
# Which count stands for matters when a report counts several things in one year.
PREFERRED_UNITS = ("people", "conversations", "files", "reports_or_files", "reports")
# What a report counts, for a person to read; a file of one's own may have words of its own.
COUNTED = {
    "people": "mensen",
    "conversations": "gesprekken",
    "files": "dossiers",
    "reports_or_files": "meldingen of dossiers",
    "reports": "meldingen",
    "complaints": "klachten",
    "grievances": "bezwaren",
    "interventions": "interventies",
    "issues": "onderwerpen",
    "measures": "maatregelen",
    "violations": "schendingen",
}
BATCH = 2000


def main(path: Path) -> str:
    """Load the file's figures and return finished Dutch: what was loaded, what it counts up to, and what was not."""
    try:
        report = load_report(path)
        played = replay(report, mapping_for(path))
    except ReplayError as error:
        return f"{error} Er is niets nagespeeld."
    chosen = choose(played)
    name = f"{report.title[:100]} (nagespeeld)"
    practice = Practice.objects.order_by("name").first()
    if practice is None:
        return "De demo heeft nog geen praktijk. Er is niets nagespeeld."
    if Organisation.objects.filter(practice=practice, name=name).exists():
        return f"{name} staat al in deze demo. Er is niets dubbel gezet."
    with transaction.atomic():
        _store(practice, name, chosen)
    return "\n".join([f"Nagespeeld: {name}", *_told(played, chosen)])


def choose(played: Replay) -> list[RegisterRow]:
    """The rows of one set per year: sets overlap, so adding them up would count the same people twice."""
    by_year: dict[int, dict[str, list[RegisterRow]]] = defaultdict(lambda: defaultdict(list))
    for row in played.rows:
        by_year[row.year][row.source_table].append(row)
    return [row for _, sets in sorted(by_year.items()) for row in max(sets.values(), key=_worth)]


def _worth(rows: list[RegisterRow]) -> tuple[bool, int, int, int]:
    unit = rows[0].unit_of_counting
    preference = -PREFERRED_UNITS.index(unit) if unit in PREFERRED_UNITS else -len(PREFERRED_UNITS)
    first = rows[0]
    told = (first.nature, first.person_role, first.subject_relation, first.outcome, first.organisation_unit)
    return unit in PREFERRED_UNITS, sum(code is not None for code in told), preference, len(rows)


def _store(practice: Practice, name: str, rows: list[RegisterRow]) -> None:
    organisation = Organisation.objects.create(practice=practice, name=name, sector="other")
    names = sorted({row.organisation_unit for row in rows if row.organisation_unit})
    units = {
        label: Unit.objects.create(practice=practice, organisation=organisation, name=label[:120]) for label in names
    }
    keeper = _keeper(practice)
    chance = random.Random(name)  # noqa: S311 - ids of rows without content
    for start in range(0, len(rows), BATCH):
        Matter.objects.bulk_create(
            _matter(practice, organisation, keeper, units, row, chance) for row in rows[start : start + BATCH]
        )


def _keeper(practice: Practice) -> User:
    """An account that nobody can sign in to, so that these rows are no living counsellor's matters."""
    found = User.objects.filter(email=KEEPER).first()
    if found:
        return found
    keeper = User(practice=practice, email=KEEPER, name="Nagespeelde cijfers", role=Role.COUNSELLOR, is_active=False)
    keeper.set_unusable_password()
    keeper.save()
    Counsellor.objects.create(practice=practice, user=keeper, kind=Counsellor.Kind.EXTERNAL)
    return keeper


def _matter(
    practice: Practice,
    organisation: Organisation,
    keeper: User,
    units: dict[str, Unit],
    row: RegisterRow,
    chance: random.Random,
) -> Matter:
    month = date.fromisoformat(f"{row.month}-01") if row.month else date(row.year, 1, 1)
    return Matter(
        id=uuid.UUID(bytes=chance.randbytes(16), version=4),
        practice=practice,
        organisation=organisation,
        unit=units.get(row.organisation_unit or ""),
        keeper=keeper,
        opened_month=month,
        closed_month=month,
        turn="nobody",
        nature=[row.nature] if row.nature else [],
        primary_nature=row.nature or "",
        subject_relation=row.subject_relation or "",
        person_role=row.person_role or "",
        outcome=row.outcome or "",
    )


def _told(played: Replay, chosen: list[RegisterRow]) -> list[str]:
    loaded = {(row.year, row.source_table) for row in chosen}
    counts = Counter(row.year for row in chosen)
    lines = ["", "In het register gezet, per jaar:"]
    lines += [f"  {year}: {count} rijen ({_source(chosen, year)})" for year, count in sorted(counts.items())]
    lines += ["", "Elk totaal, zoals gepubliceerd en zoals geteld:"]
    for total in played.totals:
        published = "niet gepubliceerd" if total.published is None else str(total.published)
        where = "in het register" if (total.year, total.source_table) in loaded else "overlapt, niet geladen"
        lines.append(f"  {total.table}, {total.year}: {published} / {total.counted} ({where})")
    lines += ["", "Wat niet of anders meegaat:"]
    for message in played.messages:
        place = ", ".join(part for part in (message.table, message.row, message.column) if part)
        lines.append(f"  {place}: {message.reason}")
    return lines


def _source(rows: list[RegisterRow], year: int) -> str:
    first = next(row for row in rows if row.year == year)
    return f"{first.source_table}; geteld in {COUNTED.get(first.unit_of_counting, first.unit_of_counting)}"
