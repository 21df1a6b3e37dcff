"""What a yes was given to, and on which text of the colleague a signal was weighed: for what is there, the newest."""

from uuid import UUID

from django.db import migrations, models

from nabij.signals.rules import sections


def _newest(apps, signal: UUID, name: str) -> int:
    records = apps.get_model("sealed", "Record").objects.filter(box=signal, part="story")
    found = records.filter(record_id=sections.section_id(signal, name))
    return found.aggregate(newest=models.Max("revision"))["newest"] or 0


def fill(apps, schema_editor) -> None:
    """Rows that are there stand for no newer text than there is now."""
    for one in apps.get_model("signals", "Concern").objects.filter(consent__isnull=False):
        one.limits = _newest(apps, one.signal_id, sections.LIMITS)
        one.save(update_fields=["limits"])
    for one in apps.get_model("signals", "Signal").objects.all():
        one.seconded = _newest(apps, one.pk, sections.SECOND)
        one.save(update_fields=["seconded"])


class Migration(migrations.Migration):
    dependencies = [
        ("sealed", "0004_match_part"),
        ("signals", "0001_initial"),
    ]

    operations = [
        migrations.AddField("concern", "limits", models.PositiveIntegerField(default=0)),
        migrations.AddField("signal", "seconded", models.PositiveIntegerField(default=0)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
