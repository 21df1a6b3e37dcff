"""The text of a report once its authors set it ready: kept, looked over, decided on, taken back."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from nabij.audit import actions as audit
from nabij.kit.permit import Permit
from nabij.releases.actions import Draft
from nabij.reporting import answers
from nabij.reporting.actions.beside import figures_beside, figures_of, known
from nabij.reporting.actions.digest import digest_of
from nabij.reporting.actions.drawn import check_drawn
from nabij.reporting.actions.story_box import kept_keys, locked
from nabij.reporting.actions.told import check_counts, standing, told_with
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Do, Report, agreements_of
from nabij.reporting.reading import as_it_would_be
from nabij.reporting.rules.carrying import carried
from nabij.reporting.rules.contradicting import contradictions
from nabij.reporting.rules.findings import COUNTING, Choice, Decision, stands
from nabij.reporting.rules.findings import decide as decision_about
from nabij.reporting.rules.group_names import named_by_authors
from nabij.reporting.rules.looking_over import Spot, in_the_way, looked_over, places_of
from nabij.reporting.rules.story import Story, plain, story_of
from nabij.reporting.rules.story_box import NewText
from nabij.sealed.models import Manifest
from nabij.sealed.rules import STORY, stale

NOT_READY = "De tekst staat niet klaar. Schrijf het verhaal en kies Klaarzetten."
MOVED = "De cijfers zijn veranderd sinds de tekst klaarstond. Neem hem terug, lees hem na en zet hem opnieuw klaar."


def set_ready(permit: Permit[Report, Literal[Do.SET_READY]], new: NewText, judged: Draft) -> bool:
    """Keep the text readable, with the digest of the figures that it stands beside; True when this text stood there.

    In a later edition, what was decided about sentences that did not change is carried over and recorded as such.

    Raises ``stale`` when the sealed story went on after this text was taken from it, or another text stands ready.
    """
    check_drawn(as_it_would_be(permit.row, answers.would_be(permit.row, judged), new.story))
    text, figures = plain(new.story), digest_of(permit.row, judged)
    repeated = _repeated(permit.row, new.story, judged)
    with transaction.atomic():
        report = locked(permit)
        if report.ready_at and report.text == text:
            return True
        places = Manifest.objects.filter(practice_id=report.practice_id, box=report.pk, part=STORY, epoch=new.epoch)
        newest = places.order_by("-counter").values_list("counter", flat=True).first()
        if new.epoch != kept_keys(report).epoch or newest != new.counter:
            raise stale()
        changed = Report.objects.filter(pk=report.pk, ready_at=None, published_at=None).update(
            text=text,
            figures=figures,
            findings=_decided_and(report, repeated),
            ready_by_id=permit.actor.pk,
            ready_at=timezone.now(),
        )
        if not changed:
            raise stale()
        audit.record(permit)
    return False


def _repeated(report: Report, story: Story, judged: Draft) -> list[dict[str, Any]]:
    """What was decided in the edition before about what this text repeats, each with the edition that it comes from."""
    before = report.before()
    if before is None:
        return []
    agreed = agreements_of(report.organisation, report.year)
    last = {line["key"]: line for line in before.findings}
    kept = {key for key, line in last.items() if line["choice"] == Choice.KEPT.name.lower()}
    spots = looked_over(story, known(report, judged), agreed)
    keys = carried(spots, places_of(story, agreed), places_of(story_of(before.text), agreed), kept)
    return [{"carried": before.edition} | last[key] for key in keys]


def _decided_and(report: Report, repeated: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was decided in this edition itself, and what of the one before holds for the text of now, and no other."""
    own = [line for line in report.findings if "carried" not in line]
    decided = {line["key"] for line in own}
    return [*(line for line in repeated if line["key"] not in decided), *own]


def take_back(permit: Permit[Report, Literal[Do.TAKE_BACK]]) -> None:
    """Erase the readable text; the sealed story can be written on. What was decided stays, without the words."""
    with transaction.atomic():
        report = locked(permit)
        if (
            not Report.objects.filter(pk=report.pk, published_at=None)
            .exclude(ready_at=None)
            .update(text={}, figures="", ready_by=None, ready_at=None)
        ):
            return
        audit.record(permit)


