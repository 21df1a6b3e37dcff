"""Keys, sections and the text of a story as they come from a browser, and who may do what with them. Pure.

Proof note. Before: what is kept of the keys of one story, and who its authors are now. After: ``check_keys`` lets in
the next key for authors alone, given by an author who holds the last one, or by any where no author holds one; or the
last key for another author. So who is no author never gets a key, and of two first keys one counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.reporting.rules.story import Story
from nabij.sealed.rules import NewGrant, Sealed, stale

PART = "story"


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A key of a story, sealed to authors; ``shred_key`` only with the first one."""

    epoch: int
    shred_key: bytes | None
    grants: tuple[NewGrant, ...]
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class NewText:
    """The text that is set ready, and the link of the sealed story that it was taken from."""

    epoch: int
    counter: int
    story: Story


@dataclass(frozen=True, slots=True)
class Kept:
    """The keys of a story as they are kept: the newest epoch (0: none), and who holds it."""

    epoch: int = 0
    holders: frozenset[UUID] = frozenset()

    def is_held_by_others_than(self, authors: Collection[UUID]) -> bool:
        """Whether somebody who is no author any more holds the newest key: it takes nothing new."""
        return bool(self.holders - set(authors))

    def is_lost_to(self, authors: Collection[UUID]) -> bool:
        """Whether no author holds the newest key: nobody who may write can read it."""
        return self.epoch > 0 and not self.holders & set(authors)


def check_keys(keys: NewKeys, kept: Kept, giver: UUID, authors: Collection[UUID]) -> None:
    """Refuse keys that are not the next ones, or not for authors, or given by who holds none."""
    receivers = [grant.grantee for grant in keys.grants]
    odd = any(grant.place != (PART, keys.epoch) for grant in keys.grants)
    if odd or not receivers or len(set(receivers)) != len(receivers) or not set(receivers) <= set(authors):
        raise Refused("Alleen wie dit verslag schrijft, krijgt er een sleutel van. Er is niets bewaard.")
    if keys.epoch == kept.epoch:
        if giver not in kept.holders or kept.is_held_by_others_than(authors) or keys.sealed.records:
            raise stale()
        return
    first = kept.epoch == 0
    if keys.epoch != kept.epoch + 1 or giver not in receivers or first != (keys.shred_key is not None):
        raise stale()
    if not first and giver not in kept.holders and not kept.is_lost_to(authors):
        raise stale()


def check_only_story(sealed: Sealed, epoch: int) -> None:
    """Refuse what is no section, or lies under another key than the newest."""
    places = {*(one.place for one in sealed.records), *(one.place for one in sealed.manifests)}
    if places - {(PART, epoch)}:
        raise stale()
