"""What is sealed as it was at one moment; and all of one story that one of its authors may read."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q

from nabij.people.models import PublicKey, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey, as_base64
from nabij.sealed.rules import STORY, StoryKeys, stale

type Json = dict[str, Any]

TRIES = 5


def at_one_moment[T](box: UUID, read: Callable[[], T]) -> T:
    """What ``read`` finds of a box, read again where something was written meanwhile.

    It asks several times, and a record without the manifest that lists it, or the other way round, would look to a
    browser as if the server kept something back. A transaction would do on neither database: on PostgreSQL each
    question sees its own moment, and on SQLite ours hold everybody who writes. Raises ``stale`` where every time
    something was written meanwhile: what does not fit together is never given.
    """
    for _ in range(TRIES):
        before, found = _written(box), read()
        if _written(box) == before:
            return found
    raise stale()


def _written(box: UUID) -> tuple[Json, Json]:
    """Moves on with everything that is written in a box: no record comes or goes without a manifest."""
    links = Manifest.objects.filter(box=box).aggregate(newest=Max("pk"), count=Count("pk"))
    live = Count("pk", filter=Q(withdrawn=False))
    return links, KeyGrant.objects.filter(box=box).aggregate(newest=Max("pk"), count=Count("pk"), live=live)


def story_pieces(actor: User, practice_id: UUID, box: UUID, people: Sequence[User]) -> Json:
    """The authors (``people``), how the keys stand, and the sections under the newest key, where the actor holds it."""
    return at_one_moment(box, lambda: _story_pieces(actor, practice_id, box, people))


def _story_pieces(actor: User, practice_id: UUID, box: UUID, people: Sequence[User]) -> Json:
    kept, authors = KeyGrant.objects.story_keys(practice_id, box), [one.pk for one in people]
    shred_key = ShredKey.objects.filter(box=box, practice_id=practice_id).first()
    here: Json = {"practice_id": practice_id, "box": box, "part": STORY, "epoch": kept.epoch}
    later = Record.objects.filter(
        practice=OuterRef("practice"), record_id=OuterRef("record_id"), revision__gt=OuterRef("revision")
    )
    records = Record.objects.readable_by(actor).filter(~Exists(later), **here).order_by("record_id")
    return {
        "authors": _authors(people, kept),
        "epoch": kept.epoch,
        "mine": actor.pk in kept.holders,
        "renew": kept.is_held_by_others_than(authors),
        "lost": kept.is_lost_to(authors),
        "shred_key": as_base64(shred_key.key) if shred_key and (actor.pk in kept.holders or not kept.epoch) else None,
        "grants": [grant.as_json() for grant in KeyGrant.objects.live(actor).filter(**here)],
        "records": [record.as_json() for record in records],
        "manifests": [link.as_json() for link in Manifest.objects.readable_by(actor).newest().filter(**here)],
    }


def _authors(people: Sequence[User], kept: StoryKeys) -> list[Json]:
    keys = {key.owner_id: key for key in PublicKey.objects.filter(owner__in=people).order_by("version")}
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "holds": one.pk in kept.holders,
            "public_key": keys[one.pk].as_json() if one.pk in keys else None,
        }
        for one in people
    ]


def story_chain(actor: User, box: UUID, epoch: int, counter: int) -> list[Json]:
    """The manifests under one key from this counter on; empty without a live grant."""
    links = Manifest.objects.readable_by(actor).filter(box=box, part=STORY, epoch=epoch, counter__gte=counter)
    return [link.as_json() for link in links.order_by("counter")]
