"""Agreements about waiting and matching, fixed once published; objections to a location."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.periods
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION rules_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Gepubliceerde werkafspraken veranderen niet meer. Maak een nieuwe versie.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'rules_never_change';
END $$;
CREATE TRIGGER rules_never_change BEFORE UPDATE OR DELETE ON trajectories_matchingrules
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL) EXECUTE FUNCTION rules_refuse_change();
"""
BACKWARD = """
DROP TRIGGER rules_never_change ON trajectories_matchingrules;
DROP FUNCTION rules_refuse_change;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0003_describe_catalogue'),
        ('portal', '0003_municipalities'),
        ('trajectories', '0010_write_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='unmetdemand',
            name='criterion',
            field=models.CharField(choices=[('ZORGVORM', 'Zorgvorm'), ('CONTRACT', 'Contract met de aanbieder'), ('BEGELEIDING', 'Begeleiding dichtbij genoeg'), ('DAG', 'Geen plek op tijd vrij'), ('GEMEENTE', 'Gemeente'), ('WOONVORM', 'Woonvorm: in een groep of zelfstandig'), ('LEEFTIJD', 'Leeftijd'), ('KENMERK', 'Een kenmerk, zoals rolstoel of huisdier'), ('MIDDELEN', 'Huisregels over alcohol en drugs'), ('BEZWAAR', 'Een bezwaar tegen deze locatie'), ('HUUR', 'Huur'), ('ANDERS', 'Iets anders')], max_length=12, verbose_name='waarop loopt het vast'),
        ),
        migrations.CreateModel(
            name='ContraIndication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('reason', models.CharField(max_length=2000, verbose_name='reden')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contra_indications', to='portal.client')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='placements.location')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vastgelegd door')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), ('location', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='contra_indication_once_a_day', violation_error_message='Bij deze locatie is voor deze cliënt op een deel van deze dagen al een bezwaar.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='contra_indication_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.CreateModel(
            name='MatchingRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versie')),
                ('weights', models.JSONField(verbose_name='gewichten')),
                ('horizon_weeks', models.PositiveSmallIntegerField(default=26, verbose_name='hoeveel weken vooruit een plek nog past')),
                ('class_weeks', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), verbose_name='grenzen van de wachtklassen')),
                ('ask_after_days', models.PositiveSmallIntegerField(default=90, verbose_name='na hoeveel dagen opnieuw vragen')),
                ('reason', models.CharField(blank=True, max_length=2000, verbose_name='waarom deze afspraken')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='geldt vanaf')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='gepubliceerd op')),
                ('effect', models.JSONField(blank=True, null=True, verbose_name='gevolg voor de lijst van die dag')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opgesteld door')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matching_rules', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'number'), name='rules_number_once_per_region'), models.UniqueConstraint(fields=('region', 'starts_on'), name='rules_begin_once_a_day', violation_error_message='Op deze dag gaan al andere werkafspraken in. Kies een andere dag.'), models.UniqueConstraint(condition=models.Q(('published_on__isnull', True)), fields=('region',), name='rules_one_draft_per_region', violation_error_message='Er is al een concept. Werk daarin verder.'), models.CheckConstraint(condition=models.Q(models.Q(('effect__isnull', True), ('published_by', None), ('published_on', None), ('starts_on', None)), models.Q(('published_by__isnull', False), ('published_on__isnull', False), ('starts_on__isnull', False), ('effect__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='rules_published_whole', violation_error_message='Publiceren gaat met een dag, een naam, een reden en het gevolg.'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('published_on__isnull', True), ('starts_on__gte', models.F('published_on')), _connector='OR'), name='rules_begin_after_publishing', violation_error_message='Werkafspraken gaan niet in vóór de dag waarop u ze publiceert.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
