"""Figures go out here and nowhere else: judged against all that went out before, recorded, then read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Organisation
from nabij.releases.judging import Question, forget, outs_of
from nabij.releases.models import Do, Ledger, Release, everybody
from nabij.releases.rules import OPEN_MEASURES, open_entry
from nabij_disclosure.entries import plain
from nabij_disclosure.errors import (
    BrokenLedger,
    Contradiction,
    CorrectionTooLarge,
    DisclosureError,
    MalformedTable,
    NoSafeTable,
    TooLarge,
)
from nabij_disclosure.history import Released, Told
from nabij_disclosure.pose import Asked, Link
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.release import TooFew, audit
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import tell
from nabij_disclosure.suppress import LIMIT, Progress
from nabij_disclosure.table import Table

SEVERAL = 3
"""How often figures are judged anew when others go out meanwhile."""

_SAID = {
    NoSafeTable: "Van deze cijfers is geen veilige tabel te maken. Er is niets uitgegaan. Voeg groepen samen of neem "
    "een langere periode.",
    TooLarge: "Deze cijfers zijn samen met wat eerder uitging te veel om op tijd na te rekenen. Er is niets "
    "uitgegaan. Voeg groepen samen of laat een indeling weg.",
    MalformedTable: "Deze cijfers passen niet bij wat eerder uitging: een periode overlapt voor een deel, of een groep "
    "is er niet meer zonder dat erbij staat waar die nu onder valt. Er is niets uitgegaan. Voeg samen zoals het eerder "
    "uitging, of laat die indeling weg.",
    # before the kind that it is one of
    CorrectionTooLarge: "Na deze verandering rust een aantal op heel weinig mensen, of voor meer dan de helft op een "
    "van hen. Naast wat al uit is, kan dat niet verborgen blijven. Er is niets uitgegaan, en de cijfers die uit zijn, "
    "blijven staan. Kijk na of de tijd en het aantal gesprekken goed zijn genoteerd. Klopt het, laat de cijfers dan "
    "zoals ze uitgingen.",
    Contradiction: "Deze cijfers spreken tegen wat eerder uitging. Dat gebeurt als er sindsdien veel is verwijderd of "
    "anders is genoteerd: wat verwijderd is, kan niet meer opnieuw geteld worden. Er is niets uitgegaan, en de cijfers "
    "die uit zijn, blijven staan. Laat ze zoals ze uitgingen. Is er niets verwijderd of veranderd, vraag dan de "
    "beheerder om hulp.",
}
_BROKEN = (
    "Het register van wat eerder uitging is beschadigd of veranderd, dus er is niets om deze cijfers mee te "
    "vergelijken. Er is niets uitgegaan. Je kunt dit zelf niet herstellen: vraag de beheerder om hulp, en breng tot "
    "die tijd niets uit."
)
_OTHERWISE = "Met deze cijfers kan iemand uitrekenen wat verborgen moet blijven. Er is niets uitgegaan. Maak ze grover."


class Moved(Refused):
    """Other figures of the organisation went out after these were judged."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Intussen zijn er andere cijfers van deze organisatie uitgegaan. Deze zijn niet uitgegaan en er is niets "
            "verloren. Laat ze opnieuw nakijken.",
            code="moved",
        )


type To = Release.Receiver | tuple[Release.Receiver, ...]
"""To whom figures go; the board is among them, named or not."""

type Restated = Release | Mapping[tuple[str, frozenset[str]], Release] | None
"""What is corrected: one release, or for the name and periods of a table the one that it stands in the place of."""


@dataclass(frozen=True)
class Draft:
    """Tables as they would go out, judged against the ledger as it stood at ``sequence``; nothing is out by it.

    ``told``: what is said of tables beside their figures, judged with them.
    """

    sequence: int
    asked: tuple[Asked, ...]
    outs: tuple[Proven | TooFew, ...]
    settings: Settings
    links: tuple[Link, ...]
    told: tuple[Released, ...] = ()


def open_ledger(organisation: Organisation) -> Ledger:
    """The ledger of an organisation, begun when it has none."""
    ledger, _ = Ledger.objects.get_or_create(organisation=organisation, defaults={"practice": organisation.practice})
    return ledger


def draft(
    ledger: Ledger,
    asked: tuple[Asked, ...],
    settings: Settings,
    *,
    links: tuple[Link, ...] = (),
    seconds: float = 30.0,
    limit: float = LIMIT,
    progress: Progress | None = None,
) -> Draft:
    """What may go out of these tables now. Takes seconds, so outside transactions. Raises ``Refused``."""
    if any(one.table.measure in OPEN_MEASURES for one in asked):
        raise TypeError("what is counted of nobody who came is recorded, not judged")
    ledger.refresh_from_db()
    try:
        outs = outs_of(Question(bytes(ledger.seed), ledger.history(), asked, settings, links), seconds, limit, progress)
    except DisclosureError as problem:
        raise refused_by(problem) from None
    return Draft(ledger.sequence, asked, outs, settings, links)


def with_told(ledger: Ledger, judged: Draft, said: tuple[tuple[Asked, tuple[Told, ...]], ...]) -> Draft:
    """The draft with what is said in words of these tables, judged with its figures and all that went out before.

    Takes seconds, so outside transactions. Raises ``Moved`` when the ledger grew, ``Refused`` for what tells too much.
    """
    ledger.refresh_from_db()
    if ledger.sequence != judged.sequence:
        raise Moved
    entries: tuple[Released, ...] = ()
    try:
        history = (*ledger.history(), *(out.entry for out in judged.outs))
        if ledger.sequence != judged.sequence:
            raise Moved
        for asked, told in said:
            before = (*history, *entries)
            entries += (tell(asked, told, settings=judged.settings, history=before, links=judged.links),)
    except DisclosureError as problem:
        raise refused_by(problem) from None
    return replace(judged, told=entries)


