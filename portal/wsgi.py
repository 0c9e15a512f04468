"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["SERVES_PAGES"] = "1"
application = get_wsgi_application()
resolve("/gezond/")  # reads every page now: who asks first does not wait for it
