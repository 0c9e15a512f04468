"""What a database holds and refuses, as lines of text: two databases with the same picture are the same."""

import re
from typing import Any

import psycopg
from psycopg import sql

type Picture = dict[str, str]

# Of who owns something nothing is said: after a restore that is who restored it.
CATALOGUE = {
    "kolom": """
        SELECT attrelid::regclass || '.' || attname, format('%s %s %s %s %s', format_type(atttypid, atttypmod),
            attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid))
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p', 'v')
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped""",
    "slot": """
        SELECT oid::regclass::text, format('%s %s', relrowsecurity, relforcerowsecurity)
        FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace""",
    "regel": """
        SELECT polrelid::regclass || ' ' || polname, format('%s %s %s %s', polcmd, polpermissive,
            pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy""",
    "trigger": """
        SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "functie": """
        SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "eis": """
        SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "reeks": "SELECT sequencename, last_value::text FROM pg_sequences WHERE schemaname = 'public'",
    "recht": """
        SELECT format('%s %s %s', pg_class.oid::regclass, grantee::regrole, privilege_type), is_grantable::text
        FROM pg_class, aclexplode(relacl)
        WHERE relnamespace = 'public'::regnamespace AND grantee NOT IN (0, relowner)""",
    "recht op een functie": """
        SELECT format('%s %s', pg_proc.oid::regprocedure, nullif(grantee, 0)::regrole), privilege_type
        FROM pg_proc, aclexplode(proacl) WHERE pronamespace = 'public'::regnamespace AND grantee <> proowner""",
    "recht later": """
        SELECT format('%s %s %s', defaclobjtype, grantee::regrole, privilege_type), is_grantable::text
        FROM pg_default_acl, aclexplode(defaclacl) WHERE grantee <> defaclrole""",
    "uitbreiding": "SELECT extname, extversion FROM pg_extension",
}
# PostgreSQL reads its own rule back with other brackets and casts, and means the same.
WRITTEN_ANEW = {"eis", "trigger"}
BRACKETS_AND_CASTS = re.compile(r"::(text|character varying)(\[\])?|[()\[\] ]")
ROWS = "rijen"
COUNT = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(line::text, 0)::numeric), 0) FROM {} line")
SAME_TEXT = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex';"
    " SET LOCAL search_path = public"
)


def picture_of(connection: psycopg.Connection[Any]) -> Picture:
    """Every table with its number of rows and a sum over all of them, and all that the catalogue says, now."""
    connection.execute(SAME_TEXT)
    found: Picture = {}
    for kind, statement in CATALOGUE.items():
        facts = dict(connection.execute(statement.encode()).fetchall())
        if kind in WRITTEN_ANEW:
            facts = {name: BRACKETS_AND_CASTS.sub("", fact) for name, fact in facts.items()}
        found |= {f"{kind} {name}": str(fact) for name, fact in facts.items()}
    for table in tables(connection):
        count, total = connection.execute(COUNT.format(sql.Identifier(table))).fetchone() or (0, 0)
        found[f"{ROWS} {table}"] = f"{count} {total}"
    return found


def tables(connection: psycopg.Connection[Any]) -> list[str]:
    """The tables of the portal, by name."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [name for (name,) in found]


def counts(picture: Picture) -> dict[str, int]:
    """How many rows each table has."""
    lines = {name.split(" ", 1)[1]: line for name, line in picture.items() if name.startswith(f"{ROWS} ")}
    return {table: int(line.split()[0]) for table, line in lines.items()}


def differences(before: Picture, after: Picture) -> list[str]:
    """What is not the same, by name."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
