"""Say who asked for a move."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0008_promise_dwellings'),
    ]

    operations = [
        migrations.AddField(
            model_name='housingepisode',
            name='asked_by',
            field=models.CharField(blank=True, choices=[('CLIENT', 'De cliënt'), ('AANBIEDER', 'De aanbieder'), ('CORPORATIE', 'De woningcorporatie'), ('GEMEENTE', 'De gemeente of de regio'), ('ANDERS', 'Iemand anders')], max_length=10, verbose_name='wie vroeg erom'),
        ),
    ]
