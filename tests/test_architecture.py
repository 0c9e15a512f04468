"""The laws of the house, read from its own text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("portal", "placements", "trajectories", "reporting")
SOURCES = [
    path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "base"}
MAY_BE_CALLED_BASE = {"portal/database/base.py"}  # Django looks for a database backend under this name

NEVER = {
    r"\.(raw|extra)\(|\bRawSQL\b": set(),
    r"__i?regex\b": set(),
    r"""["']__all__["']""": set(),
    r"format_html\(\s*f[\"']": set(),
    r"\bmark_safe\(|\bSafeString\(.|\|\s*safe\b": {
        "portal/templatetags/drawing.py",
        "reporting/charts/line.py",
        "reporting/charts/pen.py",
        "reporting/monitor.py",
    },
    r"models\.(File|Image|FilePath)Field|default_storage|core\.cache|FileSystemStorage": {"portal/settings.py"},
    r"\burlopen\b|\brequests\.|\bhttpx\b|\bsmtplib\b": {"portal/proof/sso.py", "portal/mail/sending.py"},
}
"""What no code of ours says, and the files that do after all: they escape it, or talk to the one server meant.

Nothing is kept on the disk or in the memory of one machine: any of them may answer the next request.
"""
FROM_ELSEWHERE = r"""(<link[^>]*\shref|\ssrc|\saction|\shx-\w+)\s*=\s*["'](https?:)?//"""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_point_down(path):
    floor = FLOORS.index(path.relative_to(ROOT).parts[0])
    above = set(FLOORS[floor + 1 :])
    assert not {name for name in imports(path) if name.split(".")[0] in above}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_is_short_opens_with_a_sentence_and_has_a_name(path):
    text = path.read_text()
    assert text.count("\n") <= 400
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module opens with one sentence"
    if name_of(path) not in MAY_BE_CALLED_BASE:
        assert path.stem not in FORBIDDEN_NAMES


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_functions_are_short():
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for path in SOURCES for node in functions(path))
    assert lengths[int(len(lengths) * 0.95)] <= 25
    assert lengths[-1] <= 60


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_what_others_may_use_says_what_it_does(path):
    silent = [
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_every_model_opens_with_one_sentence():
    ours = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
    assert ours
    assert not [model for model in ours if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")]


def test_every_period_refuses_overlap():
    """A model with a period has an exclusion constraint; the catalogue's forms only end."""
    periods = [m for m in apps.get_models() if hasattr(m, "runs_until") and m.__name__ != "CareForm"]
    assert len(periods) >= 9
    for model in periods:
        kinds = {type(constraint).__name__ for constraint in model._meta.constraints}
        assert "ExclusionConstraint" in kinds, model


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


@pytest.mark.parametrize("pattern", list(patterns()), ids=lambda pattern: pattern.name)
def test_every_view_says_its_audience(pattern):
    assert pattern.name, "every address has a name"
    assert hasattr(pattern.callback, "audience"), "closed by default: use @allow or @public"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_runs_nothing_inline_and_trusts_nobody(path):
    text = path.read_text()
    inline = path.parts[-2] != "print"
    if inline:
        assert not re.search(r"\sstyle\s*=", text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert not re.search(r"<[^<>]*\son[a-z]+\s*=\s*[\"']", re.sub(r"\{[%{].*?[%}]\}", "", text))
    assert "|safe" not in text
    assert "autoescape off" not in text
    assert not re.search(FROM_ELSEWHERE, text)


@pytest.mark.parametrize("law", NEVER)
def test_there_is_one_way_to_ask_the_database_to_write_a_page_and_to_go_outside(law):
    assert {name_of(path) for path in SOURCES if re.search(law, path.read_text())} == NEVER[law]


def test_every_template_is_used():
    spoken = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    pages = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    by_django = {"400.html", "403.html", "404.html", "500.html"}
    assert not {page for page in pages - by_django if page not in spoken}


@pytest.mark.parametrize("path", [p for p in SOURCES if "views" in name_of(p)], ids=name_of)
def test_a_view_fetches_within_reach(path):
    """`get_object_or_404(Model, …)` and `Model.objects.get(…)` would reach beyond what a user may see."""
    text = path.read_text()
    if "portal/views/users.py" in str(path):
        return  # the administrator's users: no client content
    assert not re.search(r"get_object_or_404\(\s*[A-Z]\w+\s*,", text)
    assert not re.search(r"\b[A-Z]\w+\.objects\.get\(", text)
    assert "request.POST[" not in text
    assert "request.GET[" not in text
