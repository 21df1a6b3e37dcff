from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def as_it_is_now(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What came with the software when a text was confirmed was kept nowhere; that of today is the closest there is."""
    from nabij.contact.texts import digest_of, shipped

    for row in apps.get_model("contact", "SectorText").objects.all():
        row.shipped_digest = digest_of(shipped(row.sector, row.language))
        row.save(update_fields=["shipped_digest"])


class Migration(migrations.Migration):
    dependencies = [("contact", "0004_what_visitors_said")]

    operations = [
        migrations.AddField(
            model_name="sectortext",
            name="shipped_digest",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(as_it_is_now, migrations.RunPython.noop),
    ]
