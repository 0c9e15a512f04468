"""Say what care is for, that a calamity was reported, and what the neighbours of a location began."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_calamityreport
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
"""
BACKWARD = "DROP TRIGGER client_is_not_merged ON trajectories_calamityreport;"


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0008_promise_dwellings'),
        ('portal', '0007_say_how_organisations_are_reached'),
        ('trajectories', '0028_tell_what_is_in_the_neighbourhood'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalamityReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reported_on', models.DateField(verbose_name='gemeld op')),
            ],
            options={
                'ordering': ['reported_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='location',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='placements.location', verbose_name='bij locatie'),
        ),
        migrations.AddField(
            model_name='careepisode',
            name='purpose',
            field=models.CharField(blank=True, choices=[('VOORKOMEN', 'Voorkomen dat zwaardere zorg nodig is'), ('UITSTROOM', 'Doorstromen uit zwaardere zorg')], max_length=9, verbose_name='doel'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('ZELFREGIECENTRUM', 'Zelfregie- of herstelcentrum'), ('TRAINING', 'Cursus of training'), ('STEUNGROEP', 'Steungroep'), ('DAGBESTEDING', 'Werk of dagbesteding'), ('ONTMOETING', 'Ontmoeten of samen eten'), ('BUURTINITIATIEF', 'Initiatief van de straat of de buurt'), ('ANDERS', 'Iets anders')], max_length=16, verbose_name='soort'),
        ),
        migrations.AddConstraint(
            model_name='careepisode',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['', 'VOORKOMEN', 'UITSTROOM'])), name='care_is_for_one_purpose', violation_error_message='Kies één doel: voorkomen of doorstromen.'),
        ),
        migrations.AddField(
            model_name='calamityreport',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calamities', to='portal.client'),
        ),
        migrations.AddField(
            model_name='calamityreport',
            name='noted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='calamityreport',
            constraint=models.UniqueConstraint(fields=('client', 'reported_on'), name='calamity_once_a_day', violation_error_message='Op die dag is al een calamiteit gemeld.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
