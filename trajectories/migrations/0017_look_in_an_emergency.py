"""Opening a file in an emergency: who did, whose it was and why; read by who keeps watch."""

import django.db.models.deletion
import django.db.models.functions.datetime
import portal.codes
from django.conf import settings
from django.db import migrations, models

from portal.database.guarding import IN_THEIR_REGION, acts_as, guard


# A merge moves it to the record that stays; nothing else about it ever changes.
FORWARD = """
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_emergencyaccess
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
CREATE TRIGGER opening_stands BEFORE UPDATE ON trajectories_emergencyaccess
    FOR EACH ROW WHEN (OLD.client_id = NEW.client_id)
    EXECUTE FUNCTION thuisroute_refuse_change('Wat over noodtoegang vastligt, blijft te lezen.');
"""
BACKWARD = """
DROP TRIGGER opening_stands ON trajectories_emergencyaccess;
DROP TRIGGER client_is_not_merged ON trajectories_emergencyaccess;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_work_as_a_role_of_its_own'),
        ('trajectories', '0016_look_up_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmergencyAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True)),
                ('reason', models.CharField(max_length=2000, verbose_name='waarom')),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='geopend')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emergency_accesses', to='portal.client')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portal.region')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'indexes': [models.Index(fields=['user', '-opened_at'], name='emergency_of_a_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='emergency_has_a_reason', violation_error_message='Schrijf op waarom u nu in dit dossier moet kijken.')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        guard(
            "trajectories_emergencyaccess",
            f"{acts_as('AUDITOR')} OR user_id = (SELECT acting_user()) OR {IN_THEIR_REGION}",
        ),
    ]
