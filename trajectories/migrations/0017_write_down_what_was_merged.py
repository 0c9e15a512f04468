"""Write down that two records became one, and let nothing be added any more to the one that is gone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BELONGS_TO_A_CLIENT = (
    "placements_housingepisode",
    "trajectories_careepisode",
    "trajectories_waitlistentry",
    "trajectories_notification",
    "trajectories_letter",
    "trajectories_review",
    "trajectories_outflowreadiness",
    "trajectories_clientvoice",
    "trajectories_consent",
    "trajectories_disclosure",
    "trajectories_contactperson",
    "trajectories_contraindication",
    "trajectories_clientcorrection",
)
# Whoever saves something for a client at the moment of a merge waits for it, and then hears of it.
FORWARD = """
CREATE FUNCTION client_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    led bigint;
BEGIN
    SELECT merged_into_id INTO led FROM portal_client WHERE id = NEW.client_id FOR KEY SHARE;
    IF led IS NOT NULL THEN
        RAISE EXCEPTION 'Dit dossier is samengevoegd met een ander. Open de cliënt opnieuw en leg het daar vast.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'client_is_not_merged';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merge_stands BEFORE UPDATE OR DELETE ON trajectories_clientmerge FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is samengevoegd, blijft te lezen.');
""" + "".join(
    f"CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();\n"
    for table in BELONGS_TO_A_CLIENT
)
BACKWARD = "".join(f"DROP TRIGGER client_is_not_merged ON {table};\n" for table in BELONGS_TO_A_CLIENT) + """
DROP TRIGGER merge_stands ON trajectories_clientmerge;
DROP FUNCTION client_refuse_merged();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_merge_two_records_of_one_person'),
        ('trajectories', '0016_say_what_the_next_step_waits_for'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField(verbose_name='wat verhuisde')),
                ('reason', models.CharField(max_length=500, verbose_name='reden')),
                ('merged_on', models.DateField(verbose_name='samengevoegd op')),
                ('merged_at', models.DateTimeField(verbose_name='moment')),
                ('gone', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='portal.client', verbose_name='ging erin op')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='portal.client', verbose_name='gaat verder')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_is_of_two', violation_error_message='Een dossier kan niet met zichzelf worden samengevoegd.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
