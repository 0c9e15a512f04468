"""Letters on paper: printed once, by the worker, and kept."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from portal.pdf import keyword, print_pdf
from trajectories.letters.writing import content_of
from trajectories.models import Letter, MatchingTable

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
"""Printing that failed this often waits for a person."""


def render(letter: Letter) -> bytes:
    """The letter as PDF/A-3a and PDF/UA-1; the same letter gives the same bytes."""
    content = content_of(letter)
    context = {"letter": letter, "content": content, "keywords": keyword(letter.content_hash)}
    return print_pdf(
        render_to_string("trajectories/print/letter.html", context),
        style="letter.css",
        drawn_up_on=content.dated_on,
    )


def print_next_letter(*, at: datetime) -> bool:
    """Print one letter that waits for it; False when none does."""
    return print_one_of(Letter.objects.all(), render, at=at)


def print_one_of[Paper: (Letter, MatchingTable)](
    papers: QuerySet[Paper], draw: Callable[[Paper], bytes], *, at: datetime
) -> bool:
    """Print one of these that waits for it; False when none does. Several workers never take the same one."""
    with transaction.atomic():
        waiting = papers.filter(printed_at=None, print_attempts__lt=MOST_ATTEMPTS)
        paper = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
        if paper is None:
            return False
        try:
            with transaction.atomic():
                paper.pdf, paper.printed_at = draw(paper), at
                paper.save(update_fields=["pdf", "printed_at"])
        except Exception:
            logger.exception("Printing %s %s failed", type(paper).__name__, paper.slug)
            papers.filter(pk=paper.pk).update(print_attempts=paper.print_attempts + 1)
    return True
