"""What browsers read about matters: the register in plain codes, everything else as sealed bytes of whoever asks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import Consent, Encounter, Matter, MatterQuerySet, Share
from nabij.matters.rules.register import DURABILITIES
from nabij.matters.rules.turn import NOBODY
from nabij.matters.whose_turn import Kept, turns_of
from nabij.people.models import Appointment, Organisation, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey, as_base64
from nabij.sealed.stores import AT_ONCE

PAGE = 50
MONTHS_AWAKE = 3
REGISTER = ("nature", "integrity_levels", "primary_nature", "subject_relation", "person_role", "person_position")

COLUMNS = (
    "pk",
    "shared",
    "answered",
    "resting",
    "organisation_id",
    "organisation__name",
    "unit_id",
    "keeper_id",
    "keeper__name",
    "left",
    "turn",
    "due",
    "opened_month",
    "closed_month",
    "aftercare_month",
    "primary_nature",
    "version",
)

type Json = dict[str, Any]


def month(day: date | None) -> str | None:
    """``YYYY-MM``."""
    return day.strftime("%Y-%m") if day else None


def register_of(matter: Matter) -> Json:
    """The shape ``Register`` of the contract."""
    return {
        "organisation": matter.organisation_id,
        "unit": matter.unit_id,
        "opened_month": month(matter.opened_month),
        "closed_month": month(matter.closed_month),
        "aftercare_month": month(matter.aftercare_month),
        "turn": matter.turn,
        "due": matter.due.isoformat() if matter.due else None,
        **{name: getattr(matter, name) for name in REGISTER},
        "outcome": matter.outcome,
        **{name: getattr(matter, name) for name in DURABILITIES},
        "version": matter.version,
    }


def current_cards(actor: User, *, with_keys: bool = False) -> list[Json]:
    """Every running matter and those with aftercare due, each with its sealed card; a fixed number of queries.

    ``with_keys`` adds the grants of each, two thirds of the whole: a keyring that holds them already asks without.
    """
    matters = Matter.objects.visible_to(actor).current().order_by("due", "opened_month", "pk")
    return _cards(actor, matters, with_keys)


def not_current(actor: User, seen: Iterable[str]) -> Json:
    """What else a keyring may hold keys of, as ids: matters that are closed, and those taken back from this person.

    A matter of the keyring that is neither here nor among ``seen`` was left out.
    """
    shown = set(seen)
    visible = {str(pk) for pk in Matter.objects.visible_to(actor).values_list("pk", flat=True)}
    lost = KeyGrant.objects.filter(grantee=actor.pk, practice_id=actor.practice_id, withdrawn=True)
    ended = Share.objects.filter(colleague=actor, practice_id=actor.practice_id)
    gone = ended.filter(Q(withdrawn=True) | Q(matter__destroyed=True)).values_list("matter", flat=True)
    withdrawn = {str(pk) for pk in lost.values_list("box", flat=True).union(gone)}
    return {"closed": sorted(visible - shown), "withdrawn": sorted(withdrawn - visible - shown)}


def card_chains(actor: User) -> list[Json]:
    """The newest manifest of the part and epoch of every current card, so that an old card served as new shows."""
    boxes = list(Matter.objects.visible_to(actor).current().order_by("pk").values_list("pk", flat=True))
    found = []
    for some in batched(boxes, AT_ONCE):
        newest = Manifest.objects.readable_by(actor).newest().filter(box__in=some, part="notes").order_by("epoch")
        last = {manifest.box: manifest for manifest in newest}
        found += [{"matter": str(box), "manifests": [manifest.as_json()]} for box, manifest in last.items()]
    return found


def closed_cards(actor: User, page: int, *, with_keys: bool = False) -> tuple[list[Json], int]:
    """One page of the closed matters, newest first, and how many pages there are; a page too far is empty."""
    closed = Matter.objects.visible_to(actor).exclude(closed_month=None).order_by("-closed_month", "pk")
    start = (page - 1) * PAGE
    return _cards(actor, closed[start : start + PAGE], with_keys), -(-closed.count() // PAGE) or 1


def _cards(actor: User, matters: MatterQuerySet, with_keys: bool) -> list[Json]:
    standing = Share.objects.filter(matter=OuterRef("pk"), withdrawn=False)
    by_visitor = Consent.objects.filter(matter=OuterRef("pk"), heard=False, given=False, refused=False)
    annotated = matters.annotate(
        shared=Exists(standing), answered=Exists(by_visitor), resting=_resting(), left=~Exists(_keepers_at_work())
    )
    rows = list(annotated.values(*COLUMNS))
    boxes = [row["pk"] for row in rows]
    cards, shred_keys = _newest_cards(actor, boxes), _shred_keys(boxes)
    grants = _grants(actor, boxes) if with_keys else None
    turns = turns_of(actor, [_kept(row) for row in rows])
    return [
        {
            "id": str(row["pk"]),
            "organisation": {"id": row["organisation_id"], "name": row["organisation__name"]},
            "unit": row["unit_id"],
            "keeper": {"id": str(row["keeper_id"]), "name": row["keeper__name"]},
            "mine": row["keeper_id"] == actor.pk,
            "left": row["left"],
            **turns[row["pk"]],
            "shared": row["shared"],
            "answered": row["answered"],
            "resting": row["resting"],
            "shred_key": shred_keys.get(row["pk"]),
            **({} if grants is None else {"grants": grants[row["pk"]]}),
            "card": cards.get(row["pk"]),
            "turn": row["turn"],
            "due": row["due"].isoformat() if row["due"] else None,
            "opened_month": month(row["opened_month"]),
            "closed_month": month(row["closed_month"]),
            "aftercare_month": month(row["aftercare_month"]),
            "primary_nature": row["primary_nature"],
            "version": row["version"],
        }
        for row in rows
    ]


def _kept(row: Json) -> Kept:
    turn = NOBODY if row["closed_month"] else row["turn"]
    return Kept(row["pk"], row["organisation_id"], row["keeper_id"], turn, row["due"])


def _keepers_at_work() -> QuerySet[Appointment]:
    """That the keeper of a matter works for its organisation."""
    return Appointment.objects.filter(
        organisation=OuterRef("organisation"), counsellor=OuterRef("keeper"), counsellor__is_active=True, ended=None
    )


def _resting() -> Q:
    """Brought in from a spreadsheet, nobody's turn, and last talked about too long ago to ask anything by itself."""
    recent = Encounter.objects.filter(matter=OuterRef("pk"), month__gte=add_months(this_month(), -MONTHS_AWAKE))
    return Q(imported_in__isnull=False, closed_month=None, turn=NOBODY, due=None) & Q(~Exists(recent))


