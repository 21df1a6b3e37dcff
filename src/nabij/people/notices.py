"""What stands on every page of someone until they read it: that a new sign-in link was made for their account."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from nabij.kit.notices import Notice
from nabij.people.models import Invitation, Role, User


def told(link: Invitation) -> str:
    """Who made this link, when, and what became of it."""
    you, your = ("u", "uw") if link.role == Role.BOARD_CONTACT else ("jou", "je")
    sentence = f"Op {_moment(link.made)} maakte {link.invited_by.name} een nieuwe inloglink voor {you}."
    if link.used is None:
        return f"{sentence} De link is niet gebruikt."
    sentence += f" De link is gebruikt op {_moment(link.used)}: daarmee is {your} wachtwoord veranderd."
    if link.clears_second_factor:
        lapsed = f"{your.capitalize()} passkeys om in te loggen, {your} app-code en {your} herstelcodes"
        sentence += f" {lapsed} zijn toen vervallen."
    return sentence


def _not_asked_for(link: Invitation) -> str:
    asked, your = ("Vroeg u", "uw") if link.role == Role.BOARD_CONTACT else ("Vroeg je", "je")
    return f"{asked} daar niet om? Wijzig {your} wachtwoord en vraag {link.invited_by.name} waarom."


def _moment(at: Any) -> str:
    return date_format(localtime(at), "j F, H:i")


def standing_notices(request: HttpRequest) -> dict[str, Any]:
    """For the templates: the notices of whoever is signed in; asked of the database only by pages that show them."""

    def notices() -> Iterator[Notice]:
        if isinstance(user := getattr(request, "user", None), User):
            for link in Invitation.objects.made_for(user).filter(read=False):
                yield Notice(
                    f"{told(link)} {_not_asked_for(link)}",
                    reverse("read_sign_in_link", args=[link.pk]),
                )

    return {"standing_notices": notices}
