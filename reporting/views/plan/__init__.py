"""The pages of the plan: to read, and to change it."""

from placements.planning import PLANNERS
from portal.access import CASE_WORKERS
from portal.models import Role

READERS = CASE_WORKERS | PLANNERS
"""Who reads all of the plan of their region."""
PARTNERS = frozenset({Role.PROVIDER, Role.HOUSING_ASSOCIATION})
"""Who reads the lines that their own organisation carries out."""
