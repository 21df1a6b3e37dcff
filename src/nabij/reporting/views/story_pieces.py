"""Everything sealed of the story of one report that one of its authors may read."""

from typing import Any

from django.db.models import Exists, OuterRef

from nabij.people.models import PublicKey, User
from nabij.reporting.actions.story_box import authors_of, kept_keys
from nabij.reporting.models import Report
from nabij.reporting.rules.story_box import PART, Kept
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey, as_base64

type Json = dict[str, Any]


def pieces(actor: User, report: Report) -> Json:
    """The authors, how the keys stand, and the sections under the newest key, where this person holds it."""
    kept, authors = kept_keys(report), authors_of(report)
    shred_key = ShredKey.objects.filter(box=report.pk).first()
    here: Json = {"practice_id": report.practice_id, "box": report.pk, "part": PART, "epoch": kept.epoch}
    later = Record.objects.filter(
        practice=OuterRef("practice"), record_id=OuterRef("record_id"), revision__gt=OuterRef("revision")
    )
    records = Record.objects.readable_by(actor).filter(~Exists(later), **here).order_by("record_id")
    return {
        "authors": _authors(actor, report, kept),
        "epoch": kept.epoch,
        "mine": actor.pk in kept.holders,
        "renew": kept.is_held_by_others_than(authors),
        "lost": kept.is_lost_to(authors),
        "shred_key": as_base64(shred_key.key) if shred_key and (actor.pk in kept.holders or not kept.epoch) else None,
        "grants": [grant.as_json() for grant in KeyGrant.objects.live(actor).filter(**here)],
        "records": [record.as_json() for record in records],
        "manifests": [link.as_json() for link in Manifest.objects.readable_by(actor).newest().filter(**here)],
        "ready": report.ready_at is not None,
    }


def _authors(actor: User, report: Report, kept: Kept) -> list[Json]:
    people = [one.counsellor for one in report.organisation.pair().select_related("counsellor")]
    keys = {key.owner_id: key for key in PublicKey.objects.filter(owner__in=people).order_by("version")}
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "me": one.pk == actor.pk,
            "holds": one.pk in kept.holders,
            "public_key": keys[one.pk].as_json() if one.pk in keys else None,
        }
        for one in people
    ]


def chain(actor: User, report: Report, epoch: int, counter: int) -> list[Json]:
    """The manifests under one key from this counter on; empty without a live grant."""
    links = Manifest.objects.readable_by(actor).filter(box=report.pk, part=PART, epoch=epoch, counter__gte=counter)
    return [link.as_json() for link in links.order_by("counter")]
