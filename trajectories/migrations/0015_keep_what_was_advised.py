"""Keep what was advised with the proposal it was used for; it never changes."""

import django.db.models.deletion
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION advice_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Wat geadviseerd is, verandert niet meer.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'advice_never_changes';
END $$;
CREATE TRIGGER advice_never_changes BEFORE UPDATE ON trajectories_matchadvice
    FOR EACH ROW EXECUTE FUNCTION advice_refuse_change();
"""
BACKWARD = """
DROP TRIGGER advice_never_changes ON trajectories_matchadvice;
DROP FUNCTION advice_refuse_change;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trajectories', '0014_hand_in_spreadsheets'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchAdvice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rules_number', models.PositiveSmallIntegerField(verbose_name='versie van de werkafspraken')),
                ('inputs', models.JSONField(verbose_name='invoer')),
                ('outcome', models.JSONField(verbose_name='uitkomst')),
                ('is_overruled', models.BooleanField(verbose_name='afgeweken van het advies')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='advice', to='trajectories.matchproposal')),
            ],
            options={
                'indexes': [models.Index(fields=['is_overruled'], name='advice_overruled')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
