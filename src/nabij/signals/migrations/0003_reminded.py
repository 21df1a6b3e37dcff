"""Of which reminder a letter without an answer was: a day that was missed is made up, and no mail goes twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0002_yes_to_words"),
    ]

    operations = [
        migrations.AddField("signal", "reminded", models.CharField(blank=True, default="", max_length=6)),
    ]
