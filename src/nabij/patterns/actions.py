"""Handing out the match key, registering tokens, looking, withdrawing, and renewing them under new keys."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.patterns import matcher, rules
from nabij.patterns.models import Asked, Do, Matched, Token, midnight
from nabij.patterns.rules import Named, NewKeys, NewToken, Side
from nabij.people.models import Organisation, User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import conflict, stale


def locked(permit: Permit[Matched, Any]) -> Matched:
    """The organisation as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=permit.row.pk)
    row = Matched.objects.get(pk=permit.row.pk)
    if not row.may(permit.actor, permit.verb):
        raise Refused(
            "Je bent bij deze organisatie geen vertrouwenspersoon (meer). Er is niets veranderd, en wat je noteerde "
            "is bewaard. Vraag je praktijkmanager als dit niet klopt.",
            code="forbidden",
        )
    return row


def share_key(permit: Permit[Matched, Literal[Do.SHARE_KEY]], new: NewKeys) -> bool:
    """Keep the next match key, or hand on the newest; True when it was kept before. A next key takes back the former
    grants of who is no longer of the pair."""
    with transaction.atomic():
        row = locked(permit)
        state, box = row.key_state(), rules.box_of(row.practice_id, row.pk)
        pair = row.pair_ids()
        if new.epoch == state.newest and _is_kept(box, new):
            return True
        rules.check_keys(new, state.newest, state.holders, permit.actor.pk, pair)
        already = sealed_actions.add_grants(permit, box, new.grants)
        gone = KeyGrant.objects.filter(practice_id=row.practice_id, box=box, part=rules.PART, withdrawn=False)
        gone.exclude(grantee__in=pair).update(withdrawn=True)
        if not already:
            _note(permit, row)
            _record(permit)
    return already


def _is_kept(box: UUID, new: NewKeys) -> bool:
    rows = KeyGrant.objects.filter(box=box, part=rules.PART, epoch=new.epoch, withdrawn=False)
    kept = {row.grantee: bytes(row.sealed) for row in rows}
    return all(kept.get(grant.grantee) == grant.sealed for grant in new.grants)


def evaluate(
    permit: Permit[Matched, Literal[Do.EVALUATE]], version: int, points: Sequence[bytes]
) -> tuple[list[bytes], bytes]:
    """Have blinded points evaluated, within the day's limit; the line is there before the matcher is asked.

    A matcher that does not answer costs nothing of the day: nobody learnt anything.
    """
    if version not in matcher.public_keys():
        raise stale()
    with transaction.atomic():
        row = _locked_for_one(permit)
        rules.check_points(Asked.spent_today(permit.actor.pk, Do.EVALUATE)[1], len(points))
        asked = _note(permit, row, len(points))
        _record(permit)
    try:
        return matcher.evaluate(version, points)
    except matcher.Unreachable:
        # the line in the audit stays: it was asked
        asked.delete()
        raise


def register(permit: Permit[Matched, Literal[Do.REGISTER]], named: Sequence[Named], lock: str) -> bool:
    """Keep the tokens of one matter's person, in each version that is looked up; True when they were kept before.

    Raises ``conflict`` when the handle has other tokens, or another lock: another person is another handle.
    """
    served = matcher.public_keys()
    with transaction.atomic():
        row = _locked_for_one(permit)
        newest = _check_versions(row, named, served)
        if newest not in {one.version for one in named}:
            raise stale()
        if len({one.handle for one in named}) != 1:
            raise Refused(
                "Per kwestie wordt één persoon aangemeld. Er is niets aangemeld, en wat je noteerde is bewaard. Laad "
                "de kwestie opnieuw."
            )
        if row.lacks_secret({named[0].handle: lock}):
            raise conflict()
        fresh = _fresh(row, named)
        if not fresh:
            return True
        rules.check_nobody_left(row.key_state().holders, row.pair_ids())
        rules.check_registered(Asked.spent_today(permit.actor.pk, Do.REGISTER)[0])
        _note(permit, row)
        _add(row, fresh, {named[0].handle: lock})
        _record(permit)
    return False


def renew(permit: Permit[Matched, Literal[Do.RENEW]], named: Sequence[Named], locks: Mapping[UUID, str]) -> int:
    """Keep rows of the newest version beside older ones of the same handles, and destroy the older once none lacks a
    newer. Says how many handles are still to be done, by anyone. ``locks``: what the secret of each handle opens."""
    served = matcher.public_keys()
    with transaction.atomic():
        row = locked(permit)
        newest = _check_versions(row, named, served)
        handles = {one.handle for one in named}
        if any(one.version != newest for one in named):
            raise stale()
        known = set(row.tokens().filter(handle__in=handles).values_list("handle", flat=True))
        if handles - known:
            raise Refused(
                "Vernieuwen kan alleen wat al aangemeld was. Er is niets vernieuwd, en wat je noteerde is bewaard. "
                "Open de kwestie: dan wordt de naam aangemeld."
            )
        if row.lacks_secret(locks):
            raise rules.not_yours()
        if fresh := _fresh(row, named):
            _note(permit, row, len(fresh))
            _add(row, fresh, locks)
            _record(permit)
        waiting = row.waiting(newest)
        if not waiting:
            _destroy_old(row, newest)
    return len(waiting)


