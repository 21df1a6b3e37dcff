"""Who writes signals and how what lies under them stands, for many at once: what a turn is told from."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max

from nabij.people.models import Appointment
from nabij.sealed.models import KeyGrant, Part, Record
from nabij.signals.models import Signal
from nabij.signals.rules import sections
from nabij.signals.rules.turn import Around


def around(rows: Sequence[Signal]) -> dict[UUID, Around]:
    """For each signal by its id; as many questions to the database however many there are."""
    pairs, limits = _pairs(rows), _limits(rows)
    return {
        row.pk: Around(
            begun_by=row.begun_by_id,
            pair=frozenset(pairs.get(row.organisation_id, ())),
            keepers=row.keepers(),
            standing=row.standing_on(limits.get(row.pk, 0)),
            gone=row.gone(),
            told=row.told(),
            limits=limits.get(row.pk, 0) > 0,
            destroyed=row.destroyed(),
        )
        for row in rows
    }


def _pairs(rows: Sequence[Signal]) -> dict[int, set[UUID]]:
    """The counsellors of each organisation who are there now."""
    found: dict[int, set[UUID]] = {}
    here = Appointment.objects.filter(
        organisation__in={row.organisation_id for row in rows}, ended=None, counsellor__is_active=True
    )
    for organisation, counsellor in here.values_list("organisation", "counsellor"):
        found.setdefault(organisation, set()).add(counsellor)
    return found


def _limits(rows: Sequence[Signal]) -> dict[UUID, int]:
    """The newest revision of what is told, under the newest key, of each signal in which it is written."""
    ids = {sections.section_id(row.pk, sections.LIMITS): row.pk for row in rows}
    boxes = list(ids.values())
    newest = dict(
        KeyGrant.objects.filter(box__in=boxes, part=Part.STORY)
        .values("box")
        .annotate(last=Max("epoch"))
        .values_list("box", "last")
    )
    written = Record.objects.filter(box__in=boxes, part=Part.STORY, record_id__in=list(ids))
    found: dict[UUID, int] = {}
    for box, record, epoch, revision in written.values_list("box", "record_id", "epoch", "revision"):
        if ids.get(record) == box and epoch == newest.get(box):
            found[box] = max(revision, found.get(box, 0))
    return found