def decide(
    permit: Permit[Report, Literal[Do.DECIDE]], judged: Draft, key: str, choice: Choice, reason: str, counts: str = ""
) -> None:
    """Keep what somebody decided about one finding, with who and when; a repeated decision adds nothing.

    ``counts``: of what says how many, ``NOBODY`` or the key of what it counts, which is reason enough to keep it.
    Raises ``Refused`` without a reason for keeping, or for a number that would tell too much; ``stale`` when the text
    is another one by now.
    """
    spot = next((one for one in spots_in(permit.row, judged) if one.key == key), None)
    if spot is None:
        raise stale()
    said = decision_about(spot.finding, choice, _reason(permit.row, spot, choice, reason, counts, judged), counts)
    with transaction.atomic():
        report = locked(permit)
        if report.ready_at is None or report.ready_at != permit.row.ready_at:
            raise stale()
        if [one for one in decisions_of(report) if one.key == key][-1:] == [said]:
            return
        line = {
            "key": said.key,
            "choice": said.choice.name.lower(),
            "reason": said.reason,
            "counts": said.counts,
            "by": str(permit.actor.pk),
            "at": timezone.now().isoformat(timespec="seconds"),
        }
        Report.objects.filter(pk=report.pk, ready_at=report.ready_at).update(findings=[*report.findings, line])
        audit.record(permit)


def _reason(report: Report, spot: Spot, choice: Choice, reason: str, counts: str, judged: Draft) -> str:
    """Why it may stay: in the words of its author, or the figure that it is."""
    if choice is not Choice.KEPT or spot.finding.kind not in COUNTING or not counts:
        return reason
    which = check_counts(report, spot, counts, judged)
    return f"Dit is een cijfer dat met dit verslag uitgaat: {which}." if which else reason


def decisions_of(report: Report) -> tuple[Decision, ...]:
    """What was decided about the text of a report, oldest first."""
    return tuple(
        Decision(one["key"], Choice[one["choice"].upper()], one["reason"], one.get("counts", ""))
        for one in report.findings
    )


def kept_in(report: Report, spots: Sequence[Spot], judged: Draft) -> frozenset[str]:
    """The keys of the findings that may stay as was decided."""
    last = {one.key: one for one in standing(report, spots, decisions_of(report), judged)}
    return frozenset(spot.key for spot in spots if stands(spot.finding, last.get(spot.key)))


def with_numbers(report: Report, judged: Draft) -> Draft:
    """The draft with the numbers that the text says of who came. Raises ``Refused`` where they tell too much."""
    return told_with(report, spots_in(report, judged), decisions_of(report), judged)


def spots_in(report: Report, judged: Draft) -> tuple[Spot, ...]:
    """What the linter finds in the text that stands ready, held against the figures that would be shown."""
    if report.ready_at is None:
        return ()
    agreed = agreements_of(report.organisation, report.year)
    held = known(report, judged)
    return looked_over(story_of(report.text), held, agreed, named_by_authors(grouping_of(report), held.units))


def contradicted(report: Report, judged: Draft) -> tuple[str, ...]:
    """Where the text that stands ready says that something is not kept while the figures give it, in sentences."""
    if report.ready_at is None:
        return ()
    figures = figures_of(report, judged)
    return tuple(one.sentence for one in contradictions(story_of(report.text), figures.answered, figures.shown))


def why_not_out(report: Report, judged: Draft) -> tuple[str, ...]:
    """Why the story of this report cannot go out beside these figures, in finished sentences; empty when it can."""
    if report.ready_at is None:
        return (NOT_READY,)
    moved = () if report.figures == digest_of(report, judged) else (MOVED,)
    story, spots, beside = story_of(report.text), spots_in(report, judged), figures_beside(report, judged)
    decisions = standing(report, spots, decisions_of(report), judged)
    return (*moved, *in_the_way(story, beside, spots, decisions, edition=report.edition))
