"""Sessions stay listed with when they were last seen, without a write in every request."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.personas import Personas

HOST = {"host": "werk.localhost"}


def test_a_session_is_listed_and_written_at_most_every_five_minutes(people: Personas) -> None:
    client = Client(headers=HOST)
    client.force_login(people.amina)
    client.get("/kluis/staat.json")
    (session,) = UserSession.objects.filter(user=people.amina)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/kluis/staat.json")
    assert not [one["sql"] for one in queries if one["sql"].startswith(("UPDATE", "INSERT"))]
    hour_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.filter(pk=session.pk).update(last_seen_at=hour_ago)
    client.get("/kluis/staat.json")
    session.refresh_from_db()
    assert session.last_seen_at > hour_ago + timedelta(minutes=50)
