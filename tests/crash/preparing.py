"""Run as a program: makes matters of one signed-in counsellor in the configured stores; prints what a client needs."""

import json
import sys

from nabij_cli.preparation import prepare, start_django
from nabij_cli.server import bring_up_to_date


def main(count: int) -> None:
    """Print ``{"session", "owner", "seed", "matters": [id]}``; each matter has one manifest, of its notes.

    ``seed`` is that of the key with which the counsellor's browser proves what it writes.
    """
    found = prepare()
    start_django()
    bring_up_to_date(found)
    from django.db import transaction
    from django.test import Client

    from nabij.audit.actions import record
    from nabij.kit.permit import permit
    from nabij.people.models import Do
    from nabij_vault.text import to_b64
    from tests.making import make_matter, signer_of
    from tests.personas import make_personas

    people = make_personas()
    # a practice without a single audit line counts as one whose audit was taken away
    for person in (people.amina, people.carla):
        with transaction.atomic():
            record(permit(person, Do.CHANGE_OWN_PROFILE, person))
    client = Client(headers={"host": "werk.localhost"})
    client.force_login(people.amina)
    matters = [make_matter(people.amina) for _ in range(count)]
    signer = signer_of(people.amina)
    assert signer
    made = {
        "session": client.cookies["sessionid"].value,
        "owner": str(people.amina.pk),
        "seed": to_b64(signer.seed),
        "matters": [str(matter.pk) for matter in matters],
    }
    print(json.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]))
