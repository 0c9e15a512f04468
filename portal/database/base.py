"""Django's PostgreSQL backend, with a server of our own where no other is named."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from portal import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the embedded server on the first connection when the settings name a data folder."""

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection, after seeing to it that somebody answers."""
        if data := self.settings_dict.get("EMBEDDED_DATA"):
            self.settings_dict["HOST"] = str(embedded.ensure(Path(data)))
        return super().get_connection_params()
