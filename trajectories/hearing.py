"""Asking the client: what somebody thinks of a step, kept in their own words, or why nobody asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.models import Client, User
from portal.templatetags.dutch import dag
from trajectories.models import ClientVoice, MatchProposal, Notification, Opinion, Review, VoiceSource, VoiceStep

type Subject = Notification | MatchProposal | Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a client said: an opinion, words, or both; or that nobody asked, and why."""

    said_on: date
    opinion: str = ""
    words: str = ""
    why_not_asked: str = ""
    source: str = ""


def client_of(subject: Subject) -> Client:
    """Whose voice it is."""
    return subject.entry.client if isinstance(subject, MatchProposal) else subject.client


@transaction.atomic
def hear(said: Said, *, step: VoiceStep, about: Subject, at: datetime, by: User | None) -> ClientVoice:
    """Keep what a client said about a step; the very same said on the same day is kept once.

    `by` is who wrote it down: nobody, when the client did so without an account.
    """
    facts = {
        "step": step,
        "opinion": said.opinion,
        "words": said.words,
        "why_not_asked": said.why_not_asked,
        "source": "" if said.opinion == Opinion.NOT_ASKED else said.source or VoiceSource.STAFF,
        "said_on": said.said_on,
        _field(about): about,
    }
    client = Client.objects.select_for_update().get(pk=client_of(about).pk)
    kept = ClientVoice.objects.filter(client=client, **facts).first()
    return kept or ClientVoice.objects.create(client=client, written_at=at, written_by=by, **facts)


def is_heard(melding: Notification) -> bool:
    """Whether the client's own words on what is asked stand there, or why they could not be had."""
    asked = (VoiceStep.MELDING, VoiceStep.INVESTIGATION)
    return any(
        voice.step in asked and (voice.words or voice.opinion == Opinion.NOT_ASKED)
        for voice in melding.voices.all()
    )


def subjects(client: Client, *, user: User, on: date) -> dict[str, str]:
    """What this client can speak about to this user: a key for the address, and words."""
    found: dict[str, str] = {}
    meldingen = Notification.objects.visible_to(user).filter(client=client).order_by("-notified_on", "-pk")
    for melding in meldingen:
        reached = {
            VoiceStep.DECISION: melding.decided_on,
            VoiceStep.REPORT: melding.reported_on,
            VoiceStep.INVESTIGATION: None if melding.is_pre_notification else melding.notified_on,
            VoiceStep.MELDING: melding.notified_on,
        }
        for step, day in reached.items():
            if day and day <= on:
                found[key_of(step, melding)] = f"{step.label.capitalize()} ({dag(day)})"
    proposals = MatchProposal.objects.visible_to(user).filter(entry__client=client).order_by("-proposed_on", "-pk")
    for proposal in proposals.select_related("place__location"):
        there = f"Het voorstel voor {proposal.place.location} ({dag(proposal.proposed_on)})"
        found[key_of(VoiceStep.PROPOSAL, proposal)] = there
    for review in client.reviews.filter(held_on__lte=on).order_by("-held_on"):
        assert review.held_on is not None
        found[key_of(VoiceStep.REVIEW, review)] = f"De evaluatie ({dag(review.held_on)})"
    return found


def key_of(step: VoiceStep, about: Subject) -> str:
    """What names a step of a thing in an address and in a form."""
    return f"{step.value}-{about.pk if isinstance(about, Review) else about.slug}"


def subject_of(client: Client, key: str) -> tuple[VoiceStep, Subject]:
    """The step and the thing that a key of `subjects` names."""
    word, _, name = key.partition("-")
    step = VoiceStep(word)
    match step:
        case VoiceStep.PROPOSAL:
            return step, MatchProposal.objects.get(entry__client=client, slug=name)
        case VoiceStep.REVIEW:
            return step, client.reviews.get(pk=name)
        case _:
            return step, client.notifications.get(slug=name)


def unasked(melding: Notification, *, on: date) -> list[VoiceStep]:
    """Steps that were taken and about which the client was not asked, nor is it said why not.

    A decision that comes in the place of another is asked about again.
    """
    taken = [one.decided_on for one in melding.decisions.all() if one.decided_on]
    decided = max(taken, default=melding.decided_on)
    steps = ((VoiceStep.REPORT, melding.reported_on), (VoiceStep.DECISION, decided))
    return [step for step, day in steps if day and day <= on and not _is_asked(melding.voices.all(), step, day)]


def _is_asked(voices: Iterable[ClientVoice], step: VoiceStep, since: date) -> bool:
    return any(voice.step == step and voice.opinion and voice.said_on >= since for voice in voices)


def is_asked_about(about: MatchProposal | Review) -> bool:
    """Whether the client was asked what they think of it, or it is said why not."""
    return about.voices.exclude(opinion="").exists()


def _field(subject: Subject) -> str:
    return {Notification: "notification", MatchProposal: "proposal", Review: "review"}[type(subject)]
