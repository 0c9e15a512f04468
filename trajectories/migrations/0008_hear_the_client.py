"""The client's own words become rows of their own, every change of an answer is kept, and youth begins at eighteen."""

from datetime import datetime, time

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


FORWARD = """
-- What a client said is never changed; only whose record it is may change, when two records prove to be one person.
CREATE FUNCTION voice_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'client_id' IS DISTINCT FROM to_jsonb(OLD) - 'client_id' THEN
        RAISE EXCEPTION 'Wat een cliënt zei, kan niet worden gewijzigd.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'voice_append_only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voice_append_only BEFORE UPDATE ON trajectories_clientvoice
    FOR EACH ROW EXECUTE FUNCTION voice_refuse_change();

CREATE FUNCTION part_change_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Wat er veranderde, kan niet worden gewijzigd.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'part_change_append_only';
END $$;
CREATE TRIGGER part_change_append_only BEFORE UPDATE ON trajectories_partchange
    FOR EACH ROW EXECUTE FUNCTION part_change_refuse_change();

-- Support by the Wmo begins at eighteen; the birthday stands in another table, so no check constraint can say it.
CREATE FUNCTION eighteenth_birthday(born_on date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (born_on + interval '18 years')::date
        + (extract(day FROM born_on) <> extract(day FROM born_on + interval '18 years'))::int
$$;
CREATE FUNCTION pre_notification_check_age() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM portal_client WHERE id = NEW.client_id AND eighteenth_birthday(born_on) > NEW.wanted_from
    ) THEN
        RAISE EXCEPTION 'Een vooraanmelding kan niet beginnen vóór de achttiende verjaardag.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pre_notification_begins_at_eighteen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pre_notification_begins_at_eighteen
    BEFORE INSERT OR UPDATE OF wanted_from, is_pre_notification, client_id ON trajectories_notification
    FOR EACH ROW WHEN (NEW.is_pre_notification AND NEW.wanted_from IS NOT NULL)
    EXECUTE FUNCTION pre_notification_check_age();
"""
BACKWARD = """
DROP TRIGGER pre_notification_begins_at_eighteen ON trajectories_notification;
DROP FUNCTION pre_notification_check_age;
DROP FUNCTION eighteenth_birthday;
DROP TRIGGER part_change_append_only ON trajectories_partchange;
DROP FUNCTION part_change_refuse_change;
DROP TRIGGER voice_append_only ON trajectories_clientvoice;
DROP FUNCTION voice_refuse_change;
"""


