"""Who reads the conversation of a matter because its visitor let them in, without a share: they stand by."""

from collections.abc import Collection
from uuid import UUID

from nabij.matters.models import Matter, Share
from nabij.people.models import Role, User
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import VISITORS_PART


def standing_by(matter: Matter, but: Collection[UUID] = ()) -> list[UUID]:
    """The counsellors to whom the visitor themselves gave a key that is served now, besides the keeper and who shares.

    The visitor's own grant is the ground on which new keys of the conversation are theirs too.
    """
    given = KeyGrant.objects.filter(
        practice_id=matter.practice_id, box=matter.pk, part=VISITORS_PART, granter=matter.pk, withdrawn=False
    )
    shared = Share.objects.filter(matter=matter, withdrawn=False, width__in=Share.OPENING)
    able = User.objects.filter(
        pk__in=given.values("grantee"), practice_id=matter.practice_id, role=Role.COUNSELLOR, is_active=True
    )
    others = able.exclude(pk__in=[matter.keeper_id, *but]).exclude(pk__in=shared.values("colleague"))
    return list(others.order_by("pk").values_list("pk", flat=True))
