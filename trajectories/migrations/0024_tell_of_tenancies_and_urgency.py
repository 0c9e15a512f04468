"""Tell of tenancies what was done, never written over; write down priority for a home."""

import django.db.models.deletion
import portal.codes
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE TRIGGER follow_up_stands BEFORE UPDATE ON trajectories_signalfollowup FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat er gedaan is, blijft te lezen.');
"""
BACKWARD = "DROP TRIGGER follow_up_stands ON trajectories_signalfollowup;"


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0008_promise_dwellings'),
        ('portal', '0005_merge_two_records_of_one_person'),
        ('trajectories', '0023_keep_what_was_known'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TenancySignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('kind', models.CharField(choices=[('OVERLAST', 'Overlast'), ('ACHTERSTAND', 'Huurachterstand'), ('ONDERHOUD', 'De staat van de woning'), ('ANDERS', 'Iets anders')], max_length=11, verbose_name='wat')),
                ('noticed_on', models.DateField(verbose_name='op welke dag')),
                ('words', models.CharField(max_length=2000, verbose_name='wat er gebeurde')),
                ('recorded_on', models.DateField(verbose_name='gemeld op')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='voorbij op')),
                ('result', models.CharField(blank=True, max_length=2000, verbose_name='hoe het afliep')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.organisation', verbose_name='woningcorporatie')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='placements.housingepisode', verbose_name='woning en huurder')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenancy_signals', to='portal.region')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignalFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_on', models.DateField(verbose_name='gedaan op')),
                ('words', models.CharField(max_length=2000, verbose_name='wat is er gedaan')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='trajectories.tenancysignal')),
            ],
            options={
                'ordering': ['done_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UrgencyDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(verbose_name='aangevraagd op')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='besloten op')),
                ('is_granted', models.BooleanField(blank=True, null=True, verbose_name='is de urgentie verleend')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='geldig t/m')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('readiness', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='urgencies', to='trajectories.outflowreadiness')),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='tenancysignal',
            index=models.Index(fields=['region', 'settled_on'], name='signal_open_in_a_region'),
        ),
        migrations.AddConstraint(
            model_name='tenancysignal',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='signal_says_what_happened', violation_error_message='Schrijf op wat er gebeurde.'),
        ),
        migrations.AddConstraint(
            model_name='tenancysignal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', ''), ('settled_by', None), ('settled_on', None)), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='signal_settled_with_a_result', violation_error_message='Zeg hoe het afliep.'),
        ),
        migrations.AddConstraint(
            model_name='tenancysignal',
            constraint=models.CheckConstraint(condition=models.Q(('recorded_on__isnull', True), ('noticed_on__isnull', True), ('recorded_on__gte', models.F('noticed_on')), _connector='OR'), name='signal_recorded_after_it_happened', violation_error_message='Deze dag ligt na vandaag.'),
        ),
        migrations.AddConstraint(
            model_name='tenancysignal',
            constraint=models.CheckConstraint(condition=models.Q(('settled_on__isnull', True), ('recorded_on__isnull', True), ('settled_on__gte', models.F('recorded_on')), _connector='OR'), name='signal_settled_after_it_was_recorded', violation_error_message='Voorbij kan niet eerder dan de dag van de melding.'),
        ),
        migrations.AddConstraint(
            model_name='signalfollowup',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='follow_up_says_what', violation_error_message='Schrijf op wat er gedaan is.'),
        ),
        migrations.AddConstraint(
            model_name='urgencydeclaration',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on', None)), fields=('readiness',), name='urgency_one_open_request', violation_error_message='Er loopt al een aanvraag voor urgentie.'),
        ),
        migrations.AddConstraint(
            model_name='urgencydeclaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('is_granted', None)), models.Q(('decided_on__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='urgency_decided_on_a_day', violation_error_message='Een besluit over urgentie heeft een dag.'),
        ),
        migrations.AddConstraint(
            model_name='urgencydeclaration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_granted', True), ('is_granted__isnull', False), ('valid_until__isnull', False)), models.Q(('valid_until', None), models.Q(('is_granted', None), ('is_granted', False), _connector='OR')), _connector='OR'), name='urgency_valid_until_when_granted', violation_error_message='Een verleende urgentie geldt tot en met een dag.'),
        ),
        migrations.AddConstraint(
            model_name='urgencydeclaration',
            constraint=models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('asked_on__isnull', True), ('decided_on__gte', models.F('asked_on')), _connector='OR'), name='urgency_decided_after_asking', violation_error_message='Het besluit kan niet eerder zijn dan de aanvraag.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
