"""The client's own page: how it goes, with a code from paper and without an account; no name is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal import clock
from portal.access import note, public
from portal.asking import sent
from portal.models import Action
from portal.partials import show
from trajectories.forms.support import CodeForm, ExperienceForm
from trajectories.inviting import answer, open_invite

GONE = (
    "Deze code klopt niet, is al gebruikt of is te oud. Kijk de letters na, of vraag uw begeleider om een nieuwe."
)


@public
def experience(request: HttpRequest) -> HttpResponse:
    """Fill in the code; it goes on to the questions, kept in the session and never in an address."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if open_invite(form.cleaned_data["code"], on=clock.today()):
            request.session["my_code"] = form.cleaned_data["code"]
            return redirect("my_experience")
        form.add_error("code", GONE)
    status = 422 if form.errors else 200
    return show(request, "trajectories/experience.html", {"form": form, "asks": "code"}, status=status)


@public
def my_experience(request: HttpRequest) -> HttpResponse:
    """The questions; answered once."""
    code, today = request.session.get("my_code", ""), clock.today()
    invite = open_invite(code, on=today) if code else None
    if invite is None:
        return show(request, "trajectories/experience.html", {"form": CodeForm(), "asks": "again"}, status=404)
    form = ExperienceForm(sent(request))
    if form.is_valid() and answer(code, **form.cleaned_data, on=today, at=clock.now()):
        del request.session["my_code"]
        note(request, Action.CREATE, "ervaring van een cliënt", client=invite.review.client)
        return show(request, "trajectories/experience.html", {"asks": "thanks"})
    status = 422 if form.errors else 200
    return show(request, "trajectories/experience.html", {"form": form, "asks": "words"}, status=status)
