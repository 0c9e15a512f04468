"""Clients that mean no good or have a slow line: half-open connections, and a body without end."""

import getpass
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from drill.house import House
from drill.outcome import Outcome
from drill.web import HOST, Web, await_port, seconds_until
from portal.database.spare import ROOT, free_port

HALF_OPEN, UPLOAD = 400, 100 * 1024 * 1024
HALF = f"POST /inloggen/ HTTP/1.1\r\nHost: {HOST}\r\nX-Langzaam: ".encode()
SOON, MOST_GROWTH = 0.1, 20 * 1024 * 1024
NO_NGINX = "geen nginx op deze machine"


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Behind nginx with the configuration of `deploy/`, and what gunicorn does without it."""
    with house.web() as web:
        yield too_large_without_proxy(web)
        if not shutil.which("nginx"):
            for fault in (f"{HALF_OPEN} halfopen verbindingen", "100 MB insturen"):
                yield Outcome(f"{fault}, door nginx", f"antwoord < {SOON} s", NO_NGINX, None)
            return
        with nginx(house.folder / "nginx", web.port) as port:
            yield _half_open(port)
            yield _too_large(web, port)


@contextmanager
def nginx(folder: Path, portal: int) -> Iterator[int]:
    """`deploy/nginx.conf` as it is, but for where it listens and where the portal is."""
    folder.mkdir()
    (folder / "certificaten").mkdir()
    _certify(folder / "certificaten")
    plain, tls = free_port(), free_port()
    shutil.copytree(ROOT / "deploy/antwoorden", folder / "antwoorden")
    answers = folder / "antwoorden/antwoorden.conf"
    answers.write_text(answers.read_text().replace("root /etc/nginx;", f"root {folder};"))
    config = (ROOT / "deploy/nginx.conf").read_text()
    for ours, here in (
        ("server web:8000;", f"server 127.0.0.1:{portal};"),
        # Its processes read in a folder that is closed to all but who began.
        ("worker_processes auto;", f"worker_processes 2; user {getpass.getuser()};"),
        ("pid /run/nginx.pid;", f"pid {folder}/nginx.pid;"),
        ("access_log /dev/stdout page;", f"access_log {folder}/access.log page;"),
        ("error_log /dev/stderr warn;", f"error_log {folder}/error.log warn;"),
        ("listen 80 default_server;", f"listen 127.0.0.1:{plain} default_server;"),
        ("listen 443 ssl default_server;", f"listen 127.0.0.1:{tls} ssl default_server;"),
        ("listen [::]:80 default_server;", ""),
        ("listen [::]:443 ssl default_server;", ""),
        # One machine plays four hundred.
        ("limit_conn address 100;", "limit_conn address 1000;"),
    ):
        assert ours in config, ours
        config = config.replace(ours, here)
    (folder / "nginx.conf").write_text(config)
    folder.chmod(0o755)
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            await_port(tls)
            yield tls
        finally:
            process.terminate()


def _certify(folder: Path) -> None:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)]),
    )
    now = datetime.now(UTC)
    paper = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
    )
    signed = paper.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _tls(port: int) -> ssl.SSLSocket:
    trusting = ssl._create_unverified_context()  # noqa: S323 (our own paper, on loopback)
    return trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=30), server_hostname=HOST)


def _status(line: socket.socket) -> int:
    answer = line.recv(200)
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def _get(port: int) -> int:
    with _tls(port) as line:
        line.sendall(f"GET /inloggen/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        return _status(line)


def _half_open(port: int) -> Outcome:
    _get(port)
    waiting = [_tls(port) for _ in range(HALF_OPEN)]
    for line in waiting:
        line.sendall(HALF)
    took = []
    statuses = []
    for _ in range(5):
        began = time.monotonic()
        statuses.append(_get(port))
        took.append(time.monotonic() - began)
    for line in waiting:
        line.close()
    return Outcome(
        f"{HALF_OPEN} verbindingen die hun vraag niet afmaken, door nginx",
        f"een ander krijgt zijn pagina < {SOON} s (van één adres mogen het er 100 zijn: hier telt dat niet)",
        f"vijf keer {statuses[0]}, in {min(took):.2f} tot {max(took):.2f} s",
        statuses == [200] * 5 and min(took) < SOON,
    )


def _send_much(line: socket.socket) -> tuple[int, float]:
    """Announce a hundred megabytes and begin to send them; what came back, and how soon."""
    began = time.monotonic()
    head = (
        f"POST /inloggen/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nContent-Length: {UPLOAD}\r\n\r\n"
    )
    line.sendall(head.encode())
    with suppress(OSError):
        line.sendall(b"x" * 65536)
    return _status(line), time.monotonic() - began


def _too_large(web: Web, port: int) -> Outcome:
    before = web.memory()
    with _tls(port) as line:
        status, took = _send_much(line)
    grown = web.memory() - before
    return Outcome(
        "100 MB insturen, door nginx",
        f"413 < {SOON} s; het portaal merkt er niets van",
        f"{status} in {took:.3f} s; geheugen van het portaal {grown / 1024**2:+.1f} MB",
        status == 413 and took < SOON and grown < MOST_GROWTH,
    )


def too_large_without_proxy(web: Web) -> Outcome:
    """The portal itself says that it is too much, without reading it."""
    before = web.memory()
    with socket.create_connection(("127.0.0.1", web.port), timeout=30) as line:
        status, took = _send_much(line)
    grown = web.memory() - before
    answers = seconds_until(web.lives)
    return Outcome(
        "100 MB insturen, zonder nginx",
        "413, geheugen blijft gelijk",
        f"{status} in {took:.2f} s; geheugen {grown / 1024**2:+.1f} MB; daarna antwoord in {answers:.2f} s",
        status == 413 and grown < MOST_GROWTH,
    )
