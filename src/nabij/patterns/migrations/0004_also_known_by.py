"""By what else a visitor is known. What was registered before is registered anew when its matter is opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patterns", "0003_surely_another")]

    operations = [
        migrations.AddField("token", "also", models.JSONField(default=list)),
    ]
