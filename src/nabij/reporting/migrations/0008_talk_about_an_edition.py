from django.db import migrations, models


def last_discussed(apps, schema_editor):
    """A conversation that took place was about the newest edition that was out on its day."""
    Meeting = apps.get_model('reporting', 'Meeting')
    Report = apps.get_model('reporting', 'Report')
    for meeting in Meeting.objects.filter(state='held').exclude(held_on=None):
        out = Report.objects.filter(
            organisation_id=meeting.organisation_id, year=meeting.year, published_at__date__lte=meeting.held_on
        )
        newest = out.order_by('-edition').values_list('edition', flat=True).first()
        if newest and newest > 1:
            Meeting.objects.filter(pk=meeting.pk).update(edition=newest)


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0007_opened_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='edition',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='meeting',
            name='earlier',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(last_discussed, migrations.RunPython.noop),
    ]
