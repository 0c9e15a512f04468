"""Promise dwellings per municipality and year, only ever added to; name what replaces a dwelling that was let."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER dwellingquota_only_added_to BEFORE UPDATE OR DELETE ON placements_dwellingquota
    FOR EACH ROW EXECUTE FUNCTION plan_history_refuse_change();
"""
BACKWARD = "DROP TRIGGER dwellingquota_only_added_to ON placements_dwellingquota;"


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0007_say_when_it_was_written_down'),
        ('portal', '0005_merge_two_records_of_one_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='residentplan',
            name='replaced_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.planline', verbose_name='vervangen door'),
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
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
