"""Which sections are looked at again since somebody's yes is gone, and how many stood behind the letter before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0003_reminded"),
    ]

    operations = [
        migrations.AddField("signal", "before", models.JSONField(default=dict)),
        migrations.AddField("signal", "rested", models.PositiveSmallIntegerField(default=0)),
    ]