def keep_words(apps, editor):
    """The words that stood with a melding and in its part become rows of their own."""
    Notification = apps.get_model("trajectories", "Notification")
    Part = apps.get_model("trajectories", "InvestigationPart")
    Voice = apps.get_model("trajectories", "ClientVoice")
    for melding in Notification.objects.exclude(own_words="").iterator():
        moment = timezone.make_aware(datetime.combine(melding.notified_on, time(12)))
        Voice.objects.create(
            client_id=melding.client_id, notification=melding, step="MELDING", words=melding.own_words,
            source="MEDEWERKER", said_on=melding.notified_on, written_at=moment, written_by=melding.registered_by,
        )
    for part in Part.objects.filter(answers__has_key="quotes").select_related("notification"):
        for quote in part.answers["quotes"]:
            Voice.objects.create(
                client_id=part.notification.client_id, notification=part.notification, step="ONDERZOEK",
                words=quote["text"], source="MEDEWERKER", said_on=quote["on"], written_at=part.saved_at,
                written_by=part.saved_by,
            )
        part.answers = {name: answer for name, answer in part.answers.items() if name != "quotes"}
        part.save(update_fields=["answers"])
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_municipalities'),
        ('trajectories', '0007_promise_a_later_day_and_help_at_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notification',
            name='wanted_from',
            field=models.DateField(blank=True, null=True, verbose_name='gewenste eerste dag'),
        ),
        migrations.AlterField(
            model_name='investigationpart',
            name='kind',
            field=models.CharField(choices=[('melding', 'Melding en ontvangst'), ('persoon', 'Persoon en contact'), ('vertegenwoordiging', 'Vertegenwoordiging en contactpersonen'), ('eigen-woorden', 'De hulpvraag in eigen woorden'), ('eigen-kracht', 'Eigen kracht en netwerk'), ('zorg', 'Zorg: welke begeleiding is nodig'), ('wonen', 'Wonen: nu en straks'), ('jeugd', 'Jong: van jeugdhulp naar volwassen'), ('andere-wetten', 'Andere wetten'), ('grenzen', 'Grenzen: wat niet kan'), ('zelfredzaamheid', 'Zelfredzaamheid'), ('geld', 'Inkomen en schulden')], max_length=20, verbose_name='onderdeel'),
        ),
        migrations.CreateModel(
            name='ClientVoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('MELDING', 'de melding'), ('ONDERZOEK', 'het onderzoek'), ('VERSLAG', 'het verslag'), ('BESLUIT', 'het besluit'), ('VOORSTEL', 'het voorstel'), ('EVALUATIE', 'de evaluatie')], max_length=9, verbose_name='waarover')),
                ('opinion', models.CharField(blank=True, choices=[('EENS', 'Eens'), ('DEELS', 'Deels eens'), ('ONEENS', 'Niet eens'), ('NIET_GEVRAAGD', 'Niet gevraagd')], max_length=13, verbose_name='mening')),
                ('words', models.TextField(blank=True, max_length=10000, verbose_name='in eigen woorden')),
                ('why_not_asked', models.CharField(blank=True, max_length=2000, verbose_name='waarom niet gevraagd')),
                ('source', models.CharField(blank=True, choices=[('ZELF', 'De cliënt zelf'), ('MET_HULP', 'De cliënt, met hulp'), ('MEDEWERKER', 'Een medewerker')], max_length=10, verbose_name='wie schreef')),
                ('said_on', models.DateField(verbose_name='gezegd op')),
                ('written_at', models.DateTimeField(verbose_name='opgeschreven op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='portal.client')),
                ('notification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='trajectories.notification')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='trajectories.matchproposal')),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='trajectories.review')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['client', 'said_on'], name='voice_of_a_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opinion', ''), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='voice_says_something', violation_error_message='Schrijf op wat de cliënt zei, of of de cliënt het ermee eens is.'), models.CheckConstraint(condition=models.Q(models.Q(('opinion', 'NIET_GEVRAAGD'), ('words', ''), models.Q(('why_not_asked', ''), _negated=True)), models.Q(models.Q(('opinion', 'NIET_GEVRAAGD'), _negated=True), ('why_not_asked', '')), _connector='OR'), name='voice_not_asked_has_a_reason', violation_error_message='Schrijf op waarom het niet is gevraagd, en dan geen woorden.'), models.CheckConstraint(condition=models.Q(models.Q(('opinion', 'NIET_GEVRAAGD'), ('source', '')), models.Q(models.Q(('opinion', 'NIET_GEVRAAGD'), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='voice_has_a_source', violation_error_message='Kies wie dit opschreef.'), models.CheckConstraint(condition=models.Q(models.Q(('notification__isnull', False), ('proposal', None), ('review', None), ('step__in', ('MELDING', 'ONDERZOEK', 'VERSLAG', 'BESLUIT'))), models.Q(('notification', None), ('proposal__isnull', False), ('review', None), ('step', 'VOORSTEL')), models.Q(('notification', None), ('proposal', None), ('review__isnull', False), ('step', 'EVALUATIE')), _connector='OR'), name='voice_is_about_one_thing', violation_error_message='Kies waar dit over gaat.')],
            },
        ),
        migrations.CreateModel(
            name='PartChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='versie')),
                ('answers', models.JSONField(verbose_name='veranderde antwoorden')),
                ('saved_at', models.DateTimeField(verbose_name='opgeslagen op')),
                ('tab', models.UUIDField(editable=False, null=True)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='trajectories.investigationpart')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('part', 'version'), name='part_change_once_per_version')],
            },
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='notification',
            name='own_words',
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
