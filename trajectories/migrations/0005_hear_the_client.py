"""The client's own words become rows of their own, every change of an answer is kept, and youth begins at eighteen."""

from datetime import datetime, time

from django.db import migrations
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
            client_id=melding.client_id,
            notification=melding,
            step="MELDING",
            words=melding.own_words,
            source="MEDEWERKER",
            said_on=melding.notified_on,
            written_at=moment,
            written_by=melding.registered_by,
        )
    for part in Part.objects.filter(answers__has_key="quotes").select_related("notification"):
        for quote in part.answers["quotes"]:
            Voice.objects.create(
                client_id=part.notification.client_id,
                notification=part.notification,
                step="ONDERZOEK",
                words=quote["text"],
                source="MEDEWERKER",
                said_on=quote["on"],
                written_at=part.saved_at,
                written_by=part.saved_by,
            )
        part.answers = {name: answer for name, answer in part.answers.items() if name != "quotes"}
        part.save(update_fields=["answers"])
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0004_keep_what_happens_while_somebody_waits")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
