"""Django's own `migrate`, which lets nobody wait for it."""

import time
from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

PATIENCE = 120.0
"""Seconds in which it goes on trying."""
PAUSE = 0.5
"""Seconds between two tries, in which those who waited behind it go first."""


class Command(DjangoMigrate):
    """A change of a table gives up its place in the queue soon (`SchemaEditor`), and is tried again here."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Go on until every change had its turn; what was applied stays applied."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                super().handle(*args, **options)
                return
            except OperationalError as busy:
                if not isinstance(busy.__cause__, LockNotAvailable) or time.monotonic() > deadline:
                    raise
            self.stdout.write(" Er wordt in deze tabel gewerkt; zo meteen opnieuw.")
            time.sleep(PAUSE)
