"""A browser of one person on the workspace, and the audit lines that a test looks for."""

from django.conf import settings
from django.test import Client

from nabij.audit.models import Entry, first_break_of
from nabij.people.models import Practice, User


def browser_of(user: User | None = None, address: str = "192.0.2.1", audience: str = "workspace") -> Client:
    """A client at one of the hosts, signed in as this person; ``address`` is where it calls from."""
    client = Client(headers={"host": settings.HOSTS[audience]}, REMOTE_ADDR=address)
    if user:
        client.force_login(user)
    return client


def audited(practice: Practice) -> list[tuple[str, str]]:
    """The verbs of the practice's audit in order, each with the kind of row; the chain is whole."""
    assert first_break_of(practice.pk) is None
    return list(Entry.objects.filter(practice_id=practice.pk).order_by("sequence").values_list("verb", "kind"))
