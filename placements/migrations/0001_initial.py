"""Locations, places, the catalogue, contracts and the plan; a trigger that looks elsewhere comes after."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import portal.codes
import portal.periods


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CareForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('code', models.CharField(max_length=2000, verbose_name='code')),
                ('name', models.CharField(max_length=2000, verbose_name='naam')),
                ('is_in_chain', models.BooleanField(default=True, verbose_name='keten')),
                ('is_heavy', models.BooleanField(default=False, verbose_name='zwaar (alleen om te tellen)')),
                ('has_24_7', models.BooleanField(default=False, verbose_name='nabijheid 24/7')),
                ('is_intramural', models.BooleanField(blank=True, null=True, verbose_name='intramuraal')),
                ('purpose', models.CharField(blank=True, choices=[('VOORKOMEN', 'Voorkomen dat zwaardere zorg nodig is'), ('UITSTROOM', 'Doorstromen uit zwaardere zorg'), ('BEIDE', 'Voorkomen en doorstromen')], max_length=9, verbose_name='doel')),
                ('iwmo_category', models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[0-9]{2}\\Z', 'Een productcategorie heeft twee cijfers, zoals 15.')], verbose_name='iWmo-productcategorie')),
                ('product_code', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{5}\\Z', 'Een productcode heeft vijf tekens: cijfers en hoofdletters.')], verbose_name='productcode')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='care_forms', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='care_form_code_once_per_region', violation_error_message='Deze code is al van een andere zorgvorm in deze regio.'), models.CheckConstraint(condition=models.Q(('is_heavy', False), ('is_in_chain', True), _connector='OR'), name='care_form_heavy_only_in_chain', violation_error_message='Een zware zorgvorm hoort altijd bij de keten.'), models.CheckConstraint(condition=models.Q(('code', 'EIGEN_WONING'), _negated=True), name='care_form_is_not_called_own_home', violation_error_message='EIGEN_WONING is geen zorgvorm: kies een andere code.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='care_form_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.CreateModel(
            name='CareFormPhase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('phase', models.CharField(choices=[('PILOT', 'Pilot'), ('REGULIER', 'Regulier'), ('BEEINDIGD', 'Beëindigd')], max_length=9, verbose_name='fase')),
                ('decision', models.CharField(blank=True, max_length=2000, verbose_name='besluit')),
                ('document', models.CharField(blank=True, max_length=2000, verbose_name='document')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='placements.careform')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('care_form', 'starts_on'), name='care_form_one_phase_a_day', violation_error_message='Op deze dag begint al een fase. Kies een andere dag.')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('closes_on', models.DateField(verbose_name='eerste dag dicht')),
                ('reason', models.CharField(choices=[('AFBOUW', 'Afbouw volgens het plan'), ('HUUR_EINDE', 'De huur van het pand eindigt'), ('GEBOUW', 'Het gebouw voldoet niet meer'), ('CONTRACT_EINDE', 'Het contract eindigt'), ('ANDERS', 'Anders')], max_length=14, verbose_name='reden')),
                ('words', models.CharField(blank=True, max_length=2000, verbose_name='toelichting')),
                ('prepared_at', models.DateTimeField(verbose_name='begonnen op')),
                ('scheduled_at', models.DateTimeField(blank=True, null=True, verbose_name='vastgelegd op')),
                ('called_off_at', models.DateTimeField(blank=True, null=True, verbose_name='afgeblazen op')),
                ('called_off_words', models.CharField(blank=True, max_length=2000, verbose_name='waarom het niet doorgaat')),
                ('called_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheduled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('scheduled_at__isnull', True), ('scheduled_by__isnull', True)), models.Q(('scheduled_at__isnull', False), ('scheduled_by__isnull', False)), _connector='OR'), name='closing_scheduled_by_somebody', violation_error_message='Wie het sluiten vastlegde, hoort bij het moment.'), models.CheckConstraint(condition=models.Q(models.Q(('called_off_at__isnull', True), ('called_off_by__isnull', True), ('called_off_words', '')), models.Q(('called_off_at__isnull', False), ('called_off_by__isnull', False), models.Q(('called_off_words', ''), _negated=True)), _connector='OR'), name='closing_called_off_with_a_reason', violation_error_message='Afblazen gaat met een reden.')],
            },
        ),
        migrations.CreateModel(
            name='ClosingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('sentence', models.CharField(max_length=200, verbose_name='wat er gebeurde')),
                ('before', models.CharField(blank=True, max_length=2000, verbose_name='was')),
                ('after', models.CharField(blank=True, max_length=2000, verbose_name='werd')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='placements.closing')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('places', models.PositiveIntegerField(verbose_name='plekken')),
                ('day_rate', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='dagtarief')),
                ('rate_ground', models.CharField(blank=True, choices=[('REELE_PRIJS', 'Reële prijs (artikel 5.4 Uitvoeringsbesluit Wmo 2015)'), ('AANBESTEDING', 'Uitkomst van de aanbesteding'), ('INDEXATIE', 'Het vorige tarief, geïndexeerd'), ('AFSPRAAK', 'Afspraak met de aanbieder')], max_length=12, verbose_name='grond van het tarief')),
                ('rate_note', models.CharField(blank=True, max_length=2000, verbose_name='toelichting op het tarief')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='placements.careform', verbose_name='zorgvorm')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='portal.organisation', verbose_name='aanbieder')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('provider', '='), ('care_form', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='contract_once_per_provider_form_and_day', violation_error_message='Deze aanbieder heeft op een deel van deze dagen al een contract voor deze zorgvorm.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='contract_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'), models.CheckConstraint(condition=models.Q(('day_rate__gte', 0)), name='contract_rate_is_not_negative', violation_error_message='Een dagtarief is nul of meer.')],
            },
        ),
        migrations.CreateModel(
            name='DwellingQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='jaar')),
                ('dwellings', models.PositiveIntegerField(verbose_name='woningen')),
                ('agreed_on', models.DateField(verbose_name='afgesproken op')),
                ('reason', models.CharField(max_length=2000, verbose_name='waar staat dit, of waarom')),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='woningcorporatie')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dwelling_quotas', to='portal.region')),
            ],
            options={
                'ordering': ['year', 'municipality__name', 'association__name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='quota_says_why', violation_error_message='Zeg waar deze afspraak staat.'), models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='quota_year_is_a_year', violation_error_message='Kies een jaar tussen 2000 en 2100.')],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=portal.codes.random_code, max_length=2000, verbose_name='code')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('name', models.CharField(max_length=2000, verbose_name='naam')),
                ('street', models.CharField(blank=True, max_length=2000, verbose_name='straat')),
                ('house_number', models.CharField(blank=True, max_length=2000, verbose_name='huisnummer')),
                ('postcode', models.CharField(blank=True, max_length=2000, verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=2000, verbose_name='woonplaats')),
                ('district', models.CharField(blank=True, max_length=2000, verbose_name='wijk')),
                ('living_mode', models.CharField(choices=[('GROEP', 'In een groep'), ('ZELFSTANDIG', 'Zelfstandig')], max_length=12, verbose_name='woonvorm')),
                ('is_for_youth', models.BooleanField(default=False, verbose_name='voor jongeren')),
                ('is_clustered', models.BooleanField(default=False, verbose_name='geclusterd')),
                ('target_groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('JONGEREN', 'Jongeren van 18 t/m 24 jaar'), ('OUDEREN', 'Ouderen'), ('OUDER_KIND', 'Ouders met een kind'), ('STELLEN', 'Stellen'), ('LVB', 'Mensen met een licht verstandelijke beperking'), ('AUTISME', 'Mensen met autisme'), ('VERSLAVING', 'Mensen die herstellen van een verslaving'), ('DAKLOOS', 'Mensen die dakloos waren')], max_length=10), blank=True, default=list, verbose_name='doelgroepen')),
                ('amenities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('LIFT', 'Lift'), ('TUIN', 'Tuin of buitenruimte'), ('GEZAMENLIJK', 'Gezamenlijke ruimte'), ('KEUKEN', 'Eigen keuken'), ('BADKAMER', 'Eigen badkamer'), ('FIETSEN', 'Plek voor fietsen'), ('VERVOER', 'Bus of trein dichtbij'), ('WINKELS', 'Winkels dichtbij')], max_length=11), blank=True, default=list, verbose_name='voorzieningen')),
                ('host', models.CharField(blank=True, choices=[('GEEN', 'Geen beheerder'), ('BUURT', 'Beheerder in de buurt'), ('INWONEND', 'Inwonende hoofdbewoner of beheerder')], max_length=8, verbose_name='hoofdbewoner of beheerder')),
                ('rent_basis', models.CharField(blank=True, choices=[('KAAL', 'Kale huur per maand'), ('SERVICE', 'Huur met servicekosten per maand'), ('ZORG', 'De woning zit in het zorgtarief')], max_length=7, verbose_name='huurgrondslag')),
                ('rent', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='huur')),
                ('neighbour_phone', models.CharField(blank=True, max_length=50, verbose_name='telefoon voor de buurt')),
                ('neighbour_mail', models.EmailField(blank=True, max_length=254, verbose_name='e-mail voor de buurt')),
                ('community', models.TextField(blank=True, max_length=10000, verbose_name='buurt en voorbeelden')),
                ('housing_association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dwellings', to='portal.organisation')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locations', to='portal.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locations', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='location_code_once_per_region', violation_error_message='Deze code is in deze regio al van een andere locatie.'), models.CheckConstraint(condition=models.Q(('rent__isnull', True), ('rent_basis__in', ['KAAL', 'SERVICE']), _connector='OR'), name='location_rent_says_what_it_covers', violation_error_message='Bij een huurbedrag hoort of het kale huur is of met servicekosten.')],
            },
        ),
        migrations.AddField(
            model_name='closing',
            name='location',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='placements.location'),
        ),
        migrations.CreateModel(
            name='NeedEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveIntegerField(verbose_name='plekken nodig')),
                ('is_circa', models.BooleanField(default=False, verbose_name='circa')),
                ('made_on', models.DateField(verbose_name='geraamd op')),
                ('made_by', models.CharField(max_length=200, verbose_name='geraamd door')),
                ('reasoning', models.CharField(max_length=2000, verbose_name='hoe komen we aan dit aantal')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='bron')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='placements.careform', verbose_name='zorgvorm')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='need_estimates', to='portal.region')),
            ],
            options={
                'ordering': ['care_form__name', 'made_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_by', ''), _negated=True), models.Q(('reasoning', ''), _negated=True)), name='estimate_says_who_and_how', violation_error_message='Zeg wie dit raamde en hoe.')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=portal.codes.random_code, max_length=2000, verbose_name='code')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='placements.location')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='place_code_once_per_region', violation_error_message='Deze code is in deze regio al van een andere plek.')],
            },
        ),
        migrations.CreateModel(
            name='OutOfUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('reason', models.CharField(choices=[('RENOVATIE', 'Renovatie'), ('PERSONEELSTEKORT', 'Te weinig personeel'), ('SCHADE', 'Schade'), ('GERESERVEERD', 'Gereserveerd'), ('ANDERS', 'Anders')], max_length=16, verbose_name='reden')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='kenmerk')),
                ('words', models.CharField(blank=True, max_length=2000, verbose_name='toelichting')),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='vastgelegd op')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='telt niet meer sinds')),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='supersedes', to='placements.outofuse', verbose_name='vervangen door')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='out_of_use', to='placements.place')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True)), expressions=[('place', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='place_out_of_use_once_a_day', violation_error_message='Deze plek is op een deel van deze dagen al buiten gebruik.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='out_of_use_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'), models.CheckConstraint(condition=models.Q(('superseded_by__isnull', True), ('cancelled_at__isnull', False), _connector='OR'), name='out_of_use_superseded_does_not_count', violation_error_message='Een vervangen periode telt niet meer mee.')],
                'indexes': [models.Index(condition=models.Q(('cancelled_at__isnull', True)), fields=['place', 'runs_until', 'starts_on'], name='out_of_use_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HousingEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('recorded_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False, null=True, verbose_name='vastgelegd')),
                ('code', models.CharField(default=portal.codes.random_code, max_length=2000, verbose_name='code')),
                ('tenure', models.CharField(choices=[('INSTELLING', 'Kamer van de instelling'), ('INTERMEDIAIR', 'Huurt via de aanbieder'), ('DRIEPARTIJEN', 'Driepartijencontract'), ('EIGEN_HUUR', 'Huurt op eigen naam'), ('KOOP', 'Koopwoning')], max_length=12, verbose_name='huurvorm')),
                ('move_reason', models.CharField(blank=True, choices=[('EIGEN_WENS', 'Eigen wens'), ('EIGEN_HUURCONTRACT', 'Eigen huurcontract'), ('NETWERK', 'Dichter bij familie of vrienden'), ('ANDERE_ZORGVORM', 'Andere zorgvorm nodig'), ('SLUITING', 'De locatie ging dicht'), ('OMBOUW', 'De plek werd omgebouwd'), ('CONTRACT_EINDE', 'Het contract van de aanbieder eindigde'), ('TIJDELIJK_CONTRACT_EINDE', 'Het tijdelijke huurcontract eindigde'), ('LEEFTIJDSGRENS', 'Leeftijdsgrens'), ('OVERLAST', 'Overlast'), ('GEEN_PLEK_HERKOMST', 'Geen plek in de eigen gemeente'), ('OPNAME', 'Opname'), ('DETENTIE', 'Detentie')], max_length=24, verbose_name='verhuisreden')),
                ('asked_by', models.CharField(blank=True, choices=[('CLIENT', 'De cliënt'), ('AANBIEDER', 'De aanbieder'), ('CORPORATIE', 'De woningcorporatie'), ('GEMEENTE', 'De gemeente of de regio'), ('ANDERS', 'Iemand anders')], max_length=10, verbose_name='wie vroeg erom')),
                ('client_wanted', models.BooleanField(blank=True, null=True, verbose_name='wilde de cliënt dit')),
                ('expected_end_on', models.DateField(blank=True, null=True, verbose_name='vertrekt naar verwachting op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='housing_episodes', to='portal.client')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='housing_episodes', to='portal.region')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='housing_episodes', to='placements.place', verbose_name='plek')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='housing_code_once_per_region'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('place__isnull', False)), expressions=[('place', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='placement_one_person_per_place', violation_error_message='Op deze plek woont op een deel van deze dagen al iemand.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('client', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='housing_one_dwelling_per_client', violation_error_message='Deze cliënt heeft op een deel van deze dagen al een woning.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='housing_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'), models.CheckConstraint(condition=models.Q(models.Q(('municipality__isnull', False), ('place__isnull', True), ('tenure__in', ('EIGEN_HUUR', 'KOOP'))), models.Q(models.Q(('tenure__in', ('EIGEN_HUUR', 'KOOP')), _negated=True), ('municipality__isnull', True), ('place__isnull', False)), _connector='OR'), name='housing_own_home_or_place', violation_error_message='Een eigen woning heeft een gemeente en geen plek; elke andere huurvorm heeft een plek.')],
                'indexes': [models.Index(fields=['region', 'runs_until', 'starts_on'], include=('client', 'place', 'municipality', 'tenure'), name='housing_on_a_day'), models.Index(condition=models.Q(('place__isnull', False)), fields=['place', 'runs_until', 'starts_on'], name='housing_of_a_place')],
            },
        ),
        migrations.CreateModel(
            name='CutPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField(verbose_name='eerste dag')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.careform')),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cut_periods', to='placements.closing')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='placements.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('closing', 'place', 'began_on'), name='cut_period_once_per_closing')],
            },
        ),
        migrations.AddField(
            model_name='closing',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='placements.place'),
        ),
        migrations.CreateModel(
            name='PlaceFeatures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('features', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ROLSTOEL', 'Geschikt voor een rolstoel'), ('JONGEREN', 'Voor jongeren'), ('VROUWEN', 'Alleen voor vrouwen'), ('HUISDIER', 'Huisdier mag mee'), ('RUSTIG', 'Rustig'), ('ROKEN', 'Roken mag'), ('NACHTWACHT', '’s Nachts iemand wakker'), ('BEHEERDER', 'Beheerder in de buurt')], max_length=12), blank=True, default=list)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feature_rows', to='placements.place')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('place', 'starts_on'), name='place_features_once_a_day', violation_error_message='Op deze dag veranderen de kenmerken van deze plek al.')],
            },
        ),
        migrations.CreateModel(
            name='PlacePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='place_periods', to='placements.careform')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='placements.place')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='place_has_one_care_form_a_day', violation_error_message='Deze plek heeft op een deel van deze dagen al een zorgvorm.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='place_period_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
                'indexes': [models.Index(fields=['place', 'runs_until', 'starts_on'], include=('care_form',), name='place_period_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=portal.codes.random_code, max_length=2000, verbose_name='code')),
                ('kind', models.CharField(choices=[('OPBOUW', 'Opbouw'), ('OMBOUW', 'Ombouw'), ('AFBOUW', 'Afbouw')], max_length=6, verbose_name='soort')),
                ('places', models.PositiveIntegerField(verbose_name='aantal')),
                ('planned_on', models.DateField(verbose_name='gepland op')),
                ('note', models.CharField(blank=True, max_length=2000, verbose_name='toelichting')),
                ('is_circa', models.BooleanField(default=False, verbose_name='circa')),
                ('certainty', models.CharField(blank=True, choices=[('VAST', 'Vast'), ('WAARSCHIJNLIJK', 'Waarschijnlijk'), ('MOGELIJK', 'Mogelijk')], max_length=14, verbose_name='hoe zeker')),
                ('is_for_youth', models.BooleanField(default=False, verbose_name='voor jongeren (18 tot en met 24 jaar)')),
                ('is_clustered', models.BooleanField(default=False, verbose_name='geclusterd')),
                ('decided_by', models.CharField(blank=True, max_length=200, verbose_name='besloten door')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='besloten op')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='document')),
                ('document_reference', models.CharField(blank=True, max_length=500, verbose_name='kenmerk of adres van het document')),
                ('risk', models.CharField(blank=True, max_length=2000, verbose_name='risico')),
                ('dependency', models.CharField(blank=True, max_length=2000, verbose_name='afhankelijk van')),
                ('depends_on', models.CharField(blank=True, max_length=200, verbose_name='van wie')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=2000, verbose_name='waarom ingetrokken')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.careform', verbose_name='zorgvorm')),
                ('housing_association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='corporatie')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='aanbieder')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_lines', to='portal.region')),
                ('to_care_form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.careform', verbose_name='naar zorgvorm')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('region', 'code'), name='plan_line_code_once_per_region'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'OMBOUW'), ('to_care_form__isnull', False)), models.Q(models.Q(('kind', 'OMBOUW'), _negated=True), ('to_care_form__isnull', True)), _connector='OR'), name='plan_line_converts_to_something', violation_error_message='Ombouw heeft een zorgvorm om naar toe te gaan; op- en afbouw niet.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', ''), ('decided_on__isnull', True)), models.Q(('decided_on__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='plan_line_decision_has_a_day', violation_error_message='Een besluit heeft een dag en iemand die het nam.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='plan_line_withdrawn_with_a_reason', violation_error_message='Een afspraak intrekken gaat met een dag en een reden.'), models.CheckConstraint(condition=models.Q(('document_reference', ''), models.Q(('document', ''), _negated=True), _connector='OR'), name='plan_line_reference_has_a_title', violation_error_message='Een kenmerk hoort bij een document met een titel.'), models.CheckConstraint(condition=models.Q(('depends_on', ''), models.Q(('dependency', ''), _negated=True), _connector='OR'), name='plan_line_depends_on_somebody_for_something', violation_error_message='Zeg ook waarvan het afhangt.')],
            },
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=500, verbose_name='wat gaat er gebeuren')),
                ('owner', models.CharField(max_length=200, verbose_name='wie doet het')),
                ('due_on', models.DateField(verbose_name='uiterlijk op')),
                ('added_on', models.DateField(verbose_name='toegevoegd op')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='klaar op')),
                ('result', models.CharField(blank=True, max_length=2000, verbose_name='wat kwam eruit')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='placements.planline')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('owner', ''), _negated=True), models.Q(('what', ''), _negated=True)), name='action_has_an_owner', violation_error_message='Een actie zegt wat er gebeurt en wie het doet.'), models.CheckConstraint(condition=models.Q(('result', ''), ('done_on__isnull', False), _connector='OR'), name='action_result_when_done', violation_error_message='Wat eruit kwam, hoort bij een dag waarop het klaar was.')],
            },
        ),
        migrations.CreateModel(
            name='LineRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revised_on', models.DateField(verbose_name='gewijzigd op')),
                ('places_before', models.PositiveIntegerField(verbose_name='aantal was')),
                ('places_after', models.PositiveIntegerField(verbose_name='aantal wordt')),
                ('planned_before', models.DateField(verbose_name='gepland op was')),
                ('planned_after', models.DateField(verbose_name='gepland op wordt')),
                ('reason', models.CharField(max_length=2000, verbose_name='waarom')),
                ('revised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='placements.planline')),
            ],
            options={
                'ordering': ['-revised_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='line_revision_says_why', violation_error_message='Zeg waarom de afspraak verandert.')],
            },
        ),
        migrations.CreateModel(
            name='Deviation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_on', models.DateField(verbose_name='vastgelegd op')),
                ('reason', models.CharField(max_length=2000, verbose_name='reden van de afwijking')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviations', to='placements.planline')),
            ],
            options={
                'ordering': ['-noted_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='deviation_says_why', violation_error_message='Zeg wat de reden van de afwijking is.')],
            },
        ),
        migrations.CreateModel(
            name='PlanTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='jaar')),
                ('places', models.PositiveIntegerField(verbose_name='plekken')),
                ('set_on', models.DateField(verbose_name='vastgesteld op')),
                ('reason', models.CharField(max_length=2000, verbose_name='waarom')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='placements.careform', verbose_name='zorgvorm')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_targets', to='portal.region')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['year', 'care_form__name', 'municipality__name', 'set_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='target_says_why', violation_error_message='Zeg waarom dit het doel is.'), models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='target_year_is_a_year', violation_error_message='Kies een jaar tussen 2000 en 2100.')],
            },
        ),
        migrations.CreateModel(
            name='ProductDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('text', models.TextField(max_length=10000, verbose_name='tekst')),
                ('decision', models.CharField(blank=True, max_length=2000, verbose_name='besluit')),
                ('care_form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptions', to='placements.careform')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('care_form', 'starts_on'), name='care_form_one_description_a_day', violation_error_message='Op deze dag begint al een tekst. Kies een andere dag.')],
            },
        ),
        migrations.CreateModel(
            name='RatePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.CharField(choices=[('LOON', 'Loon van begeleiders'), ('NIET_DECLARABEL', 'Verlof, ziekte, scholing en overleg'), ('REIS_OPLEIDING', 'Reizen en opleiding'), ('HUISVESTING', 'Huisvesting'), ('OVERHEAD', 'Overhead'), ('EISEN', 'Kosten door eisen van de gemeente'), ('OVERIG', 'Overig')], max_length=15, verbose_name='waarvoor')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='bedrag')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='placements.contract')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contract', 'element'), name='rate_part_once_per_contract'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='rate_part_is_not_negative', violation_error_message='Een deel van een tarief is nul of meer.')],
            },
        ),
        migrations.CreateModel(
            name='ResidentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(choices=[('BLIJFT', 'Blijft wonen met andere zorg'), ('VERHUIST', 'Verhuist'), ('OMKLAP', 'Krijgt het huurcontract op eigen naam'), ('ONBEKEND', 'Nog niet bekend')], default='ONBEKEND', max_length=8, verbose_name='wat gebeurt er')),
                ('to_words', models.CharField(blank=True, max_length=2000, verbose_name='waarheen')),
                ('client_wanted', models.BooleanField(blank=True, null=True, verbose_name='wil de cliënt dit')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='eindigde eerst op')),
                ('expected_end_on', models.DateField(blank=True, null=True, verbose_name='vertrok eerst naar verwachting op')),
                ('care_form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.careform', verbose_name='met welke zorg')),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resident_plans', to='placements.closing')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resident_plans', to='placements.housingepisode')),
                ('planned_home', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_by', to='placements.housingepisode', verbose_name='nieuwe woning')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.planline', verbose_name='vervangen door')),
                ('to_place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.place', verbose_name='naar welke plek')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('closing', 'home'), name='resident_plan_once_per_closing'), models.CheckConstraint(condition=models.Q(models.Q(('care_form__isnull', False), ('fate', 'BLIJFT')), models.Q(models.Q(('fate', 'BLIJFT'), _negated=True), ('care_form__isnull', True)), _connector='OR'), name='resident_plan_stays_with_other_care', violation_error_message='Blijven wonen gaat met een zorgvorm; een andere keuze niet.'), models.CheckConstraint(condition=models.Q(models.Q(('fate', 'VERHUIST'), models.Q(('to_place__isnull', False), models.Q(('to_words', ''), _negated=True), _connector='OR')), models.Q(models.Q(('fate', 'VERHUIST'), _negated=True), ('to_place__isnull', True), ('to_words', '')), _connector='OR'), name='resident_plan_moves_somewhere', violation_error_message='Verhuizen gaat ergens naartoe; een andere keuze niet.')],
            },
        ),
        migrations.CreateModel(
            name='SupplyConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_on', models.DateField(verbose_name='bevestigd t/m')),
                ('confirmed_at', models.DateTimeField(verbose_name='moment')),
                ('counts', models.JSONField(verbose_name='aantallen')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='portal.organisation')),
            ],
            options={
                'get_latest_by': 'confirmed_on',
                'constraints': [models.UniqueConstraint(fields=('provider', 'confirmed_on'), name='confirmation_once_a_day', violation_error_message='Vandaag is al bevestigd.')],
            },
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.UniqueConstraint(condition=models.Q(('called_off_at__isnull', True)), fields=('location', 'place', 'closes_on'), name='closing_once_a_day', nulls_distinct=False, violation_error_message='Voor deze dag staat het sluiten al klaar.'),
        ),
    ]
