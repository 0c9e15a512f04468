"""Nominate clients to housing associations; nothing is added for a client that was merged into another."""

import django.core.validators
import django.db.models.deletion
import portal.codes
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_nomination
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
"""
BACKWARD = "DROP TRIGGER client_is_not_merged ON trajectories_nomination;"


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0006_close_places'),
        ('portal', '0005_merge_two_records_of_one_person'),
        ('trajectories', '0021_hand_over_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('district', models.CharField(blank=True, max_length=200, verbose_name='wijk')),
                ('bedrooms', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='slaapkamers')),
                ('ground_floor', models.BooleanField(default=False, verbose_name='begane grond of met lift')),
                ('max_rent', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='hoogste huur')),
                ('wishes', models.CharField(blank=True, max_length=2000, verbose_name='wat verder nodig is aan de woning')),
                ('guidance_by', models.CharField(max_length=200, verbose_name='begeleiding door')),
                ('contact', models.CharField(max_length=200, verbose_name='contactpersoon')),
                ('reachable', models.CharField(max_length=200, verbose_name='bereikbaar')),
                ('nominated_on', models.DateField(verbose_name='voorgedragen op')),
                ('declined_on', models.DateField(blank=True, null=True, verbose_name='afgewezen op')),
                ('decline_reason', models.CharField(blank=True, choices=[('GEEN_WONING', 'Er is nu geen passende woning'), ('WENSEN', 'Onze woningen passen niet bij wat nodig is'), ('DRAAGKRACHT', 'In dit complex kan er nu niemand bij'), ('INSCHRIJVING', 'De inschrijving als woningzoekende ontbreekt'), ('HUURSCHULD', 'Er staat nog een huurschuld bij ons open'), ('ANDERS', 'Anders')], max_length=12, verbose_name='reden')),
                ('decline_words', models.CharField(blank=True, max_length=2000, verbose_name='toelichting')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('withdrawn_words', models.CharField(blank=True, max_length=2000, verbose_name='waarom ingetrokken')),
                ('moved_in_on', models.DateField(blank=True, null=True, verbose_name='sleutel op')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='woningcorporatie')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='portal.client')),
                ('declined_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('home', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nomination', to='placements.housingepisode')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('nominated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='portal.region')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DwellingOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(max_length=200, verbose_name='straat')),
                ('house_number', models.CharField(max_length=20, verbose_name='huisnummer')),
                ('postcode', models.CharField(blank=True, max_length=10, verbose_name='postcode')),
                ('rent', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='huur per maand')),
                ('tenure', models.CharField(choices=[('INSTELLING', 'Kamer van de instelling'), ('INTERMEDIAIR', 'Huurt via de aanbieder'), ('DRIEPARTIJEN', 'Driepartijencontract'), ('EIGEN_HUUR', 'Huurt op eigen naam'), ('KOOP', 'Koopwoning')], max_length=12, verbose_name='huurvorm')),
                ('available_on', models.DateField(verbose_name='beschikbaar vanaf')),
                ('words', models.CharField(blank=True, max_length=2000, verbose_name='over de woning')),
                ('offered_on', models.DateField(verbose_name='aangeboden op')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='beantwoord op')),
                ('is_accepted', models.BooleanField(blank=True, null=True, verbose_name='wil de cliënt deze woning')),
                ('answer_words', models.CharField(blank=True, max_length=2000, verbose_name='in de woorden van de cliënt')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='teruggetrokken op')),
                ('withdrawn_words', models.CharField(blank=True, max_length=2000, verbose_name='waarom teruggetrokken')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='trajectories.nomination')),
            ],
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('declined_on', None), ('moved_in_on', None), ('withdrawn_on', None)), fields=('client',), name='nomination_one_open_per_client', violation_error_message='Deze cliënt is al voorgedragen.'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decline_reason', ''), ('declined_on', None)), models.Q(('declined_on__isnull', False), models.Q(('decline_reason', ''), _negated=True)), _connector='OR'), name='nomination_declined_with_a_reason', violation_error_message='Nee zeggen gaat met een reden.'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_on', None), ('withdrawn_on', None)), models.Q(('declined_on', None), ('moved_in_on', None)), models.Q(('moved_in_on', None), ('withdrawn_on', None)), _connector='OR'), name='nomination_ends_in_one_way', violation_error_message='Deze voordracht is al afgerond.'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('home', None), ('moved_in_on', None)), models.Q(('home__isnull', False), ('moved_in_on__isnull', False)), _connector='OR'), name='nomination_moves_into_a_home', violation_error_message='De dag van de sleutel hoort bij een woning.'),
        ),
        migrations.AddConstraint(
            model_name='dwellingoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on', None), models.Q(('is_accepted', None), ('is_accepted', True), _connector='OR')), fields=('nomination',), name='offer_one_standing_per_nomination', violation_error_message='Er is al een woning aangeboden.'),
        ),
        migrations.AddConstraint(
            model_name='dwellingoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('is_accepted', None)), models.Q(('answered_on__isnull', False), ('is_accepted__isnull', False)), _connector='OR'), name='offer_answered_on_a_day', violation_error_message='Een antwoord van de cliënt heeft een dag.'),
        ),
        migrations.AddConstraint(
            model_name='dwellingoffer',
            constraint=models.CheckConstraint(condition=models.Q(('tenure__in', ('EIGEN_HUUR', 'DRIEPARTIJEN', 'INTERMEDIAIR'))), name='offer_has_a_tenure_that_is_let', violation_error_message='Kies hoe de cliënt huurt.'),
        ),
        migrations.AddConstraint(
            model_name='dwellingoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on', None), ('withdrawn_words', '')), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_words', ''), _negated=True)), _connector='OR'), name='offer_taken_back_with_a_reason', violation_error_message='Een woning terugtrekken gaat met een reden.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
