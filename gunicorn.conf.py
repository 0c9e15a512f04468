"""How gunicorn serves the portal, in the demo and in production alike."""

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
