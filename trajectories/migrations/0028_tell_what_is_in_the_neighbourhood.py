"""Tell what there is in the neighbourhood, and where a client goes."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models


TABLES = ("trajectories_referral", "trajectories_tabledecision")
FORWARD = "".join(
    f"CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();\n"
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER client_is_not_merged ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_send_mail'),
        ('trajectories', '0027_agree_on_a_safety_net'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('kind', models.CharField(choices=[('ZELFREGIECENTRUM', 'Zelfregie- of herstelcentrum'), ('TRAINING', 'Cursus of training'), ('STEUNGROEP', 'Steungroep'), ('DAGBESTEDING', 'Werk of dagbesteding'), ('ONTMOETING', 'Ontmoeten of samen eten'), ('ANDERS', 'Iets anders')], max_length=16, verbose_name='soort')),
                ('name', models.CharField(max_length=200, verbose_name='naam')),
                ('what', models.CharField(blank=True, max_length=500, verbose_name='wat er te doen is')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='waar')),
                ('when', models.CharField(blank=True, max_length=200, verbose_name='wanneer')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='hoe te bereiken')),
                ('is_run_by_peers', models.BooleanField(default=False, verbose_name='door ervaringsdeskundigen')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='portal.region')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='trajectories.activity')),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='portal.client')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='activity_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), ('municipality', '='), ('name', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='activity_once_per_town', violation_error_message='Dit staat al in de lijst van deze gemeente.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='referral_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), ('activity', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='referral_once_at_a_time', violation_error_message='De cliënt gaat hier al naartoe.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
