"""Where letters to a client go, to be changed at any time: letters go on after the investigation."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from portal import clock
from portal.access import CASE_WORKERS, SignedInRequest, allow, note
from portal.asking import Question, ask, sent
from portal.models import Action
from trajectories.forms.postal import PostalForm
from trajectories.investigating import save_postal_address
from trajectories.models import PartKind
from trajectories.views.melding import find_melding
from trajectories.views.steps import done


@allow(*CASE_WORKERS)
def postal(request: SignedInRequest, slug: str) -> HttpResponse:
    """The post address of the client of a melding."""
    melding = find_melding(request.user, slug)
    answers = (part.answers for part in melding.parts.all() if part.kind == PartKind.PERSON)
    known: dict[str, Any] = next(answers, {})
    form = PostalForm(sent(request), initial=known)
    if form.is_valid():
        save_postal_address(melding, form.cleaned_data, at=clock.now(), by=request.user)
        return done(request, melding, "Het postadres is opgeslagen. Nieuwe brieven gaan hierheen.")
    note(request, Action.VIEW, "postadres", client=melding.client)
    back = reverse("notification", args=[slug])
    question = Question(
        title=f"Postadres van {melding.client}",
        button="Sla het postadres op",
        back=back,
        intro="Alleen als brieven niet naar het woonadres gaan. Brieven die er al zijn, veranderen niet.",
        crumbs=(("Meldingen", reverse("notifications")), (f"Melding van {melding.client}", back)),
    )
    return ask(request, question, form)
