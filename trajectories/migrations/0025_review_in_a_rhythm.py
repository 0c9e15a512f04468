"""Review people in the rhythm of the region, with goals, what is expected, and a code for their own words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TABLES = ("trajectories_supportgoal", "trajectories_outlook")
FORWARD = "".join(
    f"CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();\n"
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER client_is_not_merged ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_merge_two_records_of_one_person'),
        ('trajectories', '0024_tell_of_tenancies_and_urgency'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExperienceInvite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('made_on', models.DateField(verbose_name='gemaakt op')),
                ('expires_on', models.DateField(verbose_name='geldt niet meer vanaf')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='gebruikt op')),
            ],
        ),
        migrations.CreateModel(
            name='Outlook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_on', models.DateField(verbose_name='gezegd op')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='verwachte uitstroom')),
                ('words', models.CharField(max_length=500, verbose_name='perspectief')),
            ],
            options={
                'ordering': ['-said_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SupportGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('WONEN', 'Wonen en huishouden'), ('WERK_DAGBESTEDING', 'Werk en dagbesteding'), ('ADMINISTRATIE', 'Geld en administratie'), ('ZELFZORG', 'Zorgen voor uzelf'), ('GEZONDHEID', 'Gezondheid'), ('NETWERK', 'Contact met anderen'), ('HULP_AANVAARDEN', 'Hulp aanvaarden')], max_length=17, verbose_name='thema')),
                ('words', models.CharField(max_length=500, verbose_name='doel')),
                ('set_on', models.DateField(verbose_name='afgesproken op')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='afgesloten op')),
                ('result', models.CharField(blank=True, choices=[('BEHAALD', 'Behaald'), ('DEELS_BEHAALD', 'Deels behaald'), ('NIET_BEHAALD', 'Niet behaald'), ('NIET_MEER_NODIG', 'Niet meer nodig')], max_length=15, verbose_name='resultaat')),
                ('result_words', models.CharField(blank=True, max_length=500, verbose_name='toelichting')),
            ],
            options={
                'ordering': ['set_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='accessmodel',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, verbose_name='evaluatie om de zoveel maanden'),
        ),
        migrations.AddConstraint(
            model_name='accessmodel',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__gte', 1), ('review_months__lte', 24)), name='access_model_reviews_within_two_years'),
        ),
        migrations.AddField(
            model_name='experienceinvite',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='experienceinvite',
            name='review',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invite', to='trajectories.review'),
        ),
        migrations.AddField(
            model_name='outlook',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outlooks', to='portal.client'),
        ),
        migrations.AddField(
            model_name='outlook',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supportgoal',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='support_goals', to='portal.client'),
        ),
        migrations.AddField(
            model_name='supportgoal',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='experienceinvite',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('made_on'))), name='invite_expires_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='outlook',
            constraint=models.CheckConstraint(condition=models.Q(('expected_on__isnull', True), ('said_on__isnull', True), ('expected_on__gte', models.F('said_on')), _connector='OR'), name='outlook_looks_ahead', violation_error_message='De verwachte dag ligt niet voor de dag waarop dit is gezegd.'),
        ),
        migrations.AddConstraint(
            model_name='supportgoal',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('set_on__isnull', True), ('ended_on__gte', models.F('set_on')), _connector='OR'), name='goal_ends_after_it_was_set', violation_error_message='Een doel eindigt niet voor het begint.'),
        ),
        migrations.AddConstraint(
            model_name='supportgoal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('result', '')), models.Q(('ended_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='goal_ends_with_a_result', violation_error_message='Een doel wordt afgesloten met een resultaat.'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
