"""Everything of one matter that one person may read, and the chain of its manifests."""

from typing import Any
from uuid import UUID

from nabij.kit.clock import today
from nabij.matters.answers import Json, month, register_of
from nabij.matters.listening import standing_by
from nabij.matters.models import Matter
from nabij.matters.rules.turn import NOBODY, propose_aftercare
from nabij.matters.whose_turn import Kept, turns_of
from nabij.people.models import User
from nabij.sealed.answers import at_one_moment
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey, as_base64
from nabij.sealed.rules import Place


def pieces(actor: User, matter: Matter) -> Json:
    """The register, the encounters, and every sealed thing for which this person holds a live grant."""
    return at_one_moment(matter.pk, lambda: _pieces(actor, matter))


def _pieces(actor: User, matter: Matter) -> Json:
    shred_key = ShredKey.objects.filter(box=matter.pk).first()
    in_box: dict[str, Any] = {"practice_id": actor.practice_id, "box": matter.pk}
    records = list(
        Record.objects.readable_by(actor).filter(**in_box).order_by("part", "epoch", "record_id", "revision")
    )
    manifests = Manifest.objects.readable_by(actor).newest().filter(**in_box).order_by("part", "epoch")
    grants = KeyGrant.objects.live(actor).filter(**in_box).order_by("part", "epoch")
    return {
        "register": register_of(matter),
        "keeper": {"id": str(matter.keeper_id), "name": matter.keeper.name},
        "mine": matter.keeper_id == actor.pk,
        "left": matter.is_left,
        **_turn(actor, matter),
        # which matters are one person's is for who keeps them
        "visitor_handle": str(matter.visitor_handle) if matter.keeper_id == actor.pk else None,
        "proposed_aftercare": month(propose_aftercare(today(), matter.practice.aftercare_weeks)),
        "encounters": _encounters(matter),
        "records": [record.as_json() for record in records],
        "manifests": [manifest.as_json() for manifest in manifests],
        "grants": [grant.as_json() for grant in grants],
        "holders": _holders(in_box),
        "shred_key": as_base64(shred_key.key) if shred_key else None,
        "shares": _shares(matter),
        "standing_by": _standing_by(matter),
        "pair": [str(one) for one in matter.others_in_pair()],
        "consents": _consents(matter),
        "breaks": [
            {"record_id": str(one.record_id), "ground": one.ground, "month": month(one.month)}
            for one in matter.confidentialitybreak_set.order_by("month", "pk")
        ],
        "files": _files(in_box, records),
    }


def _turn(actor: User, matter: Matter) -> Json:
    """Whether it is this person's turn and whose else; nobody's of a closed matter."""
    turn = NOBODY if matter.closed_month else matter.turn
    kept = Kept(matter.pk, matter.organisation_id, matter.keeper_id, turn, matter.due)
    return turns_of(actor, [kept])[matter.pk]


def _encounters(matter: Matter) -> list[Json]:
    return [
        {
            "id": str(one.pk),
            "month": month(one.month),
            "channel": one.channel,
            "duration": one.duration,
            "involvement": one.involvement,
            "times": one.times,
            "quarters": one.quarters,
        }
        for one in matter.encounter_set.order_by("month", "pk")
    ]


def _holders(in_box: dict[str, Any]) -> list[Json]:
    """Whoever was ever granted a key; the visitor, who has no account, without a name."""
    rows = list(KeyGrant.objects.filter(**in_box).order_by("part", "epoch", "pk").defer("sealed"))
    names = dict(User.objects.filter(pk__in={row.grantee for row in rows}).values_list("pk", "name"))
    return [
        {
            "user": str(row.grantee),
            "name": None if row.grantee == row.box else names.get(row.grantee, ""),
            "part": row.part,
            "epoch": row.epoch,
            "withdrawn": row.withdrawn,
        }
        for row in rows
    ]


def _shares(matter: Matter) -> list[Json]:
    return [
        {
            "colleague": str(one.colleague_id),
            "name": one.colleague.name,
            "width": one.width,
            "from_epoch": one.from_epoch,
            "withdrawn": one.withdrawn,
            "left": not one.colleague.is_active,
        }
        for one in matter.share_set.select_related("colleague").order_by("pk")
    ]


def _standing_by(matter: Matter) -> list[Json]:
    people = User.objects.filter(pk__in=standing_by(matter)).order_by("pk")
    return [{"id": str(one.pk), "name": one.name} for one in people]


def _consents(matter: Matter) -> list[Json]:
    return [
        {
            "sequence": one.sequence,
            "record_id": str(one.record_id),
            "receiver": str(one.receiver_id) if one.receiver_id else None,
            "width": one.width,
            "given": one.given,
            "refused": one.refused,
            "heard": one.heard,
        }
        for one in matter.consent_set.order_by("sequence")
    ]


def _files(in_box: dict[str, Any], records: list[Record]) -> list[Json]:
    """Only files whose record this person may read: the others say nothing to them."""
    named = {record.record_id for record in records if record.kind == "file"}
    kept = File.objects.filter(**in_box, pk__in=named).order_by("pk")
    return [{"id": str(file.pk), "size": file.size, "digest": file.digest} for file in kept]


def chain(actor: User, matter: Matter, place: Place, counter: int) -> list[Json]:
    """The manifests of one part and epoch from this counter on; empty without a live grant."""
    part, epoch = place
    links = Manifest.objects.readable_by(actor).filter(box=matter.pk, part=part, epoch=epoch, counter__gte=counter)
    return [link.as_json() for link in links.order_by("counter")]


def readable_file(actor: User, matter: Matter, file_id: UUID) -> File | None:
    """The sealed file of which this person may read the record, or None."""
    named = Record.objects.readable_by(actor).filter(box=matter.pk, record_id=file_id, kind="file")
    if not named.exists():
        return None
    return File.objects.filter(practice_id=actor.practice_id, box=matter.pk, pk=file_id).first()