def publish(
    permit: Permit[Ledger, Literal[Do.RELEASE]],
    judged: Draft,
    *,
    kind: Release.Kind,
    receiver: To,
    restates: Restated = None,
) -> tuple[Release, ...]:
    """Record these tables as given out, with what is said of them, all or none; only then may anybody be shown them.

    One transaction: the ledger is locked, its chain and the proof of the tables are checked against everything in it,
    by addition, and the lines are added. Raises ``Moved`` when the ledger grew since they were judged; so what is said
    in words was judged against exactly what is in it. Gives the releases of the tables.
    """
    with transaction.atomic():
        ledger = Ledger.objects.select_for_update().get(pk=permit.row.pk)
        if ledger.sequence != judged.sequence:
            raise Moved
        if any(one.organisation_id != ledger.organisation_id for one in _all(restates)):
            raise Refused("Dit verbetert een cijfer van een andere organisatie. Er is niets uitgegaan.")
        try:
            history = ledger.history()
            audit(judged.asked, judged.outs, settings=judged.settings, history=history, links=judged.links)
        except DisclosureError as problem:
            raise refused_by(problem) from None
        entries = [out.entry for out in judged.outs]
        out = _append(permit, ledger, entries, kind=kind, receiver=receiver, restates=restates)
        if judged.told:
            _append(permit, ledger, list(judged.told), kind=Release.Kind.SENTENCE, receiver=receiver, restates=None)
        forget(bytes(ledger.seed))
        return out


def release_figures(
    permit: Permit[Ledger, Literal[Do.RELEASE]],
    asked: tuple[Asked, ...],
    settings: Settings,
    *,
    kind: Release.Kind,
    receiver: To,
    links: tuple[Link, ...] = (),
    restates: Restated = None,
) -> tuple[Release, ...]:
    """Judge and publish; judged anew when others publish meanwhile. Raises ``Refused``."""
    for _ in range(SEVERAL):
        judged = draft(permit.row, asked, settings, links=links)
        try:
            return publish(permit, judged, kind=kind, receiver=receiver, restates=restates)
        except Moved:
            continue
    raise Moved


def tell_figures(
    permit: Permit[Ledger, Literal[Do.RELEASE]],
    asked: Asked,
    told: tuple[Told, ...],
    settings: Settings,
    *,
    kind: Release.Kind,
    receiver: To,
    links: tuple[Link, ...] = (),
) -> Release:
    """Record what is said of a table otherwise: a percentage, a band, a number in a sentence. Raises ``Refused``."""
    with transaction.atomic():
        ledger = Ledger.objects.select_for_update().get(pk=permit.row.pk)
        try:
            entry = tell(asked, told, settings=settings, history=ledger.history(), links=links)
        except DisclosureError as problem:
            raise refused_by(problem) from None
        return _append(permit, ledger, [entry], kind=kind, receiver=receiver, restates=None)[0]


def record_open(
    permit: Permit[Ledger, Literal[Do.RELEASE]],
    tables: tuple[Table, ...],
    periods: frozenset[str],
    *,
    kind: Release.Kind,
    receiver: To,
    restates: Restated = None,
) -> tuple[Release, ...]:
    """Record tables of nobody who came as given out: head counts, and what counsellors did in the open.

    They need no judging and no later figure is judged against them. Any other measure is a ``TypeError``.
    """
    entries = [open_entry(one, periods) for one in tables]
    with transaction.atomic():
        ledger = Ledger.objects.select_for_update().get(pk=permit.row.pk)
        return _append(permit, ledger, entries, kind=kind, receiver=receiver, restates=restates)


def _append(
    permit: Permit[Ledger, Literal[Do.RELEASE]],
    ledger: Ledger,
    entries: list[Released],
    *,
    kind: Release.Kind,
    receiver: To,
    restates: Restated,
) -> tuple[Release, ...]:
    found = []
    for entry in entries:
        one = Release(
            practice_id=ledger.practice_id,
            organisation_id=ledger.organisation_id,
            sequence=ledger.sequence + 1,
            at=timezone.now(),
            author_id=permit.actor.pk,
            kind=kind,
            receiver=everybody((receiver,) if isinstance(receiver, Release.Receiver) else receiver),
            restates=_restated(restates, entry),
            entry=plain(entry),
            previous=ledger.hash,
        )
        one.hash = one.line().hash()
        one.save(force_insert=True)
        ledger.sequence, ledger.hash = one.sequence, one.hash
        found.append(one)
    Ledger.objects.filter(pk=ledger.pk).update(sequence=ledger.sequence, hash=ledger.hash)
    record(permit, mark=ledger.hash)
    return tuple(found)


def _all(restates: Restated) -> tuple[Release, ...]:
    if restates is None:
        return ()
    return (restates,) if isinstance(restates, Release) else tuple(restates.values())


def _restated(restates: Restated, entry: Released) -> Release | None:
    if restates is None or isinstance(restates, Release):
        return restates
    return restates.get((entry.table.name, entry.periods))


def refused_by(problem: DisclosureError) -> Refused:
    """Why figures do not go out, and what can be done: by its code a register that is ``broken``, counts that were
    ``contradicted`` by what is out, or figures that were not to be let out as they are.
    """
    if isinstance(problem, BrokenLedger):
        return Refused(_BROKEN, code="broken")
    said = next((sentence for kind, sentence in _SAID.items() if isinstance(problem, kind)), _OTHERWISE)
    return Refused(said, code="contradicted" if isinstance(problem, Contradiction) else "not_released")
