"""The catalogue in words and phases; a day rate is made up of parts that add up to it, kept by the database."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


ADDS_UP = """
CREATE FUNCTION rate_parts_add_up(contract bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT sum(part.amount) FROM placements_ratepart part WHERE part.contract_id = contract)
        = (SELECT day_rate FROM placements_contract WHERE id = contract), true)
$$;

CREATE FUNCTION rate_check_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
BEGIN
    IF TG_TABLE_NAME = 'placements_contract' THEN
        changed := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        changed := OLD.contract_id;
    ELSE
        changed := NEW.contract_id;
    END IF;
    IF NOT rate_parts_add_up(changed) THEN
        RAISE EXCEPTION 'De opbouw van dit tarief telt niet op tot het dagtarief.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rate_parts_add_up_to_rate';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER rate_parts_add_up_to_rate
    AFTER INSERT OR UPDATE OR DELETE ON placements_ratepart DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION rate_check_parts();
CREATE CONSTRAINT TRIGGER rate_still_is_its_parts
    AFTER UPDATE ON placements_contract DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.day_rate IS DISTINCT FROM NEW.day_rate) EXECUTE FUNCTION rate_check_parts();
"""
ADDS_UP_NO_MORE = """
DROP TRIGGER rate_still_is_its_parts ON placements_contract;
DROP TRIGGER rate_parts_add_up_to_rate ON placements_ratepart;
DROP FUNCTION rate_check_parts;
DROP FUNCTION rate_parts_add_up;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0002_keep_the_history_of_out_of_use'),
        ('portal', '0003_municipalities'),
    ]

    operations = [
        migrations.CreateModel(
            name='CareFormPhase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('phase', models.CharField(choices=[('PILOT', 'Pilot'), ('REGULIER', 'Regulier'), ('BEEINDIGD', 'Beëindigd')], max_length=9, verbose_name='fase')),
                ('decision', models.CharField(blank=True, max_length=2000, verbose_name='besluit')),
                ('document', models.CharField(blank=True, max_length=2000, verbose_name='document')),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='ProductDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('text', models.TextField(max_length=10000, verbose_name='tekst')),
                ('decision', models.CharField(blank=True, max_length=2000, verbose_name='besluit')),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.CreateModel(
            name='RatePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.CharField(choices=[('LOON', 'Loon van begeleiders'), ('NIET_DECLARABEL', 'Verlof, ziekte, scholing en overleg'), ('REIS_OPLEIDING', 'Reizen en opleiding'), ('HUISVESTING', 'Huisvesting'), ('OVERHEAD', 'Overhead'), ('EISEN', 'Kosten door eisen van de gemeente'), ('OVERIG', 'Overig')], max_length=15, verbose_name='waarvoor')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='bedrag')),
            ],
        ),
        migrations.AddField(
            model_name='careform',
            name='is_intramural',
            field=models.BooleanField(blank=True, null=True, verbose_name='intramuraal'),
        ),
        migrations.AddField(
            model_name='careform',
            name='iwmo_category',
            field=models.CharField(blank=True, max_length=2, validators=[django.core.validators.RegexValidator('^[0-9]{2}\\Z', 'Een productcategorie heeft twee cijfers, zoals 15.')], verbose_name='iWmo-productcategorie'),
        ),
        migrations.AddField(
            model_name='careform',
            name='product_code',
            field=models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^[0-9A-Z]{5}\\Z', 'Een productcode heeft vijf tekens: cijfers en hoofdletters.')], verbose_name='productcode'),
        ),
        migrations.AddField(
            model_name='careform',
            name='purpose',
            field=models.CharField(blank=True, choices=[('VOORKOMEN', 'Voorkomen dat zwaardere zorg nodig is'), ('UITSTROOM', 'Doorstromen uit zwaardere zorg'), ('BEIDE', 'Voorkomen en doorstromen')], max_length=9, verbose_name='doel'),
        ),
        migrations.AddField(
            model_name='contract',
            name='rate_ground',
            field=models.CharField(blank=True, choices=[('REELE_PRIJS', 'Reële prijs (artikel 5.4 Uitvoeringsbesluit Wmo 2015)'), ('AANBESTEDING', 'Uitkomst van de aanbesteding'), ('INDEXATIE', 'Het vorige tarief, geïndexeerd'), ('AFSPRAAK', 'Afspraak met de aanbieder')], max_length=12, verbose_name='grond van het tarief'),
        ),
        migrations.AddField(
            model_name='contract',
            name='rate_note',
            field=models.CharField(blank=True, max_length=2000, verbose_name='toelichting op het tarief'),
        ),
        migrations.AlterField(
            model_name='contract',
            name='care_form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='placements.careform', verbose_name='zorgvorm'),
        ),
        migrations.AlterField(
            model_name='contract',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='portal.organisation', verbose_name='aanbieder'),
        ),
        migrations.AlterConstraint(
            model_name='careform',
            name='care_form_code_once_per_region',
            constraint=models.UniqueConstraint(fields=('region', 'code'), name='care_form_code_once_per_region', violation_error_message='Deze code is al van een andere zorgvorm in deze regio.'),
        ),
        migrations.AddField(
            model_name='careformphase',
            name='care_form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='placements.careform'),
        ),
        migrations.AddField(
            model_name='productdescription',
            name='care_form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptions', to='placements.careform'),
        ),
        migrations.AddField(
            model_name='ratepart',
            name='contract',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='placements.contract'),
        ),
        migrations.AddConstraint(
            model_name='careformphase',
            constraint=models.UniqueConstraint(fields=('care_form', 'starts_on'), name='care_form_one_phase_a_day', violation_error_message='Op deze dag begint al een fase. Kies een andere dag.'),
        ),
        migrations.AddConstraint(
            model_name='productdescription',
            constraint=models.UniqueConstraint(fields=('care_form', 'starts_on'), name='care_form_one_description_a_day', violation_error_message='Op deze dag begint al een tekst. Kies een andere dag.'),
        ),
        migrations.AddConstraint(
            model_name='ratepart',
            constraint=models.UniqueConstraint(fields=('contract', 'element'), name='rate_part_once_per_contract'),
        ),
        migrations.AddConstraint(
            model_name='ratepart',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='rate_part_is_not_negative', violation_error_message='Een deel van een tarief is nul of meer.'),
        ),
        migrations.RunSQL(ADDS_UP, ADDS_UP_NO_MORE),
    ]
