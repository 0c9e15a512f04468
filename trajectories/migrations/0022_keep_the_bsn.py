"""The BSN of a client, sealed, and the regions that use it; for who may ask for it, and nobody else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.database.guarding import acts_as, follows, guard

IN_THEIR_REGION = "region_id = (SELECT acting_region())"
# Of whom a provider was only asked whether there is a place, it knows no number.
OWN_CLIENT = """client_id IN (
    SELECT client_id FROM trajectories_careepisode
    WHERE provider_id = (SELECT acting_organisation()) AND runs_until > (SELECT acting_on())
    UNION
    SELECT home.client_id FROM placements_housingepisode home
    JOIN placements_place place ON place.id = home.place_id
    JOIN placements_location location ON location.id = place.location_id
    WHERE location.provider_id = (SELECT acting_organisation()) AND home.runs_until > (SELECT acting_on()))"""
THEIRS = follows("trajectories_bsn", "client_id", "portal_client")
REFUSE = """
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_bsn
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
"""

class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0010_ask_for_a_number'),
        ('trajectories', '0021_remember_only_while_looking'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bsn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField(verbose_name='verzegeld nummer')),
                ('mark', models.BinaryField(verbose_name='kenmerk van het nummer')),
                ('recorded_on', models.DateField(verbose_name='vastgelegd op')),
                ('client', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bsn', to='portal.client')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='vastgelegd voor')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vastgelegd door')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portal.region', verbose_name='regio')),
            ],
            options={
                'indexes': [models.Index(fields=['mark'], name='bsn_by_mark')],
                'constraints': [models.UniqueConstraint(fields=('region', 'municipality', 'mark'), name='bsn_once_per_municipality', violation_error_message='In deze gemeente heeft een ander dossier dit BSN al. Zoek op het BSN.')],
            },
        ),
        migrations.CreateModel(
            name='BsnUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200, verbose_name='op grond van')),
                ('began_at', models.DateTimeField(verbose_name='aangezet')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='uitgezet')),
                ('began_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bsn_uses', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('region',), name='bsn_use_one_that_runs', violation_error_message='Deze regio gebruikt het BSN al.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__gte', models.F('began_at')), ('ended_by__isnull', False)), _connector='OR'), name='bsn_use_ends_after_it_began', violation_error_message='Uitzetten komt na aanzetten, en iemand doet het.')],
            },
        ),
        migrations.RunSQL(REFUSE, "DROP TRIGGER client_is_not_merged ON trajectories_bsn"),
        guard(
            "trajectories_bsn",
            f"{acts_as('COORDINATOR')} AND {IN_THEIR_REGION} OR {acts_as('WIJKTEAM')} AND {THEIRS}"
            f" OR {acts_as('AANBIEDER')} AND {OWN_CLIENT}",
        ),
    ]
