"""Sets up the two demo regions once, and serves the portal until Ctrl-C."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from gunicorn.app.wsgiapp import WSGIApplication

from portal import clock
from portal.demo_accounts import ACCOUNTS, PASSWORD, make_accounts
from portal.models import Region
from reporting.demo import furnish
from trajectories.demo import REGIONS, write_region


class Command(BaseCommand):
    """`manage.py demo`: what `make demo` runs."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port, and whether to stop before serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--only-load", action="store_true", help="load the regions and stop")

    def handle(self, *, port: int, only_load: bool, **_options: Any) -> None:
        """Migrate, load what is not there yet, and serve."""
        if not settings.DEMO:
            raise CommandError("De demo draait alleen met PORTAL_DEMO=1; gebruik `make demo`.")
        self.stdout.write("Database klaarzetten…")
        call_command("migrate", verbosity=0)
        if not Region.objects.filter(code__in=REGIONS).exists():
            self._load()
        if not only_load:
            self._announce(port)
            self._serve(port)

    @transaction.atomic
    def _load(self) -> None:
        """Everything or nothing: a demo that was broken off halfway starts anew."""
        with tempfile.TemporaryDirectory() as folder:
            for code in REGIONS:
                self.stdout.write(f"Regio {code} laden…")
                target = Path(folder) / code
                write_region(code, target, today=clock.today())
                call_command("load_region", str(target), verbosity=0, stdout=self.stderr)
        make_accounts()
        self.stdout.write("Inrichten en rapporten opstellen…")
        furnish(on=clock.today(), at=clock.now())

    def _announce(self, port: int) -> None:
        logins = "\n".join(f"  {account.login:<26} {account.role.label}" for account in ACCOUNTS)
        self.stdout.write(
            f"\nThuisroute staat op http://127.0.0.1:{port} (fictieve gegevens; Ctrl-C stopt).\n"
            f"Wachtwoord voor alle accounts: {PASSWORD}\n{logins}\n"
            f"Mail gaat in de demo nergens heen: elke mail is een bestand in {settings.DATA / 'mail'}.\n"
        )
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        os.environ["PORTAL_URL"] = f"http://127.0.0.1:{port}"
        worker = subprocess.Popen([sys.executable, "manage.py", "work", "--until-orphaned"])
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined] # the web processes make pools of their own
        os.environ["BIND"] = f"127.0.0.1:{port}"
        sys.argv = ["gunicorn", "--log-level", "warning"]
        try:
            WSGIApplication("%(prog)s").run()
        finally:
            worker.terminate()
