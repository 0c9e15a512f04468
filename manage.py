#!/usr/bin/env python
"""The key to the house: every command starts here, and acts as the system."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.actor import SYSTEM, begin_as

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    begin_as(SYSTEM)
    execute_from_command_line(sys.argv)
