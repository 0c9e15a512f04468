"""How a region words its letters: the kinds, the versions, and a new version with a preview."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal import clock
from portal.access import SignedInRequest, allow, note
from portal.asking import sent
from portal.models import Action, Region, Role
from portal.partials import show
from portal.periods import valid_on
from trajectories.forms.letters import LetterTextForm
from trajectories.letters.composing import sample
from trajectories.letters.fields import fields_of
from trajectories.letters.texts import Text, default_text
from trajectories.models import LetterKind, LetterText
from trajectories.obstacles import Obstructed, refusals_in_dutch


@dataclass(frozen=True, slots=True)
class Worded:
    """A kind of letter and the region's words for it today, if it has any."""

    kind: LetterKind
    own: LetterText | None


@allow(Role.ADMINISTRATOR)
def letter_texts(request: SignedInRequest, region: str) -> HttpResponse:
    """Every kind of letter, and who words it today."""
    home, on = _region(request, region), clock.today()
    rows = list(home.letter_texts.order_by("kind", "starts_on"))
    kinds = [Worded(kind, valid_on([row for row in rows if row.kind == kind], on)) for kind in LetterKind]
    return render(request, "trajectories/letter_texts.html", {"home": home, "kinds": kinds})


@allow(Role.ADMINISTRATOR)
def letter_text(request: SignedInRequest, region: str, word: str) -> HttpResponse:
    """The words of one kind: a new version is tried first, and kept when somebody says so."""
    home, on = _region(request, region), clock.today()
    kind = next((one for one in LetterKind if one.word == word), None)
    if kind is None:
        raise Http404("Deze brief kennen we niet.")
    versions = list(home.letter_texts.filter(kind=kind).select_related("written_by").order_by("-starts_on"))
    form = LetterTextForm(sent(request), kind=kind, on=on, initial=_now(versions, kind, request))
    if form.is_valid() and "keep" in request.POST and _kept(request, home, kind, form):
        return redirect("letter_text", home.code.lower(), kind.word)
    context = {
        "home": home,
        "kind": kind,
        "form": form,
        "fields": fields_of(kind),
        "versions": versions,
        "preview": sample(kind, form.text(), on=on) if form.is_bound and not form.errors else None,
    }
    return show(request, "trajectories/letter_text.html", context, status=422 if form.errors else 200)


def _now(versions: list[LetterText], kind: LetterKind, request: SignedInRequest) -> dict[str, str]:
    """The words to begin with: the region's own, or ours."""
    own = valid_on(versions, clock.today())
    text = Text(own.subject, own.body) if own and "ons" not in request.GET else default_text(kind)
    return {"subject": text.subject, "body": text.body}


def _kept(request: SignedInRequest, home: Region, kind: LetterKind, form: LetterTextForm) -> bool:
    facts = form.cleaned_data
    same = {"region": home, "kind": kind, "starts_on": facts["starts_on"]}
    try:
        with refusals_in_dutch():
            text = {"subject": facts["subject"], "body": facts["body"]}
            if not LetterText.objects.filter(**same, **text).exists():
                LetterText.objects.create(**same, **text, written_by=request.user)
    except Obstructed as stop:
        form.add_error("starts_on", str(stop))
        return False
    note(request, Action.CREATE, "brieftekst")
    messages.success(request, "De tekst is bewaard. Nieuwe brieven gebruiken hem vanaf die dag.")
    return True


def _region(request: SignedInRequest, region: str) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.user), code__iexact=region)
