"""Which tests of a store the check does not repeat on PostgreSQL: what they prove is reckoned above it.

They read the same rows by the same queries as the tests of counting, of making a report and of its pages, which run on
both engines, and then judge and draw for minutes. Whatever is about locks, constraints, several at once, migrations,
backups or a query of its own stays out of here, and so does a new test until somebody puts it in.
"""

from pathlib import Path

ROOT = Path(__file__).parent
ABOVE_THE_STORE = frozenset(
    f"{subject}/test_{name}.py"
    for subject, names in {
        "demo": ("replay_command", "yearly"),
        "reporting": (
            *("accounted", "assembling", "carried", "corrections", "corrections_after_next_year", "earlier_years"),
            *("every_figure", "gap_year", "gathered", "in_short", "leaks", "left_out", "offers", "own_numbers"),
            *("parts_of_parts", "period", "presence", "real_organisations", "told_once", "whole_organisation"),
        ),
    }.items()
    for name in names
)


def is_above_the_store(path: Path) -> bool:
    """Whether the tests of this file say the same on every engine."""
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).as_posix() in ABOVE_THE_STORE
