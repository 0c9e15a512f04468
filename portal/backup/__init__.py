"""A copy of the database that nobody reads without the key, and the way back from it."""

import psycopg

from portal.backup.envelope import BackupRefused
from portal.backup.making import back_up
from portal.backup.restoring import restore

TROUBLE = (BackupRefused, OSError, psycopg.Error)
"""What can be in the way of a command: a sentence, a disk, a database."""

__all__ = ["TROUBLE", "BackupRefused", "back_up", "restore"]
