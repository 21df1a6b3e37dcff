"""Run as a program: an installation with the pair's vaults and an open entrance; prints what a visitor needs."""

import json

from nabij_cli.preparation import prepare, start_django
from nabij_cli.server import bring_up_to_date


def main() -> None:
    """Print ``{"organisation", "code"}``."""
    found = prepare()
    start_django()
    bring_up_to_date(found)

    from nabij.contact.models import Reachability
    from tests.browser.sealed_practice import give_vault, store_vault
    from tests.contact.doors import CODE, open_entrance
    from tests.personas import make_personas

    people = make_personas()
    for one in (people.amina, people.bram):
        store_vault(one, give_vault(one))
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    print(json.dumps({"organisation": people.organisation.name, "code": CODE}))


if __name__ == "__main__":
    main()
