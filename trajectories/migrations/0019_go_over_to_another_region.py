"""People go over to another region or come from one, step by step; and who withdrew a melding."""

import django.db.models.deletion
import portal.codes
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER transfer_step_stands BEFORE UPDATE ON trajectories_transferstep FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Een stap van een overdracht verandert niet meer. Schrijf een nieuwe op.');
"""
BACKWARD = "DROP TRIGGER transfer_step_stands ON trajectories_transferstep;"


class Migration(migrations.Migration):

    dependencies = [
        ('trajectories', '0018_ask_for_advice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='withdrawn_by',
            field=models.CharField(blank=True, choices=[('CLIENT', 'De cliënt zelf'), ('VERTEGENWOORDIGER', 'Een vertegenwoordiger')], max_length=17, verbose_name='ingetrokken door'),
        ),
        migrations.CreateModel(
            name='RegionTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('direction', models.CharField(choices=[('UIT', 'Van ons naar een andere regio'), ('IN', 'Van een andere regio naar ons')], max_length=3, verbose_name='richting')),
                ('other_region', models.CharField(max_length=200, verbose_name='andere regio')),
                ('our_contact', models.CharField(max_length=200, verbose_name='onze contactpersoon')),
                ('their_contact', models.CharField(max_length=200, verbose_name='hun contactpersoon')),
                ('reason', models.TextField(max_length=10000, verbose_name='waarom daar')),
                ('bridging', models.CharField(max_length=500, verbose_name='hulp tot die dag')),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('answer_by', models.DateField(verbose_name='antwoord verwacht op')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='afgelopen op')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='trajectories.notification')),
            ],
        ),
        migrations.CreateModel(
            name='TransferStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('GESTUURD', 'Gegevens gestuurd of ontvangen'), ('AANVAARD', 'De ontvangende regio zegt ja'), ('GEWEIGERD', 'De ontvangende regio zegt nee'), ('CONTACTPERSONEN', 'Geschil, stap 1: de contactpersonen overleggen'), ('REGIOADVISEUR', 'Geschil, stap 2: de regioadviseur bemiddelt'), ('GESCHILLENCOMMISSIE', 'Geschil, stap 3: de geschillencommissie adviseert'), ('OVERGEDRAGEN', 'Overgedragen'), ('BLIJFT', 'De persoon blijft waar die is')], max_length=19, verbose_name='stap')),
                ('taken_on', models.DateField(verbose_name='op')),
                ('words', models.TextField(max_length=10000, verbose_name='wat er gebeurde')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='opnieuw kijken op')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='trajectories.regiontransfer')),
            ],
            options={
                'ordering': ['taken_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='regiontransfer',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('notification',), name='transfer_one_at_a_time', violation_error_message='Er loopt al een overdracht bij deze melding.'),
        ),
        migrations.AddConstraint(
            model_name='regiontransfer',
            constraint=models.CheckConstraint(condition=models.Q(('answer_by__isnull', True), ('asked_on__isnull', True), ('answer_by__gte', models.F('asked_on')), _connector='OR'), name='transfer_answer_after_question', violation_error_message='Het antwoord kan niet vóór de vraag komen.'),
        ),
        migrations.AddConstraint(
            model_name='regiontransfer',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('asked_on__isnull', True), ('ended_on__gte', models.F('asked_on')), _connector='OR'), name='transfer_ends_after_question', violation_error_message='De overdracht kan niet eerder aflopen dan zij is gevraagd.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
