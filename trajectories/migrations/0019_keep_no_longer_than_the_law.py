"""A file is kept as long as the law asks, held when needed, and destroyed by two people; nothing else removes it."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import portal.codes
import portal.periods
from django.conf import settings
from django.db import migrations, models

from portal.database.guarding import IN_THEIR_REGION, acts_as, follows, guard

FORWARD = """
CREATE TRIGGER client_is_not_merged BEFORE INSERT OR UPDATE OF client_id ON trajectories_legalhold
    FOR EACH ROW EXECUTE FUNCTION client_refuse_merged();
CREATE TRIGGER hold_holds BEFORE DELETE ON trajectories_legalhold FOR EACH ROW
    WHEN (OLD.runs_until > thuisroute_today())
    EXECUTE FUNCTION thuisroute_refuse_change('Dit dossier moet langer bewaard blijven.');
CREATE TRIGGER client_is_kept BEFORE DELETE ON portal_client FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Een dossier verdwijnt alleen door het te vernietigen.');
CREATE TRIGGER destruction_stands BEFORE UPDATE OR DELETE ON trajectories_destruction FOR EACH ROW
    WHEN (OLD.destroyed_at IS NOT NULL)
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is vernietigd, blijft te lezen.');
-- What was merged, and what minutes say about somebody, goes with the file.
DROP TRIGGER merge_stands ON trajectories_clientmerge;
CREATE TRIGGER merge_stands BEFORE UPDATE ON trajectories_clientmerge FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is samengevoegd, blijft te lezen.');
CREATE TRIGGER merge_is_kept BEFORE DELETE ON trajectories_clientmerge FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_unless_destroying('Wat is samengevoegd, blijft te lezen.');
DROP TRIGGER matching_table_stays ON trajectories_matchingtable;
CREATE TRIGGER matching_table_stays BEFORE UPDATE OR DELETE ON trajectories_matchingtable
    FOR EACH ROW WHEN (coalesce(current_setting('thuisroute.destroying', true), '') <> 'on')
    EXECUTE FUNCTION matching_table_refuse_change();
"""
BACKWARD = """
DROP TRIGGER matching_table_stays ON trajectories_matchingtable;
CREATE TRIGGER matching_table_stays BEFORE UPDATE OR DELETE ON trajectories_matchingtable
    FOR EACH ROW EXECUTE FUNCTION matching_table_refuse_change();
DROP TRIGGER merge_is_kept ON trajectories_clientmerge;
DROP TRIGGER merge_stands ON trajectories_clientmerge;
CREATE TRIGGER merge_stands BEFORE UPDATE OR DELETE ON trajectories_clientmerge FOR EACH ROW
    EXECUTE FUNCTION thuisroute_refuse_change('Wat is samengevoegd, blijft te lezen.');
DROP TRIGGER client_is_kept ON portal_client;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_work_as_a_role_of_its_own"),
        ("trajectories", "0018_a_day_begins_in_amsterdam"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "slug",
                    models.CharField(default=portal.codes.random_code, editable=False, max_length=8, unique=True),
                ),
                ("client_code", models.CharField(max_length=2000, verbose_name="dossier")),
                ("client_slug", models.CharField(max_length=8, unique=True, verbose_name="nummer")),
                (
                    "ground",
                    models.CharField(
                        choices=[("HULP", "Er was hulp"), ("GEEN_HULP", "Er kwam geen hulp")],
                        max_length=9,
                        verbose_name="grond",
                    ),
                ),
                ("ended_on", models.DateField(verbose_name="termijn begon op")),
                ("due_on", models.DateField(verbose_name="te vernietigen vanaf")),
                ("proposed_on", models.DateField(verbose_name="voorgesteld op")),
                ("destroyed_at", models.DateTimeField(blank=True, null=True, verbose_name="vernietigd op")),
                ("counts", models.JSONField(default=dict, verbose_name="wat er is vernietigd")),
                (
                    "destroyed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vernietigd door",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="voorgesteld door",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destructions",
                        to="portal.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("destroyed_by", None),
                            models.Q(("destroyed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="destruction_by_two_people",
                        violation_error_message="Iemand anders dan wie het voorstelde, vernietigt een dossier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__gt", models.F("ended_on")), ("proposed_on__gte", models.F("due_on"))
                        ),
                        name="destruction_after_its_term",
                        violation_error_message="De bewaartermijn van dit dossier is nog niet voorbij.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("starts_on", models.DateField(verbose_name="eerste dag")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="eerste dag niet meer")),
                (
                    "runs_until",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("ends_on"), models.Value(datetime.date(9999, 12, 31))
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="waarom langer bewaren")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="portal.client"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeheven door",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vastgelegd door",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("client", "="), (portal.periods.DateRange("starts_on", "ends_on"), "&&")],
                        name="hold_once_a_day",
                        violation_error_message="Op een deel van deze dagen wordt dit dossier al langer bewaard.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="hold_ends_after_start",
                        violation_error_message="De einddatum moet na de begindatum liggen.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        guard("trajectories_legalhold", follows("trajectories_legalhold", "client_id", "portal_client")),
        guard("trajectories_destruction", f"{IN_THEIR_REGION} OR {acts_as('AUDITOR')}"),
    ]
