from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nabij.releases.guard import lift_guard, put_guard


def put(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    put_guard(editor.connection)


def lift(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    lift_guard(editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0003_interim_kind'),
    ]

    operations = [
        migrations.RunPython(put, lift),
    ]
