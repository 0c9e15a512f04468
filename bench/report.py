"""The council's report beside the same pages from bare WeasyPrint (no charts, no tags, nothing attached), and what
it takes of a worker: processor time, and memory after many.
"""

import io
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from time import process_time

from django.template.loader import render_to_string
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.measuring import Measure, ratio
from portal.pdf import keyword, printable
from portal.pdf.fetcher import OwnFiles
from portal.pdf.render import STYLES
from reporting.printing import render
from reporting.report import Report, compose
from tests.reporting.sample_edition import edition

PAGES, ROUNDS, GOAL, MANY = 12, 8, 1.3, 25
WORKER = """
import json, sys
from bench.nation import begin
begin()
from bench.report import as_a_worker
print(json.dumps(as_a_worker(int(sys.argv[1]))))
"""


def _bare(report: Report) -> bytes:
    """The same words and tables in the same style, and that is all."""
    text = render_to_string("reporting/print/report.html", {"report": report, "keywords": keyword("0" * 64)})
    fetcher, fonts = OwnFiles(), FontConfiguration()
    names = ("print.css", "report.css")
    styles = [CSS(filename=STYLES / name, url_fetcher=fetcher, font_config=fonts) for name in names]
    page = HTML(string=printable(re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)), url_fetcher=fetcher)
    return page.write_pdf(stylesheets=styles, font_config=fonts)


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def measures() -> Iterator[Measure]:
    """The first chapters of an invented report, as many as fill twelve pages."""
    whole = compose(edition())
    number = next(number for number in count(1) if _is_enough(whole, number))
    report = _shortened(whole, number)
    name = f"report of {_pages(render(report))} pages"
    value = ratio(lambda: render(report), lambda: _bare(report), rounds=ROUNDS)
    yield Measure(f"{name} beside bare WeasyPrint", value, GOAL)
    worker = subprocess.run([sys.executable, "-c", WORKER, str(number)], check=True, stdout=subprocess.PIPE)
    first, warm, memory = json.loads(worker.stdout)
    yield Measure(f"{name}, the first of a worker: seconds of processor", first, 4.0)
    yield Measure(f"{name}, once warm: seconds of processor", warm, 1.5)
    yield Measure(f"{name}, after {MANY} of them: megabytes of memory", memory, 200.0)


def _is_enough(whole: Report, number: int) -> bool:
    return number == len(whole.chapters) or _pages(render(_shortened(whole, number))) >= PAGES


def _shortened(whole: Report, number: int) -> Report:
    return replace(whole, chapters=whole.chapters[:number])


def as_a_worker(number: int) -> tuple[float, float, float]:
    """Draw many, the first with all that is read in for it; the second time is the best of the others."""
    report, seconds = _shortened(compose(edition()), number), []
    for _ in range(MANY):
        before = process_time() if seconds else 0.0
        render(report)
        seconds.append(process_time() - before)
    return seconds[0], min(seconds[1:]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
