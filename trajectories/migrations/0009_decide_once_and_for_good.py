"""How the access works and who has mandate; decisions that are taken once and stand from then on."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.codes
import portal.periods
from django.conf import settings
from django.db import migrations, models

FORWARD = """
-- Whoever destroys a dossier whose time has come says so in its transaction: SET LOCAL thuisroute.destroying = 'on'.
CREATE FUNCTION thuisroute_refuse_unless_destroying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('thuisroute.destroying', true), '') = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER decision_stands BEFORE UPDATE ON trajectories_decision FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL)
    EXECUTE FUNCTION thuisroute_refuse_change('Een genomen besluit verandert niet meer. Neem een nieuw besluit.');
CREATE TRIGGER decision_is_kept BEFORE DELETE ON trajectories_decision FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL)
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Een genomen besluit blijft bewaard.');

-- The goals of a decision, and what a melding keeps of its first decision, stand with it.
CREATE FUNCTION decision_goal_refuse_when_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.decision_id ELSE OLD.decision_id END;
BEGIN
    IF coalesce(current_setting('thuisroute.destroying', true), '') <> 'on' AND EXISTS (
        SELECT FROM trajectories_decision WHERE id = about AND decided_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'De doelen van een genomen besluit veranderen niet meer.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_goals_stand';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER decision_goals_stand BEFORE INSERT OR UPDATE OR DELETE ON trajectories_decisiongoal
    FOR EACH ROW EXECUTE FUNCTION decision_goal_refuse_when_taken();

CREATE FUNCTION notification_refuse_other_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trajectories_decision
        WHERE notification_id = OLD.id AND kind = 'EERSTE' AND decided_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'Op deze melding is besloten. Dat verandert niet meer; neem een nieuw besluit.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_decision_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notification_decision_stands BEFORE UPDATE ON trajectories_notification FOR EACH ROW
    WHEN (OLD.decided_on IS NOT NULL AND
        (OLD.decided_on, OLD.outcome, OLD.care_form_id, OLD.valid_from, OLD.valid_until, OLD.motivation)
        IS DISTINCT FROM
        (NEW.decided_on, NEW.outcome, NEW.care_form_id, NEW.valid_from, NEW.valid_until, NEW.motivation))
    EXECUTE FUNCTION notification_refuse_other_decision();
"""
BACKWARD = """
DROP TRIGGER decision_stands ON trajectories_decision;
DROP TRIGGER decision_is_kept ON trajectories_decision;
DROP TRIGGER decision_goals_stand ON trajectories_decisiongoal;
DROP TRIGGER notification_decision_stands ON trajectories_notification;
DROP FUNCTION decision_goal_refuse_when_taken;
DROP FUNCTION notification_refuse_other_decision;
DROP FUNCTION thuisroute_refuse_unless_destroying;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0003_describe_catalogue'),
        ('portal', '0003_municipalities'),
        ('trajectories', '0008_hear_the_client'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('kind', models.CharField(choices=[('EERSTE', 'Besluit op de aanvraag'), ('HERSTEL', 'Hersteld besluit')], max_length=12, verbose_name='soort')),
                ('outcome', models.CharField(choices=[('TOEGEKEND', 'Toegekend'), ('AFGEWEZEN', 'Afgewezen')], max_length=12, verbose_name='uitkomst')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='geldig vanaf')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='geldig tot')),
                ('funding', models.CharField(blank=True, choices=[('ZIN', 'Zorg in natura'), ('PGB', 'Persoonsgebonden budget')], max_length=3, verbose_name='financiering')),
                ('contribution', models.CharField(blank=True, choices=[('GEEN', 'Geen eigen bijdrage'), ('WMO', 'De gewone Wmo-bijdrage'), ('CAK_LAAG', 'Lage bijdrage via het CAK: er is nog een eigen huishouden'), ('CAK_HOOG', 'Hoge bijdrage via het CAK')], max_length=8, verbose_name='eigen bijdrage')),
                ('motivation', models.TextField(max_length=10000, verbose_name='motivering')),
                ('alternatives', models.TextField(blank=True, max_length=10000, verbose_name='wat ook is overwogen')),
                ('wait_status', models.CharField(blank=True, choices=[('URGENT', 'Urgent plaatsen'), ('ACTIEF', 'Actief plaatsen'), ('VOORKEUR', 'Wacht op voorkeur'), ('VOORZORG', 'Wacht uit voorzorg'), ('BELANGSTELLEND', 'Belangstellend')], max_length=14, verbose_name='hoe de cliënt wacht')),
                ('has_bridging', models.BooleanField(blank=True, null=True, verbose_name='overbruggingszorg')),
                ('prepared_on', models.DateField(verbose_name='voorbereid op')),
                ('returned_words', models.TextField(blank=True, max_length=2000, verbose_name='waarom teruggestuurd')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='besloten op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('care_form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='placements.careform', verbose_name='zorgvorm')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='trajectories.notification')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='replaced_by', to='trajectories.decision', verbose_name='in plaats van')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DecisionGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('WONEN', 'Wonen en huishouden'), ('WERK_DAGBESTEDING', 'Werk en dagbesteding'), ('ADMINISTRATIE', 'Geld en administratie'), ('ZELFZORG', 'Zorgen voor uzelf'), ('GEZONDHEID', 'Gezondheid'), ('NETWERK', 'Contact met anderen'), ('HULP_AANVAARDEN', 'Hulp aanvaarden')], max_length=17, verbose_name='thema')),
                ('words', models.TextField(max_length=1000, verbose_name='doel')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='trajectories.decision')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('source', models.CharField(max_length=200, verbose_name='op grond van')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.municipality', verbose_name='voor welke gemeente')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
        ),
        migrations.CreateModel(
            name='AccessModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='eerste dag')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='eerste dag niet meer')),
                ('runs_until', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('ends_on'), models.Value(datetime.date(9999, 12, 31))), output_field=models.DateField())),
                ('advisor', models.CharField(choices=[('GGD', 'de GGD'), ('WIJKTEAM', 'het Sociaal Wijkteam'), ('CENTRUM', 'de centrumgemeente')], max_length=8, verbose_name='adviseert')),
                ('decision_maker', models.CharField(choices=[('GGD', 'de GGD'), ('WIJKTEAM', 'het Sociaal Wijkteam'), ('CENTRUM', 'de centrumgemeente')], max_length=8, verbose_name='besluit')),
                ('list_director', models.CharField(choices=[('GGD', 'de GGD'), ('WIJKTEAM', 'het Sociaal Wijkteam'), ('CENTRUM', 'de centrumgemeente')], max_length=8, verbose_name='voert de wachtlijst')),
                ('has_four_eyes', models.BooleanField(default=False, verbose_name='een tweede persoon neemt het besluit')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_models', to='portal.region')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='access_model_one_a_day', violation_error_message='Op een deel van deze dagen geldt in deze regio al een andere werkwijze.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='access_model_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.')],
            },
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', True)), fields=('notification',), name='decision_one_draft_at_a_time', violation_error_message='Er ligt al een besluit klaar bij deze melding.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_on__isnull', False), ('kind', 'EERSTE')), fields=('notification',), name='decision_first_once', violation_error_message='Op deze aanvraag is al besloten.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True)), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='decision_taken_by_somebody', violation_error_message='Bij een besluit hoort wie het nam en wanneer.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'TOEGEKEND'), _negated=True), models.Q(('care_form__isnull', False), ('valid_from__isnull', False), models.Q(('funding', ''), _negated=True), models.Q(('contribution', ''), _negated=True), models.Q(('alternatives', ''), _negated=True)), _connector='OR'), name='decision_granted_is_whole', violation_error_message='Een toekenning noemt zorgvorm, begin, financiering, bijdrage en wat ook is overwogen.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'EERSTE'), _negated=True), ('replaces__isnull', True), _connector='OR'), name='decision_first_replaces_none', violation_error_message='Een eerste besluit komt niet in plaats van een ander.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='decision_validity_has_days', violation_error_message='De einddatum moet na de begindatum liggen.'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (django.db.models.functions.comparison.Coalesce(models.F('municipality'), models.Value('')), '='), (portal.periods.DateRange('starts_on', 'ends_on'), '&&')], name='mandate_once_a_day', violation_error_message='Op een deel van deze dagen is dit mandaat er al.'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mandate_ends_after_start', violation_error_message='De einddatum moet na de begindatum liggen.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
