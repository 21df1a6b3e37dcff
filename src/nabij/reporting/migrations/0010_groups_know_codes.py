"""Groups of parts of an organisation know their parts by the codes that these keep when they are renamed."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def know(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each plan, and those that can be brought back, gets the codes of the parts that it names."""
    units = apps.get_model("people", "Unit").objects
    for report in apps.get_model("reporting", "Report").objects.all():
        codes: dict[str, str] = {}
        for name, code in units.filter(organisation_id=report.organisation_id).values_list("name", "code"):
            # some names mean something else in a table, and stand there behind a word
            codes |= {f"Onderdeel {name}": str(code)} | codes | {name: str(code)}
        plans = [report.plan, *report.plan.get("before", [])]
        if any([_coded(plan, codes) for plan in plans]):
            report.save(update_fields=["plan"])


def _coded(plan: dict[str, Any], codes: dict[str, str]) -> bool:
    named = {part for parts in plan.get("groups", {}).get("onderdeel", {}).values() for part in parts}
    found = {name: code for name, code in codes.items() if name in named}
    if found:
        plan["codes"] = found
    return bool(found)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0009_interim"), ("people", "0005_code_of_a_part")]

    operations = [migrations.RunPython(know, migrations.RunPython.noop)]
