#!/bin/sh
# Runs once, when the database is made: a role that owns the database of the portal and nothing more, the role the
# portal works as, which owns nothing, and a role that reads everything for the backup (no password: it cannot log in).
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=password="$DATABASE_PASSWORD" --set=backup="${BACKUP_PASSWORD:-}" <<'SQL'
CREATE ROLE thuisroute LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE thuisroute_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
GRANT thuisroute_app TO thuisroute;
CREATE ROLE thuisroute_backup LOGIN NOSUPERUSER BYPASSRLS IN ROLE pg_read_all_data PASSWORD :'backup';
ALTER ROLE thuisroute_backup SET default_transaction_read_only = on;
-- The portal sets shorter limits on its own connections; these hold for whoever else comes in by this role.
ALTER ROLE thuisroute SET lock_timeout = '5s';
ALTER ROLE thuisroute SET idle_in_transaction_session_timeout = '60s';
CREATE DATABASE thuisroute OWNER thuisroute ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'
    TEMPLATE template0;
REVOKE ALL ON DATABASE thuisroute FROM PUBLIC;
GRANT CONNECT ON DATABASE thuisroute TO thuisroute_backup;
\connect thuisroute
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
-- Names are found by an index behind the policies too: comparing how they sound gives nothing away.
ALTER FUNCTION word_similarity_op(text, text) LEAKPROOF;
ALTER FUNCTION word_similarity_commutator_op(text, text) LEAKPROOF;
ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
SQL
