"""Letters on paper: printed once, by the worker, and kept."""

import logging
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from portal.pdf import keyword, print_pdf
from trajectories.letters.writing import content_of
from trajectories.models import Letter

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
    """Print one letter that waits for it; False when none does. Several workers never take the same one."""
    with transaction.atomic():
        waiting = Letter.objects.filter(printed_at=None, print_attempts__lt=MOST_ATTEMPTS)
        letter = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
        if letter is None:
            return False
        try:
            with transaction.atomic():
                letter.pdf, letter.printed_at = render(letter), at
                letter.save(update_fields=["pdf", "printed_at"])
        except Exception:
            logger.exception("Printing letter %s failed", letter.slug)
            Letter.objects.filter(pk=letter.pk).update(print_attempts=letter.print_attempts + 1)
    return True
