"""Comparing names: the counsellors of the organisation alone. Here the matcher does not run."""

from typing import Any

from tests.access import Row, World, expect

COUNSELLORS = expect(amina=200, bram=200)
PAIR = expect(signed_out=401, amina=200, bram=200)
PAIR_WRITES = expect(signed_out=401, amina=422, bram=422)
WITHOUT_MATCHER = expect(signed_out=401, amina=503, bram=503)


def _organisation(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk}


def _write() -> Row:
    return Row(PAIR_WRITES, address=_organisation, method="post", json={})


ROWS = {
    "match_keys_today": Row(expect(signed_out=401, amina=200, bram=200, carla=200)),
    "comparing": Row(COUNSELLORS, address=_organisation),
    "pattern_state": Row(PAIR, address=_organisation),
    "pattern_log": Row(PAIR, address=_organisation),
    "share_match_key": _write(),
    "evaluate_blinded": _write(),
    "register_token": _write(),
    "look_for_pattern": _write(),
    "compare_sides": _write(),
    "withdraw_token": _write(),
    "renew_tokens": _write(),
    "destroy_old_tokens": Row(WITHOUT_MATCHER, address=_organisation, method="post", json={}),
    "repetition": Row(COUNSELLORS, address=_organisation),
}
