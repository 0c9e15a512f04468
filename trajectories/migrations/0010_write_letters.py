"""Letters: worded by the region, frozen when made, printed and sent once."""

import django.db.models.deletion
import portal.codes
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER letter_stands BEFORE UPDATE ON trajectories_letter FOR EACH ROW
    WHEN ((OLD.kind, OLD.made_on, OLD.made_by_id, OLD.content, OLD.content_hash, OLD.decision_id, OLD.slug)
            IS DISTINCT FROM
            (NEW.kind, NEW.made_on, NEW.made_by_id, NEW.content, NEW.content_hash, NEW.decision_id, NEW.slug)
        OR (OLD.printed_at IS NOT NULL AND (OLD.pdf, OLD.printed_at) IS DISTINCT FROM (NEW.pdf, NEW.printed_at))
        OR (OLD.sent_on IS NOT NULL AND (OLD.sent_on, OLD.sent_by_id) IS DISTINCT FROM (NEW.sent_on, NEW.sent_by_id)))
    EXECUTE FUNCTION thuisroute_refuse_change('Een brief die gemaakt is, verandert niet meer.');
CREATE TRIGGER letter_is_kept BEFORE DELETE ON trajectories_letter FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Een brief blijft bewaard.');
"""
BACKWARD = """
DROP TRIGGER letter_stands ON trajectories_letter;
DROP TRIGGER letter_is_kept ON trajectories_letter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_municipalities'),
        ('trajectories', '0009_decide_once_and_for_good'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('kind', models.CharField(choices=[('ONTVANGST', 'Bevestiging van de melding'), ('OPSCHORTING', 'De termijn staat stil'), ('VERLENGING', 'Het besluit komt later'), ('DOORZENDING', 'De melding is doorgestuurd'), ('TOEKENNING', 'Besluit: toegekend'), ('AFWIJZING', 'Besluit: afgewezen'), ('BEZWAAR_ONTVANGST', 'Bevestiging van het bezwaar')], max_length=17, verbose_name='brief')),
                ('made_on', models.DateField(verbose_name='gemaakt op')),
                ('content', models.JSONField(verbose_name='inhoud')),
                ('content_hash', models.CharField(max_length=64, verbose_name='controlegetal')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='verstuurd op')),
                ('pdf', models.BinaryField(blank=True, null=True, verbose_name='pdf')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='gedrukt op')),
                ('print_attempts', models.PositiveSmallIntegerField(default=0, verbose_name='mislukte pogingen')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='portal.client')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='letter', to='trajectories.decision')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='trajectories.notification')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('notification', 'content_hash'), name='letter_with_one_content_once', violation_error_message='Deze brief is er al.'), models.CheckConstraint(condition=models.Q(('sent_on__isnull', True), ('made_on__isnull', True), ('sent_on__gte', models.F('made_on')), _connector='OR'), name='letter_sent_after_made', violation_error_message='Een brief kan niet verstuurd zijn voordat hij gemaakt is.')],
            },
        ),
        migrations.CreateModel(
            name='LetterText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('kind', models.CharField(choices=[('ONTVANGST', 'Bevestiging van de melding'), ('OPSCHORTING', 'De termijn staat stil'), ('VERLENGING', 'Het besluit komt later'), ('DOORZENDING', 'De melding is doorgestuurd'), ('TOEKENNING', 'Besluit: toegekend'), ('AFWIJZING', 'Besluit: afgewezen'), ('BEZWAAR_ONTVANGST', 'Bevestiging van het bezwaar')], max_length=17, verbose_name='brief')),
                ('subject', models.CharField(max_length=200, verbose_name='onderwerp')),
                ('body', models.TextField(max_length=10000, verbose_name='tekst')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letter_texts', to='portal.region')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'kind', 'starts_on'), name='letter_text_once_a_day', violation_error_message='Vanaf deze dag is er al een tekst. Kies een andere dag.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
