"""What sealed bytes are called and how they follow one another. Pure: nothing here can open anything."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused

KINDS: dict[str, frozenset[str]] = {
    "conversation": frozenset({"words", "consent", "message", "contact", "ask", "wish", "file", "introduction"}),
    "notes": frozenset({"card", "note", "person", "named_party", "exception", "file", "invitation", "match"}),
    "peer": frozenset({"peer_card"}),
    "story": frozenset({"section"}),
    # a key for comparing names, and nothing sealed with it
    "match": frozenset(),
}
# Each of these says something that the register counts, so it comes only with the register's row of it.
COUNTED = frozenset({"consent", "exception"})
# A visitor has no account: who they are is the id of the box. Only this part is ever open to them.
VISITORS_PART = "conversation"
# What a visitor writes, and what nobody else does.
VISITOR_WRITES = frozenset({"message", "contact", "wish", "file", "consent"})
ONLY_VISITOR_WRITES = frozenset({"contact", "wish"})
# What the key from before signs over a new one (docs/vault-format.md).
SUCCESSION = "nabij/succession/1"
SLOT_KINDS = ("passkey", "words", "recovery")

type Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class NewSlot:
    """One way to unlock a vault, as a browser offers it."""

    id: UUID
    kind: str
    credential_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class NewKey:
    """The public half of a vault."""

    recipient: str
    sign: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Bytes that replace the version they were based on."""

    based_on: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class NewVault:
    """Everything that a vault starts with."""

    slots: tuple[NewSlot, ...]
    bundle: bytes
    keyring: bytes
    public_key: NewKey


@dataclass(frozen=True, slots=True)
class SlotChange:
    """Slots to add and to remove from version ``based_on`` of the slots, with the bundle that goes with it."""

    add: tuple[NewSlot, ...]
    remove: frozenset[UUID]
    based_on: int
    bundle: NewVersion | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """New slots in place of all others; a public key when the vault was possibly seen.

    ``succession`` is the signature of the key from before over that one, empty without.
    """

    slots: tuple[NewSlot, ...]
    bundle: NewVersion
    keyring: NewVersion
    public_key: NewKey | None
    succession: str = ""


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What someone was typing."""

    id: UUID
    sealed: bytes


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A part's key of one epoch, sealed to one person."""

    part: str
    epoch: int
    grantee: UUID
    granter: UUID | None
    sealed: bytes

    @property
    def place(self) -> Place:
        return self.part, self.epoch


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One revision of one sealed record."""

    id: UUID
    part: str
    epoch: int
    kind: str
    revision: int
    sealed: bytes

    @property
    def place(self) -> Place:
        return self.part, self.epoch


@dataclass(frozen=True, slots=True)
class NewManifest:
    """The next link of the chain of one part and epoch."""

    part: str
    epoch: int
    counter: int
    sealed: bytes

    @property
    def place(self) -> Place:
        return self.part, self.epoch


@dataclass(frozen=True, slots=True)
class Sealed:
    """Records with one new manifest for each part and epoch that they touch."""

    records: tuple[NewRecord, ...] = ()
    manifests: tuple[NewManifest, ...] = ()

    def has(self, record_id: UUID, kind: str) -> bool:
        """Whether the record of this id and kind is among these."""
        return any(record.id == record_id and record.kind == kind for record in self.records)

    def counted(self) -> list[NewRecord]:
        """The records among these that the register counts."""
        return [record for record in self.records if record.kind in COUNTED]


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a record's newest revision."""

    box: UUID
    part: str
    epoch: int
    kind: str
    revision: int

    @property
    def place(self) -> Place:
        return self.part, self.epoch


STORY = "story"


@dataclass(frozen=True, slots=True)
class NewStoryKeys:
    """A key of a story, sealed to its authors; ``shred_key`` only with the first one."""

    epoch: int
    shred_key: bytes | None
    grants: tuple[NewGrant, ...]
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class StoryKeys:
    """The keys of a story as kept: the newest epoch (0: none), who holds it, and which sections lie under it."""

    epoch: int = 0
    holders: frozenset[UUID] = frozenset()
    sections: frozenset[UUID] = frozenset()

    def is_held_by_others_than(self, authors: Collection[UUID]) -> bool:
        """Whether somebody who is no author any more holds the newest key: it takes nothing new."""
        return bool(self.holders - set(authors))

    def is_lost_to(self, authors: Collection[UUID]) -> bool:
        """Whether no author holds the newest key: nobody who may write can read it."""
        return self.epoch > 0 and not self.holders & set(authors)


def check_story_keys(keys: NewStoryKeys, kept: StoryKeys, giver: UUID, authors: Collection[UUID]) -> None:
    """Refuse keys that are not the next ones, or not for authors, or given by who holds none.

    Lets in the next key for authors alone, given by an author who holds the last one, or by any where no author holds
    one; or the last key for another author. So who is no author never gets a key, and of two first keys one counts. A
    next key goes to every author who held the last one, with every section again: no author cuts out another.
    """
    receivers = [grant.grantee for grant in keys.grants]
    odd = any(grant.place != (STORY, keys.epoch) for grant in keys.grants)
    if odd or not receivers or len(set(receivers)) != len(receivers) or not set(receivers) <= set(authors):
        raise Refused("Alleen wie hieraan schrijft, krijgt er een sleutel van. Er is niets bewaard.")
    if keys.epoch == kept.epoch:
        if giver not in kept.holders or kept.is_held_by_others_than(authors) or keys.sealed.records:
            raise stale()
        return
    first = kept.epoch == 0
    if keys.epoch != kept.epoch + 1 or giver not in receivers or first != (keys.shred_key is not None):
        raise stale()
    if first or kept.is_lost_to(authors):
        return
    if giver not in kept.holders:
        raise stale()
    if kept.holders & set(authors) - set(receivers):
        raise Refused("Wie hieraan schrijft, houdt een sleutel. Vergelijk eerst jullie cijfers. Er is niets bewaard.")
    if kept.sections - {record.id for record in keys.sealed.records}:
        raise stale()


