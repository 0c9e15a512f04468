"""One page, one template: the whole of it, or only the part htmx asks for."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    parts: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render `template`; when HX-Target names one of its `parts`, render that part alone.

    A part's name in `{% partialdef %}`, the id of its element and the target of the request are one word.
    """
    wanted = part_of(request, parts)
    return render(request, f"{template}#{wanted}" if wanted else template, context, status=status)


def part_of(request: HttpRequest, parts: Collection[str]) -> str:
    """Which of these parts is asked for by itself; empty: the whole page."""
    wanted = request.headers.get("HX-Target", "")
    return wanted if wanted in parts else ""
