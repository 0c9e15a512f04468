"""Keep every dwelling and care period as it stood before somebody changed it, and who is away for a while."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.functions
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models


# What a merge moves, and when somebody may leave, says nothing about where they lived or what they got.
# A row that was written in this same transaction was never known to anybody.
FORWARD = """
CREATE FUNCTION keep_what_was_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    beside CONSTANT text[] := ARRAY['recorded_at', 'client_id', 'expected_end_on', 'runs_until'];
    -- Whoever waited for somebody else began earlier and comes later.
    moment CONSTANT timestamptz := greatest(transaction_timestamp(), OLD.recorded_at + interval '1 microsecond');
BEGIN
    IF to_jsonb(NEW) - beside = to_jsonb(OLD) - beside THEN
        RETURN NEW;
    END IF;
    IF OLD.recorded_at IS DISTINCT FROM transaction_timestamp() THEN
        INSERT INTO trajectories_supersededepisode
            (client_id, track, facts, recorded_at, superseded_at, reason)
        VALUES (OLD.client_id, TG_ARGV[0], to_jsonb(OLD) - beside, OLD.recorded_at, moment, '');
    END IF;
    NEW.recorded_at := moment;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_what_was_known BEFORE UPDATE ON placements_housingepisode
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_known('WONEN');
CREATE TRIGGER keep_what_was_known BEFORE UPDATE ON trajectories_careepisode
    FOR EACH ROW EXECUTE FUNCTION keep_what_was_known('ZORG');
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_supersededepisode
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_absence
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
"""
BACKWARD = """
DROP TRIGGER client_is_not_merged ON trajectories_absence;
DROP TRIGGER client_is_not_merged ON trajectories_supersededepisode;
DROP TRIGGER keep_what_was_known ON trajectories_careepisode;
DROP TRIGGER keep_what_was_known ON placements_housingepisode;
DROP FUNCTION keep_what_was_known();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_merge_two_records_of_one_person'),
        ('trajectories', '0022_nominate_for_a_home'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='careepisode',
            name='recorded_at',
            field=models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False, null=True, verbose_name='vastgelegd'),
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('reason', models.CharField(choices=[('OPNAME', 'Opgenomen'), ('DETENTIE', 'In detentie'), ('FAMILIE', 'Bij familie of vrienden'), ('ANDERS', 'Ergens anders')], max_length=8, verbose_name='waar')),
                ('expected_back_on', models.DateField(blank=True, null=True, verbose_name='naar verwachting terug op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='portal.client')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='absence_once_a_day', violation_error_message='Op een deel van deze dagen staat al dat deze cliënt weg is.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='absence_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.CreateModel(
            name='SupersededEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('track', models.CharField(choices=[('WONEN', 'Wonen'), ('ZORG', 'Zorg')], max_length=5, verbose_name='spoor')),
                ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='wat er stond')),
                ('recorded_at', models.DateTimeField(null=True, verbose_name='vastgelegd')),
                ('superseded_at', models.DateTimeField(verbose_name='vervangen')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='waarom rechtgezet')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='superseded', to='portal.client')),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('recorded_at__isnull', True), ('superseded_at__gt', models.F('recorded_at')), _connector='OR'), name='superseded_after_recorded')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