def check_only_story(sealed: Sealed, epoch: int) -> None:
    """Refuse what is no section, or lies under another key than the newest."""
    places = {*(one.place for one in sealed.records), *(one.place for one in sealed.manifests)}
    if places - {(STORY, epoch)}:
        raise stale()


def check_slots(kinds: Iterable[str]) -> None:
    """Refuse a vault that would have no recovery code, or nothing beside it."""
    kept = list(kinds)
    if kept.count("recovery") != 1 or len(kept) < 2:
        raise Refused("Je kluis heeft een herstelcode nodig en nog één andere manier om te openen.")


def check_complete(sealed: Sealed, *, mending: bool = False) -> None:
    """Refuse unless there is exactly one manifest for each part and epoch touched, and no record stands there twice.

    ``mending`` takes manifests without any record too: what they list is there already.
    """
    places = [manifest.place for manifest in sealed.manifests]
    touched = set(places) if mending and not sealed.records else {record.place for record in sealed.records}
    if len(set(places)) != len(places) or set(places) != touched:
        raise Refused("Bij deze stukken hoort een andere inhoudsopgave. Er is niets bewaard.")
    if len({record.id for record in sealed.records}) != len(sealed.records):
        raise Refused("Hetzelfde stuk staat er twee keer in. Er is niets bewaard.")


def check_counted(sealed: Sealed, counted: Collection[tuple[UUID, str]]) -> None:
    """Refuse unless of the counted records there are exactly these (id and kind), each new and once."""
    found = sorted((str(record.id), record.kind, record.revision) for record in sealed.counted())
    if found != sorted((str(one), kind, 1) for one, kind in counted):
        raise Refused("Een toestemming of uitzondering leg je hier niet zo vast. Er is niets bewaard.")


def check_written_by(sealed: Sealed, *, visitor: bool) -> None:
    """Refuse from a visitor what only a counsellor writes, and the other way round.

    What a visitor said is never revised, by anybody's leave; only how they can be reached is.
    """
    for record in sealed.records:
        if not visitor and record.part == VISITORS_PART and record.kind in ONLY_VISITOR_WRITES:
            raise Refused("Dit schrijft alleen de inbrenger zelf. Er is niets bewaard.")
        if visitor and (record.part != VISITORS_PART or record.kind not in VISITOR_WRITES):
            raise Refused("Dit kun je hier niet bewaren. Er is niets bewaard.")
        if visitor and record.kind != "contact" and record.revision != 1:
            raise Refused("Wat je stuurde blijft staan zoals het is. Stuur een nieuw bericht. Er is niets bewaard.")


def check_follows(record: NewRecord, box: UUID, known: Known | None) -> None:
    """Refuse a record that lies elsewhere (``conflict``) or is not the next revision (``stale``).

    A revision never moves back to an earlier epoch: people who left still know that key.
    """
    if known and (known.box, known.part, known.kind) != (box, record.part, record.kind):
        raise conflict()
    if record.revision != (known.revision if known else 0) + 1 or (known and record.epoch < known.epoch):
        raise stale()


def check_counters(manifests: Iterable[NewManifest], newest: dict[Place, int]) -> None:
    """Refuse with ``stale_manifest`` unless each manifest is the next link."""
    if any(manifest.counter != newest.get(manifest.place, 0) + 1 for manifest in manifests):
        raise stale_manifest()


def check_file_size(length: int | None, most: int) -> int:
    """The length of an upload, refused when unknown or larger than ``most`` bytes."""
    if length is None or length <= 0:
        raise Refused("Het bestand kwam niet aan. Er is niets bewaard.")
    if length > most:
        raise too_large()
    return length


def check_holds(places: Iterable[Place], held: Collection[Place]) -> None:
    """Refuse a writer who holds no live key for a place."""
    if any(place not in held for place in places):
        raise Refused("Je hebt hier geen sleutel voor (meer). Er is niets bewaard.", code="forbidden")


def stale() -> Refused:
    """The revision or version was overtaken. What the browser still holds, only the browser can say."""
    return Refused(
        "Dit is intussen ergens anders gewijzigd. Er is niets bewaard. Laad opnieuw en kijk wat er nu staat.",
        code="stale",
    )


def stale_manifest() -> Refused:
    """Another save came in between; the browser signs a new manifest and sends again."""
    return Refused(
        "Er kwam net iets anders tussen. Er is niets bewaard. Probeer het nog een keer.", code="stale_manifest"
    )


def conflict() -> Refused:
    """This id exists with other content."""
    return Refused(
        "Hier is al iets anders bewaard. Van dit is niets bewaard. Laad opnieuw en kijk wat er nu staat.",
        code="conflict",
    )


def too_large() -> Refused:
    """More bytes than one save or one file may have."""
    return Refused("Dit is te groot om te bewaren. Er is niets bewaard.", code="too_large")


def unknown_code() -> Refused:
    """A code that is not on the list."""
    return Refused("Deze keuze staat niet op de lijst. Er is niets bewaard.", code="unknown_code")
