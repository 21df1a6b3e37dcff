"""A number for each signal of an organisation, and for each letter to one reader: two that look alike are told apart."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Those that were there in the order of their months, or of the days of their letters: nothing finer was kept."""
    signals = apps.get_model("signals", "Signal").objects
    _number(signals.order_by("organisation_id", "month", "pk"), "organisation_id", "number")
    sent = signals.exclude(delivered_month=None).order_by("contact_id", "delivered_month", "due", "pk")
    _number(sent, "contact_id", "letter_number")


def _number(rows: Any, of: str, column: str) -> None:
    last: tuple[Any, int] = (None, 0)
    for row in rows:
        owner = getattr(row, of)
        last = (owner, last[1] + 1 if owner == last[0] else 1)
        rows.model.objects.filter(pk=row.pk).update(**{column: last[1]})


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0004_looked_at_again"),
    ]

    operations = [
        migrations.AddField("signal", "number", models.PositiveIntegerField(default=0)),
        migrations.AddField("signal", "letter_number", models.PositiveIntegerField(default=0)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
