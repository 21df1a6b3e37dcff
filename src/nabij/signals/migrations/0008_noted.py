"""Who of the pair noted what they heard, after how many weeks; days that ended before this are gone from ``watches``."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0007_lesson"),
    ]

    operations = [
        migrations.AddField("signal", "noted", models.JSONField(default=dict)),
    ]
