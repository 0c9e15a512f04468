"""The settings of the portal, with the apps of its peers beside it."""

from pathlib import Path

from portal.settings import *  # noqa: F403 (the same, and a little more)
from portal.settings import INSTALLED_APPS as OURS
from portal.settings import TEMPLATES

ROOT_URLCONF = "bench.site.urls"
INSTALLED_APPS = [*OURS, "django.contrib.admin", "django_tables2", "django_filters"]
TEMPLATES[0]["DIRS"] += [Path(__file__).parent / "templates"]
options = TEMPLATES[0]["OPTIONS"]
options["context_processors"] += ["django.contrib.auth.context_processors.auth"]
cached, own = options["loaders"][0]
options["loaders"] = [(cached, [*own, "django.template.loaders.app_directories.Loader"])]
