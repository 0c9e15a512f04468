"""Say of every dwelling since when it stands as it does."""

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0006_close_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='housingepisode',
            name='recorded_at',
            field=models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False, null=True, verbose_name='vastgelegd'),
        ),
    ]
