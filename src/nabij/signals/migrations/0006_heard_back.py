"""That a yes was taken back in conversation while its matter could not take that down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0005_numbered"),
    ]

    operations = [
        migrations.AddField("concern", "heard_back", models.BooleanField(default=False)),
    ]
