"""Files that mean no good: workbooks that explode, and documents that want to read or call something."""

import io
import logging
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from multiprocessing import Pipe, get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from threading import Event, Thread

from drill.house import House
from drill.outcome import Outcome

MOST_SECONDS, MOST_MEMORY = 10.0, 300 * 1024**2
A_FILE = "/etc/passwd"
SHEET = "xl/worksheets/sheet1.xml"


def outcomes(house: House, *, cycles: int) -> Iterator[Outcome]:
    """Workbooks at both places that read one; documents through the one printer."""
    for name, data in _bombs().items():
        yield _workbook(name, data)
    yield _documents()


def _bombs() -> dict[str, bytes]:
    """Three workbooks: one that unpacks to two gigabytes, one of entities, one with a million rows."""
    from tests.trajectories.uploads.sheets import workbook

    whole = workbook(plekken=[["P1", "L1", None]])
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><x>&l9;</x>'.encode()
    row = b'<row><c t="inlineStr"><is><t>P</t></is></c></row>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    many = sheet + row * 1_000_000 + b"</sheetData></worksheet>"
    return {
        "die uitgepakt 2 GB is": _with(whole, "xl/media/nul.bin", b"\0" * 64 * 1024**2, times=32),
        "met entiteiten die ontploffen": _with(whole, SHEET, entities),
        "met een miljoen rijen": _with(whole, SHEET, many),
    }


def _with(whole: bytes, part: str, content: bytes, *, times: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        for number in range(times):
            new.writestr(part if times == 1 else f"{part}.{number}", content)
    return out.getvalue()


def _workbook(name: str, data: bytes) -> Outcome:
    from trajectories.regionfile.problems import Problems
    from trajectories.regionfile.workbook import read_workbook
    from trajectories.uploads.kinds import KINDS
    from trajectories.uploads.opening import obstacle_to_open, open_file

    stock = next(kind for kind in KINDS.values() if "plekken" in kind.names)

    def on_the_page() -> str:
        problems = Problems()
        if early := obstacle_to_open("a.xlsx", data):
            return early
        open_file("a.xlsx", data, stock, problems, tick=lambda: None)
        return problems.found[0].sentence if problems.found else ""

    def as_a_region() -> str:
        problems = Problems()
        with TemporaryDirectory() as folder:
            file = Path(folder) / "regio.xlsx"
            file.write_bytes(data)
            read_workbook(file, problems)
        return problems.found[0].sentence if problems.found else ""

    said, seconds, memory = zip(*(_cost(act) for act in (on_the_page, as_a_region)), strict=True)
    return Outcome(
        f"Een werkmap {name}: op de pagina, en als regiobestand",
        f"geweigerd met een zin, < {MOST_SECONDS:.0f} s en < {MOST_MEMORY // 1024**2} MB",
        f"“{said[0]}” in {seconds[0]:.1f} s; “{said[1]}” in {seconds[1]:.1f} s;"
        f" hoogstens {max(memory) / 1024**2:.0f} MB",
        all(said) and max(seconds) < MOST_SECONDS and max(memory) < MOST_MEMORY,
    )


def _cost(act: Callable[[], str]) -> tuple[str, float, int]:
    """What it says, how long it takes, and how much memory it adds, in a process of its own."""
    receiving, sending = Pipe(duplex=False)

    def run() -> None:
        before, began = getrusage(RUSAGE_SELF).ru_maxrss, time.monotonic()
        said = act()
        took = time.monotonic() - began
        sending.send((said, took, 1024 * (getrusage(RUSAGE_SELF).ru_maxrss - before)))

    child = get_context("fork").Process(target=run)
    child.start()
    said, took, most = receiving.recv()
    child.join()
    return said, took, most


VECTORS = (
    '<style>body {{ background: url("{there}/css") }}</style>',
    '<style>@import "{there}/import.css";</style>',
    '<style>@font-face {{ font-family: x; src: url("{there}/font.ttf") }} p {{ font-family: x }}</style><p>a</p>',
    '<link rel="stylesheet" href="{there}/link.css">',
    '<link rel="attachment" href="file://{file}">',
    '<img src="{there}/img.png">',
    '<img src="file://{file}">',
    '<object data="{there}/object.svg"></object>',
    '<embed src="{there}/embed.svg">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{there}/svg.png" width="9" height="9"/></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E'
    '%3Cimage href=%22{there}/in.png%22/%3E%3C/svg%3E">',
    '<iframe src="file://{file}"></iframe><a rel="attachment" href="file://{file}">a</a>',
)


def _documents() -> Outcome:
    """Each vector in a document of its own: by our printer, and by bare WeasyPrint to see that they do bite."""
    from weasyprint import HTML

    from portal.pdf import print_pdf

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    with _listening() as (there, calls):
        pages = [_page(vector.format(there=there, file=A_FILE)) for vector in VECTORS]
        printed = [print_pdf(page, style="print.css", drawn_up_on=date(2026, 10, 5)) for page in pages]
        ours = len(calls)
        for page in pages:
            HTML(string=page).write_pdf()
        theirs = len(calls) - ours
    leaked = sum(b"EmbeddedFile" in pdf for pdf in printed)
    return Outcome(
        f"{len(VECTORS)} manieren waarop een document iets wil ophalen of lezen",
        "0 verbindingen, 0 bestanden",
        f"{ours} verbindingen, {leaked} bestanden (WeasyPrint zonder slot: {theirs} verbindingen)",
        not ours and not leaked and theirs > 0,
    )


def _page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="nl"><head><title>x</title></head><body>{body}</body></html>'


@contextmanager
def _listening() -> Iterator[tuple[str, list[str]]]:
    """Somebody on loopback who counts who calls, and hangs up."""
    calls: list[str] = []
    stop = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def answer() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    caller, address = server.accept()
                    calls.append(str(address))
                    caller.close()

        listening = Thread(target=answer, daemon=True)
        listening.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        stop.set()
        listening.join()
