"""Lines of the log whose term is over may go, up to a line whose digest stays: there the chain begins."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION access_log_cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'Wat van het logboek is opgeruimd, verandert niet meer.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'log_cut_append_only';
    END IF;
    SELECT line.digest INTO NEW.digest FROM portal_accessrecord line WHERE line.number = NEW.number;
    IF NEW.digest IS NULL OR current_setting('thuisroute.actor', true) IS DISTINCT FROM 'SYSTEEM' OR EXISTS (
        SELECT FROM portal_accessrecord line
        WHERE line.number <= NEW.number AND line.at > now() - interval '5 years'
    ) THEN
        RAISE EXCEPTION 'Een regel van het logboek blijft vijf jaar staan.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'log_is_kept_five_years';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_log_cut BEFORE INSERT OR UPDATE OR DELETE ON portal_logcut
    FOR EACH ROW EXECUTE FUNCTION access_log_cut();

CREATE OR REPLACE FUNCTION access_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.number <= (SELECT max(number) FROM portal_logcut) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Het logboek kan alleen worden aangevuld.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'access_log_append_only';
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION access_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Het logboek kan alleen worden aangevuld.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'access_log_append_only';
END $$;
DROP TRIGGER access_log_cut ON portal_logcut;
DROP FUNCTION access_log_cut();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0011_keep_the_ground_of_a_look")]
    operations = [
        migrations.CreateModel(
            name="LogCut",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("number", models.BigIntegerField(unique=True, verbose_name="nummer")),
                ("digest", models.BinaryField(verbose_name="kenmerk")),
                ("cut_at", models.DateTimeField(auto_now_add=True, verbose_name="opgeruimd op")),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
