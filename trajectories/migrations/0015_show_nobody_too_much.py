"""The second line: PostgreSQL itself shows a client only to who has something to do with it."""

from django.db import migrations

from portal.database.guarding import IN_THEIR_REGION, acts_as, follows, guard, related

# Who has something to do with whom, and until when. It reads as the system, so that no policy asks another one round
# in a circle; who asks comes in as arguments, and goes on when it has read.
FORWARD = """
CREATE FUNCTION clients_of(
    acting_as text, who bigint, at_organisation bigint, at_municipality text, in_region bigint, on_day date
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200 AS $$
BEGIN
    PERFORM set_config('thuisroute.actor', 'SYSTEEM', true);
    IF acting_as = 'WIJKTEAM' THEN
        -- Who turned to the municipality, or is paid for by it; and the numbers those had before a merge.
        RETURN QUERY
        WITH theirs AS (
            SELECT client_id FROM trajectories_notification
            WHERE region_id = in_region AND municipality_id = at_municipality
            UNION
            SELECT client_id FROM trajectories_careepisode
            WHERE region_id = in_region AND paying_municipality_id = at_municipality
        )
        SELECT client_id FROM theirs
        UNION ALL
        SELECT id FROM portal_client WHERE merged_into_id IN (SELECT client_id FROM theirs);
    ELSIF acting_as = 'AANBIEDER' THEN
        -- Who gets its care, lives in its houses, or was proposed for one of its places.
        RETURN QUERY
        WITH theirs AS (
            SELECT client_id FROM trajectories_careepisode
            WHERE provider_id = at_organisation AND runs_until > on_day
            UNION
            SELECT home.client_id FROM placements_housingepisode home
            JOIN placements_place place ON place.id = home.place_id
            JOIN placements_location location ON location.id = place.location_id
            WHERE location.provider_id = at_organisation AND home.runs_until > on_day
            UNION
            SELECT entry.client_id FROM trajectories_matchproposal proposal
            JOIN trajectories_waitlistentry entry ON entry.id = proposal.entry_id
            JOIN placements_place place ON place.id = proposal.place_id
            JOIN placements_location location ON location.id = place.location_id
            WHERE location.provider_id = at_organisation
        )
        SELECT client_id FROM theirs
        UNION ALL
        SELECT id FROM portal_client WHERE merged_into_id IN (SELECT client_id FROM theirs);
    ELSIF acting_as = 'CORPORATIE' THEN
        -- Who rents from it, and who was nominated to it and allows that.
        RETURN QUERY
        SELECT home.client_id FROM placements_housingepisode home
        LEFT JOIN placements_place place ON place.id = home.place_id
        LEFT JOIN placements_location location ON location.id = place.location_id
        LEFT JOIN trajectories_nomination nomination ON nomination.home_id = home.id
        LEFT JOIN placements_residentplan plan ON plan.planned_home_id = home.id AND plan.fate = 'OMKLAP'
        LEFT JOIN placements_housingepisode earlier ON earlier.id = plan.home_id
        LEFT JOIN placements_place old_place ON old_place.id = earlier.place_id
        LEFT JOIN placements_location old_location ON old_location.id = old_place.location_id
        WHERE home.runs_until > on_day AND at_organisation IN (
            location.housing_association_id, nomination.association_id, old_location.housing_association_id)
        UNION
        SELECT nomination.client_id FROM trajectories_nomination nomination
        WHERE nomination.association_id = at_organisation AND (
            SELECT answer.is_given FROM trajectories_consent answer
            WHERE answer.client_id = nomination.client_id AND answer.purpose = 'VOORDRACHT' AND answer.recipient = ''
                AND answer.starts_on <= on_day AND answer.runs_until > on_day
                AND (answer.organisation_id = at_organisation OR answer.organisation_id IS NULL)
            ORDER BY answer.organisation_id NULLS LAST LIMIT 1
        )
        UNION
        SELECT home.client_id FROM trajectories_tenancysignal signal
        JOIN placements_housingepisode home ON home.id = signal.home_id
        WHERE signal.association_id = at_organisation;
    END IF;
    PERFORM set_config('thuisroute.actor', acting_as, true);
END $$;
"""
BACKWARD = """
DROP FUNCTION clients_of(text, bigint, bigint, text, bigint, date);
"""

A_NEW_ONE = "region_id = (SELECT acting_region()) AND current_setting('thuisroute.registers', true) = 'ja'"
OWN_PLACE = """place_id IN (
    SELECT place.id FROM placements_place place JOIN placements_location location ON location.id = place.location_id
    WHERE location.provider_id = (SELECT acting_organisation()))"""
OWN_REGIONS_CLOSING = """closing_id IN (
    SELECT closing.id FROM placements_closing closing JOIN placements_location location ON location.id = closing.location_id
    WHERE location.region_id = (SELECT acting_region()))"""
