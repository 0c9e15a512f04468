"""How gunicorn serves the portal, in the demo and in production alike."""

import gc
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
wsgi_app = "portal.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
graceful_timeout = 10
preload_app = True  # read once: who takes the place of a process that was killed answers at once
max_requests = 20_000  # a fresh process now and then, so that no leak grows old
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("PROXY_IPS", "127.0.0.1")
# Without query string: an address in a log tells no more than which page it was.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(D)sus"
accesslog = os.environ.get("ACCESS_LOG") or None
control_socket_disable = True


def post_fork(_server: object, _worker: object) -> None:
    """Look for rings of objects nobody holds less often, and never among what was read in before.

    A page makes tens of thousands of objects and drops nearly all of them by itself; looking through them every
    2,000 cost a sixth to a third of its processor time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
