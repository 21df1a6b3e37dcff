import hashlib
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TEXTS = Path(__file__).resolve().parent.parent / "texts"


def as_it_is_now(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What came with the software when a text was confirmed was kept nowhere; that of today is the closest there is.

    It reads the texts as they lay in the package then, and imports nothing of what may change later. Where a text lies
    there no more the digest is empty, which is told as another text than ours.
    """
    for row in apps.get_model("contact", "SectorText").objects.all():
        parts = [TEXTS / f"{name}.{row.language}.md" for name in ("always", row.sector)]
        if all(part.is_file() for part in parts):
            ours = "\n\n".join(part.read_text(encoding="utf-8").strip() for part in parts)
            row.shipped_digest = hashlib.sha256(ours.encode()).hexdigest()
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
