"""Mail: which notices somebody wants, and for the administrator whether it leaves."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import sent
from portal.forms import MailChoiceForm
from portal.mail.sending import try_again_now
from portal.mail.writing import can_mail
from portal.models import Action, Mail, Role, User
from portal.models.mail import GETS_NOTICES

BROKEN_OFF = timedelta(minutes=10)
"""Mail that is in hand for longer was left by a worker that stopped halfway."""
SHOWN = 50


@allow(*GETS_NOTICES)
def my_mail(request: SignedInRequest) -> HttpResponse:
    """Which notices somebody wants by mail; none until they say so."""
    user = request.user
    form = MailChoiceForm(sent(request), user=user)
    if request.method == "POST" and form.is_valid():
        user.mail_kinds = form.cleaned_data["kinds"]
        user.save(update_fields=["mail_kinds"])
        note(request, Action.CHANGE, "mail")
        number = len(user.mail_kinds)
        said = {0: "U krijgt geen mail meer.", 1: "U krijgt voortaan 1 soort bericht per mail."}
        messages.success(request, said.get(number, f"U krijgt voortaan {number} soorten berichten per mail."))
        return redirect("my_mail")
    context = {"form": form, "can_mail": can_mail()}
    return render(request, "portal/my_mail.html", context, status=422 if form.errors else 200)


@allow(Role.ADMINISTRATOR)
def mail(request: SignedInRequest) -> HttpResponse:
    """Whether mail leaves: what waits, what does not go, and what nobody knows of."""
    now = clock.now()
    sent = Mail.objects.filter(sent_at__gte=now - timedelta(days=7))
    unsure = Mail.objects.broken_off_before(now - BROKEN_OFF)
    failed = Mail.objects.filter(sent_at=None, attempts__gt=0).select_related("user").order_by("pk")
    context = {
        "can_mail": can_mail(),
        "sent": sent.count(),
        "waiting": Mail.objects.waiting().count(),
        "given_up": Mail.objects.given_up().count(),
        "unsure": unsure.select_related("user").order_by("pk")[:SHOWN],
        "failed": failed[:SHOWN],
        "without_address": User.objects.filter(is_active=True, role__in=GETS_NOTICES, mail="").count(),
    }
    return render(request, "portal/mail.html", context)


@require_POST
@allow(Role.ADMINISTRATOR)
def retry_mail(request: SignedInRequest) -> HttpResponse:
    """Try everything that did not leave once more, now."""
    number = try_again_now()
    note(request, Action.CHANGE, "mail opnieuw")
    messages.success(request, f"{number} mails worden nu opnieuw geprobeerd." if number else "Er wacht geen mail.")
    return redirect("mail")