def _newest_cards(actor: User, boxes: list[UUID]) -> dict[UUID, Json]:
    found: dict[UUID, Json] = {}
    for some in batched(boxes, AT_ONCE):
        newest = Window(RowNumber(), partition_by=F("box"), order_by=[F("epoch").desc(), F("revision").desc()])
        ranked = (
            Record.objects.readable_by(actor).filter(box__in=some, kind="card").annotate(rank=newest).filter(rank=1)
        )
        found.update({record.box: record.as_json() for record in ranked})
    return found


def _grants(actor: User, boxes: list[UUID]) -> dict[UUID, list[Json]]:
    found: dict[UUID, list[Json]] = defaultdict(list)
    for some in batched(boxes, AT_ONCE):
        for grant in KeyGrant.objects.live(actor).filter(box__in=some).order_by("part", "epoch"):
            found[grant.box].append(grant.as_json())
    return found


def _shred_keys(boxes: list[UUID]) -> dict[UUID, str]:
    return {
        box: as_base64(key)
        for some in batched(boxes, AT_ONCE)
        for box, key in ShredKey.objects.filter(box__in=some).values_list("box", "key")
    }


def elsewhere(actor: User, seen: Iterable[str]) -> list[Json]:
    """How many matters run with other counsellors of my organisations, beside those that I see: counts only."""
    here = Organisation.objects.visible_to(actor)
    others = (
        Matter.objects.running()
        .filter(practice_id=actor.practice_id, organisation__in=here)
        .exclude(keeper=actor)
        .exclude(pk__in=[UUID(one) for one in seen])
    )
    counted = others.values("organisation_id", "organisation__name").annotate(running=Count("pk"))
    return [
        {"organisation": row["organisation_id"], "name": row["organisation__name"], "running": row["running"]}
        for row in counted.order_by("organisation__name", "organisation_id")
    ]


def running_at(organisation: Organisation) -> str:
    """How many matters run at an organisation, as the practice manager may read it: the count and nothing else."""
    count = Matter.objects.running().filter(organisation=organisation).count()
    return f"{count} {'kwestie' if count == 1 else 'kwesties'}" if count else ""


def peer_cards(actor: User) -> list[Json]:
    """The pseudonymised cards that colleagues showed me: nothing else of those matters."""
    shares = Share.objects.filter(
        practice_id=actor.practice_id, colleague=actor, withdrawn=False, width=Share.Width.PEER_CARD
    )
    rows = list(
        shares.order_by("pk").values(
            "matter_id", "matter__organisation_id", "matter__organisation__name", "matter__keeper__name"
        )
    )
    boxes = [row["matter_id"] for row in rows]
    records, manifests = defaultdict(list), defaultdict(list)
    for record in Record.objects.readable_by(actor).filter(box__in=boxes, part="peer").order_by("revision"):
        records[record.box].append(record.as_json())
    for manifest in Manifest.objects.readable_by(actor).newest().filter(box__in=boxes, part="peer"):
        manifests[manifest.box].append(manifest.as_json())
    grants, shred_keys = _grants(actor, boxes), _shred_keys(boxes)
    return [
        {
            "matter": str(row["matter_id"]),
            "organisation": {"id": row["matter__organisation_id"], "name": row["matter__organisation__name"]},
            "from": row["matter__keeper__name"],
            "grants": grants[row["matter_id"]],
            "shred_key": shred_keys.get(row["matter_id"]),
            "records": records[row["matter_id"]],
            "manifests": manifests[row["matter_id"]],
        }
        for row in rows
    ]
