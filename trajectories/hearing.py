"""Asking the client: what somebody thinks of a step, kept in their own words, or why nobody asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.models import Client, User
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
def hear(said: Said, *, step: VoiceStep, about: Subject, at: datetime, by: User) -> ClientVoice:
    """Keep what a client said about a step; the very same said on the same day is kept once."""
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


def _field(subject: Subject) -> str:
    return {Notification: "notification", MatchProposal: "proposal", Review: "review"}[type(subject)]
