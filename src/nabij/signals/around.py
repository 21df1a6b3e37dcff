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
    pairs, written = _pairs(rows), _written(rows, sections.LIMITS, sections.LETTER)
    return {
        row.pk: Around(
            begun_by=row.begun_by_id,
            pair=frozenset(pairs.get(row.organisation_id, ())),
            keepers=row.keepers(),
            standing=row.standing_on(written.get((row.pk, sections.LIMITS), 0)),
            gone=row.gone(),
            told=row.told(),
            limits=(row.pk, sections.LIMITS) in written,
            letter=(row.pk, sections.LETTER) in written,
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


def _written(rows: Sequence[Signal], *names: str) -> dict[tuple[UUID, str], int]:
    """The newest revision, under the newest key, of each of these sections of each signal in which it is written."""
    ids = {sections.section_id(row.pk, name): (row.pk, name) for row in rows for name in names}
    boxes = [row.pk for row in rows]
    newest = dict(
        KeyGrant.objects.filter(box__in=boxes, part=Part.STORY)
        .values("box")
        .annotate(last=Max("epoch"))
        .values_list("box", "last")
    )
    kept = Record.objects.filter(box__in=boxes, part=Part.STORY, record_id__in=list(ids))
    found: dict[tuple[UUID, str], int] = {}
    for box, record, epoch, revision in kept.values_list("box", "record_id", "epoch", "revision"):
        where = ids.get(record)
        if where and where[0] == box and epoch == newest.get(box):
            found[where] = max(revision, found.get(where, 0))
    return found
