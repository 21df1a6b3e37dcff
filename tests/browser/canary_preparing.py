"""Run as a program: Amina and Bram with vaults and a matter in the configured stores; prints what their hands need."""

import json

from nabij_cli.preparation import prepare, start_django
from nabij_cli.server import bring_up_to_date


def main() -> None:
    """Print ``{"organisation", "report", "amina": {"email", "session", "words"}, "bram": {…}}``; keys are pinned."""
    found = prepare()
    start_django()
    bring_up_to_date(found)
    from django.test import Client

    from tests.browser.sealed_practice import give_vault, keep_matter, planned, store_vault
    from tests.personas import make_personas
    from tests.reporting.stories import make_report

    people = make_personas()
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    keep_matter(people, aminas, planned())
    store_vault(people.amina, aminas, brams)
    store_vault(people.bram, brams, aminas)
    world: dict[str, object] = {"organisation": people.organisation.name, "report": str(make_report(people).pk)}
    for name, user, vault in (("amina", people.amina, aminas), ("bram", people.bram, brams)):
        client = Client(headers={"host": "werk.localhost"})
        client.force_login(user)
        session = client.cookies["sessionid"].value
        world[name] = {"email": user.email, "session": session, "words": vault.words}
    print(json.dumps(world))


if __name__ == "__main__":
    main()
