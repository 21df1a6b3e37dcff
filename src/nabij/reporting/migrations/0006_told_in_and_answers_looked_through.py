from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def tell_next_year(apps, schema_editor):
    """What was agreed until now is told in the report of the year after."""
    Agreement = apps.get_model('reporting', 'Agreement')
    Meeting = apps.get_model('reporting', 'Meeting')
    year = Meeting.objects.filter(pk=OuterRef('meeting_id')).values(after=F('year') + 1)
    Agreement.objects.update(told_in=Subquery(year[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0005_names_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='kept',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='agreement',
            name='told_in',
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(tell_next_year, migrations.RunPython.noop),
    ]