def finish(permit: Permit[Matched, Literal[Do.FINISH]]) -> int:
    """Destroy every row of a former version, those that nobody renewed as well; says how many matters that were."""
    served = matcher.public_keys()
    with transaction.atomic():
        row = locked(permit)
        state = row.key_state()
        rules.check_all_hold(row.with_keys(), state.holders)
        newest = (state.newest, max(served))
        lost = len(row.waiting(newest))
        if _destroy_old(row, newest):
            _note(permit, row, lost)
            _record(permit)
    return lost


def look(permit: Permit[Matched, Literal[Do.LOOK]], asked: Sequence[Named]) -> bool:
    """Whether at least the practice's number of other visitors speak of the same person. Every look counts.

    Only of a person who is registered, as they are registered: who could ask freely would try names and visitors.
    """
    with transaction.atomic():
        row = _locked_for_one(permit)
        tokens = sum(len(one.tokens) for one in asked)
        rules.check_looks(*Asked.spent_today(permit.actor.pk, Do.LOOK), tokens)
        if len({one.handle for one in asked}) != 1:
            raise Refused(
                "Je kijkt voor één kwestie tegelijk. Er is niets bekeken, en wat je noteerde is bewaard. Laad de "
                "kwestie opnieuw en kijk nog een keer."
            )
        if _fresh(row, asked):
            raise stale()
        _note(permit, row, tokens)
        _record(permit)
        return rules.is_enough(row.others(asked), row.practice.pattern_threshold)


def compare_sides(permit: Permit[Matched, Literal[Do.COMPARE_SIDES]], asked: Sequence[Side]) -> bool:
    """Whether the visitor who begins is named in any matter of the pair, never in which. Nothing of it is kept.

    One answer is about one person, below any threshold: so it is counted, seen by the pair and in the audit. Every way
    of writing counts: nobody can tell here whether they are one person's.
    """
    with transaction.atomic():
        row = _locked_for_one(permit)
        for side in asked:
            rules.check_ways(side.tokens)
        tokens = sum(len(side.tokens) for side in asked)
        rules.check_sides(*Asked.spent_today(permit.actor.pk, Do.COMPARE_SIDES), tokens)
        _note(permit, row, tokens)
        _record(permit)
        return row.names(asked)


def withdraw(permit: Permit[Matched, Literal[Do.WITHDRAW]], handle: UUID, lock: str) -> bool:
    """Destroy the rows of this handle; True when there were none (any more). ``lock``: what its secret opens."""
    with transaction.atomic():
        row = locked(permit)
        if row.lacks_secret({handle: lock}):
            raise rules.not_yours()
        if not row.tokens().filter(handle=handle).delete()[0]:
            return True
        _note(permit, row)
        _record(permit)
    return False


def look_at_repetition(permit: Permit[Matched, Literal[Do.LOOK_AT_REPETITION]]) -> None:
    """A counsellor is about to see where repetition stands out in the raw codes; both of the pair read that."""
    with transaction.atomic():
        _note(permit, permit.row)
        _record(permit)


def _locked_for_one(permit: Permit[Matched, Any]) -> Matched:
    """As ``locked``; and what one person asks comes one after the other, at whichever organisation: it is counted."""
    row = locked(permit)
    User.objects.select_for_update().get(pk=permit.actor.pk)
    return row


def _note(permit: Permit[Matched, Any], row: Matched, points: int = 0) -> Asked:
    """``points``: of an evaluation how many, of a question how many tokens, of a renewal how many matters."""
    asked = Asked(
        # a day says enough, and less of which row came when
        at=midnight(),
        practice_id=row.practice_id,
        organisation_id=row.pk,
        counsellor_id=permit.actor.pk,
        verb=permit.verb,
        points=points,
    )
    asked.save(force_insert=True)
    return asked


def _record(permit: Permit[Matched, Any]) -> None:
    """A line in the audit that says the day and no moment: a row of tokens lies beside it in the order of coming."""
    audit.record(permit, to_the_day=True)


def _check_versions(row: Matched, named: Iterable[Named], served: dict[int, bytes]) -> rules.Version:
    """The newest version; ``stale`` for one that the pair or the matcher does not have."""
    newest = row.key_state().newest
    for one in named:
        rules.check_named(one)
        if one.epoch > newest or one.matcher not in served:
            raise stale()
    return newest, max(served)


def _fresh(row: Matched, named: Sequence[Named]) -> list[Named]:
    kept = row.tokens().filter(handle__in={one.handle for one in named})
    there: dict[tuple[UUID, rules.Version], set[tuple[NewToken, str]]] = {}
    for one in kept:
        was = one.kept()
        token = NewToken(was.token, was.visitor, was.by_email, was.whose, was.also)
        there.setdefault((was.handle, was.version), set()).add((token, was.known))
    fresh = []
    for new in named:
        before = there.get((new.handle, new.version))
        if before is None:
            fresh.append(new)
        elif before != {(one, new.known) for one in new.tokens}:
            raise conflict()
    return fresh


def _add(row: Matched, named: Sequence[Named], locks: Mapping[UUID, str]) -> None:
    Token.objects.bulk_create(
        Token(
            practice_id=row.practice_id,
            organisation_id=row.pk,
            handle=one.handle,
            lock=locks[one.handle],
            epoch=one.epoch,
            matcher=one.matcher,
            token=token.token,
            visitor=token.visitor,
            by_email=token.by_email,
            has_email=one.has_email,
            known=one.known,
            whose=token.whose,
            also=sorted(map(str, token.also)),
        )
        for one in named
        for token in one.tokens
    )


def _destroy_old(row: Matched, newest: rules.Version) -> int:
    old = row.tokens().exclude(epoch=newest[0], matcher=newest[1])
    return int(old.delete()[0])
