"""What happens while somebody waits; a status changes with a day to it, a sealed count stays as it was."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION wait_status_has_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM trajectories_waitlistentry WHERE id = NEW.id) IS DISTINCT FROM (
        SELECT became FROM trajectories_statuschange WHERE entry_id = NEW.id
        ORDER BY changed_on DESC, id DESC LIMIT 1
    ) THEN
        RAISE EXCEPTION 'Een wachtstatus verandert alleen met de dag erbij.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'wait_status_changes_with_a_day';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wait_status_changes_with_a_day
    AFTER UPDATE OF status ON trajectories_waitlistentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION wait_status_has_a_day();

CREATE FUNCTION census_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een vastgelegde stand van de wachtlijst verandert niet meer.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'census_never_changes';
END $$;
CREATE TRIGGER census_never_changes BEFORE UPDATE OR DELETE ON trajectories_waitlistcensus
    FOR EACH ROW EXECUTE FUNCTION census_refuse_change();
"""
BACKWARD = """
DROP TRIGGER wait_status_changes_with_a_day ON trajectories_waitlistentry;
DROP TRIGGER census_never_changes ON trajectories_waitlistcensus;
DROP FUNCTION wait_status_has_a_day;
DROP FUNCTION census_refuse_change;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_municipalities'),
        ('trajectories', '0005_ask_consent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BridgingCare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('given_by', models.CharField(blank=True, max_length=200, verbose_name='wie anders')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bridging', to='trajectories.waitlistentry')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='aanbieder')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('entry', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='bridging_once_a_day', violation_error_message='Voor deze inschrijving is op een deel van deze dagen al overbruggingszorg.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='bridging_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'), models.CheckConstraint(condition=models.Q(models.Q(('given_by', ''), ('provider__isnull', False)), models.Q(('provider__isnull', True), models.Q(('given_by', ''), _negated=True)), _connector='OR'), name='bridging_by_one_party', violation_error_message='Kies een aanbieder, of schrijf op wie anders de zorg geeft.')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_on', models.DateField(verbose_name='gewijzigd op')),
                ('was', models.CharField(choices=[('URGENT', 'Urgent plaatsen'), ('ACTIEF', 'Actief plaatsen'), ('VOORKEUR', 'Wacht op voorkeur'), ('VOORZORG', 'Wacht uit voorzorg'), ('BELANGSTELLEND', 'Belangstellend')], max_length=14, verbose_name='was')),
                ('became', models.CharField(choices=[('URGENT', 'Urgent plaatsen'), ('ACTIEF', 'Actief plaatsen'), ('VOORKEUR', 'Wacht op voorkeur'), ('VOORZORG', 'Wacht uit voorzorg'), ('BELANGSTELLEND', 'Belangstellend')], max_length=14, verbose_name='werd')),
                ('reason', models.CharField(blank=True, max_length=2000, verbose_name='reden')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='trajectories.waitlistentry')),
            ],
            options={
                'ordering': ['changed_on', 'pk'],
                'indexes': [models.Index(fields=['entry', 'changed_on'], name='status_changes_of_an_entry')],
                'constraints': [models.CheckConstraint(condition=models.Q(('was', models.F('became')), _negated=True), name='status_change_changes_something', violation_error_message='Kies een andere wachtstatus dan die er al staat.')],
            },
        ),
        migrations.CreateModel(
            name='WaitCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('answer', models.CharField(choices=[('KLOPT', 'Ja, alles klopt nog'), ('VERANDERD', 'Er is iets veranderd'), ('NIET_BEREIKT', 'Niet bereikt')], max_length=12, verbose_name='antwoord')),
                ('spoken_with', models.CharField(blank=True, choices=[('CLIENT', 'De cliënt zelf'), ('VERTEGENWOORDIGER', 'Een vertegenwoordiger'), ('FAMILIE', 'Familie of een naaste'), ('PROFESSIONAL', 'Een hulpverlener')], max_length=17, verbose_name='wie gaf antwoord')),
                ('words', models.CharField(blank=True, max_length=2000, verbose_name='wat de cliënt zegt')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='trajectories.waitlistentry')),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'asked_on', 'answer'), name='wait_check_once_a_day', violation_error_message='Dit antwoord is vandaag al vastgelegd.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'NIET_BEREIKT'), ('spoken_with', '')), models.Q(models.Q(('answer', 'NIET_BEREIKT'), _negated=True), models.Q(('spoken_with', ''), _negated=True)), _connector='OR'), name='wait_check_answered_by_somebody', violation_error_message='Zeg wie antwoord gaf, of kies ‘niet bereikt’.')],
            },
        ),
        migrations.CreateModel(
            name='WaitlistCensus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='dag')),
                ('taken_at', models.DateTimeField(verbose_name='vastgelegd op')),
                ('counts', models.JSONField(verbose_name='aantallen')),
                ('entries', models.JSONField(verbose_name='volgorde')),
                ('previous_seal', models.CharField(blank=True, max_length=64, verbose_name='controlegetal ervoor')),
                ('seal', models.CharField(max_length=64, verbose_name='controlegetal')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='censuses', to='portal.region')),
            ],
            options={
                'get_latest_by': 'day',
                'constraints': [models.UniqueConstraint(fields=('region', 'day'), name='census_once_a_day', violation_error_message='De stand van deze dag is al vastgelegd.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
