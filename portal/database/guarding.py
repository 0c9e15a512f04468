"""Row-level security in migrations: a table about clients shows its rows to who has something to do with them.

Whoever adds a table that points to a client, guards it in the same migration:

    migrations.CreateModel("Absence", …),
    guard("trajectories_absence", follows("trajectories_absence", "client_id", "portal_client")),

The rules are written here and in migrations by hand, from the table of roles in `docs/beheer/rechten.md`, never
made from `visible_to`: what one forgets, the other refuses. `tests/test_matrix.py` demands that none is forgotten.
"""

from django.db import migrations

LET_IN = "(SELECT acting_role()) = 'SYSTEEM' OR (SELECT pg_trigger_depth()) > 0"
"""The system, and the triggers: what keeps a rule of the database looks at all rows, whoever acts."""
COUNTS = "(SELECT acting_role()) = 'CIJFERS'"
IN_THEIR_REGION = "region_id = (SELECT acting_region()) AND (SELECT acting_role()) IN ('COORDINATOR', 'CIJFERS')"
"""For a table with a region: the coordinator, and whoever counts."""


def acts_as(*roles: str) -> str:
    """That somebody with one of these roles asks."""
    words = ", ".join(f"'{role}'" for role in roles)
    return f"(SELECT acting_role()) IN ({words})"


def follows(table: str, column: str, parent: str) -> str:
    """That the row which `column` points to is there for who asks."""
    return f"EXISTS (SELECT FROM {parent} parent WHERE parent.id = {table}.{column})"


def related(column: str) -> str:
    """That who asks has something to do with the client in `column`; asked once for all rows."""
    asks = ("role", "user", "organisation", "municipality", "region", "on")
    said = ", ".join(f"(SELECT acting_{name}())" for name in asks)
    return f"{column} IN (SELECT clients_of({said}))"


def guard(table: str, rule: str) -> migrations.RunSQL:
    """Show and change rows of `table` only under `rule`, the owner included; system and triggers are let in.

    Who counts reads only.
    """
    seen = f"{LET_IN} OR {rule}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY within_reach ON {table} USING ({seen}) WITH CHECK (NOT ({COUNTS}) AND ({seen}));"
        f"CREATE POLICY who_counts_removes_nothing ON {table} AS RESTRICTIVE FOR DELETE USING (NOT ({COUNTS}))",
        f"DROP POLICY who_counts_removes_nothing ON {table}; DROP POLICY within_reach ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )
