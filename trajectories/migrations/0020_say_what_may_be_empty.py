"""A voice that a client wrote alone names no writer, and a destruction to come counts nothing; the tables stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trajectories', '0019_keep_no_longer_than_the_law'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='clientvoice',
            name='written_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='destruction',
            name='counts',
            field=models.JSONField(blank=True, default=dict, verbose_name='wat er is vernietigd'),
        ),
    ]
