"""`python -m drill.entering LOGIN`: begins a session as if that person had proved who they are; says its key.

The second step is tested elsewhere; here it would only be in the way.
"""

import os
import sys

import django


def main() -> None:
    """Make the session in the database of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.test import Client

    from portal.actor import SYSTEM, begin_as
    from portal.entering import Proof
    from portal.models import User

    begin_as(SYSTEM)
    browser = Client()
    browser.force_login(User.objects.get(login=sys.argv[1]))
    session = browser.session
    session["proof"] = Proof.CODE
    session.save()
    print(session.session_key)


if __name__ == "__main__":
    main()
