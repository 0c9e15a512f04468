"""Regions, organisations, users, clients, mail and the log; with what PostgreSQL needs for periods and for names."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations, models

import portal.codes
import portal.models.client
import portal.periods


# The body is bound to what it calls when it is made, so it gives the same whatever the search path, also in an index.
FORWARD = """
CREATE FUNCTION sound_of(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(
        regexp_replace(
            replace(replace(replace(
                regexp_replace(lower(unaccent('unaccent'::regdictionary, name)), '[^[:alnum:]]+', ' ', 'g'),
                'ph', 'f'), 'th', 't'), 'dt', 't'),
            'e?ij|e[iy]', 'y', 'g'),
        'vzcq', 'fskk'),
    '([[:alpha:]])\\1+', '\\1', 'g');
CREATE FUNCTION sounds_nearly(sound text, word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN EXISTS (
    SELECT FROM unnest(string_to_array(sound, ' ')) AS name
    WHERE levenshtein(left(name, 60), left(word, 60))
        <= CASE WHEN length(word) < 3 THEN 0 WHEN length(word) < 6 THEN 1 ELSE 2 END
);
"""
BACKWARD = "DROP FUNCTION sounds_nearly(text, text); DROP FUNCTION sound_of(text);"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        BtreeGinExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.CreateModel(
            name='LogHead',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(verbose_name='nummer')),
                ('digest', models.BinaryField(verbose_name='kenmerk')),
            ],
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False, verbose_name='gemeentecode')),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='opgeheven op')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('WIJKTEAM', 'Sociaal Wijkteam'), ('AANBIEDER', 'Aanbieder'), ('CORPORATIE', 'Woningcorporatie'), ('REGIO', 'Regio'), ('PLATFORM', 'Beheer en toezicht')], max_length=10, verbose_name='soort')),
                ('code', models.CharField(max_length=2000, verbose_name='code')),
                ('name', models.CharField(max_length=2000, verbose_name='naam')),
                ('agb', models.CharField(blank=True, max_length=2000, verbose_name='AGB-code')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telefoon')),
                ('mail', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='gemeente')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'WIJKTEAM'), _negated=True), ('municipality__isnull', False), _connector='OR'), name='organisation_team_has_a_municipality', violation_error_message='Een Sociaal Wijkteam hoort bij een gemeente.')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login', models.CharField(max_length=100, unique=True, verbose_name='inlognaam')),
                ('name', models.CharField(max_length=200, verbose_name='naam')),
                ('role', models.CharField(choices=[('WIJKTEAM', 'Sociaal Wijkteam'), ('COORDINATOR', 'Toegangscoördinator'), ('AANBIEDER', 'Aanbieder'), ('CORPORATIE', 'Woningcorporatie'), ('BELEID', 'Beleidsmedewerker'), ('PROJECTLEIDER', 'Projectleider'), ('BEHEER', 'Functioneel beheerder'), ('AUDITOR', 'Auditor')], max_length=15, verbose_name='rol')),
                ('mail', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('mail_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, verbose_name='berichten per mail')),
                ('is_active', models.BooleanField(default=True, verbose_name='actief')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='users', to='portal.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=2000, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=2000, verbose_name='naam')),
                ('centre_municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='centrumgemeente')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='organisation',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='organisations', to='portal.region', verbose_name='regio'),
        ),
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=portal.codes.random_code, max_length=2000, verbose_name='code')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('given_names', models.CharField(max_length=2000, verbose_name='voornamen')),
                ('family_name', models.CharField(max_length=2000, verbose_name='achternaam')),
                ('also_called', models.CharField(blank=True, max_length=200, verbose_name='ook genoemd')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='geboortedatum')),
                ('origin_elsewhere', models.CharField(blank=True, choices=[('BUITENLAND', 'Buitenland'), ('ONBEKEND', 'Onbekend')], max_length=10, verbose_name='herkomst anders')),
                ('via_youth_care', models.BooleanField(blank=True, null=True, verbose_name='via jeugdhulp')),
                ('sound', models.GeneratedField(db_persist=True, expression=portal.models.client.SoundOf(django.db.models.functions.text.Concat(models.Value(' '), models.F('given_names'), models.Value(' '), models.F('family_name'), models.Value(' '), models.F('also_called'))), output_field=models.TextField())),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_records', to='portal.client', verbose_name='samengevoegd met')),
                ('origin_municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='herkomstgemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clients', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='client_code_once_per_region'), models.CheckConstraint(condition=models.Q(('origin_municipality__isnull', True), ('origin_elsewhere', ''), _connector='OR'), name='client_has_one_origin', violation_error_message='Kies één herkomst.'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='client_merged_into_another', violation_error_message='Een dossier kan niet met zichzelf worden samengevoegd.')],
                'indexes': [models.Index(fields=['region', 'family_name', 'given_names'], name='client_by_name'), models.Index(fields=['region', 'born_on'], name='client_by_birthday'), django.contrib.postgres.indexes.GinIndex(fields=['region', 'sound'], name='client_by_sound', opclasses=['int8_ops', 'gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='RegionMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('admits_new', models.BooleanField(default=True, verbose_name='nieuwe instroom')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='portal.municipality')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='portal.region')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), ('municipality', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='membership_once_per_municipality_per_day', violation_error_message='Deze gemeente doet op een deel van deze dagen al mee in de regio.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.CreateModel(
            name='AccessRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='moment')),
                ('role', models.CharField(blank=True, max_length=15, verbose_name='rol')),
                ('organisation_name', models.CharField(blank=True, max_length=2000, verbose_name='organisatie')),
                ('action', models.CharField(choices=[('INZIEN', 'Bekeken'), ('ZOEKEN', 'Gezocht'), ('TOEVOEGEN', 'Toegevoegd'), ('WIJZIGEN', 'Gewijzigd'), ('EXPORTEREN', 'Gedownload'), ('INLOGGEN', 'Ingelogd'), ('UITLOGGEN', 'Uitgelogd'), ('GEWEIGERD', 'Geweigerd')], max_length=12, verbose_name='handeling')),
                ('subject', models.CharField(max_length=100, verbose_name='onderwerp')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='pagina')),
                ('origin', models.GenericIPAddressField(blank=True, null=True, verbose_name='herkomst')),
                ('number', models.BigIntegerField(unique=True, verbose_name='nummer')),
                ('previous', models.BinaryField(verbose_name='kenmerk ervoor')),
                ('digest', models.BinaryField(verbose_name='kenmerk')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='access_records', to='portal.client')),
            ],
            options={
                'indexes': [models.Index(fields=['client', '-id'], name='access_of_a_client')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.CharField(max_length=150, unique=True, verbose_name='gebeurtenis')),
                ('kind', models.CharField(choices=[('VOORSTEL_WACHT', 'Er wacht een voorstel op uw antwoord.'), ('VOORSTEL_BEANTWOORD', 'Een voorstel is beantwoord.'), ('VOORSTEL_INGETROKKEN', 'Een voorstel is ingetrokken.'), ('VOORSTEL_TE_LAAT', 'Een voorstel wacht te lang op antwoord.'), ('PLEK_GERESERVEERD', 'Er is een plek gereserveerd.'), ('TERMIJN', 'Een termijn loopt bijna af.'), ('INSCHRIJVING', 'Wilt u bericht over nieuwe rapporten?'), ('RAPPORT', 'Er is een nieuw rapport gepubliceerd.')], max_length=20, verbose_name='wat erin staat')),
                ('to', models.EmailField(blank=True, max_length=254, verbose_name='aan wie')),
                ('about', models.CharField(max_length=60, verbose_name='nummer')),
                ('path', models.CharField(max_length=200, verbose_name='pagina')),
                ('way_out', models.CharField(max_length=200, verbose_name='pagina om het uit te zetten')),
                ('written_on', models.DateField(verbose_name='geschreven op')),
                ('retry_at', models.DateTimeField(blank=True, null=True, verbose_name='opnieuw vanaf')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='in behandeling sinds')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='verstuurd op')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='mislukte pogingen')),
                ('problem', models.CharField(blank=True, max_length=200, verbose_name='wat er misging')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['id'], name='mail_not_sent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user', None), ('to', ''), _connector='OR'), name='mail_to_a_user_or_an_address', violation_error_message='Een mail gaat naar een gebruiker of naar een adres, niet naar allebei.')],
            },
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('region', 'kind', 'code'), name='organisation_code_once_per_region_and_kind', violation_error_message='Deze code is in deze regio al in gebruik.'),
        ),
    ]
