"""Asks the portal in this container whether it lives; the exit code is the answer."""

import os
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0]
port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
request = urllib.request.Request(f"http://127.0.0.1:{port}/gezond/", headers={"Host": host})
with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
    assert answer.status == 200
