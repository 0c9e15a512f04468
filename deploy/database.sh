#!/bin/sh
# Runs once, when the database is made: a role for the portal that owns its database and nothing more.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE thuisroute LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
-- The portal sets shorter limits on its own connections; these hold for whoever else comes in by this role.
ALTER ROLE thuisroute SET lock_timeout = '5s';
ALTER ROLE thuisroute SET idle_in_transaction_session_timeout = '60s';
CREATE DATABASE thuisroute OWNER thuisroute ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'
    TEMPLATE template0;
REVOKE ALL ON DATABASE thuisroute FROM PUBLIC;
\connect thuisroute
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
SQL
