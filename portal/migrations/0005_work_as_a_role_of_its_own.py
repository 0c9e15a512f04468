"""The application works as a role that owns nothing, and the database knows who acts.

Where the connected user may make no role and none was made, the owner goes on working, under the same policies.
"""

from django.db import migrations

FORWARD = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'thuisroute_app')
        AND (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
        BEGIN
            CREATE ROLE thuisroute_app NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database was a moment earlier
        END;
        IF NOT pg_has_role(current_user, 'thuisroute_app', 'SET') THEN
            GRANT thuisroute_app TO current_user;
        END IF;
    END IF;
END $$;
-- Lets that role in, to read and write what is there and what will be. An administrator who makes the role later
-- calls it again.
CREATE FUNCTION let_the_portal_in() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    place text := current_schema();
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'thuisroute_app') THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO thuisroute_app', place);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA %I TO thuisroute_app', place);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO thuisroute_app', place);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I'
        ' GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO thuisroute_app', place);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO thuisroute_app', place);
END $$;
REVOKE EXECUTE ON FUNCTION let_the_portal_in() FROM PUBLIC;
SELECT let_the_portal_in();

-- Behind a policy an index serves only what is known to give nothing away, so that nobody learns of rows they may not
-- see from an error. Comparing how names sound gives nothing away; only a superuser may say so.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        ALTER FUNCTION word_similarity_op(text, text) LEAKPROOF;
        ALTER FUNCTION word_similarity_commutator_op(text, text) LEAKPROOF;
        ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
    END IF;
END $$;

-- Who acts, as `portal.actor` says at the start of a transaction. After a transaction a setting is '' and not NULL.
CREATE FUNCTION acting_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('thuisroute.actor', true), '')
$$;
CREATE FUNCTION acting_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('thuisroute.user', true), '')::bigint
$$;
CREATE FUNCTION acting_organisation() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('thuisroute.organisation', true), '')::bigint
$$;
CREATE FUNCTION acting_municipality() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('thuisroute.municipality', true), '')
$$;
CREATE FUNCTION acting_region() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('thuisroute.region', true), '')::bigint
$$;
CREATE FUNCTION acting_on() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('thuisroute.day', true), '')::date, current_date)
$$;
"""
BACKWARD = """
DROP FUNCTION acting_on();
DROP FUNCTION acting_region();
DROP FUNCTION acting_municipality();
DROP FUNCTION acting_organisation();
DROP FUNCTION acting_user();
DROP FUNCTION acting_role();
DROP FUNCTION let_the_portal_in();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_chain_the_log")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
