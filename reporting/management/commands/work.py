"""The worker: loads spreadsheets, prints, sends mail, seals the waiting list, counts quarters."""

import os
import resource
import signal
import time
from argparse import ArgumentParser
from datetime import date
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from portal import clock
from portal.audit import anchors
from portal.mail.sending import forget_old, send_next
from portal.models.session import SessionStore
from reporting.editions import count_next
from reporting.publishing import print_next
from reporting.subscribing import forget_unconfirmed
from trajectories import census
from trajectories.letters.printing import print_next_letter
from trajectories.matching_table import print_next_minutes
from trajectories.notices import remind
from trajectories.uploads.working import work_next as work_next_upload

MOST_MEMORY = 2 * 1024**3
PAUSE = 0.5
"""Seconds between two looks for work."""


class Command(BaseCommand):
    """`manage.py work`: runs until told to stop."""

    help = __doc__
    is_stopping = False
    counted_on: date | None = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to go on."""
        parser.add_argument("--once", action="store_true", help="do what waits now and stop")
        parser.add_argument("--until-orphaned", action="store_true", help="stop when the parent process is gone")

    def handle(self, *, once: bool, until_orphaned: bool, **_options: Any) -> None:
        """Look for work, do it, pause; a database that is away for a while is no reason to stop."""
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        parent = os.getppid()
        if until_orphaned:  # beside the pages, on the same machine: who waits for a page goes first
            os.nice(10)
        while not self.is_stopping and not (until_orphaned and os.getppid() != parent):
            if not self._work() and once:
                return
            time.sleep(PAUSE)

    def _work(self) -> bool:
        try:
            now = clock.now()
            waited = work_next_upload(at=now, today=clock.today()) or print_next_letter(at=now)
            printed = waited or print_next_minutes(at=now) or print_next(at=now)
            return printed or send_next(at=now) or self._count()
        except OperationalError:
            self.stderr.write("De database antwoordt niet; over een paar tellen opnieuw.")
            time.sleep(5)
            return False
        finally:
            close_old_connections()

    def _count(self) -> bool:
        """Once a day: seal the waiting list of the days that are over, and count the quarters one by one."""
        today = clock.today()
        if self.counted_on == today:
            return False
        if count_next(on=today, at=clock.now()):
            return True
        census.take_missing(today=today, at=clock.now())
        remind(on=today)
        forget_old(on=today)
        forget_unconfirmed(on=today)
        SessionStore.clear_expired()
        anchors.keep_daily(settings.LOG_ANCHORS, at=clock.now())
        self.counted_on = today
        return False

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True
