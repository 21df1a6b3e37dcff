"""What stands on every page of someone until they read it: that a new sign-in link was made for their account."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from nabij.kit.notices import Notice
from nabij.people.models import Invitation, User


def told(link: Invitation) -> str:
    """Who made this link, when, and what became of it."""
    sentence = f"Op {_moment(link.made)} maakte {link.invited_by.name} een nieuwe inloglink voor jou."
    if link.used is None:
        return f"{sentence} De link is niet gebruikt."
    sentence += f" De link is gebruikt op {_moment(link.used)}: daarmee is je wachtwoord veranderd."
    if link.clears_second_factor:
        sentence += " Je passkeys om in te loggen, je app-code en je herstelcodes zijn toen vervallen."
    return sentence


def _moment(at: Any) -> str:
    return date_format(localtime(at), "j F, H:i")


def standing_notices(request: HttpRequest) -> dict[str, Any]:
    """For the templates: the notices of whoever is signed in; asked of the database only by pages that show them."""

    def notices() -> Iterator[Notice]:
        if isinstance(user := getattr(request, "user", None), User):
            for link in Invitation.objects.made_for(user).filter(read=False):
                yield Notice(
                    f"{told(link)} Vroeg je daar niet om? Wijzig je wachtwoord en vraag {link.invited_by.name} waarom.",
                    reverse("read_sign_in_link", args=[link.pk]),
                )

    return {"standing_notices": notices}
