from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0007_standing_by_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="told",
            field=models.DateField(null=True),
        ),
    ]
