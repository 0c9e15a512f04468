"""Agree on a safety net for who goes on, and ask after them when they have gone."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models


TABLES = ("trajectories_safetynet", "trajectories_aftercaremoment")
FORWARD = "".join(
    f"CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();\n"
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER client_is_not_merged ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_send_mail'),
        ('trajectories', '0026_hold_matching_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AftercareMoment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned_on', models.DateField(verbose_name='gepland op')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='gehouden op')),
                ('outcome', models.CharField(blank=True, choices=[('GAAT_GOED', 'Het gaat goed'), ('WAT_STEUN', 'Met wat steun gaat het'), ('ZORG_TERUG', 'Er is weer zorg nodig'), ('NIET_BEREIKT', 'Niet bereikt')], max_length=12, verbose_name='uitkomst')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='toelichting')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aftercare', to='portal.client')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['planned_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('client', 'planned_on'), name='aftercare_once_a_day', violation_error_message='Op die dag staat al een nazorgmoment.'), models.CheckConstraint(condition=models.Q(models.Q(('held_on__isnull', True), ('outcome', '')), models.Q(('held_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='aftercare_held_with_an_outcome', violation_error_message='Een nazorgmoment heeft een uitkomst.')],
            },
        ),
        migrations.CreateModel(
            name='SafetyNet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('who', models.CharField(max_length=200, verbose_name='wie')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telefoon')),
                ('time_out', models.CharField(blank=True, max_length=200, verbose_name='plek om op adem te komen')),
                ('may_return', models.BooleanField(default=False, verbose_name='mag terugkomen')),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='safety_nets', to='portal.client')),
            ],
            options={
                'ordering': ['-starts_on'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='safety_net_one_a_day', violation_error_message='Op een deel van deze dagen is er al een vangnet afgesproken.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='safety_net_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
