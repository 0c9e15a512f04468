"""The start page: my work."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import clock
from portal.access import EVERYBODY, SignedInRequest, allow
from reporting.start import start_for


@allow(*EVERYBODY)
def start(request: SignedInRequest) -> HttpResponse:
    """What waits for me, the most urgent first."""
    moment = clock.now()
    greeting = next(
        words
        for hour, words in ((6, "Goedenacht"), (12, "Goedemorgen"), (18, "Goedemiddag"), (24, "Goedenavond"))
        if moment.hour < hour
    )
    first_name = request.user.name.split()[0]
    context = {"start": start_for(request.user, on=clock.today()), "greeting": f"{greeting} {first_name}"}
    return render(request, "reporting/start.html", context)
