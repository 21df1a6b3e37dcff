"""What a part of an organisation is known by, whatever it is called since."""

import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each part gets a code of its own."""
    units = apps.get_model("people", "Unit").objects
    for key in units.values_list("pk", flat=True):
        units.filter(pk=key).update(code=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("people", "0004_key_succession")]

    operations = [
        migrations.AddField("unit", "code", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("unit", "code", models.UUIDField(default=uuid.uuid4, editable=False)),
    ]
