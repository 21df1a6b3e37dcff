"""Interim overviews as a counsellor lets them out through the page."""

from django.test import Client

from nabij.kit.clock import today
from nabij.people.models import Organisation, User
from nabij.reporting.interim import Interim
from nabij.reporting.rules.interim import Part
from tests.people.asking import browser_of

LAST_YEAR = today().year - 1
HALF, QUARTER = Part(LAST_YEAR, 1, 6), Part(LAST_YEAR, 1, 3)


def address_of(organisation: Organisation, part: Part) -> str:
    return f"/jaarverslagen/tussentijds/{organisation.pk}/?deel={part.key}"


def typed(page: str, **more: object) -> dict[str, object]:
    """What a browser would send of a page: its hidden fields and these."""
    found: dict[str, object] = {}
    assert "<form" in page, page
    for name in ("edition", "seen"):
        before = page.partition(f'name="{name}" value="')[2]
        found[name] = before.partition('"')[0] if before else ""
    return found | more


def let_out(author: User, organisation: Organisation, part: Part = HALF, **more: object) -> Interim:
    """The overview, looked at and let out."""
    client: Client = browser_of(author)
    address = address_of(organisation, part)
    page = client.get(f"{address}&nagekeken").content.decode()
    page = client.post(address, typed(page, **more)).content.decode()
    assert "Zo gaat het uit." in page, page[:4000]
    answer = client.post(address, typed(page, **more))
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return Interim.objects.get(pk=answer["Location"].strip("/").split("/")[-1])
