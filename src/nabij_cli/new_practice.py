"""``./nabij new-practice``: the first practice of an installation, and the link with which its manager comes in."""

import argparse

from nabij.kit.errors import BadConfiguration, Refused
from nabij.site.configuration import Configuration
from nabij_cli.preparation import prepare, start_django
from nabij_cli.server import bring_up_to_date

LONGEST = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name")
    parser.add_argument("--manager")
    parser.add_argument("--email")
    parser.add_argument("--port", default="")


def run(arguments: argparse.Namespace) -> int:
    """Ask what was not given, make the practice and print the link, once."""
    found = prepare()
    if found.demo:
        raise BadConfiguration(
            f"In {found.data} staat een demo. Kies voor een echte installatie een andere NABIJ_DATA."
        )
    name = _asked(arguments.name, "Naam van de praktijk: ")
    manager = _asked(arguments.manager, "Naam van de praktijkmanager: ")
    email = _email(_asked(arguments.email, "E-mailadres van de praktijkmanager: "))
    start_django()
    bring_up_to_date(found)
    from nabij.people.actions.founding import Founder, found_practice

    try:
        secret = found_practice(name, Founder(manager, email))
    except Refused as refused:
        raise BadConfiguration(refused.sentence) from refused
    print(f"De praktijk {name} is gemaakt. Geef deze link aan {manager}; hij werkt één keer, zeven dagen lang:")
    print(_address(found, arguments.port, secret))
    return 0


def _asked(given: str | None, question: str) -> str:
    try:
        answer = (given if given is not None else input(question)).strip()
    except EOFError:
        answer = ""
    if not answer or len(answer) > LONGEST:
        raise BadConfiguration("Geef een naam voor de praktijk, en een naam en e-mailadres voor de praktijkmanager.")
    return answer


def _email(text: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import EmailValidator

    try:
        EmailValidator()(text)
    except ValidationError as error:
        raise BadConfiguration(f"{text} is geen e-mailadres.") from error
    return text


def _address(found: Configuration, port: str, secret: str) -> str:
    from django.urls import reverse

    host = found.hosts["workspace"] + (f":{port}" if port else "")
    # behind the # no browser sends it: the secret reaches no log
    return f"{found.scheme}://{host}{reverse('invitation')}#{secret}"
