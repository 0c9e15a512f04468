"""A line of the log says on what ground somebody was in a file; lines of a period are found quickly."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0010_ask_for_a_number'),
    ]

    operations = [
        migrations.AddField(
            model_name='accessrecord',
            name='ground',
            field=models.CharField(choices=[('MELDING', 'melding bij de eigen gemeente'), ('BETAALT', 'de eigen gemeente betaalt de zorg'), ('REGIO', 'toegang in de eigen regio'), ('ZORG', 'zorg van de eigen organisatie'), ('WONEN', 'een plek of woning van de eigen organisatie'), ('VOORSTEL', 'voorgesteld voor een plek'), ('VOORDRACHT', 'voorgedragen voor een woning'), ('NOOD', 'noodtoegang'), ('GEEN', 'geen relatie gevonden')], max_length=10, null=True, verbose_name='grond'),
        ),
        migrations.AddIndex(
            model_name='accessrecord',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='access_in_a_period'),
        ),
    ]