OWN_REGIONS_PROVIDER = (
    "provider_id IN (SELECT id FROM portal_organisation WHERE region_id = (SELECT acting_region()))"
)
OWN_MELDING = "region_id = (SELECT acting_region()) AND municipality_id = (SELECT acting_municipality())"
PARENTS = {
    "client_id portal_client": (
        "absence", "calamityreport", "clientcorrection", "contactperson", "contraindication", "outflowreadiness", "outlook", "referral",
        "review", "safetynet", "aftercaremoment", "supersededepisode", "supportgoal",
    ),
    "kept_id portal_client": ("clientmerge",),
    "notification_id trajectories_notification": (
        "accessadvice", "caseholder", "decision", "investigationpart", "investigationreport", "letter", "objection",
        "penaltynotice", "regiontransfer", "temporaryprovision", "termextension", "termsuspension",
    ),
    "decision_id trajectories_decision": ("decisiongoal",),
    "part_id trajectories_investigationpart": ("partchange",),
    "transfer_id trajectories_regiontransfer": ("transferstep",),
    "entry_id trajectories_waitlistentry": (
        "bridgingcare", "statuschange", "unmetdemand", "waitcheck", "waitpause",
    ),
    "proposal_id trajectories_matchproposal": ("matchadvice",),
    "readiness_id trajectories_outflowreadiness": ("outflowblocker", "urgencydeclaration"),
    "review_id trajectories_review": ("experienceinvite",),
    "nomination_id trajectories_nomination": ("dwellingoffer",),
    "signal_id trajectories_tenancysignal": ("signalfollowup",),
    "table_id trajectories_matchingtable": ("tabledecision",),
}  # fmt: skip


def of(name: str, column: str = "client_id", parent: str = "portal_client") -> str:
    """That the row which a row of this app hangs on is there for who asks."""
    return follows(f"trajectories_{name}", column, parent)


GUARDED = {
    "portal_client": f"{IN_THEIR_REGION} OR {related('id')} OR {A_NEW_ONE}",
    "portal_accessrecord": f"{acts_as('AUDITOR')} OR user_id = (SELECT acting_user())"
    f" OR {acts_as('COORDINATOR', 'WIJKTEAM', 'CIJFERS')} AND {follows('portal_accessrecord', 'client_id', 'portal_client')}",
    # No client, but what somebody asks for a day of care: nothing for a competitor.
    "placements_contract": f"{acts_as('BEHEER')} OR {acts_as('AANBIEDER')} AND provider_id = (SELECT acting_organisation())"
    f" OR {acts_as('COORDINATOR', 'BELEID', 'PROJECTLEIDER', 'CIJFERS')} AND {OWN_REGIONS_PROVIDER}",
    "placements_ratepart": follows("placements_ratepart", "contract_id", "placements_contract"),
    "placements_housingepisode": f"{IN_THEIR_REGION} OR {related('client_id')}",
    "placements_residentplan": follows("placements_residentplan", "home_id", "placements_housingepisode")
    + f" OR {acts_as('BELEID', 'PROJECTLEIDER')} AND {OWN_REGIONS_CLOSING}",
    "trajectories_careepisode": f"{IN_THEIR_REGION} OR {related('client_id')}",
    "trajectories_notification": f"{IN_THEIR_REGION} OR {acts_as('WIJKTEAM')} AND {OWN_MELDING}",
    "trajectories_waitlistentry": f"{IN_THEIR_REGION} OR NOT {acts_as('CORPORATIE')} AND {related('client_id')}",
    "trajectories_matchproposal": f"{IN_THEIR_REGION} OR {acts_as('AANBIEDER')} AND {OWN_PLACE}"
    f" OR {acts_as('WIJKTEAM')} AND {of('matchproposal', 'entry_id', 'trajectories_waitlistentry')}",
    "trajectories_nomination": f"{IN_THEIR_REGION} OR {acts_as('WIJKTEAM', 'AANBIEDER')} AND {related('client_id')}"
    f" OR association_id = (SELECT acting_organisation()) AND {related('client_id')}",
    "trajectories_tenancysignal": f"{IN_THEIR_REGION} OR association_id = (SELECT acting_organisation()) OR"
    f" {acts_as('WIJKTEAM', 'AANBIEDER')} AND {of('tenancysignal', 'home_id', 'placements_housingepisode')}",
    "trajectories_matchingtable": IN_THEIR_REGION,
    "trajectories_consent": f"organisation_id = (SELECT acting_organisation()) OR ({of('consent')} AND"
    f" ({acts_as('COORDINATOR', 'WIJKTEAM', 'CIJFERS')} OR organisation_id IS NULL AND recipient = ''))",
    "trajectories_disclosure": f"organisation_id = (SELECT acting_organisation()) OR {of('disclosure')} AND"
    f" {acts_as('COORDINATOR', 'WIJKTEAM', 'CIJFERS')}",
    "trajectories_clientvoice": f"{of('clientvoice')} AND ({acts_as('COORDINATOR', 'CIJFERS')}"
    f" OR {acts_as('AANBIEDER')} AND step = 'EVALUATIE' OR {acts_as('WIJKTEAM')} AND notification_id IS NULL"
    f" OR {of('clientvoice', 'notification_id', 'trajectories_notification')}"
    f" OR {of('clientvoice', 'proposal_id', 'trajectories_matchproposal')})",
    **{f"trajectories_{name}": of(name, *parent.split()) for parent, names in PARENTS.items() for name in names},
}


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_work_as_a_role_of_its_own"), ("trajectories", "0014_hold_matching_tables")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(guard(table, rule) for table, rule in GUARDED.items()),
    ]
