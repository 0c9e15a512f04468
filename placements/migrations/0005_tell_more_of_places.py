"""What a place has becomes rows from a day on; a location tells more of house, rent and neighbourhood."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


# What a place has, it had since its first day; nothing else was ever known.
TO_ROWS = """
INSERT INTO placements_placefeatures (place_id, features, starts_on)
    SELECT place.id, place.features, least(coalesce(min(period.starts_on), current_date), current_date)
    FROM placements_place place LEFT JOIN placements_placeperiod period ON period.place_id = place.id
    WHERE cardinality(place.features) > 0
    GROUP BY place.id, place.features;
SET CONSTRAINTS ALL IMMEDIATE;
"""
TO_COLUMN = """
UPDATE placements_place place SET features = (
    SELECT row.features FROM placements_placefeatures row
    WHERE row.place_id = place.id AND row.starts_on <= current_date ORDER BY row.starts_on DESC LIMIT 1)
WHERE EXISTS (
    SELECT FROM placements_placefeatures row WHERE row.place_id = place.id AND row.starts_on <= current_date);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0004_plan_actions_targets_and_needs'),
        ('portal', '0003_municipalities'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceFeatures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('features', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ROLSTOEL', 'Geschikt voor een rolstoel'), ('JONGEREN', 'Voor jongeren'), ('VROUWEN', 'Alleen voor vrouwen'), ('HUISDIER', 'Huisdier mag mee'), ('RUSTIG', 'Rustig'), ('ROKEN', 'Roken mag'), ('NACHTWACHT', '’s Nachts iemand wakker'), ('BEHEERDER', 'Beheerder in de buurt')], max_length=12), blank=True, default=list)),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.AddField(
            model_name='location',
            name='amenities',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('LIFT', 'Lift'), ('TUIN', 'Tuin of buitenruimte'), ('GEZAMENLIJK', 'Gezamenlijke ruimte'), ('KEUKEN', 'Eigen keuken'), ('BADKAMER', 'Eigen badkamer'), ('FIETSEN', 'Plek voor fietsen'), ('VERVOER', 'Bus of trein dichtbij'), ('WINKELS', 'Winkels dichtbij')], max_length=11), blank=True, default=list, verbose_name='voorzieningen'),
        ),
        migrations.AddField(
            model_name='location',
            name='community',
            field=models.TextField(blank=True, max_length=10000, verbose_name='buurt en voorbeelden'),
        ),
        migrations.AddField(
            model_name='location',
            name='host',
            field=models.CharField(blank=True, choices=[('GEEN', 'Geen beheerder'), ('BUURT', 'Beheerder in de buurt'), ('INWONEND', 'Inwonende hoofdbewoner of beheerder')], max_length=8, verbose_name='hoofdbewoner of beheerder'),
        ),
        migrations.AddField(
            model_name='location',
            name='neighbour_mail',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail voor de buurt'),
        ),
        migrations.AddField(
            model_name='location',
            name='neighbour_phone',
            field=models.CharField(blank=True, max_length=50, verbose_name='telefoon voor de buurt'),
        ),
        migrations.AddField(
            model_name='location',
            name='rent',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='huur'),
        ),
        migrations.AddField(
            model_name='location',
            name='rent_basis',
            field=models.CharField(blank=True, choices=[('KAAL', 'Kale huur per maand'), ('SERVICE', 'Huur met servicekosten per maand'), ('ZORG', 'De woning zit in het zorgtarief')], max_length=7, verbose_name='huurgrondslag'),
        ),
        migrations.AddField(
            model_name='location',
            name='target_groups',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('JONGEREN', 'Jongeren van 18 t/m 24 jaar'), ('OUDEREN', 'Ouderen'), ('OUDER_KIND', 'Ouders met een kind'), ('STELLEN', 'Stellen'), ('LVB', 'Mensen met een licht verstandelijke beperking'), ('AUTISME', 'Mensen met autisme'), ('VERSLAVING', 'Mensen die herstellen van een verslaving'), ('DAKLOOS', 'Mensen die dakloos waren')], max_length=10), blank=True, default=list, verbose_name='doelgroepen'),
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.CheckConstraint(condition=models.Q(('rent__isnull', True), ('rent_basis__in', ['KAAL', 'SERVICE']), _connector='OR'), name='location_rent_says_what_it_covers', violation_error_message='Bij een huurbedrag hoort of het kale huur is of met servicekosten.'),
        ),
        migrations.AlterConstraint(
            model_name='location',
            name='location_code_once_per_region',
            constraint=models.UniqueConstraint(fields=('region', 'code'), name='location_code_once_per_region', violation_error_message='Deze code is in deze regio al van een andere locatie.'),
        ),
        migrations.AlterConstraint(
            model_name='place',
            name='place_code_once_per_region',
            constraint=models.UniqueConstraint(fields=('region', 'code'), name='place_code_once_per_region', violation_error_message='Deze code is in deze regio al van een andere plek.'),
        ),
        migrations.AddField(
            model_name='placefeatures',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feature_rows', to='placements.place'),
        ),
        migrations.AddConstraint(
            model_name='placefeatures',
            constraint=models.UniqueConstraint(fields=('place', 'starts_on'), name='place_features_once_a_day', violation_error_message='Op deze dag veranderen de kenmerken van deze plek al.'),
        ),
        migrations.RunSQL(TO_ROWS, TO_COLUMN),
        migrations.RemoveField(
            model_name='place',
            name='features',
        ),
    ]
