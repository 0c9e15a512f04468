"""Consent per purpose, and what was shared under it: an answer stays as given, what was shared stays written down."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models

FORWARD = """
-- What is on record stays as it is; the sentence and the rule's name come with each trigger.
CREATE FUNCTION thuisroute_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER disclosure_stays_as_written BEFORE UPDATE ON trajectories_disclosure FOR EACH ROW
    WHEN ((OLD.consent_id, OLD.purpose, OLD.organisation_id, OLD.recipient, OLD.what, OLD.shared_on, OLD.shared_by_id)
        IS DISTINCT FROM
        (NEW.consent_id, NEW.purpose, NEW.organisation_id, NEW.recipient, NEW.what, NEW.shared_on, NEW.shared_by_id))
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is gedeeld, blijft vastgelegd.');
CREATE TRIGGER consent_stays_as_given BEFORE UPDATE ON trajectories_consent FOR EACH ROW
    WHEN ((OLD.purpose, OLD.organisation_id, OLD.recipient, OLD.is_given, OLD.scope, OLD.given_by, OLD.representative,
            OLD.manner, OLD.starts_on)
        IS DISTINCT FROM
        (NEW.purpose, NEW.organisation_id, NEW.recipient, NEW.is_given, NEW.scope, NEW.given_by, NEW.representative,
            NEW.manner, NEW.starts_on))
    EXECUTE FUNCTION thuisroute_refuse_change('Een antwoord blijft zoals het gegeven is. Leg een nieuw antwoord vast.');
"""
BACKWARD = """
DROP TRIGGER disclosure_stays_as_written ON trajectories_disclosure;
DROP TRIGGER consent_stays_as_given ON trajectories_consent;
DROP FUNCTION thuisroute_refuse_change;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_municipalities'),
        ('trajectories', '0004_say_why_somebody_waits_so'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('purpose', models.CharField(choices=[('MEDISCHE_INFORMATIE', 'Medische informatie opvragen'), ('PLEK_ZOEKEN', 'Gegevens delen om een plek te zoeken'), ('VOORDRACHT', 'Voordragen bij een woningcorporatie'), ('OVERDRACHT', 'Het dossier overdragen aan een andere regio'), ('NAASTE', 'Een naaste erbij betrekken'), ('ERVARINGSONDERZOEK', 'Benaderen voor het onderzoek naar ervaringen'), ('PRAKTIJKVERHAAL', 'Het verhaal vertellen in een rapport, zonder naam')], max_length=20, verbose_name='waarvoor')),
                ('recipient', models.CharField(blank=True, max_length=200, verbose_name='met wie')),
                ('is_given', models.BooleanField(default=True, verbose_name='mag het')),
                ('scope', models.TextField(blank=True, max_length=2000, verbose_name='wat er gedeeld mag worden')),
                ('given_by', models.CharField(choices=[('CLIENT', 'De cliënt zelf'), ('VERTEGENWOORDIGER', 'Een vertegenwoordiger')], max_length=17, verbose_name='wie gaf het antwoord')),
                ('representative', models.CharField(blank=True, max_length=200, verbose_name='naam van de vertegenwoordiger')),
                ('manner', models.CharField(choices=[('MONDELING', 'Mondeling, in een gesprek'), ('SCHRIFTELIJK', 'Schriftelijk, met een handtekening'), ('DIGITAAL', 'Per e-mail of digitaal formulier')], max_length=12, verbose_name='hoe')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('withdrawal_words', models.TextField(blank=True, max_length=2000, verbose_name='wat de cliënt daarbij zei')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce(models.F('withdrawn_on'), models.Value(datetime.date(9999, 12, 31))), django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31)))), output_field=models.DateField())),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='portal.client')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='met welke organisatie')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('MEDISCHE_INFORMATIE', 'Medische informatie opvragen'), ('PLEK_ZOEKEN', 'Gegevens delen om een plek te zoeken'), ('VOORDRACHT', 'Voordragen bij een woningcorporatie'), ('OVERDRACHT', 'Het dossier overdragen aan een andere regio'), ('NAASTE', 'Een naaste erbij betrekken'), ('ERVARINGSONDERZOEK', 'Benaderen voor het onderzoek naar ervaringen'), ('PRAKTIJKVERHAAL', 'Het verhaal vertellen in een rapport, zonder naam')], max_length=20, verbose_name='waarvoor')),
                ('recipient', models.CharField(blank=True, max_length=200, verbose_name='met wie')),
                ('what', models.CharField(max_length=500, verbose_name='wat')),
                ('shared_on', models.DateField(verbose_name='gedeeld op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disclosures', to='portal.client')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='disclosures', to='trajectories.consent')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), ('purpose', '='), (django.db.models.functions.comparison.Coalesce(models.F('organisation'), models.Value(0)), '='), ('recipient', '='), (portal.periods.DateRange('starts_on', 'runs_until'), '&&')], name='consent_one_answer_a_day', violation_error_message='Over deze dagen is hierover al een antwoord vastgelegd.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='consent_ends_after_start', violation_error_message='De laatste dag kan niet vóór de eerste liggen.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('starts_on__isnull', True), ('withdrawn_on__gte', models.F('starts_on')), _connector='OR'), name='consent_withdrawn_after_start', violation_error_message='Intrekken kan niet vóór de dag dat de toestemming begon.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__isnull', True), ('recipient', ''), _connector='OR'), name='consent_names_one_recipient', violation_error_message='Kies een organisatie of schrijf een naam op, niet allebei.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_by', 'VERTEGENWOORDIGER'), _negated=True), models.Q(('representative', ''), _negated=True), _connector='OR'), name='consent_names_the_representative', violation_error_message='Schrijf op wie de vertegenwoordiger is.'),
        ),
        migrations.AddIndex(
            model_name='disclosure',
            index=models.Index(fields=['client', '-id'], name='disclosure_of_a_client'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
