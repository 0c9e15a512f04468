"""Every line of the log carries a digest of itself and of the line before it, so that tampering shows."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION access_log_digest(line portal_accessrecord) RETURNS bytea LANGUAGE sql STABLE
    SET timezone = 'UTC' SET search_path FROM CURRENT AS $$
    SELECT sha256(line.previous || convert_to((
        jsonb_strip_nulls(to_jsonb(line) - '{id,previous,digest}'::text[])
        || jsonb_build_object('at', to_char(line.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    )::text, 'UTF8'))
$$;

-- The row of the head is held until the transaction ends: that gives the lines their order, without a gap.
CREATE FUNCTION access_log_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO portal_loghead (id, number, digest) VALUES (1, 0, '') ON CONFLICT (id) DO NOTHING;
    SELECT head.number + 1, head.digest INTO NEW.number, NEW.previous
        FROM portal_loghead head WHERE head.id = 1 FOR UPDATE;
    NEW.digest := access_log_digest(NEW);
    UPDATE portal_loghead SET number = NEW.number, digest = NEW.digest WHERE id = 1;
    RETURN NEW;
END $$;

-- The lines that are there already, in the order in which they came.
ALTER TABLE portal_accessrecord DISABLE TRIGGER access_log_append_only;
DO $$
DECLARE
    line portal_accessrecord;
    place bigint := 0;
    before bytea := '';
BEGIN
    FOR line IN SELECT * FROM portal_accessrecord ORDER BY id LOOP
        place := place + 1;
        line.number := place;
        line.previous := before;
        before := access_log_digest(line);
        UPDATE portal_accessrecord SET number = place, previous = line.previous, digest = before WHERE id = line.id;
    END LOOP;
    INSERT INTO portal_loghead (id, number, digest) VALUES (1, place, before);
END $$;
ALTER TABLE portal_accessrecord ENABLE TRIGGER access_log_append_only;
CREATE TRIGGER access_log_chain BEFORE INSERT ON portal_accessrecord
    FOR EACH ROW EXECUTE FUNCTION access_log_chain();
"""
BACKWARD = """
DROP TRIGGER access_log_chain ON portal_accessrecord;
DROP FUNCTION access_log_chain();
DROP FUNCTION access_log_digest(portal_accessrecord);
DELETE FROM portal_loghead;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_say_how_organisations_are_reached")]
    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(verbose_name="nummer")),
                ("digest", models.BinaryField(verbose_name="kenmerk")),
            ],
        ),
        migrations.AddField("accessrecord", "number", models.BigIntegerField("nummer", null=True, unique=True)),
        migrations.AddField("accessrecord", "previous", models.BinaryField("kenmerk ervoor", null=True)),
        migrations.AddField("accessrecord", "digest", models.BinaryField("kenmerk", null=True)),
        migrations.AddField(
            "accessrecord", "origin", models.GenericIPAddressField("herkomst", null=True, blank=True)
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField("accessrecord", "number", models.BigIntegerField("nummer", unique=True)),
        migrations.AlterField("accessrecord", "previous", models.BinaryField("kenmerk ervoor")),
        migrations.AlterField("accessrecord", "digest", models.BinaryField("kenmerk")),
        migrations.AlterField(
            "accessrecord",
            "client",
            models.ForeignKey(
                "portal.client",
                on_delete=models.DO_NOTHING,
                null=True,
                related_name="access_records",
                db_constraint=False,
            ),
        ),
    ]
