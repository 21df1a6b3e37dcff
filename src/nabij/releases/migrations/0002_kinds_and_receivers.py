from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='release',
            name='kind',
            field=models.CharField(choices=[('report', 'Jaarverslag'), ('signal', 'Signaal met een aantal'), ('sentence', 'Getal in een tekst')], max_length=10),
        ),
        migrations.AlterField(
            model_name='release',
            name='receiver',
            field=models.CharField(max_length=40),
        ),
    ]
