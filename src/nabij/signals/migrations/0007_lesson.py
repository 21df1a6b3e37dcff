"""What a pair learnt of a signal, sealed to counsellors of the practice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nabij.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0006_heard_back"),
        ("people", "0003_signal_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "Lesson",
            [
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("month", models.DateField(default=nabij.kit.clock.this_month)),
                ("sealed", models.BinaryField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.practice")),
                ("signal", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="signals.signal")),
            ],
        ),
    ]
