"""What day it is: asked by views and commands only, and passed on as an argument."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in Amsterdam, or the day the demo stands still at."""
    return settings.DEMO_TODAY or timezone.localdate()


def moment() -> datetime:
    """The moment as it truly is, also where the demo stands still: for codes and sessions, which know no story."""
    return timezone.now()


def now() -> datetime:
    """The moment, on the day that `today` says."""
    moment = timezone.localtime()
    day = today()
    return moment.replace(year=day.year, month=day.month, day=day.day)
