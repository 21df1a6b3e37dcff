"""Who the counsellors of an organisation are and how to reach them, as a proposal for its report."""

from nabij.contact.rules.reaching import ALWAYS, days_in_words
from nabij.contact.schedules import Schedule, schedules_of
from nabij.kit import codes
from nabij.kit.clock import today
from nabij.people.models import Counsellor, Organisation
from nabij.reporting.rules.lettering import in_a_sentence, in_words

KINDS = {Counsellor.Kind.INTERNAL: "interne vertrouwenspersoon", Counsellor.Kind.EXTERNAL: "externe vertrouwenspersoon"}
AT_THE_DOOR = "Schrijven kan altijd, ook zonder naam: {}"


def introductions(organisation: Organisation, door: str) -> dict[str, list[str]]:
    """Lines by ``names`` and by ``functions``; ``door``: where one writes to them without a name, empty while shut.

    What the practice knows of each, and nothing else: no address with which somebody signs in.
    """
    pair = organisation.pair().filter(counsellor__is_active=True).select_related("counsellor")
    people = [one.counsellor for one in pair]
    kinds = dict(Counsellor.objects.filter(user__in=people).values_list("user_id", "kind"))
    schedules = schedules_of([one.pk for one in people], today())
    kind_of = {one.pk: KINDS[Counsellor.Kind(kinds.get(one.pk, Counsellor.Kind.EXTERNAL))] for one in people}
    names = [f"{one.name}, {kind_of[one.pk]}. {_reached(schedules[one.pk])}".strip() for one in people]
    functions = [
        f"De {kind.removesuffix('soon')}sonen van {organisation.practice.name}."
        for kind in sorted(set(kind_of.values()))
    ]
    written = [AT_THE_DOOR.format(door)] if door else []
    return {"names": [*names, *written], "functions": [*functions, *written]} if people else {}


def _reached(schedule: Schedule) -> str:
    """On which days, and by which ways beside writing at the door."""
    labels = codes.labels("channel")
    ways = [in_a_sentence(labels[one]) for one in schedule.channels if one != ALWAYS and one in labels]
    by = f" Ook bereikbaar: {in_words(ways)}." if ways else ""
    days = f"Werkt op {days_in_words(schedule.weekdays)}." if schedule.weekdays else ""
    return f"{days}{by}".strip()
