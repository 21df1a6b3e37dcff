from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial")]

    operations = [
        migrations.AlterField(
            "orphan",
            "kind",
            models.CharField(
                choices=[("shred_key", "Shred Key"), ("file", "File"), ("signal", "Signal")], max_length=10
            ),
        ),
    ]
