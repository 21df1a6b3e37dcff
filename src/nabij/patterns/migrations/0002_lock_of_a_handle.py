from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def destroy_unlocked(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No page registered anybody before there were locks: what lies here belongs to no sealed record."""
    apps.get_model("patterns", "Token").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("patterns", "0001_tokens")]

    operations = [
        migrations.RunPython(destroy_unlocked, migrations.RunPython.noop),
        migrations.AddField("token", "lock", models.CharField(max_length=64, default=""), preserve_default=False),
    ]
