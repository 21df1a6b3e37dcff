from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='mark',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
