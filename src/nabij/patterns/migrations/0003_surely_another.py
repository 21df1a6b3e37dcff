"""By what a visitor is known, and whose matter it is: without both nobody counts as surely another than somebody else.

What was registered before is registered anew when its matter is opened.
"""

import uuid
from typing import Any

from django.db import migrations, models


def each_whose_own(apps: Any, editor: Any) -> None:
    """Nobody knows whose they were, so no two of them are of one counsellor."""
    tokens = apps.get_model("patterns", "Token").objects
    for pk in tokens.values_list("pk", flat=True).iterator():
        tokens.filter(pk=pk).update(whose=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("patterns", "0002_lock_of_a_handle")]

    operations = [
        migrations.AddField("token", "known", models.CharField(blank=True, default="", max_length=5), preserve_default=False),
        migrations.AddField("token", "whose", models.UUIDField(null=True)),
        migrations.RunPython(each_whose_own, migrations.RunPython.noop),
        migrations.AlterField("token", "whose", models.UUIDField()),
    ]
